import Commerce
import Notation

extension TableHTMLWriter {
    /// Words and pictures, between the key figures and the table.
    func appendOpening(_ table: Table, to sink: inout ByteSink) {
        let opening = table.opening()
        if !opening.paragraphs.isEmpty {
            sink.append("<div class=\"lead\">\n")
            for paragraph in opening.paragraphs { append(paragraph, table.texts, to: &sink) }
            sink.append("</div>\n")
        }
        if opening.charts.isEmpty { return }
        let writer = ChartWriter(numbers: numbers)
        sink.append("<div class=\"charts\">\n")
        for chart in opening.charts where !chart.labels.isEmpty && !chart.series.isEmpty {
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
            case .figure(let cell, let kind):
                let digits = ColumnDigits(kind)
                texts.withShown(cell, kind) { append($0, digits, to: &sink) }
            }
        }
        sink.append("</p>\n")
    }
}
