package import Diagnostics

/// Reads the records of a data file, whatever its format, through one interface.
///
/// ```
/// let reader = try RecordReader(file)
/// let columns = try ColumnMap(header: reader.header, kind: file.kind, overrides: file.columns, file: file.name)
/// let number = columns[.itemNumber]
/// while try reader.next() {
///     if let problem = reader.problem() { ... continue }
///     let record = reader.record
///     intern(record[number])
/// }
/// ```
///
/// An enum and no protocol: `next()` is one switch, and a ``Record`` is the same trivial view in either case.
package enum RecordReader {
    case csv(CSVReader)
    case json(JSONRecordReader)

    /// Opens a project's data file.
    package init(_ file: DataFile) throws(Diagnostic) {
        if let contents = file.contents {
            self = .csv(
                try CSVReader(
                    bytes: contents, name: file.name, encoding: file.encoding, delimiter: file.delimiter,
                    bufferSize: 262_144))
            return
        }
        switch file.format {
        case .csv:
            self = .csv(
                try CSVReader(
                    file: file.path, name: file.name, encoding: file.encoding, delimiter: file.delimiter))
        case .json, .ndjson:
            self = .json(
                try JSONRecordReader(
                    file: file.path, name: file.name, isLines: file.format == .ndjson, encoding: file.encoding
                ))
        }
    }

    /// The file as the user named it.
    package var name: String {
        switch self {
        case .csv(let reader): reader.name
        case .json(let reader): reader.name
        }
    }

    /// The names of the columns; of JSON files every key that occurs, in the order of first sight.
    package var header: [String] {
        switch self {
        case .csv(let reader): reader.header
        case .json(let reader): reader.header
        }
    }

    /// Goes to the next record; false at the end.
    @inline(__always)
    package func next() throws(Diagnostic) -> Bool {
        switch self {
        case .csv(let reader): try reader.next()
        case .json(let reader): try reader.next()
        }
    }

    /// Goes to the next records, as ``CSVReader/nextBlock()``; in JSON always one.
    package func nextBlock() throws(Diagnostic) -> Int {
        switch self {
        case .csv(let reader): try reader.nextBlock()
        case .json(let reader): try reader.next() ? 1 : 0
        }
    }

    /// The records that ``nextBlock()`` went to, valid until the next one.
    package var block: RecordBlock {
        switch self {
        case .csv(let reader): reader.block
        case .json(let reader): RecordBlock(reader.record, line: reader.line)
        }
    }

    /// Makes a record of the block the current one.
    package func show(_ index: Int) {
        if case .csv(let reader) = self { reader.show(index) }
    }

    /// The current record, valid until the next `next()`.
    package var record: Record {
        @inline(__always) get {
            switch self {
            case .csv(let reader): reader.record
            case .json(let reader): reader.record
            }
        }
    }

    /// The line on which the current record starts, from 1.
    package var line: Int {
        @inline(__always) get {
            switch self {
            case .csv(let reader): reader.line
            case .json(let reader): reader.line
            }
        }
    }

    /// Records seen so far, refused ones among them.
    package var recordCount: Int {
        switch self {
        case .csv(let reader): reader.recordCount
        case .json(let reader): reader.recordCount
        }
    }

    /// Whether the current record has a problem; cheaper than ``problem()``.
    package var hasProblem: Bool {
        @inline(__always) get {
            switch self {
            case .csv(let reader): reader.problemKind != .none
            case .json(let reader): reader.hasProblem
            }
        }
    }

    /// Why the current record cannot be used, or nil.
    package func problem() -> Diagnostic? {
        switch self {
        case .csv(let reader): reader.problem()
        case .json(let reader): reader.problem()
        }
    }

    /// Whether the current record is a row of empty fields, as spreadsheets leave behind.
    package var isEmptyRecord: Bool {
        switch self {
        case .csv(let reader): reader.isEmptyRecord
        case .json: false
        }
    }

    /// Where a field of the current record stands; of the whole record for a column it does not have.
    package func place(ofField column: Int) -> Place {
        switch self {
        case .csv(let reader): reader.place(ofField: column)
        case .json(let reader): reader.place(ofField: column)
        }
    }

    /// Where the current record stands.
    package func placeOfRecord() -> Place { place(ofField: -1) }

    /// The diagnostic for a field of the current record that was refused.
    package func diagnostic(_ error: FieldError, column: Int) -> Diagnostic {
        error.diagnostic(at: place(ofField: column))
    }

    /// The raw bytes of the current record without its line end.
    package var rawRecord: UnsafeRawBufferPointer {
        switch self {
        case .csv(let reader): reader.rawRecord
        case .json(let reader): reader.rawRecord
        }
    }
}
