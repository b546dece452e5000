import Commerce
import Notation

/// The rows of a file that are like most, read from their bytes to typed values in one go.
///
/// Plain is a row of as many fields as the heading, on one line, whose texts are of ASCII and at most 15 bytes, its
/// dates and its numbers sound. All others are left to a reader that looks at them field by field and finds words for
/// what is wrong. Most fields repeat the one above, and then one comparison reads them.
struct PlainRows<Row: PlainFields> {
    /// The rows of the last ``CSVScanner/nextPlain(_:_:_:)``.
    var rows: [Row]
    /// None where every row must be read field by field.
    var columns: [PlainColumn]
    let dates: DateFormat
    let points: UInt64
    let decimals: DecimalFormat
    /// Whether a row without a customer's number is not plain, as it may name the customer in another way.
    let needsCustomer: Bool
    /// How many were read so far.
    var rowCount = 0

    init(_ columns: [PlainColumn], _ file: DataFile, needsCustomer: Bool) {
        self.columns = columns
        self.needsCustomer = needsCustomer
        dates = file.dates
        decimals = file.decimals
        points = ByteWords.filled(file.decimals.decimalComma ? Byte.comma : 0x2E)
        rows = [Row](repeating: Row(), count: columns.isEmpty ? 0 : CSVScanner.blockSize)
    }
}

extension ColumnMap {
    /// Whether no two of some fields are one column of the file, of which a plain row has but one value.
    func areApart(_ fields: [Field]) -> Bool {
        let used = fields.map { self[$0] }.filter { $0 >= 0 }
        return Set(used).count == used.count
    }
}

/// What the fields of a plain row are put into, each at its offset.
protocol PlainFields {
    init()
    /// Where the row starts in the text held in memory.
    var start: Int { get set }
    /// Whether all is there that no row may lack.
    func isWhole(needsCustomer: Bool) -> Bool
}

extension PlainFields {
    /// The offset of a field in bytes.
    static func offset<Value>(_ field: KeyPath<Self, Value>) -> Int {
        // Never nil for a stored property.
        MemoryLayout<Self>.offset(of: field) ?? 0
    }
}

extension PlainRow: PlainFields {
    @inline(__always)
    func isWhole(needsCustomer: Bool) -> Bool {
        document != 0 && item != 0 && (customer != 0 || !needsCustomer)
    }
}

extension PlainMapping: PlainFields {
    @inline(__always)
    func isWhole(needsCustomer: Bool) -> Bool {
        item != 0 && (number.count != 0 || cleanNumber != 0) && (customer != 0 || !needsCustomer)
    }
}
