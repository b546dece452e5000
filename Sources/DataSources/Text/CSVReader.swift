import Commerce
package import Diagnostics

/// Reads the records of a CSV file one after the other, in constant memory.
///
/// RFC 4180 and what spreadsheets write: lines ending in CRLF, LF or CR, mixed; quotes with line breaks and
/// doubled quotes inside; no line end after the last record; blank lines, which are skipped and counted; `,`, `;`
/// or tab, whichever the heading line holds most of. A quote inside a field that does not start with one stands
/// for itself.
///
/// ```
/// let reader = try CSVReader(file: path, name: "orders.csv")
/// while try reader.next() {
///     if let problem = reader.problem() { findings.add(problem); continue }
///     let record = reader.record
///     ... record[2] ...                 // bytes, valid until the next next()
/// }
/// ```
///
/// Trouble of one row is its ``problem()`` and never stops the others. Where quotes are at fault, the record ends
/// at its first line end and reading goes on with the next line, so that one stray quote costs one row and not
/// the rest of the file. `next()` throws only where no reading is possible: the file cannot be read, or a line
/// is longer than the limit.
///
/// Memory: one buffer of 256 KiB, reused; it grows with the longest record up to ``CSVLimits/record``.
package final class CSVReader {
    /// The file as the user named it.
    package let name: String
    /// The headings, as the file has them (byte order mark and quotes gone, nothing else).
    package let header: [String]
    package let delimiter: UInt8
    /// The heading line's raw bytes with its line end, for writing it again.
    package let rawHeader: [UInt8]

    // Owned: initialized in every init, deinitialized in deinit, and passed on to nobody.
    private let scanner: UnsafeMutablePointer<CSVScanner>

    /// Opens a file and reads its heading line.
    ///
    /// - Parameters:
    ///   - file: the path to open.
    ///   - name: what messages call it.
    ///   - encoding: nil for UTF-8; a byte order mark decides in any case.
    ///   - delimiter: nil to take it from the heading line.
    package convenience init(
        file: String, name: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
        limits: CSVLimits = CSVLimits()
    ) throws(Diagnostic) {
        let source = try ByteSource(file: file, name: name, encoding: encoding)
        self.init(try CSVScanner(source: source, delimiter: delimiter, limits: limits, bufferSize: 262_144))
    }

    /// Reads bytes already in memory; for tests, also in pieces of `bufferSize` bytes.
    package convenience init(
        bytes: [UInt8], name: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
        limits: CSVLimits = CSVLimits(), bufferSize: Int = 65_536
    ) throws(Diagnostic) {
        let source = try ByteSource(bytes: bytes, name: name, encoding: encoding, largestRead: bufferSize)
        self.init(
            try CSVScanner(source: source, delimiter: delimiter, limits: limits, bufferSize: bufferSize))
    }

    private init(_ scanner: consuming CSVScanner) {
        name = scanner.name
        header = scanner.header
        delimiter = scanner.delimiter
        rawHeader = scanner.rawHeader
        self.scanner = .allocate(capacity: 1)
        self.scanner.initialize(to: scanner)
    }

    deinit {
        scanner.deinitialize(count: 1)
        scanner.deallocate()
    }

    /// Goes to the next record; false at the end of the file.
    @inline(__always)
    package func next() throws(Diagnostic) -> Bool { try scanner.pointee.next() }

    /// The fields of the current record, valid until the next `next()`.
    package var record: Record {
        @inline(__always) get { scanner.pointee.record }
    }

    /// Goes to the next records: several where nothing is out of the ordinary about them, which is faster, else one.
    /// Returns how many, 0 at the end. ``block`` has them, and ``show(_:)`` makes one the current record.
    package func nextBlock() throws(Diagnostic) -> Int {
        let count = scanner.pointee.scanBlock()
        return count > 0 ? count : try next() ? 1 : 0
    }

    /// The records that ``nextBlock()`` went to, valid until the next `next()` or `nextBlock()`.
    package var block: RecordBlock { scanner.pointee.block }

    /// Makes a record of the block the current one.
    package func show(_ index: Int) { scanner.pointee.show(index) }

    /// Reads the plain rows that follow, as ``CSVScanner/nextPlain(_:_:_:)``; ``plainLine`` is the line of the first.
    func nextPlain<Row: PlainFields>(
        _ plain: inout PlainRows<Row>, _ columns: inout [CleanColumn], _ texts: inout Texts
    ) throws(Diagnostic) -> Int {
        try scanner.pointee.nextPlain(&plain, &columns, &texts)
    }

    var plainLine: Int { scanner.pointee.blockLine }

    /// Makes a plain row of the last ``nextPlain(_:_:_:)`` the current record.
    func showPlain(_ start: Int, line: Int) { scanner.pointee.showPlain(start, line: line) }

    /// As ``CSVScanner/plainRecord(_:next:)``; without `next`, of the last of the rows.
    func plainRecord(_ start: Int, next: Int?) -> UnsafeRawBufferPointer {
        scanner.pointee.plainRecord(start, next: next ?? scanner.pointee.recordEnd)
    }

    /// Bytes of the text held in memory, valid until the next record is read.
    func bytes(_ span: TextSpan) -> UnsafeRawBufferPointer {
        scanner.pointee.text.bytes(Int(span.start)..<Int(span.start) + Int(span.count))
    }

    /// Where the next record begins, in bytes from the start of the file.
    var nextOffset: Int { scanner.pointee.nextOffset }

    /// The line of the next record.
    var nextLine: Int { scanner.pointee.nextLine }

    /// Goes to a record that begins at `offset` and on `line`: it is the next one. Not in files whose bytes are
    /// rewritten from another encoding.
    func seek(to offset: Int, line: Int) throws(Diagnostic) {
        try scanner.pointee.seek(to: offset, line: line)
    }

    /// Records that begin at this offset or behind it are not handed out.
    var stop: Int {
        get { scanner.pointee.stop }
        set { scanner.pointee.stop = newValue }
    }

    /// As ``CSVScanner/likelyStart(from:)``.
    func likelyStart(from offset: Int) throws(Diagnostic) -> Int? {
        try scanner.pointee.likelyStart(from: offset)
    }

    /// The offset of a plain row of the last ``nextPlain(_:_:_:)``, from where it lies in memory.
    func offset(of start: Int) -> Int { scanner.pointee.offset(of: start) }

    /// Where the current record begins, in bytes from the start of the file.
    var recordOffset: Int { scanner.pointee.offset(of: scanner.pointee.recordStart) }

    /// The line of the current record's first byte, from 1.
    package var line: Int {
        @inline(__always) get { scanner.pointee.line }
    }

    /// What is wrong with the current record; ``problem()`` says it in words.
    package var problemKind: CSVProblem {
        @inline(__always) get { scanner.pointee.problemKind }
    }

    /// What is wrong with the current record, in words, or nil.
    package func problem() -> Diagnostic? { scanner.pointee.problem() }

    /// Records handed out so far, the heading not counted, rejected rows counted.
    package var recordCount: Int { scanner.pointee.recordCount }

    /// Lines without a byte, skipped so far.
    package var blankLineCount: Int { scanner.pointee.blankLineCount }

    /// Whether blank lines are handed out too, as records without fields: for writing a file back unchanged.
    package var keepsBlankLines: Bool {
        get { scanner.pointee.keepsBlankLines }
        set { scanner.pointee.keepsBlankLines = newValue }
    }

    /// The raw bytes of the current record without its line end, valid until the next `next()`.
    package var rawRecord: UnsafeRawBufferPointer { scanner.pointee.rawRecord }

    /// The raw bytes of the current record with its line end (none after the last line of some files).
    package var rawLine: UnsafeRawBufferPointer { scanner.pointee.rawLine }

    /// Whether every field of the current record is empty: the rows of commas that spreadsheets leave behind.
    package var isEmptyRecord: Bool { scanner.pointee.isEmptyRecord }

    /// Whether the file began with a byte order mark.
    package var hasByteOrderMark: Bool { scanner.pointee.text.source.hasByteOrderMark }

    /// How many fields the current record has; 0 for a blank line.
    package var fieldCount: Int { scanner.pointee.fieldCount }

    /// The encoding of the file, after its byte order mark was seen.
    package var encoding: TextEncoding { scanner.pointee.text.source.encoding }

    /// Whether the bytes seen here are the file's own, and not rewritten from another encoding.
    package var isVerbatim: Bool { !scanner.pointee.text.source.isTranscoded }

    /// Where a field of the current record stands; found again from the raw record, for a message.
    package func place(ofField index: Int) -> Place { scanner.pointee.place(ofField: index) }

    /// Where the current record stands, as a whole line.
    package func placeOfRecord() -> Place { scanner.pointee.placeOfRecord() }

    /// The bytes of a field in ``rawRecord``, its quotes among them; nil where the record has no such field.
    package func rawRange(ofField index: Int) -> Range<Int>? { scanner.pointee.rawRange(ofField: index) }

    /// As ``rawRange(ofField:)``, for all fields of the current record.
    package func rawRanges() -> [Range<Int>] { scanner.pointee.rawRanges() }
}
