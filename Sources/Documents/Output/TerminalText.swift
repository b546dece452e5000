import Diagnostics

/// Texts from outside as a terminal may show them: measured, shortened, and without control characters.
enum TerminalText {
    /// Whether all bytes are printable ASCII: then bytes are columns.
    @inline(__always)
    static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        var bad: UInt8 = 0
        for byte in text { bad |= byte &- 0x20 > 0x5E ? 1 : 0 }
        return bad == 0
    }

    /// The columns the text takes.
    @inline(__always)
    static func width(_ text: UnsafeRawBufferPointer) -> Int {
        isPlain(text) ? text.count : DisplayWidth.of(cleaned(text))
    }

    /// Control characters must not drive the reader's terminal, nor break a line of the table.
    static func cleaned(_ text: UnsafeRawBufferPointer) -> String {
        var out = ""
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0..<0x20: out += " "
            case 0x7F...0x9F: out += "\u{FFFD}"
            // Marks that turn the direction of what follows.
            case 0x202A...0x202E, 0x2066...0x2069: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Appends the text in at most `limit` columns, with … where something is left out; the columns it took.
    static func append(_ text: UnsafeRawBufferPointer, limit: Int, to sink: inout ByteSink) -> Int {
        if isPlain(text) {
            if text.count <= limit {
                sink.append(text)
                return text.count
            }
            sink.append(UnsafeRawBufferPointer(rebasing: text.prefix(max(0, limit - 1))))
            sink.append("…")
            return limit
        }
        let clean = cleaned(text)
        let width = DisplayWidth.of(clean)
        if width <= limit {
            sink.append(clean)
            return width
        }
        var taken = 0
        for character in clean {
            let next = DisplayWidth.of(character)
            if taken + next > limit - 1 { break }
            sink.append(String(character))
            taken += next
        }
        sink.append("…")
        return taken + 1
    }
}
