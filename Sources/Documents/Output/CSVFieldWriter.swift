import Notation

/// Appends one field of a CSV record (RFC 4180) at a time: templates' output, rejects and other rows that are
/// no report. It puts quotes where they are needed, and neither separators nor line ends.
package struct CSVFieldWriter: Sendable {
    /// Who opens the file (interface.md, "Output").
    package enum Audience: Sendable {
        /// A spreadsheet: text it would run as a formula gets a leading `'` (ASVS 1.2.10).
        case people
        /// A program: every text as it is.
        case raw
    }

    package let audience: Audience
    package let separator: UInt8

    package init(_ audience: Audience, separator: UInt8 = UInt8(ascii: ",")) {
        self.audience = audience
        self.separator = separator
    }

    /// Appends a text. `isAlone` is for the only field of a record, which must not leave its line empty.
    package func append(_ text: String, isAlone: Bool = false, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), isAlone: isAlone, to: &bytes) }
    }

    package func append(_ text: [UInt8], isAlone: Bool = false, to bytes: inout [UInt8]) {
        text.withUnsafeBytes { append($0, isAlone: isAlone, to: &bytes) }
    }

    package func append(_ text: UnsafeRawBufferPointer, isAlone: Bool = false, to bytes: inout [UInt8]) {
        let isGuarded = audience == .people && SpreadsheetFormula.needsGuard(text)
        guard text.contains(where: needsQuotes) || (isAlone && text.isEmpty) else {
            if isGuarded { bytes.append(SpreadsheetFormula.mark) }
            return bytes.append(contentsOf: text)
        }
        bytes.append(UInt8(ascii: "\""))
        if isGuarded { bytes.append(SpreadsheetFormula.mark) }
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a number, a date or a name of ours, already written out: never guarded, so that -12.50 stays
    /// one.
    package func append(typed text: [UInt8], to bytes: inout [UInt8]) {
        CSVFieldWriter(.raw, separator: separator).append(text, to: &bytes)
    }

    private func needsQuotes(_ byte: UInt8) -> Bool {
        byte == separator || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
}
