import Diagnostics

/// Texts from outside as a terminal may show them: measured, shortened, and without control characters.
enum TerminalText {
    /// Whether all bytes are printable ASCII: then bytes are columns.
    @inline(__always)
    static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let base = text.baseAddress else { return true }
        let count = text.count
        var found: UInt64 = 0
        var i = 0
        while i &+ 8 <= count {
            found |= special(base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            i &+= 8
        }
        while i < count {
            found |= special(0x6161_6161_6161_6100 | UInt64(text[i]))
            i &+= 1
        }
        return found == 0
    }

    /// Other than 0 where one of eight bytes is no printable ASCII.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        (word & 0x8080_8080_8080_8080) | WordSearch.hasControl(in: word) | WordSearch.has(0x7F, in: word)
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
        if text.count <= limit, sink.append(text, unless: special) { return text.count }
        if isPlain(text) {
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
