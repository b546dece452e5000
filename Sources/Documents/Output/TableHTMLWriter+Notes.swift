import Commerce
import Notation

extension TableHTMLWriter {
    func appendNotes(_ notes: [Note], to sink: inout ByteSink) {
        let terms = notes.filter { !$0.term.isEmpty }
        for note in notes where note.term.isEmpty {
            sink.append("<p class=\"note\">")
            sink.append(prose: numbers.words(note))
            sink.append("</p>\n")
        }
        if terms.isEmpty { return }
        sink.append("<h3>What the figures mean</h3>\n<dl>\n")
        for note in terms {
            sink.append("<dt>")
            sink.append(html: note.term)
            sink.append("</dt><dd>")
            sink.append(prose: numbers.words(note))
            sink.append("</dd>\n")
        }
        sink.append("</dl>\n")
    }

    func appendControls(_ controls: [ControlTotals], to sink: inout ByteSink) {
        if controls.isEmpty { return }
        sink.append("<h3>Control totals</h3>\n<div class=\"controls\">\n")
        for control in controls {
            sink.append("<table><caption>")
            sink.append(html: control.input)
            sink.append(
                control.isBalanced
                    ? "<span class=\"ok\">adds up</span>" : "<span class=\"off\">does not add up</span>")
            sink.append("</caption>\n<thead><tr><th scope=\"col\"><th scope=\"col\">Lines")
            let hasValues = (control.parts + [control.read]).contains { $0.value != nil }
            if hasValues { sink.append("<th scope=\"col\">Value") }
            sink.append("</thead>\n<tbody>\n")
            for entry in control.parts { append(entry, control.valueDigits, hasValues, to: &sink) }
            sink.append("</tbody>\n<tfoot>\n")
            append(control.read, control.valueDigits, hasValues, to: &sink)
            sink.append("</tfoot>\n</table>\n")
        }
        sink.append("</div>\n")
    }

    private func append(
        _ entry: ControlTotals.Entry, _ digits: Int, _ hasValues: Bool, to sink: inout ByteSink
    ) {
        sink.append("<tr><th scope=\"row\">")
        sink.append(html: entry.label)
        sink.append("<td>")
        numbers.append(sink.layWhole(entry.lines), isPercent: false, to: &sink)
        if hasValues { sink.append("<td>") }
        if let value = entry.value {
            let run = sink.lay(value, minimum: digits, maximum: digits)
            numbers.append(run, isPercent: false, to: &sink)
        }
        sink.append("\n")
    }
}

extension ByteSink {
    /// Appends a text as HTML, for content and for attributes between double quotes.
    @inline(__always)
    mutating func append(html text: UnsafeRawBufferPointer) {
        let isPlain = append(text) { word in
            WordSearch.has(0x26, in: word) | WordSearch.has(0x3C, in: word) | WordSearch.has(0x3E, in: word)
                | WordSearch.has(0x22, in: word) | WordSearch.hasControl(in: word)
        }
        if !isPlain { appendEscaped(html: text) }
    }

    mutating func append(html text: String) {
        var copy = text
        copy.withUTF8 { append(html: UnsafeRawBufferPointer($0)) }
    }

    /// A text of a table as its column says: a code, a sentence with texts of the data in it, or neither.
    @inline(__always)
    mutating func append(html text: UnsafeRawBufferPointer, of digits: ColumnDigits) {
        if digits.isCode {
            append(code: text)
        } else if digits.isProse {
            append(prose: text)
        } else {
            append(html: text)
        }
    }

    /// Appends a sentence as HTML, what stands between backquotes as code.
    mutating func append(prose text: UnsafeRawBufferPointer) {
        Prose.forEachPiece(text) { piece, isQuoted in
            if isQuoted { append("<code>") }
            append(html: piece)
            if isQuoted { append("</code>") }
        }
    }

    mutating func append(prose text: String) {
        var copy = text
        copy.withUTF8 { append(prose: UnsafeRawBufferPointer($0)) }
    }

    private mutating func appendEscaped(html text: UnsafeRawBufferPointer) {
        for byte in text {
            switch byte {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x22: append("&quot;")
            case 0x09, 0x0A, 0x0D: append(byte)
            // HTML has no place for other control characters.
            case ..<0x20: append("\u{FFFD}")
            default: append(byte)
            }
        }
    }
}
