import Commerce
import Notation

/// Writes a table as one JSON object, or its rows alone, one object a line (NDJSON).
///
/// Numbers are written from the exact decimals, with the digits of their column; item numbers are always
/// strings; what is blank is null.
struct TableJSONWriter {
    /// How figures inside words are printed; all others are plain.
    private static let words = PeopleNumbers(.plain, percentSign: "%")

    func write(_ table: Table, to sink: inout ByteSink) {
        appendObject(table, to: &sink)
        sink.append("\n")
    }

    func writeLines(_ table: Table, to sink: inout ByteSink) {
        appendRows(table, separator: "\n", to: &sink)
        if table.rowCount > 0 { sink.append("\n") }
    }

    private func appendObject(_ table: Table, to sink: inout ByteSink) {
        sink.append("{\"name\":")
        sink.append(json: table.name)
        sink.append(",\n\"title\":")
        sink.append(json: table.title)
        sink.append(",\n\"period\":")
        if table.period.isEmpty { sink.append("null") } else { sink.append(json: table.period) }
        sink.append(",\n\"columns\":[")
        list(table.columns, to: &sink) { append($0, to: &$1) }
        sink.append("],\n\"highlights\":[")
        list(table.highlights, to: &sink) { append($0, texts: table.texts, to: &$1) }
        sink.append("],\n\"rows\":[\n")
        appendRows(table, separator: ",\n", to: &sink)
        sink.append("\n],\n\"totals\":[")
        appendTotals(table, to: &sink)
        sink.append("],\n\"notes\":[")
        list(table.notes, to: &sink) { append($0, to: &$1) }
        sink.append("],\n\"controls\":[")
        list(table.controls, to: &sink) { append($0, to: &$1) }
        sink.append("],\n\"parts\":[")
        for (i, part) in table.parts.enumerated() {
            sink.append(i > 0 ? ",\n" : "\n")
            appendObject(part, to: &sink)
        }
        sink.append("]}")
    }

    private func list<Element>(
        _ elements: [Element], to sink: inout ByteSink, _ append: (Element, inout ByteSink) -> Void
    ) {
        for (i, element) in elements.enumerated() {
            sink.append(i > 0 ? ",\n" : "\n")
            append(element, &sink)
        }
    }

    private func appendRows(_ table: Table, separator: StaticString, to sink: inout ByteSink) {
        var keys: [UInt8] = []
        var ends: [Int] = []
        for (i, column) in table.columns.enumerated() {
            keys += Self.key(column.name, isFirst: i == 0)
            ends.append(keys.count)
        }
        let digits = table.columnDigits
        let count = digits.count
        let (names, nameEnds) = (keys, ends)
        sink.appendRows(table.rowCount) { rows, sink in
            names.withUnsafeBytes { names in
                table.walk(rows) { number, row in
                    if number > 0 { sink.append(separator) }
                    if count == 0 { sink.append("{") }
                    var start = 0
                    for i in 0..<count {
                        sink.append(UnsafeRawBufferPointer(rebasing: names[start..<nameEnds[i]]))
                        start = nameEnds[i]
                        append(ShownCell(row[i], digits[i], row.texts), to: &sink)
                    }
                    sink.append("}")
                    return !sink.isBroken
                }
            }
        }
    }

    private static func key(_ name: String, isFirst: Bool) -> [UInt8] {
        var sink = ByteSink()
        sink.append(isFirst ? 0x7B : 0x2C)
        sink.append(json: name)
        sink.append(0x3A)
        return sink.takeBytes()
    }

    @inline(__always)
    private func append(_ cell: ShownCell, to sink: inout ByteSink) {
        switch cell {
        case .blank: sink.append("null")
        case .text(let text): sink.append(json: text)
        case .integer(let value): sink.append(whole: value)
        case .decimal(let value, let minimum, let maximum):
            sink.append(value, minimum: minimum, maximum: maximum)
        case .day(let day):
            sink.append(0x22)
            sink.append(day)
            sink.append(0x22)
        case .month(let month):
            sink.append(0x22)
            sink.append(month)
            sink.append(0x22)
        }
    }

    private func appendTotals(_ table: Table, to sink: inout ByteSink) {
        var isFirst = true
        table.walkTotals { total, row in
            sink.append(isFirst ? "\n{\"label\":" : ",\n{\"label\":")
            isFirst = false
            sink.append(json: total.label)
            for (i, column) in table.columns.enumerated() {
                let cell = ShownCell(row[i], ColumnDigits(column), row.texts)
                if case .blank = cell { continue }
                sink.append(Self.key(column.name, isFirst: false))
                append(cell, to: &sink)
            }
            sink.append("}")
        }
    }

    private func append(_ column: Column, to sink: inout ByteSink) {
        sink.append("{\"name\":")
        sink.append(json: column.name)
        sink.append(",\"heading\":")
        sink.append(json: column.heading)
        sink.append(",\"type\":")
        sink.append(json: Self.type(column.kind))
        if column.isKey { sink.append(",\"key\":true") }
        if column.isHidden { sink.append(",\"hidden\":true") }
        if !column.group.isEmpty {
            sink.append(",\"group\":")
            sink.append(json: column.group)
        }
        sink.append("}")
    }

    private static func type(_ kind: Column.Kind) -> String {
        switch kind {
        case .text, .prose: "text"
        case .code: "code"
        case .number: "identifier"
        case .integer: "integer"
        case .decimal: "decimal"
        case .money: "money"
        case .percent: "percent"
        case .day: "day"
        case .month: "month"
        }
    }

    private func append(_ highlight: Highlight, texts: Texts, to sink: inout ByteSink) {
        sink.append("{\"label\":")
        sink.append(json: highlight.label)
        sink.append(",\"value\":")
        texts.withShown(highlight.value, highlight.kind) { append($0, to: &sink) }
        if !highlight.note.isEmpty {
            sink.append(",\"note\":")
            sink.append(json: Self.words.words(highlight.note, texts))
        }
        if highlight.tone != .neutral {
            sink.append(highlight.tone == .good ? ",\"tone\":\"good\"" : ",\"tone\":\"bad\"")
        }
        sink.append("}")
    }

    private func append(_ note: Note, to sink: inout ByteSink) {
        sink.append("{")
        if !note.term.isEmpty {
            sink.append("\"term\":")
            sink.append(json: note.term)
            sink.append(",")
        }
        sink.append("\"text\":")
        sink.append(json: Self.words.words(note))
        sink.append("}")
    }

    private func append(_ controls: ControlTotals, to sink: inout ByteSink) {
        sink.append("{\"input\":")
        sink.append(json: controls.input)
        sink.append(controls.isBalanced ? ",\"balanced\":true,\"read\":" : ",\"balanced\":false,\"read\":")
        append(controls.read, digits: controls.valueDigits, to: &sink)
        sink.append(",\"parts\":[")
        for (i, part) in controls.parts.enumerated() {
            if i > 0 { sink.append(",") }
            append(part, digits: controls.valueDigits, to: &sink)
        }
        sink.append("]}")
    }

    private func append(_ entry: ControlTotals.Entry, digits: Int, to sink: inout ByteSink) {
        sink.append("{\"label\":")
        sink.append(json: entry.label)
        sink.append(",\"lines\":")
        sink.append(whole: entry.lines)
        if let value = entry.value {
            sink.append(",\"value\":")
            sink.append(value, minimum: digits, maximum: digits)
        }
        sink.append("}")
    }
}
