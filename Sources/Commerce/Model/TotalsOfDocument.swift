package import Notation

/// The tax of one category and rate on a document.
package struct TaxLine: Sendable, Hashable {
    package var category: TextID
    /// Percent.
    package var rate: ExactDecimal
    /// The sum of the line nets, less its part of the allowance, and its part of the charge.
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
    /// The sum of the lines' nets (BT-106).
    package private(set) var lineTotal = ExactDecimal.zero
    /// What is taken off the whole document (BT-107), and what is added to it (BT-108).
    package private(set) var allowance = ExactDecimal.zero
    package private(set) var charge = ExactDecimal.zero
    /// Lines less allowance and charge: what tax comes on top of (BT-109).
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
        lineTotal = zero
        allowance = zero
        charge = zero
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
        lineTotal = try lineTotal.adding(value)
        guard let rate else { return }
        for i in taxes.indices where taxes[i].category == category && taxes[i].rate == rate {
            taxes[i].base = try taxes[i].base.adding(value)
            return
        }
        taxes.append(TaxLine(category: category, rate: rate.normalized, base: value, reason: reason))
    }

    /// Computes everything else once all lines are in. The amounts may have more decimals than the currency.
    ///
    /// Allowance and charge carry the taxes of the lines: of one category and rate that one, of several each its
    /// share by base (``Split``), so that the base of every category is that of BR-S-08 and its kin.
    package mutating func finish(
        allowance: ExactDecimal? = nil, charge: ExactDecimal? = nil, paid: ExactDecimal?,
        texts: borrowing Texts
    ) throws(DecimalOverflow) {
        if taxes.count > 1 { sortTaxes(texts) }
        if let allowance { self.allowance = try allowance.withScale(digits) }
        if let charge { self.charge = try charge.withScale(digits) }
        net = try lineTotal.subtracting(self.allowance).adding(self.charge)
        try share()
        for i in taxes.indices {
            taxes[i].amount = try Self.tax(on: taxes[i].base, rate: taxes[i].rate, digits: digits)
            tax = try tax.adding(taxes[i].amount)
        }
        total = try net.adding(tax)
        if let paid { self.paid = try paid.withScale(digits) }
        due = try total.subtracting(self.paid)
    }

    /// Gives each category and rate its part of allowance and charge.
    private mutating func share() throws(DecimalOverflow) {
        guard !taxes.isEmpty, !allowance.isZero || !charge.isZero else { return }
        let weights = taxes.map(\.base)
        let less = try Split.parts(of: allowance, by: weights)
        let more = try Split.parts(of: charge, by: weights)
        for i in taxes.indices { taxes[i].base = try taxes[i].base.subtracting(less[i]).adding(more[i]) }
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
