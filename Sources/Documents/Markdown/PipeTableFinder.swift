import Diagnostics

/// Finds the tables that stand in the paragraphs of a tree, and writes their HTML.
///
/// libcmark takes a table for a paragraph, or for a heading where a line of `=` or `-` follows. A table ends
/// earlier than a paragraph (at an empty list item, a lazy line, indented text), sometimes later (`===` is a
/// row). Then the tree may be wrong about what follows, and nothing is looked for until a block begins that
/// no such error can reach.
struct PipeTableFinder {
    let text: MarkdownText
    let blocks: [MarkdownBlock]
    let limits: MarkdownLimits
    /// Look at nothing behind a table whose end the tree had wrong.
    let careful: Bool

    private var path: (parent: Int, path: ContainerPath)?
    private var row: [Range<Int>] = []
    private var head: [Range<Int>] = []
    private var consumed = 0
    private var misled = false

    init(text: MarkdownText, blocks: [MarkdownBlock], limits: MarkdownLimits, careful: Bool) {
        self.text = text
        self.blocks = blocks
        self.limits = limits
        self.careful = careful
    }

    mutating func find(_ draft: inout MarkdownDraft) throws(Diagnostic) -> [(
        place: PipeTablePlace, table: PipeTableDraft
    )] {
        var found: [(place: PipeTablePlace, table: PipeTableDraft)] = []
        for index in blocks.indices {
            let block = blocks[index]
            if misled {
                if careful { break }
                guard isFreshStart(block) else { continue }
                misled = false
            }
            guard block.kind == .paragraph || block.kind == .heading, block.startLine > consumed else {
                continue
            }
            guard let table = try table(inBlock: index, &draft) else { continue }
            found.append(table)
            consumed = table.place.lines.upperBound
            misled = block.kind == .heading ? !isRule(after: block) : consumed != block.endLine
        }
        return found
    }

    /// A block of the document itself, not indented, after a blank line, behind all that was consumed.
    private func isFreshStart(_ block: MarkdownBlock) -> Bool {
        block.parent < 0 && block.startColumn == 1 && block.startLine > consumed + 1
            && text.isBlank(block.startLine - 1)
    }

    /// Whether a rule follows the table, which to the tree is an underline: both see a new block behind it.
    private func isRule(after heading: MarkdownBlock) -> Bool {
        guard heading.parent < 0, consumed < heading.endLine, consumed < text.lineCount else { return false }
        let cursor = LineCursor(text.bytes, text.line(consumed + 1))
        guard cursor.indent < 4 else { return false }
        var mark = cursor
        mark.skipBlanks()
        return BlockStart.isThematicBreak(mark)
    }

    private mutating func table(
        inBlock index: Int, _ draft: inout MarkdownDraft
    ) throws(Diagnostic) -> (place: PipeTablePlace, table: PipeTableDraft)? {
        let block = blocks[index]
        // The underline of a heading is no head of a table.
        let last = min(block.kind == .heading ? block.endLine - 1 : block.endLine, text.lineCount)
        guard last > block.startLine else { return nil }
        for number in (block.startLine + 1)...last {
            let line = text.line(number)
            guard DelimiterRow.looksLikeOne(text.bytes, line) else { continue }
            let path = path(of: index)
            let (cursor, whole) = path.match(text, line)
            guard whole, cursor.indent < 4, let delimiters = DelimiterRow(text.bytes, cursor.rest) else {
                continue
            }
            let isFirst = number - 1 == block.startLine
            let headStart = isFirst ? text.line(number - 1).lowerBound + block.startColumn - 1 : nil
            let headLine = text.line(number - 1)
            let headRange =
                headStart.map { $0..<headLine.upperBound } ?? path.match(text, headLine).cursor.rest
            PipeRow.cells(text.bytes, headRange, into: &head)
            guard !head.isEmpty, head.count == delimiters.alignments.count else { continue }
            guard head.count <= MarkdownLimits.columns else {
                throw limits.tooManyColumns(head.count, line: text.original(number - 1))
            }
            let (table, end) = try read(delimiters, path, after: number, &draft)
            var mark = cursor
            mark.skipBlanks()
            let prefix = headStart.map { headLine.lowerBound..<$0 } ?? line.lowerBound..<mark.offset
            return (PipeTablePlace(lines: (number - 1)...end, prefix: prefix), table)
        }
        return nil
    }

    /// Reads the rows below the delimiter row; gives the last line too.
    private mutating func read(
        _ delimiters: DelimiterRow, _ path: ContainerPath, after delimiter: Int, _ draft: inout MarkdownDraft
    ) throws(Diagnostic) -> (PipeTableDraft, Int) {
        var table = PipeTableDraft(alignments: delimiters.alignments)
        table.addRow(text.bytes, head, cells: &draft.cells)
        draft.cellCount += head.count
        var end = delimiter
        while end < text.lineCount {
            let (cursor, whole) = path.match(text, text.line(end + 1))
            guard whole, !BlockStart.opens(cursor) else { break }
            PipeRow.cells(text.bytes, cursor.rest, into: &row)
            // Blank lines and lone pipes have no cell.
            guard !row.isEmpty else { break }
            draft.cellCount += head.count
            guard draft.cellCount <= MarkdownLimits.cells else {
                throw limits.tooManyCells(line: text.original(end + 1))
            }
            table.addRow(text.bytes, row, cells: &draft.cells)
            end += 1
        }
        table.finish()
        return (table, end)
    }

    private mutating func path(of index: Int) -> ContainerPath {
        let parent = blocks[index].parent
        if let path, path.parent == parent { return path.path }
        let made = ContainerPath(of: index, in: blocks, text: text)
        path = (parent, made)
        return made
    }
}
