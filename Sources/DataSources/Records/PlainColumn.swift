/// A column of a file on the way of plain rows: what it holds, and its field of the row before.
struct PlainColumn {
    enum Role: UInt8 {
        /// The id of a short text.
        case text
        case date
        /// A date, or nothing.
        case optionalDate
        /// Mantissa and scale.
        case decimal
        /// One of few values, which are known by their texts.
        case listed
        /// A text of any length that is wanted: where it stands is noted.
        case span
        /// Not used, but checked: its quotes and its UTF-8.
        case other
    }

    let role: Role
    /// Of a text: which of the columns of texts this is.
    let text: Int
    /// Where in a row its value goes, in bytes.
    let target: Int
    let isLast: Bool
    /// What an optional field means that is empty.
    let blank: Int32
    private var listed = FewValues()

    // The bytes of the last field with the sign behind it, and masks of as many.
    private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    private var masks: (UInt64, UInt64, UInt64) = (0, 0, 0)
    /// How many bytes that is, 0 for none to compare with.
    private(set) var length = 0
    /// What the last field means: the id of its text, or its day.
    private(set) var value: Int32 = 0
    /// Whether neighbours agree often enough for looking at the last field first.
    private(set) var isCompared: Bool
    /// Whether the texts of the rows that are being read are looked for together, when all of them have been.
    var isLate = false
    private var misses = 0
    private var rowsOfMisses = 0

    init(role: Role, text: Int = 0, target: Int, blank: Int32 = 0, isLast: Bool) {
        self.role = role
        self.text = text
        self.target = target
        self.blank = blank
        self.isLast = isLast
        isCompared = role != .decimal && role != .span
    }

    /// Longer fields are not compared with the one before.
    static let longest = 24

    /// What one of the few texts means, nil where it is not known.
    @inline(__always)
    func value(of bytes: UnsafeRawBufferPointer) -> Int32? { bytes.isEmpty ? blank : listed[bytes] }

    /// Remembers what a text means.
    mutating func list(_ bytes: UnsafeRawBufferPointer, _ value: Int32) { listed.keep(bytes, value) }

    /// Whether the bytes are those of the field before, and of what ended it. 24 bytes may be read there.
    @inline(__always)
    func repeats(_ at: UnsafeRawPointer) -> Bool {
        let a = (ByteWords.load(at) ^ words.0) & masks.0
        let b = (ByteWords.load(at + 8) ^ words.1) & masks.1
        let c = (ByteWords.load(at + 16) ^ words.2) & masks.2
        return a | b | c == 0 && length != 0
    }

    /// Remembers a field that was read, `length` bytes with what ended it, in row `row` of the file.
    @inline(__always)
    mutating func keep(_ at: UnsafeRawPointer, length: Int, value: Int32, row: Int) {
        misses &+= 1
        if misses & 1_023 == 0 { judge(row) }
        self.value = value
        guard length <= Self.longest else {
            self.length = 0
            return
        }
        self.length = length
        words = (ByteWords.load(at), ByteWords.load(at + 8), ByteWords.load(at + 16))
        masks = (
            ByteWords.first(length), ByteWords.first(max(0, length &- 8)),
            ByteWords.first(max(0, length &- 16))
        )
    }

    /// Says what the last field means that was to be looked for.
    mutating func settle(_ id: (Int32) -> Int32) {
        if value < 0 { value = id(value) }
    }

    /// Gives comparing up where of the last rows more than two thirds missed.
    private mutating func judge(_ row: Int) {
        if row - rowsOfMisses < 1_536 { isCompared = false }
        rowsOfMisses = row
    }
}
