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
    package internal(set) var header: [String] = []
    package internal(set) var delimiter: UInt8 = 0x2C
    /// The heading line's raw bytes with its line end, for writing it again.
    package internal(set) var rawHeader: [UInt8] = []
    /// The line of the current record's first byte, from 1.
    package internal(set) var line = 0
    /// Records handed out so far, the heading not counted, rejected rows counted.
    package internal(set) var recordCount = 0
    /// Lines without a byte, skipped so far.
    package internal(set) var blankLineCount = 0
    /// Whether blank lines are handed out too, as records without fields: for writing a file back unchanged.
    package var keepsBlankLines = false
    /// What is wrong with the current record; ``problem()`` says it in words.
    package internal(set) var problemKind: CSVProblem = .none

    let limits: CSVLimits
    var source: ByteSource

    // The buffer: `memory[0..<dataEnd]` is text not yet given up, followed by at least 64 zero bytes, so that a
    // word may be loaded at any offset up to `dataEnd` and every scan meets a zero there. Behind `capacity + 64`
    // lies a second area of the same size, where fields with doubled quotes are written out.
    var memory: UnsafeMutableRawPointer
    var capacity: Int
    var dataEnd = 0
    var isSourceAtEnd = false
    /// Bytes given up before `memory[0]`.
    var givenUp = 0

    var recordStart = 0
    /// After the last byte of the record's text, before its line end.
    var contentEnd = 0
    /// After the record's line end: where the next record begins.
    var recordEnd = 0
    var nextLine = 1
    var lineEndsInside = 0

    var fields: UnsafeMutablePointer<FieldRange>
    var fieldCapacity: Int
    var fieldCount = 0
    /// The fields of the current record that hold doubled quotes.
    var doubledFields: [Int] = []
    var problemOffset = 0
    var problemPlace: Place?
    /// Bytes read twice because of stray quotes, bounded by ``CSVLimits/rescanned``.
    var rescanned = 0

    static let slack = 64

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
        try self.init(source: source, delimiter: delimiter, limits: limits, bufferSize: 262_144)
    }

    /// Reads bytes already in memory; for tests, also in pieces of `bufferSize` bytes.
    package convenience init(
        bytes: [UInt8], name: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
        limits: CSVLimits = CSVLimits(), bufferSize: Int = 65_536
    ) throws(Diagnostic) {
        let source = try ByteSource(bytes: bytes, name: name, encoding: encoding, largestRead: bufferSize)
        try self.init(source: source, delimiter: delimiter, limits: limits, bufferSize: bufferSize)
    }

    init(
        source: consuming ByteSource, delimiter: UInt8?, limits: CSVLimits, bufferSize: Int
    ) throws(Diagnostic) {
        name = source.name
        self.source = source
        self.limits = limits
        capacity = max(1, bufferSize)
        memory = Self.allocate(capacity)
        fieldCapacity = 64
        fields = .allocate(capacity: 64)
        try readHeader(delimiter)
    }

    deinit {
        memory.deallocate()
        fields.deallocate()
    }

    static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 2 * (capacity + slack), alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: slack)
        return memory
    }

    /// The fields of the current record, valid until the next `next()`.
    package var record: Record {
        @inline(__always) get {
            Record(base: UnsafeRawPointer(memory + recordStart), fields: fields, fieldCount: fieldCount)
        }
    }

    /// The raw bytes of the current record without its line end, valid until the next `next()`.
    package var rawRecord: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory + recordStart, count: contentEnd - recordStart)
    }

    /// The raw bytes of the current record with its line end (none after the last line of some files).
    package var rawLine: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory + recordStart, count: recordEnd - recordStart)
    }

    /// Whether every field of the current record is empty: the rows of commas that spreadsheets leave behind.
    package var isEmptyRecord: Bool { contentEnd - recordStart == max(0, fieldCount - 1) }

    /// Whether the file began with a byte order mark.
    package var hasByteOrderMark: Bool { source.hasByteOrderMark }

    /// Whether the bytes seen here are the file's own, and not rewritten from another encoding.
    package var isVerbatim: Bool { !source.isTranscoded }

    /// Goes to the next record; false at the end of the file.
    package func next() throws(Diagnostic) -> Bool {
        while true {
            recordStart = recordEnd
            line = nextLine
            if dataEnd - recordStart < 2, !isSourceAtEnd {
                _ = try refill(keepingFrom: recordStart)
                recordStart = 0
                recordEnd = 0
                continue
            }
            if recordStart == dataEnd {
                contentEnd = recordStart
                fieldCount = 0
                return false
            }
            let first = memory.load(fromByteOffset: recordStart, as: UInt8.self)
            guard first == Byte.lineFeed || first == Byte.carriageReturn else { break }
            if skipBlankLine(first) { return true }
        }
        try scanRecord()
        recordCount += 1
        return true
    }

    private func skipBlankLine(_ first: UInt8) -> Bool {
        let second = memory.load(fromByteOffset: recordStart + 1, as: UInt8.self)
        recordEnd = recordStart + (first == Byte.carriageReturn && second == Byte.lineFeed ? 2 : 1)
        contentEnd = recordStart
        fieldCount = 0
        problemKind = .none
        nextLine += 1
        blankLineCount += 1
        return keepsBlankLines
    }
}

/// What one file may ask of the machine (OWASP ASVS 5.2: limits on size for untrusted files).
package struct CSVLimits: Sendable {
    /// Bytes of one field. A longer one makes its row rejected.
    package var field = 1 << 20
    /// Bytes of one record. A quoted field that runs past it is taken as an unclosed quote.
    package var record = 16 << 20
    package var columns = 10_000
    /// Bytes that may be read twice after stray quotes before reading is given up.
    package var rescanned = 1 << 30

    package init() {}
}

/// Bytes by name.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
}
