import Commerce
import Diagnostics
import Notation

/// The columns of an invoice file that most exports lack, read only where they are there.
struct HeaderColumns {
    let hasHeaderFields: Bool
    let hasLineFields: Bool
    private var shipTos: CleanColumn
    private var orders: CleanColumn
    private var credited: CleanColumn

    init(_ columns: ColumnMap, _ file: DataFile) {
        hasHeaderFields = [
            Field.shipToID, .orderNumber, .poNumber, .currency, .terms, .dueDate, .creditsInvoice,
            .allowanceAmount, .chargeAmount, .paidAmount,
        ].contains(where: columns.has)
        hasLineFields = [Field.lineNumber, .unit, .discountPercent, .taxCategory, .taxRate].contains(
            where: columns.has)
        shipTos = CleanColumn(.shipToID, columns, file)
        orders = CleanColumn(.orderNumber, columns, file)
        credited = CleanColumn(.creditsInvoice, columns, file)
    }

    mutating func readHeader(_ rows: inout RowReading, _ texts: inout Texts, _ tables: inout InvoiceTables)
        -> Int32
    {
        var header = InvoiceHeader()
        let record = rows.reader.record
        header.shipTo = shipTos.read(record, &texts)
        header.order = orders.read(record, &texts)
        header.purchaseOrder = rows.text(.poNumber, &texts)
        header.currency = rows.currency(&texts)
        header.terms = rows.text(.terms, &texts)
        header.dueDate = rows.day(.dueDate)
        header.credits = credited.read(record, &texts)
        header.allowance = rows.decimal(.allowanceAmount)
        header.charge = rows.decimal(.chargeAmount)
        header.paid = rows.decimal(.paidAmount)
        return tables.place(header)
    }

    mutating func readLine(
        _ line: inout InvoiceLine, _ rows: inout RowReading, _ texts: inout Texts,
        _ tables: inout InvoiceTables
    ) {
        line.lineNumber = rows.text(.lineNumber, &texts)
        line.unit = rows.text(.unit, &texts)
        var terms = InvoiceLineTerms()
        terms.discountPercent = rows.decimal(.discountPercent)
        terms.taxCategory = rows.text(.taxCategory, &texts)
        terms.taxRate = rows.decimal(.taxRate)
        line.terms = tables.place(terms)
    }

    /// What the `kind` column says; nil where it is blank.
    func kind(_ rows: inout RowReading) -> DocumentKind? {
        let written = rows.string(.kind)
        if written.isEmpty { return nil }
        let word = written.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
        switch word {
        case "invoice": return .invoice
        case "creditnote", "credit", "creditmemo": return .creditNote
        case "adjustment": return .adjustment
        default:
            rows.refuse(
                .kind, "bad-kind", "`\(written)` is no kind of document",
                hint: Spelling.hint(for: written, among: DocumentKind.allCases.map(\.name))
                    ?? "one of invoice, credit_note, adjustment")
            return .invoice
        }
    }
}
