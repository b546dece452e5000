import Commerce
import Diagnostics
import Notation

/// The columns of an invoice file that every line needs, read a block of records at a time.
///
/// What most lines are like is read here; a line with anything else in it is left to ``InvoiceReader``, field by
/// field.
struct InvoiceColumns {
    private(set) var documents: [TextID] = []
    private(set) var customers: [TextID] = []
    private(set) var items: [TextID] = []
    private(set) var printed: [TextID] = []
    private var days: [Int32] = []

    /// Rows that are like most; without columns where every row must be read field by field.
    var plain: PlainRows<PlainRow>
    /// Of the texts, in the order of ``plainTexts``.
    private var texts: [CleanColumn]
    private let dateColumn: Int
    private let quantityColumn: Int
    private let priceColumn: Int
    private let dates: DateFormat
    private let decimals: DecimalFormat
    private let hasNames: Bool
    /// -1 where descriptions are not wanted.
    private let descriptionColumn: Int

    /// In place of a day where the field is none.
    private static let noDay = Int32.min

    /// - Parameters:
    ///   - width: How many columns the file has, where plain rows are wanted.
    ///   - wantsDescriptions: Whether lines carry their descriptions.
    init(_ columns: ColumnMap, _ file: DataFile, width: Int?, wantsDescriptions: Bool) {
        texts = Self.plainTexts.map { CleanColumn($0.field, columns, file) }
        plain = PlainRows(
            Self.plainColumns(columns, width: width ?? 0, wantsDescriptions: wantsDescriptions), file,
            needsCustomer: columns.has(.customerName))
        descriptionColumn = wantsDescriptions ? columns[.description] : -1
        dateColumn = columns[.invoiceDate]
        quantityColumn = columns[.quantity]
        priceColumn = columns[.unitPrice]
        dates = file.dates
        decimals = file.decimals
        hasNames = columns.has(.customerName)
    }

    /// The columns of texts, and where in a row their ids go.
    private static var plainTexts: [(field: Field, target: Int)] {
        [
            (.invoiceNumber, PlainRow.offset(\.document)), (.customerID, PlainRow.offset(\.customer)),
            (.itemNumber, PlainRow.offset(\.item)), (.customerItemNumber, PlainRow.offset(\.printed)),
        ]
    }

    private static func plainColumns(
        _ columns: ColumnMap, width: Int, wantsDescriptions: Bool
    ) -> [PlainColumn] {
        let fields: [Field] = [
            .invoiceNumber, .customerID, .itemNumber, .customerItemNumber, .invoiceDate, .quantity,
            .unitPrice,
            .description,
        ]
        guard columns.areApart(fields) else { return [] }
        return (0..<width).map { at in
            let isLast = at == width - 1
            if let text = plainTexts.firstIndex(where: { columns[$0.field] == at }) {
                return PlainColumn(role: .text, text: text, target: plainTexts[text].target, isLast: isLast)
            }
            let (role, target): (PlainColumn.Role, Int) =
                switch at {
                case columns[.invoiceDate]: (.date, PlainRow.offset(\.day))
                case columns[.quantity]: (.decimal, PlainRow.offset(\.quantity))
                case columns[.unitPrice]: (.decimal, PlainRow.offset(\.price))
                case columns[.description] where wantsDescriptions:
                    (.span, PlainRow.offset(\.descriptionSpan))
                default: (.other, PlainRow.offset(\.unused))
                }
            return PlainColumn(role: role, target: target, isLast: isLast)
        }
    }

    mutating func columns(_ block: RecordBlock, _ texts: inout Texts) {
        self.texts[0].read(block, &texts, into: &documents)
        self.texts[1].read(block, &texts, into: &customers)
        self.texts[2].read(block, &texts, into: &items)
        self.texts[3].read(block, &texts, into: &printed)
        readDays(block)
    }

    /// Reads the plain rows that follow: how many. ``plain`` has them.
    mutating func readPlain(_ reader: CSVReader, _ texts: inout Texts) throws(Diagnostic) -> Int {
        guard !plain.columns.isEmpty else { return 0 }
        return try reader.nextPlain(&plain, &self.texts, &texts)
    }

    /// The description of a row of the block; empty where there is no such column.
    func description(_ row: Int, _ block: RecordBlock) -> UnsafeRawBufferPointer {
        block[row, descriptionColumn]
    }

    /// Lines that stand together mostly have the same date, so it is compared before it is read.
    private mutating func readDays(_ block: RecordBlock) {
        days.removeAll(keepingCapacity: true)
        var last = UnsafeRawBufferPointer(start: nil, count: 0)
        var day = Self.noDay
        for row in 0..<block.count {
            let bytes = block[row, dateColumn]
            if !Self.isEqual(bytes, last) {
                last = bytes
                day = dates.parse(bytes)?.number ?? Self.noDay
            }
            days.append(day)
        }
    }

    /// Behind a field lie at least 40 bytes, so words may be loaded that reach beyond it.
    @inline(__always)
    private static func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count, let x = a.baseAddress, let y = b.baseAddress else { return false }
        var at = 0
        while at &+ 8 <= a.count {
            if ByteWords.load(x + at) != ByteWords.load(y + at) { return false }
            at &+= 8
        }
        let rest = a.count &- at
        return rest == 0 || (ByteWords.load(x + at) ^ ByteWords.load(y + at)) << UInt64(64 &- rest &* 8) == 0
    }

    /// A line but for kind and class; nil where something in it needs a closer look.
    @inline(__always)
    func row(_ at: Int, _ block: RecordBlock) -> InvoiceLine? {
        let (document, customer, item) = (documents[at], customers[at], items[at])
        guard !document.isBlank, !item.isBlank, !customer.isBlank || !hasNames, days[at] != Self.noDay,
            let quantity = decimals.parseShort(block[at, quantityColumn]),
            let price = decimals.parseShort(block[at, priceColumn])
        else { return nil }
        return InvoiceLine(
            document: document, customer: customer, item: item, printedNumber: printed[at],
            day: Day(number: days[at]), line: UInt32(truncatingIfNeeded: block.line &+ at),
            quantity: quantity, unitPrice: price)
    }
}
