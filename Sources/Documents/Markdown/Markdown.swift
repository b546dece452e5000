package import Diagnostics

/// Markdown to HTML: CommonMark 0.30 by libcmark, with the pipe tables of GitHub Flavored Markdown on top.
///
/// libcmark has no tables and no extension points, so a document that may hold one is parsed twice. From the
/// first tree ``PipeTableFinder`` learns where tables stand. ``MarkdownDraft`` then puts an empty heading,
/// which is a block of one line like no other, in the place of each, and the cells that hold markup in front
/// of the document as paragraphs of their own, where the same reference links reach them. In the second tree
/// the headings give way to the finished tables. No line is added within a container, so lists keep their
/// tightness and nesting its shape; which heading is ours is known by its line, so no character of the source
/// is special.
package struct Markdown {
    /// How often a document is parsed again because a table's end brought other tables to light: so many
    /// times, but no more bytes in all than these.
    static let maximumRounds = 64
    static let maximumParsed = 4_000_000

    /// The HTML of a document or a part of one, without a page around it.
    ///
    /// Bytes that are not UTF-8 and NUL become U+FFFD. Unless `options.unsafe`, raw HTML is left out and the
    /// URLs `javascript:`, `vbscript:`, `file:` and `data:` (images too) are emptied.
    /// - Throws: `markdown-too-large`, `markdown-too-deep`, `markdown-table-columns`, `markdown-table-cells`
    /// or
    ///   `markdown-tangled-tables` where a limit of ``MarkdownLimits`` is passed.
    package static func html(
        _ source: [UInt8], options: MarkdownOptions = MarkdownOptions()
    ) throws(Diagnostic) -> [UInt8] {
        let limits = MarkdownLimits(file: options.file)
        try limits.checkSize(source)
        let text = MarkdownText(MarkdownText.cleaned(source))
        try limits.checkDepth(text)
        try limits.checkImages(text)
        if let html = try render(text, options, limits, careful: false) { return html }
        if let html = try render(text, options, limits, careful: true) { return html }
        throw limits.tangled()
    }

    /// Nil where a placeholder did not come out as a heading: the first tree had misled us about what follows
    /// a table. A careful run looks at nothing behind such a table before it has parsed again.
    private static func render(
        _ text: MarkdownText, _ options: MarkdownOptions, _ limits: MarkdownLimits, careful: Bool
    ) throws(Diagnostic) -> [UInt8]? {
        var draft = MarkdownDraft(text)
        let rounds = min(maximumRounds, max(8, maximumParsed / max(1, text.bytes.count)))
        for _ in 0..<rounds {
            let tree = CommonMarkTree(draft.cells.bytes, draft.text.bytes, unsafe: options.unsafe)
            let blocks = tree.blocks(skipping: draft.cells.count, lineOffset: draft.cells.lineCount)
            try limits.checkDepth(blocks, draft.text)
            guard !draft.tables.isEmpty || draft.text.mayHoldTable else { return tree.html() }
            guard let places = draft.places(in: blocks) else { return nil }
            var finder = PipeTableFinder(text: draft.text, blocks: blocks, limits: limits, careful: careful)
            let found = try finder.find(&draft)
            if found.isEmpty {
                let cells = tree.takeCells(draft.cells.count)
                for (place, table) in zip(places, draft.tables.indices) {
                    tree.replace(blocks[place], with: draft.tables[table].html(cells))
                }
                return tree.html()
            }
            draft.apply(found)
        }
        throw limits.tangled()
    }
}
