package import Notation

/// What all reports of a run share: the data they name, the period, and the control totals of its inputs.
package struct ReportScope: Sendable {
    package var data: ReferenceData
    package var resolver: Resolver
    /// The first and last day reported on, both included; nil for as far as the data goes.
    package var since: Day?
    package var until: Day?
    /// Only this customer, where given.
    package var customer: TextID?
    /// The day that stands for now: `--today`, else the latest document date.
    package var today: Day
    /// The project's currency, for what states none.
    package var currency: TextID
    /// Line coverage the project aims at, in percent.
    package var lineCoverageTarget: ExactDecimal?
    /// Value coverage the project aims at, in percent.
    package var valueCoverageTarget: ExactDecimal?
    package var controls: [ControlTotals] = []

    package init(
        data: ReferenceData, resolver: Resolver, since: Day? = nil, until: Day? = nil,
        customer: TextID? = nil,
        today: Day, currency: TextID
    ) {
        self.data = data
        self.resolver = resolver
        self.since = since
        self.until = until
        self.customer = customer
        self.today = today
        self.currency = currency
    }

    package var texts: Texts { data.texts }

    /// Whether a month is reported on. The month before the period is read too, but only for changes.
    func reports(_ month: Month) -> Bool {
        guard let since else { return true }
        return month >= since.month
    }

    /// The period in words: `2010-01 to 2011-12`.
    func period(of months: some Sequence<Month>) -> String {
        if let since, let until { return "\(since) to \(until)" }
        guard let first = months.min(), let last = months.max() else { return "no documents" }
        if let since { return "\(since) to \(last)" }
        if let until { return "\(first) to \(until)" }
        return first == last ? "\(first)" : "\(first) to \(last)"
    }

    func digits(_ currency: TextID) -> Int {
        Currency.minorUnitDigits(data.texts.string(currency))
    }

    func itemDescription(_ item: TextID) -> TextID {
        data.items.index(of: item).map { data.items.records[$0].description } ?? .blank
    }

    func customerName(_ customer: TextID) -> TextID {
        data.customers.index(of: customer).map { data.customers.records[$0].name } ?? .blank
    }
}

/// Digits of the currencies of a report, looked up by id.
struct CurrencyDigits: Sendable {
    private var known: [(TextID, UInt8)] = []

    init(_ currencies: some Sequence<TextID>, _ scope: ReportScope) {
        for currency in currencies where !known.contains(where: { $0.0 == currency }) {
            known.append((currency, UInt8(truncatingIfNeeded: scope.digits(currency))))
        }
    }

    @inline(__always)
    subscript(currency: TextID) -> UInt8 {
        for entry in known where entry.0 == currency { return entry.1 }
        return 2
    }
}

/// `100 x part / whole` to two decimals, half away from zero; blank where the base is not positive (rules.md 6).
func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal? {
    guard whole.signum > 0, let hundredfold = try? part.multiplied(by: 100) else { return nil }
    return try? hundredfold.divided(by: whole, digits: 2)
}

func percent(_ part: Int, of whole: Int) -> ExactDecimal? {
    percent(ExactDecimal(part), of: ExactDecimal(whole))
}
