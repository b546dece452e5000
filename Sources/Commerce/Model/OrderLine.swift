package import Notation

/// One line of a customer's order, with its header (rules.md 1). Quantity and price are in the customer's unit.
package struct OrderLine: Sendable {
    package var order: TextID
    package var customer: TextID
    package var shipTo: TextID
    package var purchaseOrder: TextID
    package var date: Day
    package var requestedDate: Day?
    package var currency: TextID
    package var lineNumber: TextID
    package var customerItemNumber: TextID
    package var itemNumber: TextID
    package var gtin: TextID
    package var description: TextID
    package var quantity: ExactDecimal
    package var unit: TextID
    package var unitPrice: ExactDecimal?
    package var discountPercent: ExactDecimal?
    /// EN 16931, blank for the item's or the project's.
    package var taxCategory = TextID.blank
    package var taxRate: ExactDecimal?
    /// The revision of the article that the customer orders; blank where it names none.
    package var customerRevision = TextID.blank
    package var origin: Origin

    package init(
        order: TextID, customer: TextID, shipTo: TextID = .blank, purchaseOrder: TextID = .blank, date: Day,
        requestedDate: Day? = nil, currency: TextID = .blank, lineNumber: TextID = .blank,
        customerItemNumber: TextID = .blank, itemNumber: TextID = .blank, gtin: TextID = .blank,
        description: TextID = .blank, quantity: ExactDecimal, unit: TextID = .blank,
        unitPrice: ExactDecimal? = nil, discountPercent: ExactDecimal? = nil, origin: Origin
    ) {
        self.order = order
        self.customer = customer
        self.shipTo = shipTo
        self.purchaseOrder = purchaseOrder
        self.date = date
        self.requestedDate = requestedDate
        self.currency = currency
        self.lineNumber = lineNumber
        self.customerItemNumber = customerItemNumber
        self.itemNumber = itemNumber
        self.gtin = gtin
        self.description = description
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.discountPercent = discountPercent
        self.origin = origin
    }
}
