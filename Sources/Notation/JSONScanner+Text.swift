extension JSONScanner {
    /// The bytes of a token: of keys and strings without quotes, escapes as they stand.
    public func bytes(_ token: JSONToken) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[token.contentRange])
    }

    /// The text of a token: of keys and strings what they mean, of numbers their digits as written.
    public func string(_ token: JSONToken) -> String {
        guard token.isEscaped else { return String(decoding: bytes(token), as: UTF8.self) }
        var out: [UInt8] = []
        Self.unescape(bytes(token), into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends what the content of a key or string means, as UTF-8; never longer than the content.
    ///
    /// Returns false where an escape names half of a surrogate pair; U+FFFD is written in its place.
    @discardableResult
    public static func unescape(_ content: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
        var isWhole = true
        var i = 0
        while i < content.count {
            let byte = content[i]
            guard byte == 0x5C, i + 1 < content.count else {
                out.append(byte)
                i += 1
                continue
            }
            let letter = content[i + 1]
            guard letter == 0x75 else {
                out.append(simpleEscape(letter))
                i += 2
                continue
            }
            var scalar = UInt32(codeUnit(content, i + 2) ?? 0xFFFD)
            i += 6
            if scalar & 0xFC00 == 0xD800, i + 1 < content.count, content[i] == 0x5C, content[i + 1] == 0x75,
                let low = codeUnit(content, i + 2), low & 0xFC00 == 0xDC00
            {
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (UInt32(low) - 0xDC00)
                i += 6
            }
            if Unicode.Scalar(scalar) == nil { isWhole = false }
            out.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
        }
        return isWhole
    }

    private static func simpleEscape(_ letter: UInt8) -> UInt8 {
        switch letter {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: letter
        }
    }
}
