public import Notation

/// How one document writes numbers, money and dates: facts of a locale and a currency, as data.
public struct RenderStyle: Sendable {
    public var numbers: NumberStyle
    /// ISO 4217, `GBP`; empty for none.
    public var currency: String
    /// Decimals of an amount: 2 for most currencies, 0 for JPY.
    public var minorUnitDigits: Int
    public var dates: DateStyle
    /// The labels of the document's language, for `t`.
    public var labels: Labels
    /// Words for unit codes, for `unit`.
    public var units: Labels
    /// What `now` and `today` mean. Nil leaves those two words as they are.
    public var now: Day?

    public init(
        numbers: NumberStyle = .plain, currency: String = "", minorUnitDigits: Int = 2,
        dates: DateStyle = .english, now: Day? = nil, labels: Labels = [:], units: Labels = [:]
    ) {
        self.numbers = numbers
        self.currency = currency
        self.minorUnitDigits = minorUnitDigits
        self.dates = dates
        self.now = now
        self.labels = labels
        self.units = units
    }

    /// English, no currency, two decimals.
    public static let plain = RenderStyle()
}
