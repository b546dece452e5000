/// Turns UTF-8 back into a file's own encoding, chunk after chunk: what ``Transcoder`` read, written again.
package struct TextEncoder {
    private let encoding: TextEncoding
    private var pending: [UInt8] = []

    /// - Parameter encoding: as named for the file; `utf16` is written little-endian, as it is with a mark.
    package init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// The bytes of a piece of text that ends anywhere; half a character waits for the next piece. Nil where a
    /// character has no place in the encoding.
    package mutating func encode(_ text: [UInt8]) -> [UInt8]? {
        if encoding == .utf8 { return text }
        pending += text
        let end = Self.wholeCharacters(pending)
        let whole = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeFirst(end)
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for scalar in whole.unicodeScalars {
            guard append(scalar, to: &out) else { return nil }
        }
        return out
    }

    /// How many bytes make whole characters.
    private static func wholeCharacters(_ text: [UInt8]) -> Int {
        var start = text.count
        while start > 0, text.count - start < 4 {
            start -= 1
            let byte = text[start]
            if byte & 0xC0 == 0x80 { continue }
            let needed = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return text.count - start >= needed ? text.count : start
        }
        return text.count
    }

    private func append(_ scalar: Unicode.Scalar, to out: inout [UInt8]) -> Bool {
        switch encoding {
        case .utf8: out.append(contentsOf: String(scalar).utf8)
        case .latin1:
            guard scalar.value < 0x100 else { return false }
            out.append(UInt8(scalar.value))
        case .windows1252:
            if scalar.value < 0x80 || (0xA0..<0x100).contains(scalar.value) {
                out.append(UInt8(scalar.value))
            } else {
                guard let at = windows1252.firstIndex(where: { UInt32($0) == scalar.value && $0 != 0 }) else {
                    return false
                }
                out.append(UInt8(0x80 + at))
            }
        case .utf16, .utf16LittleEndian, .utf16BigEndian:
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
                out += encoding == .utf16BigEndian ? [high, low] : [low, high]
            }
        }
        return true
    }
}
