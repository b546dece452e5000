import CXLSXWriter
import Commerce
import Diagnostics
import Notation

/// Writes a table as a workbook of Office Open XML: a sheet for it and each of its parts, and one that says what
/// the figures mean. Rows go to the disk as they come; the memory taken does not depend on their number.
struct TableXLSXWriter {
    let created: Day
    /// The rows of a sheet, its head and totals among them.
    let sheetRows: Int

    func write(_ table: Table, to sink: inout ByteSink) {
        do throws(Diagnostic) {
            var book = try XLSXBook(title: table.title, created: created)
            let scratch = UnsafeMutableRawBufferPointer.allocate(
                byteCount: XLSXSheet.scratchSize, alignment: 16)
            defer { scratch.deallocate() }
            var formats = XLSXFormats(book)
            var keptDigits = false
            for part in [table] + table.parts {
                if append(part, to: &book, &formats, scratch, &sink) { keptDigits = true }
            }
            appendAbout(table, keptDigits: keptDigits, to: &book, &formats, scratch, &sink)
            book.finish(to: &sink)
        } catch {
            sink.fail(error)
        }
    }

    /// Whether a number was kept as text.
    private func append(
        _ table: Table, to book: inout XLSXBook, _ formats: inout XLSXFormats,
        _ scratch: UnsafeMutableRawBufferPointer, _ sink: inout ByteSink
    ) -> Bool {
        let room = max(1, sheetRows - 1 - table.totals.count)
        let widths = widths(table, &sink)
        var keptDigits = false
        var first = 0
        repeat {
            let rows = first..<min(first + room, table.rowCount)
            let name = first == 0 ? table.name : "\(table.name.prefix(24)) \(first / room + 1)"
            guard let place = book.addSheet(name) else { return keptDigits }
            var sheet = XLSXSheet(place, book.library, scratch: scratch)
            for (column, width) in widths.enumerated() { sheet.setWidth(width, column: column) }
            // Before the first row: the rows above the one being written cannot be spoken of any more.
            if !table.columns.isEmpty {
                sheet.setHead(
                    frozen: frozen(table, widths), rows: rows.count, columns: table.columns.count)
            }
            appendHead(table, to: &sheet, formats)
            appendRows(table, rows, to: &sheet, &formats, &sink)
            if rows.upperBound == table.rowCount {
                appendTotals(table, below: rows.count, to: &sheet, &formats, &sink)
            }
            sheet.setPage()
            if sheet.keptDigits { keptDigits = true }
            first = rows.upperBound
        } while first < table.rowCount && !sink.isBroken
        return keptDigits
    }

    private func appendHead(_ table: Table, to sheet: inout XLSXSheet, _ formats: XLSXFormats) {
        for (i, column) in table.columns.enumerated() {
            sheet.put(column.heading, 0, i, column.kind.isNumeric ? formats.headRight : formats.head)
        }
    }

    private func appendRows(
        _ table: Table, _ rows: Range<Int>, to sheet: inout XLSXSheet, _ formats: inout XLSXFormats,
        _ sink: inout ByteSink
    ) {
        let digits = table.columnDigits
        let count = digits.count
        table.walk(rows) { number, row in
            let place = number - rows.lowerBound + 1
            for i in 0..<count {
                sheet.put(
                    ShownCell(row[i], digits[i], row.texts), digits[i], row: place, column: i, &formats, &sink
                )
            }
            return !sink.isBroken
        }
    }

    private func appendTotals(
        _ table: Table, below rows: Int, to sheet: inout XLSXSheet, _ formats: inout XLSXFormats,
        _ sink: inout ByteSink
    ) {
        let digits = table.columnDigits
        var place = rows + 1
        table.walkTotals { total, row in
            for i in digits.indices {
                let cell = ShownCell(row[i], digits[i], row.texts)
                if i == 0, case .blank = cell {
                    sheet.put(total.label, place, 0, formats.totalText)
                } else {
                    sheet.put(cell, digits[i], row: place, column: i, isTotal: true, &formats, &sink)
                }
            }
            place += 1
        }
    }

    // MARK: Widths

    /// The width of each column in characters, judged by the first rows, the totals and the heading.
    private func widths(_ table: Table, _ sink: inout ByteSink) -> [Int] {
        let digits = table.columnDigits
        var widths = table.columns.map { column in
            // A heading may break at blanks; the button of the filter stands beside it.
            3 + (column.heading.split(separator: " ").map { DisplayWidth.of(String($0)) }.max() ?? 0)
        }
        func take(_ row: TableRow) {
            for i in digits.indices {
                widths[i] = max(widths[i], 2 + width(ShownCell(row[i], digits[i], row.texts), &sink))
            }
        }
        table.walk(0..<min(table.rowCount, 300)) { _, row in
            take(row)
            return true
        }
        table.walkTotals { _, row in take(row) }
        return widths
    }

    private func width(_ cell: ShownCell, _ sink: inout ByteSink) -> Int {
        func width(_ run: DigitRun) -> Int { run.count + run.wholeCount / 3 + 2 }
        return switch cell {
        case .blank: 0
        case .text(let text): min(TerminalText.width(text), 60)
        case .integer(let value): width(sink.layWhole(value))
        case .decimal(let value, let minimum, let maximum):
            width(sink.lay(value, minimum: minimum, maximum: maximum))
        case .day: 10
        case .month: 7
        }
    }

    /// The key columns at the left stay in sight, where they leave room for others.
    private func frozen(_ table: Table, _ widths: [Int]) -> Int {
        var count = 0
        var width = 0
        for (column, wide) in zip(table.columns, widths).dropLast() where column.isKey {
            guard count < table.columns.count, table.columns[count].isKey, width + wide <= 60 else { break }
            count += 1
            width += wide
        }
        return count
    }
}
