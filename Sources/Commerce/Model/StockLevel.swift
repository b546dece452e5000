package import Notation

/// How much of an item lies at a location (rules.md 1).
package struct StockLevel: Sendable {
    package var item: TextID
    package var location: TextID
    package var onHand: ExactDecimal
    package var allocated: ExactDecimal
    package var onOrder: ExactDecimal
    package var origin: Origin

    package init(
        item: TextID, location: TextID, onHand: ExactDecimal, allocated: ExactDecimal, onOrder: ExactDecimal,
        origin: Origin
    ) {
        self.item = item
        self.location = location
        self.onHand = onHand
        self.allocated = allocated
        self.onOrder = onOrder
        self.origin = origin
    }
}
