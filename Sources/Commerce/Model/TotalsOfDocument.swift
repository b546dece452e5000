package import Notation

/// The tax of one category and rate on a document.
package struct TaxLine: Sendable, Hashable {
    package var category: TextID
    /// Percent.
    package var rate: ExactDecimal
    /// The sum of the line nets.
    package var base: ExactDecimal
    package var amount: ExactDecimal
    /// Why no tax is charged; blank where it is.
    package var reason: TextID

    package init(category: TextID, rate: ExactDecimal, base: ExactDecimal, reason: TextID = .blank) {
        self.category = category
        self.rate = rate
        self.base = base
        self.amount = .zero
        self.reason = reason
    }
}

/// What a document adds up to (rules.md 7; EN 16931 BR-CO-10 to 17, BR-S-08 and 09).
///
/// Every figure has exactly the decimals of the currency's minor unit; halves are rounded away from zero; tax is
/// computed once per category and rate on the summed base, never by adding rounded line taxes.
package struct DocumentTotals: Sendable {
    package private(set) var net = ExactDecimal.zero
    package private(set) var tax = ExactDecimal.zero
    package private(set) var total = ExactDecimal.zero
    package private(set) var paid = ExactDecimal.zero
    package private(set) var due = ExactDecimal.zero
    /// By category, then rate. Empty where no line states a tax: prices carry none.
    package private(set) var taxes: [TaxLine] = []
    private var digits = 2

    package init() {}

    package mutating func clear(digits: Int) {
        self.digits = digits
        let zero = ExactDecimal(mantissa: 0, scale: digits)
        net = zero
        tax = zero
        total = zero
        paid = zero
        due = zero
        taxes.removeAll(keepingCapacity: true)
    }

    /// r(unit price x quantity - discount), with exactly `digits` decimals.
    @inlinable
    package static func lineNet(
        quantity: ExactDecimal, unitPrice: ExactDecimal, discountPercent: ExactDecimal?, digits: Int
    ) throws(DecimalOverflow) -> ExactDecimal {
        var value = try quantity.multiplied(by: unitPrice)
        if let discountPercent { value = try value.discounted(percent: discountPercent) }
        return try value.withScale(digits)
    }

    /// Adds a line's net; `category` is blank and `rate` nil for a line without tax.
    package mutating func add(
        net value: ExactDecimal, category: TextID, rate: ExactDecimal?, reason: TextID = .blank
    ) throws(DecimalOverflow) {
        net = try net.adding(value)
        guard let rate else { return }
        for i in taxes.indices where taxes[i].category == category && taxes[i].rate == rate {
            taxes[i].base = try taxes[i].base.adding(value)
            return
        }
        taxes.append(TaxLine(category: category, rate: rate.normalized, base: value, reason: reason))
    }

    /// Computes tax, total and due once all lines are in. `paid` may have more decimals than the currency.
    package mutating func finish(paid: ExactDecimal?, texts: borrowing Texts) throws(DecimalOverflow) {
        for i in taxes.indices {
            taxes[i].amount = try Self.tax(on: taxes[i].base, rate: taxes[i].rate, digits: digits)
            tax = try tax.adding(taxes[i].amount)
        }
        if taxes.count > 1 { sortTaxes(texts) }
        total = try net.adding(tax)
        if let paid { self.paid = try paid.withScale(digits) }
        due = try total.subtracting(self.paid)
    }

    /// r(base x rate / 100).
    package static func tax(
        on base: ExactDecimal, rate: ExactDecimal, digits: Int
    ) throws(DecimalOverflow) -> ExactDecimal {
        let product = try base.multiplied(by: rate)
        guard product.scale + 2 <= ExactDecimal.maximumDigits else { throw DecimalOverflow() }
        return try ExactDecimal(mantissa: product.mantissa, scale: Int(product.scale) + 2).withScale(digits)
    }

    private mutating func sortTaxes(_ texts: borrowing Texts) {
        // A handful of entries: by insertion, as a sort closure cannot capture what is borrowed.
        for i in 1..<taxes.count {
            var at = i
            while at > 0, Self.precedes(taxes[at], taxes[at - 1], texts) {
                taxes.swapAt(at, at - 1)
                at -= 1
            }
        }
    }

    private static func precedes(_ a: TaxLine, _ b: TaxLine, _ texts: borrowing Texts) -> Bool {
        let order = texts.compare(a.category, b.category)
        return order == 0 ? a.rate < b.rate : order < 0
    }
}
