/// A customer, or one of its delivery accounts (rules.md 1).
package struct Customer: Sendable {
    package var id: TextID
    package var name: TextID
    package var parentID: TextID
    package var group: TextID
    /// The lines of the postal address, in order, without blanks.
    package var address: [String]
    package var country: String
    package var email: String
    /// As the data write it.
    package var phone = ""
    package var taxID: String
    /// ISO 4217, blank for the project's.
    package var currency: TextID
    /// A CLDR locale such as `de_DE`, blank for the project's.
    package var locale: String
    package var language: String
    package var numberDisplay: NumberDisplay?
    package var active: Bool
    package var origin: Origin

    package init(
        id: TextID, name: TextID, parentID: TextID = .blank, group: TextID = .blank, address: [String] = [],
        country: String = "", email: String = "", taxID: String = "", currency: TextID = .blank,
        locale: String = "", language: String = "", numberDisplay: NumberDisplay? = nil, active: Bool = true,
        origin: Origin
    ) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.group = group
        self.address = address
        self.country = country
        self.email = email
        self.taxID = taxID
        self.currency = currency
        self.locale = locale
        self.language = language
        self.numberDisplay = numberDisplay
        self.active = active
        self.origin = origin
    }
}
