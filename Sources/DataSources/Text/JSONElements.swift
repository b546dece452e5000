import Diagnostics

/// Finds the elements of a JSON array, or the lines of an NDJSON file, one after the other, without reading what
/// is in them: brackets and strings are followed, the rest is left to ``JSONScanner``.
///
/// So a broken element costs itself and not the rest of the file, as long as its brackets and quotes close.
struct JSONElements: ~Copyable {
    let name: String
    let isLines: Bool
    var text: TextBuffer
    /// The current element's bytes.
    private(set) var start = 0
    private(set) var end = 0
    /// The line `start` is on, from 1.
    private(set) var line = 1

    // Where the line of `start` begins, if it is still in memory: lines are kept up to a length that a message
    // shows. Else the characters of it that were given up.
    private var lineStart = 0
    private var droppedCharacters = 0
    private var isFirst = true
    private var isFinished = false

    init(source: consuming ByteSource, isLines: Bool, largest: Int, size: Int = 262_144) {
        name = source.name
        self.isLines = isLines
        text = TextBuffer(source: source, size: size, largest: largest)
    }

    var bytes: UnsafeRawBufferPointer { text.bytes(start..<end) }

    /// Goes to the next element; false after the last.
    mutating func next() throws(Diagnostic) -> Bool {
        if isFinished { return false }
        try pass(to: end)
        if isLines { return try nextLine() }
        if isFirst {
            try skipBlanks()
            guard peek() == UInt8(ascii: "[") else {
                throw refusal(
                    "the file must hold a JSON array of objects",
                    hint: peek() == UInt8(ascii: "{")
                        ? "one object a line is NDJSON: say `format: ndjson` in the project file" : nil)
            }
            try pass(to: start + 1)
        }
        try skipBlanks()
        if peek() == UInt8(ascii: "]"), isFirst { return try finish() }
        if !isFirst {
            switch peek() {
            case UInt8(ascii: "]"): return try finish()
            case Byte.comma: try pass(to: start + 1)
            case nil: throw refusal("the array is never closed", hint: "is the file cut off?")
            default: throw refusal("a comma or `]` is missing here")
            }
            try skipBlanks()
        }
        isFirst = false
        try findEnd()
        return true
    }

    private mutating func nextLine() throws(Diagnostic) -> Bool {
        while true {
            try skipBlanks()
            guard peek() != nil else {
                isFinished = true
                return false
            }
            end = start
            while true {
                while end < text.end {
                    if text.byte(end) == Byte.lineFeed { return true }
                    end += 1
                }
                if text.isAtEnd { return true }
                try more()
            }
        }
    }

    private mutating func finish() throws(Diagnostic) -> Bool {
        try pass(to: start + 1)
        try skipBlanks()
        if peek() != nil { throw refusal("text after the end of the array") }
        isFinished = true
        return false
    }

    /// Sets `end` behind the value at `start`: where its brackets are closed, or a comma or bracket follows it.
    private mutating func findEnd() throws(Diagnostic) {
        end = start
        var depth = 0
        var isInString = false
        var isEscape = false
        while true {
            while end < text.end {
                let byte = text.byte(end)
                if isInString {
                    if isEscape {
                        isEscape = false
                    } else if byte == 0x5C {
                        isEscape = true
                    } else if byte == Byte.quote {
                        isInString = false
                    }
                } else if byte == Byte.quote {
                    isInString = true
                } else if byte == 0x7B || byte == 0x5B {
                    depth += 1
                } else if byte == 0x7D || byte == 0x5D {
                    if depth == 0 { return }
                    depth -= 1
                    if depth == 0 {
                        end += 1
                        return
                    }
                } else if byte == Byte.comma, depth == 0 {
                    return
                }
                end += 1
            }
            if text.isAtEnd {
                throw refusal(
                    isInString ? "a text in this element is never closed" : "this element is never closed",
                    hint: "is the file cut off, or a quote missing?")
            }
            try more()
        }
    }

    private func peek() -> UInt8? { start < text.end ? text.byte(start) : nil }

    private mutating func skipBlanks() throws(Diagnostic) {
        while true {
            while start < text.end {
                switch text.byte(start) {
                case Byte.space, Byte.tab, Byte.carriageReturn: start += 1
                case Byte.lineFeed:
                    start += 1
                    line += 1
                    lineStart = start
                    droppedCharacters = 0
                default:
                    end = start
                    return
                }
            }
            end = start
            if text.isAtEnd { return }
            try more()
        }
    }

    /// Moves `start` on, counting the lines passed.
    private mutating func pass(to target: Int) throws(Diagnostic) {
        while start < target {
            if text.byte(start) == Byte.lineFeed {
                line += 1
                lineStart = start + 1
                droppedCharacters = 0
            }
            start += 1
        }
        end = max(end, start)
    }

    /// Reads more, keeping the current element, and its line where that is not too long.
    private mutating func more() throws(Diagnostic) {
        if start - lineStart > Self.longestExcerpt, lineStart >= 0 {
            let passed = text.bytes(lineStart..<start)
            droppedCharacters += String(decoding: passed, as: UTF8.self).count
            lineStart = start
        }
        guard let moved = try text.refill(keepingFrom: lineStart) else {
            throw Diagnostic.error(
                "line-too-long", "an element of more than \(text.largest) bytes",
                at: Position(file: name, line: line))
        }
        start -= moved
        end -= moved
        lineStart -= moved
    }

    private static var longestExcerpt: Int { 20_000 }

    private mutating func refusal(_ message: String, hint: String? = nil) -> Diagnostic {
        let place = place(atOffset: 0, count: 1)
        return .error("bad-json", message, at: place.position, excerpt: place.excerpt, hint: hint)
    }

    /// Where a byte of the current element stands.
    mutating func place(atOffset offset: Int, count: Int) -> Place {
        readToLineEnd(from: start + offset)
        var place = CSVScanner.place(
            in: text.bytes(lineStart..<text.end), line: line, offset: start + offset - lineStart,
            count: count,
            name: name)
        if place.position.line == line, droppedCharacters > 0 {
            place.position.column += droppedCharacters
            place.excerpt = nil
        }
        return place
    }

    /// So that a message shows the whole line, wherever the pieces read from the file happen to end.
    private mutating func readToLineEnd(from offset: Int) {
        var at = offset - start
        while true {
            while start + at < text.end {
                if text.byte(start + at) == Byte.lineFeed { return }
                at += 1
            }
            if text.isAtEnd || start + at - lineStart > 2 * Self.longestExcerpt { return }
            do throws(Diagnostic) {
                guard let moved = try text.refill(keepingFrom: lineStart) else { return }
                start -= moved
                end -= moved
                lineStart -= moved
            } catch {
                return
            }
        }
    }
}
