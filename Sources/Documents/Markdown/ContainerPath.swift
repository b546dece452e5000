/// The quotes and list items around a block, as what a further line must begin with to stay inside them.
struct ContainerPath {
    enum Step {
        case quote
        /// An item, and how many columns its content is indented within its parent.
        case item(width: Int)
    }

    private(set) var steps: [Step] = []

    /// The path of the containers of `block`, read from the lines on which they open.
    init(of block: Int, in blocks: [MarkdownBlock], text: MarkdownText) {
        var chain: [Int] = []
        var parent = blocks[block].parent
        while parent >= 0 {
            chain.append(parent)
            parent = blocks[parent].parent
        }
        for container in chain.reversed() {
            switch blocks[container].kind {
            case .quote:
                steps.append(.quote)
            case .item:
                steps.append(.item(width: itemWidth(text, text.line(blocks[container].startLine))))
            case .paragraph, .heading, .other:
                continue
            }
        }
    }

    /// Takes the containers' marks off a line. Not `whole` where one is missing: the line is outside, or
    /// lazy.
    func match(_ text: MarkdownText, _ line: Range<Int>) -> (cursor: LineCursor, whole: Bool) {
        var cursor = LineCursor(text.bytes, line)
        for step in steps {
            switch step {
            case .quote:
                guard Self.takeQuote(&cursor) else { return (cursor, false) }
            case .item(let width):
                guard cursor.indent >= width else { return (cursor, false) }
                cursor.advance(columns: width)
            }
        }
        return (cursor, true)
    }

    /// Where an item's content begins, in columns from where its parent's content begins (CommonMark 5.2).
    private func itemWidth(_ text: MarkdownText, _ line: Range<Int>) -> Int {
        var cursor = LineCursor(text.bytes, line)
        for step in steps {
            switch step {
            case .quote:
                _ = Self.takeQuote(&cursor)
            case .item(let width):
                cursor.advance(columns: width)
            }
        }
        let offset = cursor.indent
        cursor.skipBlanks()
        guard let marker = BlockStart.listMarker(cursor) else { return offset + 2 }
        cursor.advance(columns: marker)
        let gap = cursor.indent
        cursor.skipBlanks()
        return offset + marker + (gap >= 5 || gap < 1 || cursor.peek == nil ? 1 : gap)
    }

    private static func takeQuote(_ cursor: inout LineCursor) -> Bool {
        guard cursor.indent <= 3 else { return false }
        var ahead = cursor
        ahead.skipBlanks()
        guard ahead.peek == UInt8(ascii: ">") else { return false }
        ahead.advance(columns: 1)
        if let next = ahead.peek, next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") {
            ahead.advance(columns: 1)
        }
        cursor = ahead
        return true
    }
}
