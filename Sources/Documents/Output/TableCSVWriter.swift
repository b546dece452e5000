import Commerce
import Notation

/// Writes a table as RFC 4180: a header of column names, CRLF, no totals.
struct TableCSVWriter {
    /// Whether text that a spreadsheet would run as a formula gets a leading `'` (interface.md, Output).
    let isGuarded: Bool
    let byteOrderMark: Bool

    func write(_ table: Table, to sink: inout ByteSink) {
        if byteOrderMark { sink.append("\u{FEFF}") }
        for (i, column) in table.columns.enumerated() {
            if i > 0 { sink.append(0x2C) }
            var name = column.name
            name.withUTF8 { append(UnsafeRawBufferPointer($0), to: &sink) }
        }
        sink.append("\r\n")
        let digits = table.columnDigits
        let plain = plainTexts(table)
        sink.appendRows(table.rowCount) { rows, sink in
            digits.withUnsafeBufferPointer { digits in
                plain.withUnsafeBufferPointer { plain in
                    table.walk(rows) { _, row in
                        append(row, digits, plain, to: &sink)
                        return !sink.isBroken
                    }
                }
            }
        }
    }

    /// Of the first texts of a long table, those of customers and items, whether each stands as it is: they are
    /// named again and again.
    private func plainTexts(_ table: Table) -> [Bool] {
        let count = min(table.texts.count, table.rowCount / 8, 1 << 16)
        return table.texts.withArena { arena, starts in
            let texts = TableTexts(arena: arena, starts: starts)
            return (0..<count).map { index in
                let text = texts[TextID(rawValue: Int32(truncatingIfNeeded: index))]
                return index > 0 && texts.hasRoom(behind: text) && text.count < Self.cellRoom
                    && !Self.needsQuotes(text)
                    && (!isGuarded || Self.isHarmless(text))
            }
        }
    }

    /// Appends a row to memory that lies ready, and asks for more of it only where a text is long.
    @inline(__always)
    private func append(
        _ row: TableRow, _ digits: UnsafeBufferPointer<ColumnDigits>, _ plain: UnsafeBufferPointer<Bool>,
        to sink: inout ByteSink
    ) {
        let room = (digits.count &+ 1) &* (Self.cellRoom + 16)
        sink.reserve(room)
        var to = sink.base + sink.used
        let end = sink.base + ByteSink.chunk
        for i in 0..<digits.count {
            if i > 0 {
                to[0] = 0x2C
                to += 1
            }
            let cell = row[i]
            // What most cells are, in few steps.
            switch cell {
            case .text(let id) where id.rawValue < plain.count && plain[Int(id.rawValue)]:
                PlainBytes.copy(row.texts[id], &to)
                continue
            case .integer(let value) where digits[i].minimum == 0:
                PlainBytes.put(whole: value, &to)
                continue
            case .money(let value, let own):
                if PlainBytes.put(value, minimum: Int(own), maximum: Int(own), &to) { continue }
            default: break
            }
            switch ShownCell(cell, digits[i], row.texts) {
            // A line without anything on it would be no record.
            case .blank: if digits.count == 1 { Self.putQuotes(&to) }
            case .text(let text):
                if to + text.count + room < end, put(text, &to) { continue }
                sink.used = to - sink.base
                append(text, to: &sink)
                sink.reserve(room)
                to = sink.base + sink.used
            case .integer(let value): PlainBytes.put(whole: value, &to)
            case .decimal(let value, let minimum, let maximum):
                if PlainBytes.put(value, minimum: minimum, maximum: maximum, &to) { continue }
                sink.used = to - sink.base
                sink.append(value, minimum: minimum, maximum: maximum)
                sink.reserve(room)
                to = sink.base + sink.used
            case .day(let day): PlainBytes.put(day, &to)
            case .month(let month): PlainBytes.put(month, &to)
            }
        }
        to[0] = 0x0D
        to[1] = 0x0A
        sink.used = to + 2 - sink.base
    }

    /// More than a cell takes that is no text, with its comma.
    private static let cellRoom = 40

    private static func putQuotes(_ to: inout UnsafeMutablePointer<UInt8>) {
        to[0] = 0x22
        to[1] = 0x22
        to += 2
    }

    /// False for a text that cannot stand as it is.
    @inline(__always)
    private func put(_ text: UnsafeRawBufferPointer, _ to: inout UnsafeMutablePointer<UInt8>) -> Bool {
        if isGuarded, !Self.isHarmless(text) { return false }
        return PlainBytes.put(text, &to, unless: Self.special)
    }

    private func append(_ text: UnsafeRawBufferPointer, to sink: inout ByteSink) {
        if isGuarded, !Self.isHarmless(text), SpreadsheetFormula.needsGuard(text) {
            return appendGuarded(text, to: &sink)
        }
        if Self.needsQuotes(text) { appendQuoted(text, prefix: "", to: &sink) } else { sink.append(text) }
    }

    private static func needsQuotes(_ text: UnsafeRawBufferPointer) -> Bool {
        text.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    }

    /// Whether a text begins with a digit or a letter of ours, as nearly all do.
    @inline(__always)
    private static func isHarmless(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first else { return true }
        return first &- 0x30 < 10 || first &- 0x41 < 0x3F
    }

    /// Other than 0 where a text may need quotes: it has a quote, a comma or a control character.
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        WordSearch.has(0x22, in: word) | WordSearch.has(0x2C, in: word) | WordSearch.hasControl(in: word)
    }

    private func appendGuarded(_ text: UnsafeRawBufferPointer, to sink: inout ByteSink) {
        if Self.needsQuotes(text) {
            return appendQuoted(text, prefix: "'", to: &sink)
        }
        sink.append(0x27)
        sink.append(text)
    }

    private func appendQuoted(_ text: UnsafeRawBufferPointer, prefix: StaticString, to sink: inout ByteSink) {
        sink.append(0x22)
        sink.append(prefix)
        for byte in text {
            if byte == 0x22 { sink.append(0x22) }
            sink.append(byte)
        }
        sink.append(0x22)
    }
}
