import Commerce
import Notation

extension PeopleNumbers {
    /// A paragraph as plain text, its figures printed as those of the tables.
    func words(_ paragraph: Paragraph, _ texts: Texts) -> String {
        var sink = ByteSink()
        for part in paragraph.parts {
            switch part {
            case .words(let words), .number(let words), .link(let words, _): sink.append(words)
            case .figure(let cell, let kind): append(cell, kind, texts, to: &sink)
            }
        }
        return String(decoding: sink.takeBytes(), as: UTF8.self)
    }

    /// What a note says, with its count in front.
    func words(_ note: Note) -> String {
        guard let count = note.count else { return note.text }
        var sink = ByteSink()
        append(sink.layWhole(count), isPercent: false, to: &sink)
        return "\(String(decoding: sink.takeBytes(), as: UTF8.self)) \(note.text)"
    }

    private func append(_ cell: Cell, _ kind: Column.Kind, _ texts: Texts, to sink: inout ByteSink) {
        let isPercent = ColumnDigits(kind).isPercent
        texts.withShown(cell, kind) { cell in
            switch cell {
            case .blank: sink.append("–")
            case .text(let text): sink.append(String(decoding: text, as: UTF8.self))
            case .integer(let value): append(sink.layWhole(value), isPercent: isPercent, to: &sink)
            case .decimal(let value, let minimum, let maximum):
                let run = sink.lay(value, minimum: minimum, maximum: maximum)
                append(run, isPercent: isPercent, to: &sink)
            case .day(let day): sink.append(day)
            case .month(let month): sink.append(month)
            }
        }
    }
}
