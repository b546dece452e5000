package import Notation

/// One line of an invoice, as it flows through a run. Trivial, 64 bytes; what is rare or repeated stands in
/// ``InvoiceTables``. Credit quantities are negative.
package struct InvoiceLine: Sendable {
    package var document: TextID
    package var customer: TextID
    /// The cleaned item number, whether or not there is such an item.
    package var item: TextID
    /// The description as the invoice has it; blank where the run did not ask for it.
    package var description: TextID
    /// ``Day/number`` of the invoice date.
    package var day: Int32
    package var line: UInt32
    package var lineNumber: TextID
    /// The customer item number the document printed then, if the file knows it.
    package var printedNumber: TextID
    package var unit: TextID
    /// Index into ``InvoiceTables/headers``.
    package var header: Int32
    /// Index into ``InvoiceTables/terms``.
    package var terms: Int32
    package var kind: DocumentKind
    package var lineClass: LineClass
    @usableFromInline var quantityScale: UInt8 = 0
    @usableFromInline var priceScale: UInt8 = 0
    @usableFromInline var quantityMantissa: Int64 = 0
    @usableFromInline var priceMantissa: Int64 = 0

    @inlinable
    package init(
        document: TextID, customer: TextID, item: TextID, description: TextID = .blank, day: Day,
        line: UInt32,
        lineNumber: TextID = .blank, printedNumber: TextID = .blank, unit: TextID = .blank, header: Int32 = 0,
        terms: Int32 = 0, kind: DocumentKind, lineClass: LineClass
    ) {
        self.document = document
        self.customer = customer
        self.item = item
        self.description = description
        self.day = day.number
        self.line = line
        self.lineNumber = lineNumber
        self.printedNumber = printedNumber
        self.unit = unit
        self.header = header
        self.terms = terms
        self.kind = kind
        self.lineClass = lineClass
    }

    /// A line whose quantity and price fit 64 bits; kind and class follow.
    @inlinable
    package init(
        document: TextID, customer: TextID, item: TextID, printedNumber: TextID, day: Day, line: UInt32,
        quantity: (mantissa: Int64, scale: UInt8), unitPrice: (mantissa: Int64, scale: UInt8)
    ) {
        self.init(
            document: document, customer: customer, item: item, day: day, line: line,
            printedNumber: printedNumber, kind: .invoice, lineClass: .sale)
        (quantityMantissa, quantityScale) = quantity
        (priceMantissa, priceScale) = unitPrice
    }

    /// A scale that says: the mantissa is an index into ``InvoiceTables/large``.
    @usableFromInline static let largeScale: UInt8 = 255

    package var date: Day { Day(number: day) }

    @inlinable
    package func quantity(_ tables: borrowing InvoiceTables) -> ExactDecimal {
        quantityScale == Self.largeScale
            ? tables.large[Int(quantityMantissa)]
            : ExactDecimal(mantissa: Int128(quantityMantissa), scale: Int(quantityScale))
    }

    @inlinable
    package func unitPrice(_ tables: borrowing InvoiceTables) -> ExactDecimal {
        priceScale == Self.largeScale
            ? tables.large[Int(priceMantissa)]
            : ExactDecimal(mantissa: Int128(priceMantissa), scale: Int(priceScale))
    }

    @inlinable
    package mutating func setQuantity(_ value: ExactDecimal, _ tables: inout InvoiceTables) {
        (quantityMantissa, quantityScale) = tables.pack(value)
    }

    @inlinable
    package mutating func setUnitPrice(_ value: ExactDecimal, _ tables: inout InvoiceTables) {
        (priceMantissa, priceScale) = tables.pack(value)
    }

    /// Quantity x unit price less discount, exact (rules.md 6).
    @inlinable
    package func value(_ tables: borrowing InvoiceTables) throws(DecimalOverflow) -> ExactDecimal {
        if terms == 0, quantityScale &+ priceScale <= 36, quantityScale != Self.largeScale,
            priceScale != Self.largeScale
        {
            let (product, overflow) = quantityMantissa.multipliedReportingOverflow(by: priceMantissa)
            if !overflow {
                return ExactDecimal(mantissa: Int128(product), scale: Int(quantityScale &+ priceScale))
            }
        }
        let gross = try quantity(tables).multiplied(by: unitPrice(tables))
        guard terms > 0, let discount = tables.terms[Int(terms)].discountPercent else { return gross }
        return try gross.discounted(percent: discount)
    }
}

extension ExactDecimal {
    /// The value less `percent` of it, exact.
    package func discounted(percent: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let rest = try ExactDecimal(100).subtracting(percent)
        let product = try multiplied(by: rest)
        guard product.scale + 2 <= 38 else { throw DecimalOverflow() }
        return ExactDecimal(mantissa: product.mantissa, scale: Int(product.scale) + 2)
    }
}
