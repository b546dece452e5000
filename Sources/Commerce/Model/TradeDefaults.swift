package import Notation

/// The tax that the project file states for lines that state none.
package struct TaxRule: Sendable, Hashable {
    /// A category code of UNCL 5305: S, Z, E, AE, K, G, O.
    package var category: String
    /// Percent.
    package var rate: ExactDecimal
    /// Why no tax is charged, where the category says so; blank for the usual words.
    package var reason: String

    package init(category: String, rate: ExactDecimal, reason: String = "") {
        self.category = category
        self.rate = rate
        self.reason = reason
    }
}

/// What the project file says for documents that do not say it themselves, with its texts interned.
package struct TradeDefaults: Sendable {
    /// ISO 4217.
    package let currency: TextID
    package let terms: TextID
    /// Blank category where prices carry no tax.
    package let taxCategory: TextID
    package let taxRate: ExactDecimal?
    let standard: TextID
    let zero: TextID
    /// The categories that carry no tax (EN 16931 BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05, BR-O-05), each
    /// with the words that say why.
    private let untaxed: [(category: TextID, reason: TextID)]

    package init(currency: String, terms: String = "", tax: TaxRule? = nil, texts: inout Texts) {
        self.currency = texts.intern(currency)
        self.terms = texts.intern(terms)
        taxCategory = tax.map { texts.intern($0.category) } ?? .blank
        standard = texts.intern("S")
        zero = texts.intern("Z")
        var untaxed: [(category: TextID, reason: TextID)] = []
        for (category, words) in Self.words {
            let own = tax?.category == category ? tax?.reason ?? "" : ""
            untaxed.append((texts.intern(category), texts.intern(own.isEmpty ? words : own)))
        }
        self.untaxed = untaxed
        taxRate = tax.map { rule in Self.words.contains { $0.0 == rule.category } ? .zero : rule.rate }
    }

    private static let words = [
        ("Z", "Zero-rated"), ("E", "Exempt from tax"), ("AE", "Reverse charge"),
        ("K", "Intra-Community supply"), ("G", "Export outside the tax area"), ("O", "Not subject to tax"),
    ]

    /// The words for a category that carries no tax; nil for one that does.
    package func reason(_ category: TextID) -> TextID? {
        untaxed.first { $0.category == category }?.reason
    }
}
