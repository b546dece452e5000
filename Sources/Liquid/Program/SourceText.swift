import Diagnostics

/// The text of a template or data file with the name that messages show.
struct SourceText: Sendable {
    var name: String
    var bytes: [UInt8]

    /// Line, column in characters, and the line itself.
    func place(of offset: Int, length: Int) -> (position: Position, excerpt: String) {
        let offset = min(max(0, offset), bytes.count)
        var line = 1
        var start = 0
        for i in 0..<offset where bytes[i] == 0x0A {
            line += 1
            start = i + 1
        }
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var shownEnd = end
        if shownEnd > start, bytes[shownEnd - 1] == 0x0D { shownEnd -= 1 }
        let marked = bytes[offset..<min(max(offset, min(offset + length, shownEnd)), bytes.count)]
        let column = Self.characters(bytes[start..<offset]) + 1
        let width = Self.characters(marked)
        return (
            Position(file: name, line: line, column: column, length: max(1, width)),
            String(decoding: bytes[start..<max(start, shownEnd)], as: UTF8.self)
        )
    }

    private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) { return bytes.count }
        return String(decoding: bytes, as: UTF8.self).count
    }

    func diagnostic(
        _ code: String, _ message: String, at offset: Int, length: Int, hint: String? = nil,
        trace: [Position] = []
    ) -> Diagnostic {
        let place = place(of: offset, length: length)
        return .error(code, message, at: place.position, excerpt: place.excerpt, hint: hint, trace: trace)
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}
