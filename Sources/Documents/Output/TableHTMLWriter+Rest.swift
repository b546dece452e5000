import Commerce
import Notation

/// What of a table is on the page and on paper, and where all of it is.
extension TableHTMLWriter {
    func appendRest(_ page: PageTable, _ rows: PageRows, to sink: inout ByteSink) {
        let table = page.table
        if rows.count < table.rowCount {
            sink.append(page.printed == nil ? "<p class=\"rest\">" : "<p class=\"rest on-screen\">")
            // What leads to a row that is not on the page ends here.
            for row in page.marked.sorted() where !rows.contains(row) {
                sink.append("<span id=\"")
                appendMark(RowLink(table.name, row), to: &sink)
                sink.append("\"></span>")
            }
            appendCount(table, rows.count - rows.added, "shown", to: &sink)
            if rows.added > 0 {
                sink.append(", and ")
                append(rows.added, to: &sink)
                sink.append(" more that the page leads to")
            }
            appendPlace(page, to: &sink)
        }
        guard let printed = page.printed else { return }
        sink.append("<p class=\"rest on-paper\">")
        appendCount(table, min(printed.count, rows.count), "printed", to: &sink)
        appendPlace(page, to: &sink)
    }

    /// `The first 2,000 of 7,307 rows are shown`
    private func appendCount(_ table: Table, _ count: Int, _ word: String, to sink: inout ByteSink) {
        if table.choice == nil { sink.append("The first ") }
        append(count, to: &sink)
        sink.append(" of ")
        append(table.rowCount, to: &sink)
        sink.append(" rows are \(word)")
        if let choice = table.choice { sink.append(html: ", \(choice.words)") }
    }

    /// The file that has all rows, or how it is made.
    private func appendPlace(_ page: PageTable, to sink: inout ByteSink) {
        sink.append(page.table.totals.isEmpty ? ". All rows: " : "; totals are of all. All rows: ")
        if linksCSV {
            sink.append("<a href=\"")
            sink.append(html: page.table.name)
            sink.append(".csv\">")
        }
        sink.append(html: page.table.name)
        sink.append(linksCSV ? ".csv</a>" : ".csv")
        if !linksCSV {
            sink.append(" of <code>counterpart report ")
            sink.append(html: page.report)
            sink.append(" --format csv -o FOLDER</code>")
        }
        sink.append(".</p>\n")
    }

    func append(_ whole: Int, to sink: inout ByteSink) {
        numbers.append(sink.layWhole(whole), isPercent: false, to: &sink)
    }
}

extension Table {
    /// Whether a band shows any of some rows.
    func shows(_ rows: PageRows, in band: TableBand) -> Bool {
        var isShown = false
        for range in rows.ranges where !isShown {
            walk(range) { _, row in
                isShown = band.shows(row)
                return !isShown
            }
        }
        return isShown
    }
}
