import Notation

/// What was sold without the customer's number in one currency, by customer and by item.
struct UnmappedValue: Sendable {
    let currency: TextID
    let digits: Int
    let customers: ValueRanking
    let items: ValueRanking

    /// One for each currency, that of the most lines first.
    static func ofEachCurrency(_ cube: SalesCube, _ scope: ReportScope) -> [UnmappedValue] {
        let cells = cube.reported(scope).filter { !$0.isCredit && !$0.isMapped }
        return scope.currencies(cube) { $0.unmappedLines }.map { currency in
            let own = cells.filter { cube.currency(of: $0) == currency }
            return UnmappedValue(
                currency: currency, digits: scope.digits(currency),
                customers: ValueRanking(
                    own.lazy.map { (id: $0.customer, value: cube.value(of: $0)) }, scope.texts),
                items: ValueRanking(
                    own.lazy.map { (id: $0.item, value: cube.value(of: $0)) }, scope.texts))
        }
    }

    /// `1,234.00 GBP was sold without the customer's number. Three customers hold 41.2 % of it: …`
    func paragraph(_ scope: ReportScope, _ places: Places) -> Paragraph? {
        guard customers.total.signum > 0 else { return nil }
        let parts: [Paragraph.Part] = [
            .figure(.decimal(customers.total), .money(digits: digits)),
            .words(" \(scope.texts.string(currency)) was sold without the customer's number."),
        ]
        let money = Column.Kind.money(digits: digits)
        let sentences =
            customers.sentence("Three customers", of: "it", 3, money) { id in
                let label = scope.customerLabel(id)
                return places.customer(id, currency).map { .link(label, $0) } ?? .words(label)
            }
            + items.sentence("Ten items", of: "it", 10, money) { id in
                let label = scope.texts.string(id)
                return places.item(id, currency).map { .link(label, $0) } ?? .number(label)
            }
        return Paragraph(parts + sentences.flatMap { [.words(" ")] + $0.parts })
    }

    /// Where the rows of a customer and of an item are on the page, by id and currency.
    struct Places {
        var customer: (TextID, TextID) -> RowLink?
        var item: (TextID, TextID) -> RowLink? = { _, _ in nil }
    }

    func charts(_ scope: ReportScope, of all: [UnmappedValue], _ places: Places) -> [Chart] {
        let inCurrency = scope.inWords(currency)
        let byCustomer = customers.chart(
            "Customers by unmapped value" + inCurrency, digits, link: { places.customer($0, currency) }
        ) {
            scope.customerLabel($0)
        }
        let byItem = items.chart(
            "Items by unmapped value" + inCurrency, digits, link: { places.item($0, currency) }
        ) { scope.itemLabel($0) }
        return [byCustomer, byItem].compactMap { $0 }
    }
}
