import Diagnostics

/// The state of a ``CSVReader`` and the steps over it: a value behind one pointer, because every access to a stored
/// property of a class costs a run-time check of exclusive access, a third of the time here.
struct CSVScanner: ~Copyable {
    /// The file as the user named it.
    let name: String
    /// The headings, as the file has them (byte order mark and quotes gone, nothing else).
    var header: [String] = []
    var delimiter: UInt8 = 0x2C
    /// The heading line's raw bytes with its line end, for writing it again.
    var rawHeader: [UInt8] = []
    /// The line of the current record's first byte, from 1.
    var line = 0
    /// Records handed out so far, the heading not counted, rejected rows counted.
    var recordCount = 0
    /// Lines without a byte, skipped so far.
    var blankLineCount = 0
    /// Whether blank lines are handed out too, as records without fields: for writing a file back unchanged.
    var keepsBlankLines = false
    /// What is wrong with the current record; ``problem()`` says it in words.
    var problemKind: CSVProblem = .none

    /// Records that begin at this offset or behind it are not handed out.
    var stop = Int.max

    let limits: CSVLimits
    var text: TextBuffer

    var recordStart = 0
    /// After the last byte of the record's text, before its line end.
    var contentEnd = 0
    /// After the record's line end: where the next record begins.
    var recordEnd = 0
    var nextLine = 1

    var fields: UnsafeMutablePointer<FieldRange>
    var fieldCapacity: Int
    var fieldCount = 0
    /// The fields of the current record that hold doubled quotes.
    var doubledFields: [Int] = []
    var problemOffset = 0
    // The block of ``scanBlock()``: its fields, where each record starts and ends, the line of the first.
    var blockFields: UnsafeMutablePointer<FieldRange>?
    var blockStarts: [Int] = []
    var blockEnds: [Int] = []
    var blockLine = 0
    /// 0 where the current record is not one of a block.
    var blockCount = 0
    /// The fields of the current record, where it is one of a block.
    var shownFields: UnsafeMutablePointer<FieldRange>?
    var problemPlace: Place?
    /// Bytes read twice because of stray quotes, bounded by ``CSVLimits/rescanned``.
    var rescanned = 0

    init(
        source: consuming ByteSource, delimiter: UInt8?, limits: CSVLimits, bufferSize: Int
    ) throws(Diagnostic) {
        name = source.name
        self.limits = limits
        text = TextBuffer(source: source, size: bufferSize, largest: limits.record)
        fieldCapacity = 64
        fields = .allocate(capacity: 64)
        try readHeader(delimiter)
    }

    deinit {
        fields.deallocate()
        blockFields?.deallocate()
    }

    /// The fields of the current record, valid until the next `next()`.
    var record: Record {
        @inline(__always) get {
            if let shown = shownFields {
                return Record(base: UnsafeRawPointer(text.memory), fields: shown, fieldCount: fieldCount)
            }
            return Record(
                base: UnsafeRawPointer(text.memory + recordStart), fields: fields, fieldCount: fieldCount)
        }
    }

    /// The raw bytes of the current record without its line end, valid until the next `next()`.
    var rawRecord: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.memory + recordStart, count: contentEnd - recordStart)
    }

    /// The raw bytes of the current record with its line end (none after the last line of some files).
    var rawLine: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.memory + recordStart, count: recordEnd - recordStart)
    }

    /// Whether every field of the current record is empty: the rows of commas that spreadsheets leave behind.
    var isEmptyRecord: Bool { contentEnd - recordStart == max(0, fieldCount - 1) }

    /// Goes to the next record; false at the end of the file.
    mutating func next() throws(Diagnostic) -> Bool {
        shownFields = nil
        blockCount = 0
        while true {
            recordStart = recordEnd
            line = nextLine
            if stop != .max, offset(of: recordStart) >= stop {
                fieldCount = 0
                return false
            }
            if text.end - recordStart < 2, !text.isAtEnd {
                _ = try text.refill(keepingFrom: recordStart)
                recordStart = 0
                recordEnd = 0
                continue
            }
            if recordStart == text.end {
                contentEnd = recordStart
                fieldCount = 0
                return false
            }
            let first = text.byte(recordStart)
            guard first == Byte.lineFeed || first == Byte.carriageReturn else { break }
            if skipBlankLine(first) { return true }
        }
        try scanRecord()
        recordCount += 1
        return true
    }

    private mutating func skipBlankLine(_ first: UInt8) -> Bool {
        let second = text.byte(recordStart + 1)
        recordEnd = recordStart + (first == Byte.carriageReturn && second == Byte.lineFeed ? 2 : 1)
        contentEnd = recordStart
        fieldCount = 0
        problemKind = .none
        nextLine += 1
        blankLineCount += 1
        return keepsBlankLines
    }
}
