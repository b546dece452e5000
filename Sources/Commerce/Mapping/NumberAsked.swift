package import Notation

/// One of many questions to ``Resolver/numbersShown(_:_:into:)``: what
/// ``Resolver/numberShown(customer:shipTo:item:unit:day:)`` takes. 20 bytes.
package struct NumberAsked: Sendable {
    let customer: TextID
    let shipTo: TextID
    let item: TextID
    let unit: TextID
    let day: Int32

    @inline(__always)
    package init(
        customer: TextID, shipTo: TextID = .blank, item: TextID, unit: TextID = .blank, day: Day
    ) {
        self.customer = customer
        self.shipTo = shipTo
        self.item = item
        self.unit = unit
        self.day = day.number
    }
}
