import Commerce
import Diagnostics
import Notation
import Synchronization

/// Writes a table for a terminal: aligned columns, numbers at the right, totals, notes, control totals.
struct TableTextWriter {
    let numbers: PeopleNumbers
    /// The columns of the terminal; nil where the text goes to a file.
    let width: Int?

    func write(_ table: Table, to sink: inout ByteSink) {
        sink.append(table.title)
        sink.append("\n")
        if !table.period.isEmpty {
            sink.append(table.period)
            sink.append("\n")
        }
        sink.append("\n")
        appendHighlights(table, to: &sink)
        if table.rowCount == 0 {
            append(numbers.words(Paragraph(table.wordsWithoutRows), table.texts), to: &sink)
        } else {
            appendGrids(table, to: &sink)
        }
        if !table.notes.isEmpty { sink.append("\n") }
        for note in table.notes {
            let words = numbers.words(note)
            append(note.term.isEmpty ? words : "\(note.term): \(words)", to: &sink)
        }
        for controls in table.controls { append(controls, to: &sink) }
        for part in table.parts {
            sink.append("\n\n")
            write(part, to: &sink)
        }
    }

    // MARK: Widths

    private func measure(_ table: Table, _ sink: inout ByteSink) -> [Int] {
        let digits = table.columnDigits
        // Where every text is plain, no text has to be looked at to know its width.
        let isPlain = table.texts.withArena { arena, _ in TerminalText.isPlain(arena) }
        let widest = Mutex([Int](repeating: 0, count: digits.count))
        table.forEachShare(sink.jobs) { rows in
            let widths = measure(table, rows, digits, isPlain: isPlain)
            widest.withLock { $0 = zip($0, widths).map { max($0, $1) } }
        }
        var widths = widest.withLock { $0 }
        table.walkTotals { total, row in
            for i in digits.indices {
                widths[i] = max(
                    widths[i], width(of: ShownCell(row[i], digits[i], row.texts), digits[i], &sink))
            }
            for i in Set(table.bands.compactMap(\.columns.first)) {
                widths[i] = max(widths[i], DisplayWidth.of(total.label))
            }
        }
        return widths
    }

    private func measure(
        _ table: Table, _ rows: Range<Int>, _ digits: [ColumnDigits], isPlain: Bool
    ) -> [Int] {
        var widths = [Int](repeating: 0, count: digits.count)
        var sink = ByteSink()
        widths.withUnsafeMutableBufferPointer { widths in
            digits.withUnsafeBufferPointer { digits in
                table.walk(rows) { _, row in
                    for i in 0..<digits.count {
                        if isPlain, case .text(let id) = row[i] {
                            widths[i] = max(widths[i], row.texts.length(id))
                            continue
                        }
                        let cell = ShownCell(row[i], digits[i], row.texts)
                        widths[i] = max(widths[i], width(of: cell, digits[i], &sink))
                    }
                    return true
                }
            }
        }
        return widths
    }

    @inline(__always)
    private func width(of cell: ShownCell, _ digits: ColumnDigits, _ sink: inout ByteSink) -> Int {
        switch cell {
        case .blank: 0
        case .text(let text): TerminalText.width(text)
        case .integer(let value): numbers.width(sink.layWhole(value), isPercent: digits.isPercent)
        case .decimal(let value, let minimum, let maximum):
            numbers.width(sink.lay(value, minimum: minimum, maximum: maximum), isPercent: digits.isPercent)
        case .day: 10
        case .month: 7
        }
    }

    // MARK: The grids

    private func appendGrids(_ table: Table, to sink: inout ByteSink) {
        let widths = measure(table, &sink)
        var isFirst = true
        for band in table.shownBands {
            let layout = TableTextLayout(band.columns, of: table.columns, values: widths, limit: width)
            if !isFirst { sink.append("\n") }
            isFirst = true
            if !band.title.isEmpty { sink.append("\(band.title)\n") }
            for columns in layout.bands {
                if !isFirst { sink.append("\n") }
                isFirst = false
                append(table, band, columns, layout, to: &sink)
            }
        }
    }

    private func append(
        _ table: Table, _ whole: TableBand, _ band: [Int], _ layout: TableTextLayout, to sink: inout ByteSink
    ) {
        let digits = table.columnDigits
        appendHeading(band, layout, digits, to: &sink)
        appendRule(band, layout, to: &sink)
        sink.appendRows(table.rowCount) { rows, sink in
            table.walk(rows) { _, row in
                guard whole.shows(row) else { return true }
                var pending = 0
                for (i, column) in band.enumerated() {
                    if i > 0 { pending += TableTextLayout.gap }
                    let cell = ShownCell(row[column], digits[column], row.texts)
                    append(cell, digits[column], layout.widths[column], &pending, to: &sink)
                }
                sink.append("\n")
                return !sink.isBroken
            }
        }
        if table.totals.isEmpty || !whole.showsTotals(of: table) { return }
        appendRule(band, layout, to: &sink)
        table.walkTotals { total, row in
            var pending = 0
            for (i, column) in band.enumerated() {
                if i > 0 { pending += TableTextLayout.gap }
                let cell = ShownCell(row[column], digits[column], row.texts)
                if i == 0, case .blank = cell {
                    let taken = append(text: total.label, layout.widths[column], to: &sink)
                    pending = layout.widths[column] - taken
                } else {
                    append(cell, digits[column], layout.widths[column], &pending, to: &sink)
                }
            }
            sink.append("\n")
        }
    }

    /// Appends a cell after the blanks that are due; those behind it are due before the next one, so that no
    /// line ends in blanks.
    @inline(__always)
    private func append(
        _ cell: ShownCell, _ digits: ColumnDigits, _ width: Int, _ pending: inout Int, to sink: inout ByteSink
    ) {
        switch cell {
        case .blank:
            pending += width
        case .text(let text):
            sink.append(repeating: 0x20, count: pending)
            if digits.isCode, text.count <= width {
                sink.append(code: text)
                pending = width - text.count
            } else {
                pending = width - TerminalText.append(text, limit: width, to: &sink)
            }
        case .integer(let value):
            append(sink.layWhole(value), digits, width, &pending, to: &sink)
        case .decimal(let value, let minimum, let maximum):
            append(sink.lay(value, minimum: minimum, maximum: maximum), digits, width, &pending, to: &sink)
        case .day(let day):
            sink.append(repeating: 0x20, count: pending)
            sink.append(day)
            pending = max(0, width - 10)
        case .month(let month):
            sink.append(repeating: 0x20, count: pending)
            sink.append(month)
            pending = max(0, width - 7)
        }
    }

    @inline(__always)
    private func append(
        _ run: DigitRun, _ digits: ColumnDigits, _ width: Int, _ pending: inout Int, to sink: inout ByteSink
    ) {
        let free = max(0, width - numbers.width(run, isPercent: digits.isPercent))
        sink.append(repeating: 0x20, count: digits.isNumeric ? pending + free : pending)
        numbers.append(run, isPercent: digits.isPercent, to: &sink)
        pending = digits.isNumeric ? 0 : free
    }

    private func appendHeading(
        _ band: [Int], _ layout: TableTextLayout, _ digits: [ColumnDigits], to sink: inout ByteSink
    ) {
        let height = band.map { layout.headings[$0].count }.max() ?? 0
        for line in 0..<height {
            var pending = 0
            for (i, column) in band.enumerated() {
                if i > 0 { pending += TableTextLayout.gap }
                let lines = layout.headings[column]
                // Headings stand on the rule: the last lines of all are level.
                let at = line - (height - lines.count)
                let text = at >= 0 ? lines[at] : ""
                let free = max(0, layout.widths[column] - DisplayWidth.of(text))
                if text.isEmpty {
                    pending += layout.widths[column]
                    continue
                }
                sink.append(repeating: 0x20, count: digits[column].isNumeric ? pending + free : pending)
                sink.append(text)
                pending = digits[column].isNumeric ? 0 : free
            }
            sink.append("\n")
        }
    }

    private func appendRule(_ band: [Int], _ layout: TableTextLayout, to sink: inout ByteSink) {
        for (i, column) in band.enumerated() {
            if i > 0 { sink.append(repeating: 0x20, count: TableTextLayout.gap) }
            sink.append(repeating: 0x2D, count: layout.widths[column])
        }
        sink.append("\n")
    }
}
