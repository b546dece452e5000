import Commerce
import Diagnostics
import Notation

extension TableTextWriter {
    func appendHighlights(_ table: Table, to sink: inout ByteSink) {
        if table.highlights.isEmpty { return }
        let labels = table.highlights.map { DisplayWidth.of($0.label) }.max() ?? 0
        let values = table.highlights.map { text(of: $0, table.texts) }
        let width = values.map { DisplayWidth.of($0) }.max() ?? 0
        for (highlight, value) in zip(table.highlights, values) {
            sink.append(highlight.label)
            sink.append(repeating: 0x20, count: labels - DisplayWidth.of(highlight.label) + 2)
            sink.append(repeating: 0x20, count: width - DisplayWidth.of(value))
            sink.append(value)
            if !highlight.note.isEmpty { sink.append("  \(numbers.words(highlight.note, table.texts))") }
            sink.append("\n")
        }
        sink.append("\n")
    }

    private func text(of highlight: Highlight, _ texts: Texts) -> String {
        var sink = ByteSink()
        let isPercent = ColumnDigits(highlight.kind).isPercent
        texts.withShown(highlight.value, highlight.kind) { cell in
            switch cell {
            case .blank: sink.append("-")
            case .text(let text): sink.append(TerminalText.cleaned(text))
            case .integer(let value): numbers.append(sink.layWhole(value), isPercent: isPercent, to: &sink)
            case .decimal(let value, let minimum, let maximum):
                let run = sink.lay(value, minimum: minimum, maximum: maximum)
                numbers.append(run, isPercent: isPercent, to: &sink)
            case .day(let day): sink.append(day)
            case .month(let month): sink.append(month)
            }
        }
        return String(decoding: sink.takeBytes(), as: UTF8.self)
    }

    /// A remark, broken at blanks where the terminal ends.
    func append(_ note: String, to sink: inout ByteSink) {
        guard let width, width > 20 else {
            sink.append(note)
            sink.append("\n")
            return
        }
        var used = 0
        for word in note.split(separator: " ") {
            let wide = DisplayWidth.of(String(word))
            if used > 0, used + 1 + wide > width {
                sink.append("\n  ")
                used = 2
            } else if used > 0 {
                sink.append(" ")
                used += 1
            }
            sink.append(String(word))
            used += wide
        }
        sink.append("\n")
    }

    func append(_ controls: ControlTotals, to sink: inout ByteSink) {
        let verdict = controls.isBalanced ? "add up" : "DO NOT ADD UP"
        sink.append("\nControl totals \(verdict): \(controls.input)\n")
        let entries = controls.parts + [controls.read]
        let labels = entries.map { DisplayWidth.of($0.label) }.max() ?? 0
        let lines = entries.map { numbers.width(sink.layWhole($0.lines), isPercent: false) }.max() ?? 0
        let digits = controls.valueDigits
        var values = 0
        for entry in entries {
            guard let value = entry.value else { continue }
            let run = sink.lay(value, minimum: digits, maximum: digits)
            values = max(values, numbers.width(run, isPercent: false))
        }
        for (i, entry) in entries.enumerated() {
            sink.append(i == entries.count - 1 ? "  = " : i == 0 ? "    " : "  + ")
            sink.append(entry.label)
            sink.append(repeating: 0x20, count: labels - DisplayWidth.of(entry.label) + 2)
            let run = sink.layWhole(entry.lines)
            sink.append(repeating: 0x20, count: lines - numbers.width(run, isPercent: false))
            numbers.append(run, isPercent: false, to: &sink)
            if let value = entry.value {
                let run = sink.lay(value, minimum: digits, maximum: digits)
                sink.append(repeating: 0x20, count: 2 + values - numbers.width(run, isPercent: false))
                numbers.append(run, isPercent: false, to: &sink)
            }
            sink.append("\n")
        }
    }

    /// Appends a text of ours in at most `limit` columns; the columns it took.
    func append(text: String, _ limit: Int, to sink: inout ByteSink) -> Int {
        var copy = text
        return copy.withUTF8 { TerminalText.append(UnsafeRawBufferPointer($0), limit: limit, to: &sink) }
    }
}
