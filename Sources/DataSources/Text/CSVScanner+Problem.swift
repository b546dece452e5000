import Diagnostics

extension CSVScanner {
    /// What is wrong with the current record, in words, or nil.
    func problem() -> Diagnostic? {
        guard problemKind != .none else { return nil }
        let place = problemPlace ?? place(atOffset: problemOffset, count: 1)
        var position = place.position
        let (message, hint): (String, String?)
        switch problemKind {
        case .none: return nil
        case .unclosedQuote:
            message = "the quote opened here is never closed"
            hint = "put a quote at the end of the field; a quote inside it is written twice"
        case .textAfterQuote:
            message = "text after the closing quote"
            hint = "a quote inside a quoted field is written twice"
        case .nul:
            message = "a NUL byte"
            hint = "text files hold none; was this file exported as UTF-16 without a byte order mark?"
        case .invalidUTF8: (message, hint) = invalidText()
        case .fieldTooLong:
            message = "a field of more than \(limits.field) bytes"
            hint = nil
        case .tooManyColumns:
            message = "more than \(limits.columns) fields"
            hint = nil
        case .fieldCount:
            position.column = 0
            message = "\(count(fieldCount, "field")), but the heading line has \(header.count)"
            hint = fieldCountHint()
        }
        return .error(problemKind.code, message, at: position, excerpt: place.excerpt, hint: hint)
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private func fieldCountHint() -> String {
        let sign = delimiter == Byte.tab ? "tab" : "`\(Character(Unicode.Scalar(delimiter)))`"
        return fieldCount > header.count
            ? "a field that holds a \(sign) must stand in quotes"
            : "fields are divided by \(sign); an empty one still needs its divider"
    }

    private func invalidText() -> (String, String?) {
        let byte = text.byte(recordStart + problemOffset)
        if text.source.isTranscoded {
            return (
                "a byte that means nothing in \(text.source.encoding.rawValue)",
                "check `encoding` in the project file"
            )
        }
        let offset = text.source.startOffset + text.givenUp + recordStart + problemOffset
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        return (
            "byte \(hexadecimal) is not valid UTF-8 (byte \(offset) of the file, counted from 0)",
            "if the whole file is in another encoding, name it in the project file: `encoding: windows-1252`"
        )
    }
}
