import Commerce
import Notation

/// The rows of an invoice file that are like most, read from their bytes to typed values in one go.
///
/// Plain is a row of as many fields as the heading, on one line, whose texts are of ASCII and at most 15 bytes, its
/// date and its numbers sound. All others are left to ``InvoiceReader``, which looks at them field by field and finds
/// words for what is wrong. Most fields repeat the one above, and then one comparison reads them.
struct PlainRows {
    /// The rows of the last ``CSVScanner/nextPlain(_:_:_:)``.
    var rows: [PlainRow] = []
    var columns: [PlainColumn] = []
    let dates: DateFormat
    let points: UInt64
    let decimals: DecimalFormat
    /// Whether a row without a customer's number may name the customer.
    let hasNames: Bool
    /// How many were read so far.
    var rowCount = 0

    /// The columns of texts, and where in a row their ids go.
    static var texts: [(field: Field, place: PartialKeyPath<PlainRow>)] {
        [
            (.invoiceNumber, \.document), (.customerID, \.customer), (.itemNumber, \.item),
            (.customerItemNumber, \.printed),
        ]
    }

    init(_ columns: ColumnMap, _ file: DataFile, width: Int, wantsDescriptions: Bool) {
        dates = file.dates
        decimals = file.decimals
        points = ByteWords.filled(file.decimals.decimalComma ? Byte.comma : 0x2E)
        hasNames = columns.has(.customerName)
        rows = [PlainRow](repeating: PlainRow(), count: CSVScanner.blockSize)
        let unused = MemoryLayout<PlainRow>.offset(of: \.unused) ?? 0
        let day = MemoryLayout<PlainRow>.offset(of: \.day) ?? 0
        for at in 0..<width {
            let isLast = at == width - 1
            if let text = Self.texts.firstIndex(where: { columns[$0.field] == at }) {
                let target = MemoryLayout<PlainRow>.offset(of: Self.texts[text].place) ?? unused
                self.columns.append(PlainColumn(role: .text, text: text, target: target, isLast: isLast))
                continue
            }
            let role: PlainColumn.Role =
                switch at {
                case columns[.invoiceDate]: .date
                case columns[.quantity]: .quantity
                case columns[.unitPrice]: .price
                case columns[.description] where wantsDescriptions: .description
                default: .other
                }
            self.columns.append(
                PlainColumn(role: role, target: role == .date ? day : unused, isLast: isLast))
        }
    }
}
