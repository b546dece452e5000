/// Of whom ``Resolver/numberShown(customer:shipTo:item:unit:day:)`` is going to be asked for which item.
package struct NumberAsked: Sendable {
    let customer: TextID
    let item: TextID

    package init(customer: TextID, item: TextID) {
        self.customer = customer
        self.item = item
    }
}
