/// An invoice line as it is read from the bytes of a file, where nothing about it is out of the ordinary: no header,
/// no terms, numbers of 64 bits. Texts are the ids of their cleaned values, as ``TextID/rawValue``.
package struct PlainRow: Sendable {
    package var document: Int32 = 0
    package var customer: Int32 = 0
    package var item: Int32 = 0
    package var printed: Int32 = 0
    /// ``Day/number``
    package var day: Int32 = 0
    /// Where columns without a use put their value.
    package var unused: Int32 = 0
    /// Where the description stands, where it is wanted.
    package var descriptionSpan = TextSpan()
    package var description: Int32 = 0
    package var quantity: (mantissa: Int64, scale: UInt8) = (0, 0)
    package var price: (mantissa: Int64, scale: UInt8) = (0, 0)
    package var kind = DocumentKind.invoice
    package var lineClass = LineClass.sale
    /// Whether this is a line that was asked for.
    package var isWanted = true
    /// Where the row starts in the text held in memory.
    package var start = 0

    package init() {}
}

extension [InvoiceLine] {
    /// Appends the wanted lines of plain rows that stand one below the other from line `first`.
    package mutating func append(_ rows: ArraySlice<PlainRow>, from first: Int) {
        reserveCapacity(count + rows.count)
        var number = UInt32(truncatingIfNeeded: first)
        for row in rows {
            if row.isWanted { append(InvoiceLine(row, line: number)) }
            number &+= 1
        }
    }
}

extension InvoiceLine {
    @inline(__always)
    fileprivate init(_ row: PlainRow, line: UInt32) {
        document = TextID(rawValue: row.document)
        customer = TextID(rawValue: row.customer)
        item = TextID(rawValue: row.item)
        description = TextID(rawValue: row.description)
        day = row.day
        self.line = line
        lineNumber = .blank
        printedNumber = TextID(rawValue: row.printed)
        unit = .blank
        header = 0
        terms = 0
        kind = row.kind
        lineClass = row.lineClass
        (quantityMantissa, quantityScale) = row.quantity
        (priceMantissa, priceScale) = row.price
    }
}
