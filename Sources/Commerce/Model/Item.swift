package import Notation

/// An article of ours (rules.md 1). `number` is the cleaned number, which all later look-ups use.
package struct Item: Sendable {
    package var number: TextID
    package var description: TextID
    package var gtin: TextID
    package var unit: TextID
    package var listPrice: ExactDecimal?
    package var category: TextID
    package var active: Bool
    package var supersededBy: TextID
    package var taxCategory: TextID
    package var taxRate: ExactDecimal?
    package var origin: Origin

    package init(
        number: TextID, description: TextID, gtin: TextID = .blank, unit: TextID = .blank,
        listPrice: ExactDecimal? = nil, category: TextID = .blank, active: Bool = true,
        supersededBy: TextID = .blank, taxCategory: TextID = .blank, taxRate: ExactDecimal? = nil,
        origin: Origin
    ) {
        self.number = number
        self.description = description
        self.gtin = gtin
        self.unit = unit
        self.listPrice = listPrice
        self.category = category
        self.active = active
        self.supersededBy = supersededBy
        self.taxCategory = taxCategory
        self.taxRate = taxRate
        self.origin = origin
    }
}
