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
    /// Of a longer table so many rows are printed, unless a reader asks for all.
    let printRows: Int
    /// Whether the CSV files lie beside the page, so that it can link to them.
    let linksCSV: Bool

    func write(_ table: Table, to sink: inout ByteSink) {
        let tables = [table] + table.parts
        let opening = table.opening()
        let marks = RowMarks(tables, opening, most: rowLimit)
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
        if tables.contains(where: { $0.rowCount > printRows }) { appendPrintChoice(to: &sink) }
        let end = sink.count + byteLimit
        for (i, part) in tables.enumerated() {
            let share = max(0, end - sink.count) / (tables.count - i)
            let page = PageTable(
                table: part, report: table.name, number: i, bytes: share, marked: marks.rows[part.name] ?? [],
                printed: part.rowCount > printRows ? PageRows(part, limit: printRows) : nil)
            append(page, to: &sink)
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

    /// The characters of a key figure that one column of the page has room for.
    private static let widestFigure = 14

    private func appendHighlights(_ table: Table, to sink: inout ByteSink) {
        if table.highlights.isEmpty { return }
        sink.append("<ul class=\"figures\">\n")
        for highlight in table.highlights {
            let value = numbers.words(Paragraph([.figure(highlight.value, highlight.kind)]), table.texts)
            let classes =
                (highlight.tone == .neutral ? [] : [highlight.tone == .good ? "good" : "bad"])
                + (value.count > Self.widestFigure ? ["wide"] : [])
            sink.append(classes.isEmpty ? "<li>" : "<li class=\"\(classes.joined(separator: " "))\">")
            sink.append("<span>")
            sink.append(html: highlight.label)
            sink.append("</span><strong>")
            append(highlight.link ?? RowLink(table.name), to: &sink)
            sink.append(html: value)
            sink.append("</a></strong><small>")
            sink.append(html: numbers.words(highlight.note, table.texts))
            sink.append("</small></li>\n")
        }
        sink.append("</ul>\n")
    }

    /// Paper has the first rows of each table, or all of the page; the sections stand behind the box that
    /// says so.
    private func appendPrintChoice(to sink: inout ByteSink) {
        sink.append("<input type=\"checkbox\" id=\"print-all\"><label for=\"print-all\">")
        sink.append("Print all rows of this page, not only the first ")
        append(printRows, to: &sink)
        sink.append(" of each table</label>\n")
    }

    private func append(_ page: PageTable, to sink: inout ByteSink) {
        let table = page.table
        sink.append("<section id=\"")
        sink.append(html: table.name)
        sink.append("\">\n")
        if page.number > 0 {
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
        appendGrids(page, to: &sink)
        appendNotes(table.notes, to: &sink)
        appendControls(table.controls, to: &sink)
        sink.append("</section>\n")
    }

    @inline(__always)
    func append(_ cell: ShownCell, _ digits: ColumnDigits, to sink: inout ByteSink) {
        switch cell {
        case .blank: break
        case .text(let text): sink.append(html: text, of: digits)
        case .integer(let value): numbers.append(sink.layWhole(value), isPercent: digits.isPercent, to: &sink)
        case .decimal(let value, let minimum, let maximum):
            let run = sink.lay(value, minimum: minimum, maximum: maximum)
            numbers.append(run, isPercent: digits.isPercent, to: &sink)
        case .day(let day): sink.append(day)
        case .month(let month): sink.append(month)
        }
    }
}
