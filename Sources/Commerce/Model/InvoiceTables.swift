package import Notation

/// What the invoice lines of a run share: distinct headers, distinct terms, and decimals too large for a line.
package struct InvoiceTables: Sendable {
    /// The first is the empty header.
    package private(set) var headers: [InvoiceHeader] = [InvoiceHeader()]
    /// The first is: no discount, no tax stated.
    package private(set) var terms: [InvoiceLineTerms] = [InvoiceLineTerms()]
    package private(set) var large: [ExactDecimal] = []
    private var headerPlaces: [InvoiceHeader: Int32] = [:]
    private var termsPlaces: [InvoiceLineTerms: Int32] = [:]
    private var lastHeader: Int32 = 0
    private var lastTerms: Int32 = 0

    package init() {}

    package mutating func place(_ header: InvoiceHeader) -> Int32 {
        if headers[Int(lastHeader)] == header { return lastHeader }
        lastHeader = Self.place(header, in: &headers, &headerPlaces)
        return lastHeader
    }

    package mutating func place(_ terms: InvoiceLineTerms) -> Int32 {
        if self.terms[Int(lastTerms)] == terms { return lastTerms }
        lastTerms = Self.place(terms, in: &self.terms, &termsPlaces)
        return lastTerms
    }

    private static func place<Entry: Hashable>(
        _ entry: Entry, in list: inout [Entry], _ places: inout [Entry: Int32]
    ) -> Int32 {
        if entry == list[0] { return 0 }
        if let at = places[entry] { return at }
        let at = Int32(truncatingIfNeeded: list.count)
        list.append(entry)
        places[entry] = at
        return at
    }

    /// The 64-bit form of a decimal; one that does not fit is kept aside.
    @inlinable
    package mutating func pack(_ value: ExactDecimal) -> (mantissa: Int64, scale: UInt8) {
        if let small = Int64(exactly: value.mantissa) {
            return (small, UInt8(truncatingIfNeeded: value.scale))
        }
        return keep(value)
    }

    @usableFromInline
    mutating func keep(_ value: ExactDecimal) -> (mantissa: Int64, scale: UInt8) {
        large.append(value)
        return (Int64(large.count - 1), InvoiceLine.largeScale)
    }
}

/// What all lines of one document share beyond number, customer and date.
package struct InvoiceHeader: Sendable, Hashable {
    package var shipTo: TextID = .blank
    package var order: TextID = .blank
    package var purchaseOrder: TextID = .blank
    package var currency: TextID = .blank
    package var terms: TextID = .blank
    package var dueDate: Day?
    /// The number of the invoice that a credit note credits.
    package var credits: TextID = .blank
    /// What is taken off the whole document, and what is added to it, before tax.
    package var allowance: ExactDecimal?
    package var charge: ExactDecimal?
    /// What has been paid already, where the data says so.
    package var paid: ExactDecimal?

    package init() {}
}

/// What few lines have, and many share.
package struct InvoiceLineTerms: Sendable, Hashable {
    package var discountPercent: ExactDecimal?
    package var taxCategory: TextID = .blank
    package var taxRate: ExactDecimal?

    package init() {}
}
