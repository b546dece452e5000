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
        let count = digits.count
        digits.withUnsafeBufferPointer { digits in
            table.walk(0..<table.rowCount) { _, row in
                for i in 0..<count {
                    if i > 0 { sink.append(0x2C) }
                    append(ShownCell(row[i], digits[i], row.texts), isAlone: count == 1, to: &sink)
                }
                sink.append("\r\n")
                return !sink.isBroken
            }
        }
    }

    @inline(__always)
    private func append(_ cell: ShownCell, isAlone: Bool, to sink: inout ByteSink) {
        switch cell {
        // A line without anything on it would be no record.
        case .blank: if isAlone { sink.append("\"\"") }
        case .text(let text): append(text, to: &sink)
        case .integer(let value): sink.append(whole: value)
        case .decimal(let value, let minimum, let maximum):
            sink.append(value, minimum: minimum, maximum: maximum)
        case .day(let day): sink.append(day)
        case .month(let month): sink.append(month)
        }
    }

    @inline(__always)
    private func append(_ text: UnsafeRawBufferPointer, to sink: inout ByteSink) {
        if isGuarded, !Self.isHarmless(text), SpreadsheetFormula.needsGuard(text) {
            return appendGuarded(text, to: &sink)
        }
        if sink.append(text, unless: Self.special) { return }
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
