import Diagnostics

/// What a Markdown source may ask for, so that its cost stays proportional to its size.
///
/// libcmark 0.30.2 needs quadratic time for deep quotes and for `![[]()` repeated, and a row of a table is
/// filled up to the width of its head, so that ten thousand bytes can ask for a hundred million cells.
struct MarkdownLimits {
    static let size = 1_000_000
    static let depth = 100
    static let columns = 1_000
    static let cells = 500_000
    static let images = 10_000

    let file: String

    func checkSize(_ source: [UInt8]) throws(Diagnostic) {
        guard source.count > Self.size else { return }
        throw .error(
            "markdown-too-large", "a Markdown text of \(source.count) bytes; at most \(Self.size) are read",
            at: Position(file: file), hint: "split the document, or use an HTML template")
    }

    /// Refuses a line that opens too many containers, before libcmark sees it.
    func checkDepth(_ text: MarkdownText) throws(Diagnostic) {
        // A marker and the blank behind it take a byte at least, so most lines cannot reach the limit.
        for number in 1..<max(1, text.lineCount + 1) where text.line(number).count > Self.depth {
            let line = text.line(number)
            guard Self.markers(text.bytes, line) > Self.depth else { continue }
            throw tooDeep(text.original(number))
        }
    }

    /// Refuses what became too deep over many lines, by indentation.
    func checkDepth(_ blocks: [MarkdownBlock], _ text: MarkdownText) throws(Diagnostic) {
        // A list is a level of the tree besides its item, and the document is one.
        if let block = blocks.first(where: { $0.depth > 2 * Self.depth + 2 }) {
            throw tooDeep(text.original(block.startLine))
        }
    }

    /// Refuses a paragraph with more images begun than anybody writes.
    func checkImages(_ text: MarkdownText) throws(Diagnostic) {
        guard Self.imageStarts(text.bytes, 0..<text.bytes.count) > Self.images else { return }
        var count = 0
        for number in 1...max(1, text.lineCount) {
            if text.isBlank(number) { count = 0 }
            count += Self.imageStarts(text.bytes, text.line(number))
            guard count > Self.images else { continue }
            throw .error(
                "markdown-too-many-images", "a paragraph begins more than \(Self.images) images",
                at: Position(file: file, line: text.original(number)))
        }
    }

    private static func imageStarts(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        var previous: UInt8 = 0
        for byte in bytes[range] {
            if byte == UInt8(ascii: "["), previous == UInt8(ascii: "!") { count += 1 }
            previous = byte
        }
        return count
    }

    func tooManyColumns(_ count: Int, line: Int) -> Diagnostic {
        .error(
            "markdown-table-columns", "a table of \(count) columns; at most \(Self.columns) are read",
            at: Position(file: file, line: line))
    }

    func tooManyCells(line: Int) -> Diagnostic {
        .error(
            "markdown-table-cells", "the tables ask for more than \(Self.cells) cells",
            at: Position(file: file, line: line),
            hint: "short rows are filled up to the width of the table's head")
    }

    func tangled() -> Diagnostic {
        .error(
            "markdown-tangled-tables", "tables run into other blocks too often to be told apart",
            at: Position(file: file), hint: "put a blank line after each table")
    }

    private func tooDeep(_ line: Int) -> Diagnostic {
        .error(
            "markdown-too-deep", "quotes and lists nested more than \(Self.depth) deep",
            at: Position(file: file, line: line))
    }

    private static func markers(_ bytes: [UInt8], _ line: Range<Int>) -> Int {
        var cursor = LineCursor(bytes, line)
        var count = 0
        while true {
            cursor.skipBlanks()
            if cursor.peek == UInt8(ascii: ">") {
                cursor.advance(columns: 1)
            } else if !BlockStart.isThematicBreak(cursor), let width = BlockStart.listMarker(cursor) {
                cursor.advance(columns: width)
            } else {
                return count
            }
            count += 1
        }
    }
}
