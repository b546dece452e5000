import Commerce
import Diagnostics
import Notation

/// Writes a report as a mail: what matters in words, key figures, bars made of table cells, the first rows,
/// and the CSV as an attachment. Pictures and style sheets are left out: mail programs show neither alike.
struct TableMailWriter {
    let numbers: PeopleNumbers
    /// Nil where the project names none.
    let sender: MailAddress?
    let day: Day
    let guardsFormulas: Bool

    /// A mail shows so many rows; a longer one is clipped by some mail programs.
    static let rows = 20
    static let columns = 8
    /// Longer tables are not attached.
    static let attachedRows = 50_000
    /// A longer CSV is attached as a ZIP archive.
    static let plainBytes = 1_000_000
    /// What is longer is not attached: mail servers take 10 MB as a rule, of which base64 leaves three
    /// quarters.
    static let attachedBytes = 7_000_000

    func write(_ table: Table, to sink: inout ByteSink) {
        guard let sender else {
            return sink.fail(
                .error(
                    "no-sender",
                    "a mail needs a sender, and the project names no e-mail address of the seller",
                    hint: "state `seller: { email: … }` in the project file"))
        }
        let attachment = attachment(table)
        var html = ByteSink()
        append(table, attachment?.name, to: &html)
        let message = MailMessage(
            from: sender, to: nil,
            subject: table.period.isEmpty ? table.title : "\(table.title), \(table.period)",
            date: day.mailDate, language: "en", text: text(table, attachment?.name), html: html.takeBytes(),
            attachments: attachment.map { [$0] } ?? [])
        var bytes: [UInt8] = []
        message.append(to: &bytes)
        sink.append(bytes)
    }

    /// The table as CSV, packed where it is long; nil where it is too long for a mail.
    private func attachment(_ table: Table) -> MailMessage.Attachment? {
        if table.rowCount > Self.attachedRows { return nil }
        var csv = ByteSink()
        TableCSVWriter(isGuarded: guardsFormulas, byteOrderMark: false).write(table, to: &csv)
        let (name, bytes) = ("\(table.name).csv", csv.takeBytes())
        if bytes.count <= Self.plainBytes {
            return MailMessage.Attachment(name: name, type: "text/csv; charset=utf-8", bytes: bytes)
        }
        let packed = ZipWriter.archive(name, of: bytes)
        if packed.count > Self.attachedBytes { return nil }
        return MailMessage.Attachment(name: "\(table.name).zip", type: "application/zip", bytes: packed)
    }

    /// Where all rows and columns are.
    private func place(_ table: Table, _ attached: String?) -> String {
        let file = "\(table.name).csv"
        return switch attached {
        case nil:
            "everything is in \(file), too long for a mail: counterpart report \(table.name) --format csv"
        case file: "everything is in \(file), attached"
        case let archive?: "everything is in \(file), attached in \(archive)"
        }
    }

    private func text(_ table: Table, _ attached: String?) -> [UInt8] {
        var short = table
        short.rowCount = min(table.rowCount, Self.rows)
        short.parts = []
        if short.rowCount < table.rowCount {
            short.notes.insert(
                Note(
                    "",
                    "rows; the first \(short.rowCount) are shown, totals are of all; \(place(table, attached)).",
                    count: table.rowCount),
                at: 0)
        }
        var sink = ByteSink()
        TableTextWriter(numbers: numbers, width: 100).write(short, to: &sink)
        return sink.takeBytes()
    }

    // MARK: HTML

    private static let font = "font-family:Arial,Helvetica,sans-serif;"

    private func append(_ table: Table, _ attached: String?, to sink: inout ByteSink) {
        let opening = table.opening()
        sink.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        sink.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        sink.append(html: table.title)
        sink.append("</title>\n</head>\n<body style=\"margin:0;padding:0;background-color:#ffffff;\">\n")
        sink.append(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">")
        sink.append("<tr><td align=\"center\" style=\"padding:24px 12px;\">\n")
        sink.append(
            "<table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" ")
        sink.append("style=\"width:600px;max-width:100%;text-align:left;\(Self.font)color:#1c2220;\">\n")
        row("font-size:24px;line-height:30px;font-weight:bold;color:#1f4d3f;", to: &sink) {
            $0.append(html: table.title)
        }
        if !table.period.isEmpty {
            row("font-size:14px;line-height:20px;color:#5b6561;", to: &sink) { $0.append(html: table.period) }
        }
        for highlight in table.highlights { append(highlight, table.texts, to: &sink) }
        for paragraph in opening.paragraphs {
            row("padding-top:14px;font-size:14px;line-height:21px;", to: &sink) { sink in
                append(paragraph, table.texts, to: &sink)
            }
        }
        for chart in opening.charts
        where chart.form != .share && chart.hasValues {
            append(chart, to: &sink)
        }
        appendRows(table, attached, to: &sink)
        for note in table.notes {
            row("padding-top:6px;font-size:12px;line-height:17px;color:#5b6561;", to: &sink) { sink in
                if !note.term.isEmpty {
                    sink.append("<b>")
                    sink.append(html: note.term)
                    sink.append("</b>: ")
                }
                sink.append(prose: numbers.words(note))
            }
        }
        sink.append("</table>\n</td></tr></table>\n</body>\n</html>\n")
    }

    private func row(_ style: String, to sink: inout ByteSink, _ content: (inout ByteSink) -> Void) {
        sink.append("<tr><td style=\"\(style)\">")
        content(&sink)
        sink.append("</td></tr>\n")
    }

    private func append(_ highlight: Highlight, _ texts: Texts, to sink: inout ByteSink) {
        let color = highlight.tone == .bad ? "#a3261f" : highlight.tone == .good ? "#1d6b43" : "#1c2220"
        row("padding-top:14px;font-size:13px;line-height:18px;color:#5b6561;", to: &sink) { sink in
            sink.append(html: highlight.label)
            sink.append(
                "<br><span style=\"font-size:22px;line-height:28px;font-weight:bold;color:\(color);\">")
            let digits = ColumnDigits(highlight.kind)
            texts.withShown(highlight.value, highlight.kind) { cell in append(cell, digits, to: &sink) }
            sink.append("</span>")
            if !highlight.note.isEmpty {
                sink.append(" &nbsp;")
                append(highlight.note, texts, to: &sink)
            }
        }
    }

    private func append(_ paragraph: Paragraph, _ texts: Texts, to sink: inout ByteSink) {
        for part in paragraph.parts {
            switch part {
            case .words(let words), .number(let words), .link(let words, _): sink.append(html: words)
            case .figure(let cell, let kind):
                texts.withShown(cell, kind) { append($0, ColumnDigits(kind), to: &sink) }
            }
        }
    }

    private func append(_ cell: ShownCell, _ digits: ColumnDigits, to sink: inout ByteSink) {
        switch cell {
        case .blank: sink.append("–")
        case .text(let text): sink.append(html: text, of: digits)
        case .integer(let value): numbers.append(sink.layWhole(value), isPercent: digits.isPercent, to: &sink)
        case .decimal(let value, let minimum, let maximum):
            let run = sink.lay(value, minimum: minimum, maximum: maximum)
            numbers.append(run, isPercent: digits.isPercent, to: &sink)
        case .day(let day): sink.append(day)
        case .month(let month): sink.append(month)
        }
    }

    // MARK: Bars

    private static let colors = ["#1f4d3f", "#d79a35", "#b5d3c7", "#b0613f"]
    private static let barWidth = 260

    /// A bar a label: the last twelve of a trend or stack, all of a ranking.
    private func append(_ chart: Chart, to sink: inout ByteSink) {
        row("padding-top:26px;font-size:14px;line-height:20px;font-weight:bold;", to: &sink) { sink in
            sink.append(html: chart.title)
            if chart.form == .trend, chart.series.count > 1 {
                sink.append(html: ": \(chart.series[0].name.lowercased())")
            }
            guard chart.form == .stack, chart.series.count > 1 else { return }
            sink.append("<br><span style=\"font-size:12px;font-weight:normal;\">")
            for (place, series) in chart.series.enumerated() {
                if place > 0 { sink.append(" &nbsp; ") }
                sink.append("<span style=\"border-left:10px solid \(Self.colors[place % 4]);\">&nbsp;")
                sink.append(html: series.name)
                sink.append("</span>")
            }
            sink.append("</span>")
        }
        let shown = chart.form == .ranking ? chart.labels.indices : chart.labels.indices.suffix(12)
        let series = chart.form == .stack ? chart.series : Array(chart.series.prefix(1))
        let sums = shown.map { at in sum(series, at) }
        let greatest = chart.form == .trend ? trendTop(chart, sums) : sums.max() ?? .zero
        sink.append(
            "<tr><td><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n")
        for (at, total) in zip(shown, sums) {
            let cell = "font-size:12px;line-height:16px;\(Self.font)"
            sink.append("<tr><td width=\"200\" style=\"width:200px;padding:2px 10px 2px 0;\(cell)\">")
            sink.append(html: chart.labels[at])
            sink.append("</td><td width=\"\(Self.barWidth)\" style=\"width:\(Self.barWidth)px;\">")
            appendBar(series, at, greatest, to: &sink)
            sink.append("</td><td align=\"right\" style=\"padding-left:10px;white-space:nowrap;\(cell)\">")
            let digits = ColumnDigits(chart.kind)
            let run = sink.lay(total, minimum: digits.minimum, maximum: digits.maximum)
            numbers.append(run, isPercent: digits.isPercent, to: &sink)
            sink.append("</td></tr>\n")
        }
        sink.append("</table></td></tr>\n")
    }

    private func sum(_ series: [Chart.Series], _ at: Int) -> ExactDecimal {
        var sum = DecimalTotal()
        for series in series where at < series.values.count {
            if let value = series.values[at] { sum.add(value) }
        }
        return sum.value
    }

    /// A share of a whole is measured against the whole.
    private func trendTop(_ chart: Chart, _ sums: [ExactDecimal]) -> ExactDecimal {
        if case .percent = chart.kind { return 100 }
        return sums.max() ?? .zero
    }

    private func appendBar(
        _ series: [Chart.Series], _ at: Int, _ greatest: ExactDecimal, to sink: inout ByteSink
    ) {
        let widths = series.map { series in
            at < series.values.count ? width(series.values[at] ?? .zero, of: greatest) : 0
        }
        guard widths.contains(where: { $0 > 0 }) else { return sink.append("&nbsp;") }
        sink.append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>")
        for (place, width) in widths.enumerated() where width > 0 {
            let color = Self.colors[place % 4]
            sink.append("<td width=\"\(width)\" height=\"12\" bgcolor=\"\(color)\" ")
            sink.append("style=\"width:\(width)px;height:12px;background-color:\(color);")
            sink.append("font-size:1px;line-height:12px;\">&nbsp;</td>")
        }
        sink.append("</tr></table>")
    }

    private func width(_ value: ExactDecimal, of greatest: ExactDecimal) -> Int {
        guard value.signum > 0, greatest.signum > 0,
            let scaled = try? value.multiplied(by: ExactDecimal(Self.barWidth)),
            let part = try? scaled.divided(by: greatest, digits: 0),
            let width = Int(exactly: part.normalized.mantissa),
            part.normalized.scale == 0
        else { return 0 }
        return min(max(width, 1), Self.barWidth)
    }

    // MARK: Rows

    private func appendRows(_ table: Table, _ attached: String?, to sink: inout ByteSink) {
        guard table.rowCount > 0, let band = table.bands.first else {
            return row("padding-top:20px;font-size:14px;", to: &sink) {
                append(Paragraph(table.wordsWithoutRows), table.texts, to: &$0)
            }
        }
        let columns = band.columns.prefix(Self.columns)
        let digits = table.columnDigits
        let shown = min(table.rowCount, Self.rows)
        sink.append(
            "<tr><td style=\"padding-top:26px;\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n<tr>"
        )
        let cell =
            "padding:4px 6px 4px 0;font-size:11px;line-height:15px;\(Self.font)border-bottom:1px solid #d8dedb;"
        for i in columns {
            sink.append(
                "<th scope=\"col\" align=\"\(digits[i].isNumeric ? "right" : "left")\" style=\"\(cell)\">")
            sink.append(html: table.columns[i].heading)
            sink.append("</th>")
        }
        sink.append("</tr>\n")
        table.walk(0..<shown) { _, row in
            sink.append("<tr>")
            for i in columns {
                sink.append("<td align=\"\(digits[i].isNumeric ? "right" : "left")\" style=\"\(cell)\">")
                append(ShownCell(row[i], digits[i], row.texts), digits[i], to: &sink)
                sink.append("</td>")
            }
            sink.append("</tr>\n")
            return true
        }
        sink.append("</table></td></tr>\n")
        row("padding-top:8px;font-size:12px;line-height:17px;color:#5b6561;", to: &sink) { sink in
            sink.append(shown == table.rowCount ? "All " : "The first \(shown) of ")
            numbers.append(sink.layWhole(table.rowCount), isPercent: false, to: &sink)
            sink.append(" rows")
            sink.append(
                columns.count < table.columns.count
                    ? ", \(columns.count) of \(table.columns.count) columns" : "")
            sink.append(html: "; \(place(table, attached)).")
        }
    }
}
