/// A report: typed columns, rows, totals and notes. Text, CSV, JSON, NDJSON, Markdown and HTML are written from
/// this one value, so that no digit can differ between them.
///
/// Rows are not held as cells: ``fillRow`` makes each when a writer asks for it, from whatever columnar form
/// the report keeps.
package struct Table: Sendable {
    /// The name of the report and of its files: `sales`, `accuracy-customers`.
    package var name: String
    /// The heading for people: `Sales by month, customer and item`.
    package var title: String
    /// What the report is about: `January 2010 to December 2011 · GBP`; empty for none.
    package var period: String
    package var columns: [Column]
    package var rowCount: Int
    /// Appends the cells of row 0 ..< ``rowCount``. Called in ascending order, possibly more than once over.
    package var fillRow: @Sendable (Int, inout RowBuffer) -> Void
    /// The texts that ``Cell/text(_:)`` cells name.
    package var texts: Texts
    /// What stands below the rows for people, never in CSV: one row, or one a currency.
    package var totals: [TotalRow] = []
    /// What matters most, for the top of a page.
    package var highlights: [Highlight] = []
    /// Words and pictures at the top of a page; made when a page asks, other formats do without.
    package var opening: @Sendable () -> Opening = { Opening() }
    /// Definitions of the figures, and what a reader must know.
    package var notes: [Note] = []
    /// What a row is the sum of: where on the page its rows begin. Nil for none.
    package var rowLink: (@Sendable (Int) -> RowLink?)?
    /// The rows a page shows where it has no room for all; nil for the first.
    package var choice: RowChoice?
    /// That nothing was lost: read = used + excluded + rejected, one of each input.
    package var controls: [ControlTotals] = []
    /// Tables that belong to this one: `accuracy` has `accuracy-customers`, `accuracy-changes`, ….
    package var parts: [Table] = []

    package init(
        name: String, title: String, period: String = "", columns: [Column], rowCount: Int, texts: Texts,
        fillRow: @escaping @Sendable (Int, inout RowBuffer) -> Void
    ) {
        self.name = name
        self.title = title
        self.period = period
        self.columns = columns
        self.rowCount = rowCount
        self.texts = texts
        self.fillRow = fillRow
    }

    /// What stands where rows would, in a report that has none: that lines were read, and lie outside.
    package var wordsWithoutRows: [Paragraph.Part] {
        let none = Paragraph.Part.words("No rows.")
        var (read, outside) = (0, 0)
        for control in controls {
            guard let left = control.parts.first(where: { $0.label == ControlTotals.outside }) else {
                continue
            }
            read += control.read.lines
            outside += left.lines
        }
        if outside == 0 { return [none] }
        return [
            none, .words(" Of the "), .figure(.integer(read), .integer), .words(" lines read, "),
            .figure(.integer(outside), .integer),
            .words(" lie outside the period or are another customer's."),
        ]
    }

    /// Calls `body` with each row of `rows`, in order, until it returns false.
    package func forEachRow(_ rows: Range<Int>, _ body: (Int, borrowing RowBuffer) -> Bool) {
        var buffer = RowBuffer()
        for row in rows {
            buffer.clear()
            fillRow(row, &buffer)
            if !body(row, buffer) { return }
        }
    }
}
