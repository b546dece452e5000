import Diagnostics

/// A CSV file being written anew with some of its records changed; all other bytes stay.
struct CSVEditing {
    let file: DataFile
    let reader: CSVReader
    private(set) var out: [UInt8] = []
    private(set) var index = -1
    /// The file's text as it was, kept only where it is not the file's own bytes.
    private var original: [UInt8] = []
    private let bytes: [UInt8]

    init(_ file: DataFile, bytes: [UInt8]) throws(Diagnostic) {
        self.file = file
        self.bytes = bytes
        reader = try CSVReader(
            bytes: bytes, name: file.name, encoding: file.encoding, delimiter: file.delimiter,
            bufferSize: 262_144)
        reader.keepsBlankLines = true
        out.reserveCapacity(bytes.count + 4_096)
        let mark: [UInt8] = reader.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        out += mark + reader.rawHeader
        if !reader.isVerbatim { original = out }
    }

    /// Goes to the next record, blank lines among them; one of the `keep`, `replace` and `drop` follows.
    mutating func next() throws(Diagnostic) -> Bool {
        guard try reader.next() else { return false }
        index += 1
        if !reader.isVerbatim { original.append(contentsOf: reader.rawLine) }
        return true
    }

    /// Whether the current record can be read as fields.
    var isSound: Bool { reader.problemKind == .none && reader.fieldCount > 0 }

    var record: String { String(decoding: reader.rawRecord, as: UTF8.self) }

    mutating func keep() { out.append(contentsOf: reader.rawLine) }

    /// Writes the current record with some fields replaced, and gives its text.
    mutating func replace(_ values: [Int: [UInt8]]) -> String {
        let start = out.count
        RecordText.append(reader, replacing: values, to: &out)
        let text = String(decoding: out[start...], as: UTF8.self)
        out.append(contentsOf: reader.rawLine[reader.rawRecord.count...])
        return text
    }

    mutating func replace(with text: String) {
        out.append(contentsOf: text.utf8)
        out.append(contentsOf: reader.rawLine[reader.rawRecord.count...])
    }

    /// Ends the last line where it has no end; true where that was needed.
    mutating func endLastLine() -> Bool {
        if out.last == Byte.lineFeed || out.last == Byte.carriageReturn { return false }
        out += reader.lineEnd
        return true
    }

    mutating func append(_ text: [UInt8]) { out += text }

    mutating func removeLastLineEnd() {
        if out.last == Byte.lineFeed { out.removeLast() }
        if out.last == Byte.carriageReturn { out.removeLast() }
    }

    /// All bytes in the file's encoding.
    ///
    /// - Throws: where a new text has characters that the encoding has not, or the file itself could not be
    ///   written back byte for byte.
    func finish() throws(Diagnostic) -> [UInt8] {
        if reader.isVerbatim { return out }
        var before = TextEncoder(reader.encoding)
        guard before.encode(original) == bytes else {
            throw .error(
                "not-verbatim", "`\(file.name)` holds bytes that its encoding does not explain",
                at: Position(file: file.name), hint: "save it as UTF-8; it is not changed as it is")
        }
        var after = TextEncoder(reader.encoding)
        guard let encoded = after.encode(out) else {
            throw .error(
                "unencodable", "a new row has characters that `\(reader.encoding.rawValue)` has not",
                at: Position(file: file.name), hint: "save the mapping file as UTF-8")
        }
        return encoded
    }
}
