package import Notation

/// What an order line says about the item it means, and for whom (rules.md 3).
package struct OrderLineNumbers: Sendable, Hashable {
    package var customer: TextID
    package var shipTo: TextID
    package var day: Day
    package var customerItemNumber: TextID
    package var itemNumber: TextID
    package var gtin: TextID
    /// Decides between several rows of one item; blank skips that step.
    package var unit: TextID
    /// The customer's revision of the article; compared with that of the row used, never looked up.
    package var revision: TextID

    package init(
        customer: TextID, shipTo: TextID = .blank, day: Day, customerItemNumber: TextID = .blank,
        itemNumber: TextID = .blank, gtin: TextID = .blank, unit: TextID = .blank,
        revision: TextID = .blank
    ) {
        self.customer = customer
        self.shipTo = shipTo
        self.day = day
        self.customerItemNumber = customerItemNumber
        self.itemNumber = itemNumber
        self.gtin = gtin
        self.unit = unit
        self.revision = revision
    }

    package init(_ line: OrderLine) {
        self.init(
            customer: line.customer, shipTo: line.shipTo, day: line.date,
            customerItemNumber: line.customerItemNumber, itemNumber: line.itemNumber, gtin: line.gtin,
            unit: line.unit, revision: line.customerRevision)
    }
}
