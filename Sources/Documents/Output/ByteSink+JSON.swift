import Notation

extension ByteSink {
    /// Appends a JSON string (RFC 8259, section 7).
    @inline(__always)
    mutating func append(json text: UnsafeRawBufferPointer) {
        append(0x22)
        let isPlain = append(text) { word in
            WordSearch.has(0x22, in: word) | WordSearch.has(0x5C, in: word) | WordSearch.hasControl(in: word)
        }
        if !isPlain { appendEscaped(json: text) }
        append(0x22)
    }

    mutating func append(json text: String) {
        var copy = text
        copy.withUTF8 { append(json: UnsafeRawBufferPointer($0)) }
    }

    private mutating func appendEscaped(json text: UnsafeRawBufferPointer) {
        for byte in text {
            switch byte {
            case 0x22: append("\\\"")
            case 0x5C: append("\\\\")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case ..<0x20:
                append("\\u00")
                append(0x30 + byte >> 4)
                append(byte & 0xF < 10 ? 0x30 + byte & 0xF : 0x57 + byte & 0xF)
            default: append(byte)
            }
        }
    }
}
