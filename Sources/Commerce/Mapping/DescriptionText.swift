/// Descriptions as they are compared: words of letters and digits, without case, single spaces between.
enum DescriptionText {
    /// Codes 0 (space), 1 to 26 (letters), 27 to 36 (digits); 37 codes.
    static let codes = 37

    /// Writes the codes of a text, with a space before and after, into `out`; empty for a text without words.
    /// Bytes outside ASCII count as letters.
    static func fold(_ text: UnsafeRawBufferPointer, into out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        for byte in text {
            let letter = NumberText.upper(byte)
            if letter &- 0x41 < 26 {
                append(letter - 0x40, to: &out)
            } else if letter &- 0x30 < 10 {
                append(letter - 0x30 + 27, to: &out)
            } else if letter >= 0x80 {
                append(letter % 26 + 1, to: &out)
            } else if byte != 0x27, let last = out.last, last != 0 {
                // An apostrophe joins; everything else ends a word.
                out.append(0)
            }
        }
        if let last = out.last, last != 0 { out.append(0) }
    }

    private static func append(_ code: UInt8, to out: inout [UInt8]) {
        if out.isEmpty { out.append(0) }
        out.append(code)
    }

    static func hash(_ codes: [UInt8]) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for code in codes { hash = (hash ^ UInt64(code)) &* 0x0000_0100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    /// The distinct runs of three codes, ascending.
    static func trigrams(_ codes: [UInt8]) -> [UInt16] {
        guard codes.count >= 3 else { return [] }
        var grams: [UInt16] = []
        grams.reserveCapacity(codes.count)
        for at in 2..<codes.count {
            let gram = (Int(codes[at - 2]) * Self.codes + Int(codes[at - 1])) * Self.codes + Int(codes[at])
            grams.append(UInt16(truncatingIfNeeded: gram))
        }
        grams.sort()
        var distinct = 0
        for at in grams.indices where at == 0 || grams[at] != grams[at - 1] {
            grams[distinct] = grams[at]
            distinct += 1
        }
        grams.removeSubrange(distinct...)
        return grams
    }
}
