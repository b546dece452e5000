import Commerce
import Notation

/// Writes a table as GitHub-flavoured Markdown: a pipe table whose cells print exactly what they hold.
struct TableMarkdownWriter {
    let numbers: PeopleNumbers

    func write(_ table: Table, to sink: inout ByteSink) {
        write(table, level: "#", to: &sink)
    }

    private func write(_ table: Table, level: String, to sink: inout ByteSink) {
        sink.append("\(level) ")
        append(table.title, to: &sink)
        sink.append("\n")
        if !table.period.isEmpty { paragraph(table.period, to: &sink) }
        if !table.highlights.isEmpty { sink.append("\n") }
        for highlight in table.highlights { append(highlight, table.texts, to: &sink) }
        if table.rowCount == 0 {
            paragraph(numbers.words(Paragraph(table.wordsWithoutRows), table.texts), to: &sink)
        } else {
            appendGrids(table, to: &sink)
        }
        if !table.notes.isEmpty { sink.append("\n") }
        for note in table.notes {
            sink.append("- ")
            if !note.term.isEmpty {
                sink.append("**")
                append(note.term, to: &sink)
                sink.append("**: ")
            }
            append(prose: numbers.words(note), to: &sink)
            sink.append("\n")
        }
        for controls in table.controls { append(controls, to: &sink) }
        for part in table.parts {
            sink.append("\n")
            write(part, level: level.count < 6 ? level + "#" : level, to: &sink)
        }
    }

    private func paragraph(_ text: String, to sink: inout ByteSink) {
        sink.append("\n")
        append(text, to: &sink)
        sink.append("\n")
    }

    private func append(_ highlight: Highlight, _ texts: Texts, to sink: inout ByteSink) {
        sink.append("- ")
        append(highlight.label, to: &sink)
        sink.append(": **")
        let digits = ColumnDigits(highlight.kind)
        texts.withShown(highlight.value, highlight.kind) { cell in
            if case .blank = cell { sink.append("–") } else { append(cell, digits, to: &sink) }
        }
        sink.append("**")
        if !highlight.note.isEmpty {
            sink.append(" (")
            append(numbers.words(highlight.note, texts), to: &sink)
            sink.append(")")
        }
        sink.append("\n")
    }

    private func appendGrids(_ table: Table, to sink: inout ByteSink) {
        for band in table.shownBands {
            if !band.title.isEmpty {
                sink.append("\n**")
                append(band.title, to: &sink)
                sink.append("**\n")
            }
            sink.append("\n")
            append(table, band, to: &sink)
        }
    }

    private func append(_ table: Table, _ band: TableBand, to sink: inout ByteSink) {
        let columns = band.columns
        for column in columns {
            sink.append("| ")
            append(table.columns[column].heading, to: &sink)
            sink.append(" ")
        }
        sink.append("|\n")
        for column in columns { sink.append(table.columns[column].kind.isNumeric ? "|---:" : "|---") }
        sink.append("|\n")
        let digits = table.columnDigits
        sink.appendRows(table.rowCount) { rows, sink in
            digits.withUnsafeBufferPointer { digits in
                columns.withUnsafeBufferPointer { columns in
                    table.walk(rows) { _, row in
                        guard band.shows(row) else { return true }
                        for i in columns {
                            sink.append("| ")
                            append(ShownCell(row[i], digits[i], row.texts), digits[i], to: &sink)
                            sink.append(0x20)
                        }
                        sink.append("|\n")
                        return !sink.isBroken
                    }
                }
            }
        }
        guard band.showsTotals(of: table) else { return }
        table.walkTotals { total, row in appendTotal(total.label, row, columns, digits, to: &sink) }
    }

    private func appendTotal(
        _ label: String, _ row: TableRow, _ band: [Int], _ digits: [ColumnDigits], to sink: inout ByteSink
    ) {
        for (place, i) in band.enumerated() {
            let cell = ShownCell(row[i], digits[i], row.texts)
            sink.append("| ")
            if case .blank = cell {
                if place == 0 {
                    sink.append("**")
                    append(label, to: &sink)
                    sink.append("**")
                }
            } else {
                sink.append("**")
                append(cell, digits[i], to: &sink)
                sink.append("**")
            }
            sink.append(" ")
        }
        sink.append("|\n")
    }

    private func append(_ controls: ControlTotals, to sink: inout ByteSink) {
        sink.append("\nControl totals, ")
        append(controls.input, to: &sink)
        sink.append(controls.isBalanced ? ": they add up.\n" : ": **they do not add up.**\n")
        sink.append("\n| | Lines | Value |\n|---|---:|---:|\n")
        for entry in controls.parts + [controls.read] {
            sink.append("| ")
            append(entry.label, to: &sink)
            sink.append(" | ")
            numbers.append(sink.layWhole(entry.lines), isPercent: false, to: &sink)
            sink.append(" | ")
            if let value = entry.value {
                let run = sink.lay(value, minimum: controls.valueDigits, maximum: controls.valueDigits)
                numbers.append(run, isPercent: false, to: &sink)
            }
            sink.append(" |\n")
        }
    }

    @inline(__always)
    private func append(_ cell: ShownCell, _ digits: ColumnDigits, to sink: inout ByteSink) {
        switch cell {
        case .blank: break
        case .text(let text):
            if digits.isCode {
                sink.append(code: text)
            } else if digits.isProse {
                append(prose: text, to: &sink)
            } else {
                append(text, to: &sink)
            }
        case .integer(let value): numbers.append(sink.layWhole(value), isPercent: digits.isPercent, to: &sink)
        case .decimal(let value, let minimum, let maximum):
            let run = sink.lay(value, minimum: minimum, maximum: maximum)
            numbers.append(run, isPercent: digits.isPercent, to: &sink)
        case .day(let day): sink.append(day)
        case .month(let month): sink.append(month)
        }
    }

    private func append(_ text: String, to sink: inout ByteSink) {
        var copy = text
        copy.withUTF8 { append(UnsafeRawBufferPointer($0), to: &sink) }
    }

    private func append(prose text: String, to sink: inout ByteSink) {
        var copy = text
        copy.withUTF8 { append(prose: UnsafeRawBufferPointer($0), to: &sink) }
    }

    /// A sentence, what stands between backquotes as code; what code cannot hold stands between escaped ones.
    private func append(prose text: UnsafeRawBufferPointer, to sink: inout ByteSink) {
        Prose.forEachPiece(text) { piece, isQuoted in
            guard isQuoted else { return append(piece, to: &sink) }
            let isCode = !piece.contains { $0 == 0x60 || $0 == 0x5C || $0 == 0x7C || $0 < 0x20 }
            sink.append(isCode ? "`" : "\\`")
            if isCode { sink.append(piece) } else { append(piece, to: &sink) }
            sink.append(isCode ? "`" : "\\`")
        }
    }

    /// Every character that could begin markup inside a line is escaped; a line break becomes a blank.
    private func append(_ text: UnsafeRawBufferPointer, to sink: inout ByteSink) {
        guard text.count < ByteSink.chunk / 4 else {
            append(UnsafeRawBufferPointer(rebasing: text[..<(text.count / 2)]), to: &sink)
            return append(UnsafeRawBufferPointer(rebasing: text[(text.count / 2)...]), to: &sink)
        }
        sink.reserve(text.count * 2)
        let base = sink.base
        var at = sink.used
        for byte in text {
            switch byte {
            case 0x21, 0x24, 0x26, 0x2A, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5F, 0x60, 0x7C, 0x7E:
                base[at] = 0x5C
                base[at &+ 1] = byte
                at &+= 2
            case ..<0x20:
                base[at] = 0x20
                at &+= 1
            default:
                base[at] = byte
                at &+= 1
            }
        }
        sink.used = at
    }
}
