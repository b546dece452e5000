import Commerce
import Notation

extension TableHTMLWriter {
    /// Words and pictures, between the key figures and the table.
    func appendOpening(_ table: Table, _ opening: Opening, to sink: inout ByteSink) {
        if !opening.paragraphs.isEmpty {
            sink.append("<div class=\"lead\">\n")
            for paragraph in opening.paragraphs { append(paragraph, table.texts, to: &sink) }
            sink.append("</div>\n")
        }
        if opening.charts.isEmpty { return }
        let writer = ChartWriter(numbers: numbers)
        sink.append("<div class=\"charts\">\n")
        for chart in opening.charts where chart.hasValues {
            sink.append("<figure>\n<figcaption>")
            sink.append(html: chart.title)
            sink.append("</figcaption>\n")
            writer.write(chart, to: &sink)
            if !chart.note.isEmpty { append(Paragraph(chart.note), table.texts, to: &sink) }
            sink.append("</figure>\n")
        }
        sink.append("</div>\n")
    }

    private func append(_ paragraph: Paragraph, _ texts: Texts, to sink: inout ByteSink) {
        sink.append("<p>")
        for part in paragraph.parts {
            switch part {
            case .words(let words): sink.append(html: words)
            case .number(let number):
                sink.append("<span>")
                sink.append(html: number)
                sink.append("</span>")
            case .link(let words, let link):
                append(link, to: &sink)
                // A number is not broken at its hyphen; a name is at its blanks.
                sink.append(words.contains(" ") ? "" : "<span>")
                sink.append(html: words)
                sink.append(words.contains(" ") ? "</a>" : "</span></a>")
            case .figure(let cell, let kind):
                let digits = ColumnDigits(kind)
                texts.withShown(cell, kind) { append($0, digits, to: &sink) }
            }
        }
        sink.append("</p>\n")
    }
}

/// The rows of a page that something on it leads to, by table: only these have a mark of their own.
struct RowMarks {
    private(set) var rows: [String: Set<Int>] = [:]

    /// - Parameter most: The rows of a table that a page has at most.
    init(_ tables: [Table], _ opening: Opening, most: Int) {
        for paragraph in opening.paragraphs {
            for part in paragraph.parts { if case .link(_, let link) = part { add(link) } }
        }
        for link in opening.charts.flatMap(\.links) { if let link { add(link) } }
        for link in tables.flatMap(\.highlights).map(\.link) { if let link { add(link) } }
        for table in tables {
            guard let link = table.rowLink else { continue }
            for row in 0..<min(table.rowCount, most) { if let link = link(row) { add(link) } }
        }
    }

    private mutating func add(_ link: RowLink) {
        if let row = link.row { rows[link.table, default: []].insert(row) }
    }
}

extension TableHTMLWriter {
    /// Opens a link; what leads there follows, then `</a>`.
    func append(_ link: RowLink, to sink: inout ByteSink) {
        sink.append("<a href=\"#")
        appendMark(link, to: &sink)
        sink.append("\">")
    }

    /// `accuracy-customers-12` for its twelfth row.
    func appendMark(_ link: RowLink, to sink: inout ByteSink) {
        sink.append(html: link.table)
        guard let row = link.row else { return }
        sink.append(0x2D)
        sink.append(whole: row + 1)
    }
}
