import CXLSXWriter
import Commerce
import Notation

extension TableXLSXWriter {
    /// How figures inside words are printed.
    private static let words = PeopleNumbers(.plain, percentSign: "%")

    /// The last sheet: title, key figures, what each figure means, control totals.
    func appendAbout(
        _ table: Table, keptDigits: Bool, to book: inout XLSXBook, _ formats: inout XLSXFormats,
        _ scratch: UnsafeMutableRawBufferPointer, _ sink: inout ByteSink
    ) {
        guard let place = book.addSheet("About") else { return }
        var sheet = XLSXSheet(place, book.library, scratch: scratch)
        for (column, width) in [32, 20, 60].enumerated() { sheet.setWidth(width, column: column) }
        sheet.put(table.title, 0, 0, formats.title)
        sheet.put(table.period, 1, 0, formats.muted)
        var row = 3
        for part in [table] + table.parts {
            appendHighlights(part, &row, to: &sheet, &formats, &sink)
        }
        if keptDigits {
            sheet.put(
                "Numbers of more than 15 digits are kept as text: a spreadsheet would round them.", row, 0)
            row += 2
        }
        for part in [table] + table.parts where !part.notes.isEmpty {
            sheet.put(part.title, row, 0, formats.bold)
            row += 1
            for note in part.notes {
                sheet.put(note.term, row, 0, formats.wrapped)
                sheet.put(Self.words.words(note), row, note.term.isEmpty ? 0 : 1)
                row += 1
            }
            row += 1
        }
        for controls in table.controls { append(controls, &row, to: &sheet, &formats, &sink) }
        sheet.setPage()
    }

    private func appendHighlights(
        _ table: Table, _ row: inout Int, to sheet: inout XLSXSheet, _ formats: inout XLSXFormats,
        _ sink: inout ByteSink
    ) {
        if table.highlights.isEmpty { return }
        for highlight in table.highlights {
            sheet.put(highlight.label, row, 0)
            table.texts.withShown(highlight.value, highlight.kind) { cell in
                sheet.put(cell, ColumnDigits(highlight.kind), row: row, column: 1, &formats, &sink)
            }
            sheet.put(Self.words.words(highlight.note, table.texts), row, 2, formats.muted)
            row += 1
        }
        row += 1
    }

    private func append(
        _ controls: ControlTotals, _ row: inout Int, to sheet: inout XLSXSheet, _ formats: inout XLSXFormats,
        _ sink: inout ByteSink
    ) {
        sheet.put("Control totals, \(controls.input)", row, 0, formats.bold)
        sheet.put(controls.isBalanced ? "they add up" : "THEY DO NOT ADD UP", row, 2, formats.muted)
        row += 1
        let lines = ColumnDigits(Column.Kind.integer)
        let money = ColumnDigits(Column.Kind.money(digits: controls.valueDigits))
        for (at, entry) in (controls.parts + [controls.read]).enumerated() {
            let isTotal = at == controls.parts.count
            sheet.put(entry.label, row, 0, isTotal ? formats.totalText : nil)
            sheet.put(
                .integer(entry.lines), lines, row: row, column: 1, isTotal: isTotal, &formats, &sink)
            if let value = entry.value {
                let digits = controls.valueDigits
                sheet.put(
                    .decimal(value, minimum: digits, maximum: digits), money, row: row, column: 2,
                    isTotal: isTotal, &formats, &sink)
            }
            row += 1
        }
        row += 1
    }
}
