import Commerce
import Notation

/// Writes a table as one self-contained page without script: title, key figures, tables, definitions and
/// control totals; for light and dark screens from 360 to 1600 px, and for paper.
struct TableHTMLWriter {
    let numbers: PeopleNumbers
    /// Of a longer table the page shows the first rows, and names the CSV file for the rest.
    let rowLimit: Int
    let partRowLimit: Int
    /// A page grows to about this many bytes; a table of its parts is cut shorter before it grows more.
    let byteLimit: Int
    /// Whether the CSV files lie beside the page, so that it can link to them.
    let linksCSV: Bool

    func write(_ table: Table, to sink: inout ByteSink) {
        let tables = [table] + table.parts
        let opening = table.opening()
        let marks = RowMarks(tables, opening)
        sink.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        sink.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        sink.append(html: table.period.isEmpty ? table.title : "\(table.title), \(table.period)")
        sink.append("</title>\n<style>\n")
        sink.append(TableHTMLStyle.sheet)
        for (i, table) in tables.enumerated() {
            for (j, band) in table.shownBands.enumerated() {
                appendAlignment(table, band, "t\(i)-\(j)", to: &sink)
            }
        }
        sink.append("</style>\n</head>\n<body>\n<main>\n")
        appendHead(table, opening, to: &sink)
        let end = sink.count + byteLimit
        for (i, part) in tables.enumerated() {
            let share = max(0, end - sink.count) / (tables.count - i)
            append(part, i, bytes: share, marks.rows[part.name] ?? [], to: &sink)
        }
        sink.append("</main>\n</body>\n</html>\n")
    }

    private func appendHead(_ table: Table, _ opening: Opening, to sink: inout ByteSink) {
        sink.append("<header>\n<h1>")
        sink.append(html: table.title)
        sink.append("</h1>\n")
        if !table.period.isEmpty {
            sink.append("<p class=\"period\">")
            sink.append(html: table.period)
            sink.append("</p>\n")
        }
        sink.append("</header>\n")
        appendHighlights(table, to: &sink)
        appendOpening(table, opening, to: &sink)
        if table.parts.isEmpty { return }
        sink.append("<nav aria-label=\"On this page\">")
        for part in table.parts {
            sink.append("<a href=\"#")
            sink.append(html: part.name)
            sink.append("\">")
            sink.append(html: part.title)
            sink.append("</a> ")
        }
        sink.append("</nav>\n")
    }

    private func appendHighlights(_ table: Table, to sink: inout ByteSink) {
        if table.highlights.isEmpty { return }
        sink.append("<ul class=\"figures\">\n")
        for highlight in table.highlights {
            switch highlight.tone {
            case .neutral: sink.append("<li>")
            case .good: sink.append("<li class=\"good\">")
            case .bad: sink.append("<li class=\"bad\">")
            }
            sink.append("<span>")
            sink.append(html: highlight.label)
            sink.append("</span><strong>")
            append(highlight.link ?? RowLink(table.name), to: &sink)
            let digits = ColumnDigits(highlight.kind)
            table.texts.withShown(highlight.value, highlight.kind) { cell in
                if case .blank = cell { sink.append("–") } else { append(cell, digits, to: &sink) }
            }
            sink.append("</a></strong><small>")
            sink.append(html: highlight.note)
            sink.append("</small></li>\n")
        }
        sink.append("</ul>\n")
    }

    private func append(
        _ table: Table, _ number: Int, bytes: Int, _ marked: Set<Int>, to sink: inout ByteSink
    ) {
        sink.append("<section id=\"")
        sink.append(html: table.name)
        sink.append("\">\n")
        if number > 0 {
            sink.append("<h2>")
            sink.append(html: table.title)
            sink.append("</h2>\n")
            if !table.period.isEmpty {
                sink.append("<p class=\"period\">")
                sink.append(html: table.period)
                sink.append("</p>\n")
            }
            appendHighlights(table, to: &sink)
        }
        appendGrids(table, number, bytes: bytes, marked, to: &sink)
        appendNotes(table.notes, to: &sink)
        appendControls(table.controls, to: &sink)
        sink.append("</section>\n")
    }

    // MARK: The grid

    /// Which columns stand at the right and which may break, said once instead of in every cell.
    private func appendAlignment(_ table: Table, _ band: TableBand, _ id: String, to sink: inout ByteSink) {
        let isLong = longTexts(table)
        for (place, i) in band.columns.enumerated() {
            let kind = table.columns[i].kind
            let cell = "#\(id) tr>:nth-child(\(place + 1))"
            if kind.isNumeric { sink.append("\(cell){text-align:right}\n") }
            if isLong[i] { sink.append("\(cell){white-space:normal;min-width:13rem}\n") }
            // A missing number is a finding, a missing word is not.
            if kind == .text { sink.append("\(cell):empty::before{content:none}\n") }
        }
    }

    /// Which columns hold texts long enough to be broken over lines; judged by the first rows.
    private func longTexts(_ table: Table) -> [Bool] {
        var isLong = [Bool](repeating: false, count: table.columns.count)
        let digits = table.columnDigits
        table.walk(0..<min(table.rowCount, 200)) { _, row in
            for i in digits.indices where table.columns[i].kind == .text {
                if case .text(let text) = ShownCell(row[i], digits[i], row.texts), text.count > 28 {
                    isLong[i] = true
                }
            }
            return true
        }
        return isLong
    }

    private func appendGrids(
        _ table: Table, _ number: Int, bytes: Int, _ marked: Set<Int>, to sink: inout ByteSink
    ) {
        if table.rowCount == 0 {
            sink.append("<p class=\"none\">No rows.</p>\n")
            return
        }
        let bands = table.shownBands
        var shown = min(table.rowCount, max(0, number == 0 ? rowLimit : partRowLimit))
        for (i, band) in bands.enumerated() {
            if !band.title.isEmpty {
                sink.append("<h3>")
                sink.append(html: band.title)
                sink.append("</h3>\n")
            }
            // Every band shows the rows of the first.
            let limit = i == 0 ? bytes / bands.count : Int.max
            shown = append(
                table, band, "t\(number)-\(i)", rows: shown, bytes: limit, i == 0 ? marked : [], to: &sink)
        }
        if shown < table.rowCount { appendRest(table, shown, marked, to: &sink) }
    }

    /// The number of rows written.
    private func append(
        _ table: Table, _ band: TableBand, _ id: String, rows: Int, bytes: Int, _ marked: Set<Int>,
        to sink: inout ByteSink
    ) -> Int {
        sink.append("<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"")
        sink.append(html: table.title)
        sink.append("\">\n<table id=\"\(id)\">\n<thead><tr>")
        for column in band.columns {
            sink.append("<th scope=\"col\">")
            sink.append(html: table.columns[column].heading)
        }
        sink.append("</thead>\n<tbody>\n")
        let shown = appendRows(table, band, rows: rows, bytes: bytes, marked, to: &sink)
        sink.append("</tbody>\n")
        appendTotals(table, band.columns, to: &sink)
        sink.append("</table>\n</div>\n")
        return shown
    }

    private func appendRows(
        _ table: Table, _ band: TableBand, rows: Int, bytes: Int, _ marked: Set<Int>,
        to sink: inout ByteSink
    ) -> Int {
        let digits = table.columnDigits
        let start = sink.count
        var shown = 0
        table.walk(0..<rows) { number, row in
            shown += 1
            guard band.shows(row) else { return true }
            if marked.contains(number) {
                sink.append("<tr id=\"")
                appendMark(RowLink(table.name, number), to: &sink)
                sink.append("\">")
            } else {
                sink.append("<tr>")
            }
            for i in band.columns {
                sink.append("<td>")
                append(ShownCell(row[i], digits[i], row.texts), digits[i], to: &sink)
            }
            sink.append("</tr>\n")
            return !sink.isBroken && sink.count - start < bytes
        }
        return shown
    }

    /// Totals; every column keeps its cell, because alignment is said by the cell's place.
    private func appendTotals(_ table: Table, _ band: [Int], to sink: inout ByteSink) {
        if table.totals.isEmpty { return }
        let digits = table.columnDigits
        sink.append("<tfoot>\n")
        table.walkTotals { total, row in
            sink.append("<tr>")
            for (place, i) in band.enumerated() {
                sink.append(place == 0 ? "<th scope=\"row\">" : "<td>")
                let cell = ShownCell(row[i], digits[i], row.texts)
                if place == 0, case .blank = cell { sink.append(html: total.label) }
                append(cell, digits[i], to: &sink)
            }
            sink.append("</tr>\n")
        }
        sink.append("</tfoot>\n")
    }

    private func appendRest(_ table: Table, _ shown: Int, _ marked: Set<Int>, to sink: inout ByteSink) {
        sink.append("<p class=\"rest\">")
        // What leads to a row that is not on the page ends here.
        for row in marked.sorted() where row >= shown {
            sink.append("<span id=\"")
            appendMark(RowLink(table.name, row), to: &sink)
            sink.append("\"></span>")
        }
        sink.append("The first ")
        numbers.append(sink.layWhole(shown), isPercent: false, to: &sink)
        sink.append(" of ")
        numbers.append(sink.layWhole(table.rowCount), isPercent: false, to: &sink)
        sink.append(" rows are shown; totals are of all. All rows: ")
        if linksCSV {
            sink.append("<a href=\"")
            sink.append(html: table.name)
            sink.append(".csv\">")
        }
        sink.append(html: table.name)
        sink.append(linksCSV ? ".csv</a></p>\n" : ".csv</p>\n")
    }

    @inline(__always)
    func append(_ cell: ShownCell, _ digits: ColumnDigits, to sink: inout ByteSink) {
        switch cell {
        case .blank: break
        case .text(let text):
            if digits.isCode { sink.append(code: text) } else { sink.append(html: text) }
        case .integer(let value): numbers.append(sink.layWhole(value), isPercent: digits.isPercent, to: &sink)
        case .decimal(let value, let minimum, let maximum):
            let run = sink.lay(value, minimum: minimum, maximum: maximum)
            numbers.append(run, isPercent: digits.isPercent, to: &sink)
        case .day(let day): sink.append(day)
        case .month(let month): sink.append(month)
        }
    }
}
