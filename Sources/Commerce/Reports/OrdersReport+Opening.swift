import Notation

extension OrdersReport {
    /// What the lines were found to mean, and whose did not find an item.
    static func opening(_ orders: OrderFigures, _ rows: [Int], _ scope: ReportScope) -> Opening {
        let shown = InboundOutcome.allCases.filter { outcome in
            rows.contains { orders.resolutions[$0].outcome == outcome }
        }
        if shown.isEmpty { return Opening() }
        let counts = shown.map { outcome in rows.count { orders.resolutions[$0].outcome == outcome } }
        let outcomes = Chart(
            "Lines by outcome", .ranking, labels: shown.map(\.heading),
            series: [Chart.Series("Lines", counts.map { ExactDecimal($0) })], kind: .integer,
            links: shown.map { outcome in
                RowLink("orders", found: rows.firstIndex { orders.resolutions[$0].outcome == outcome })
            })
        let unresolved = rows.indices.filter { !orders.resolutions[rows[$0]].outcome.isResolved }
        let customers = ValueRanking(
            unresolved.lazy.map { (id: orders.lines[rows[$0]].customer, value: 1) }, scope.texts)
        func place(_ customer: TextID) -> RowLink? {
            RowLink("orders", found: unresolved.first { orders.lines[rows[$0]].customer == customer })
        }
        let byCustomer = customers.chart(
            "Unresolved lines by customer", nil, link: place, label: scope.customerLabel)
        return Opening(
            paragraphs: [words(orders, rows, unresolved)]
                + customers.sentence("Three customers", of: "the unresolved lines", 3, .integer) { id in
                    let label = scope.customerLabel(id)
                    return place(id).map { .link(label, $0) } ?? .words(label)
                },
            charts: [outcomes, byCustomer].compactMap { $0 })
    }

    /// `4,144 lines found no item. For 3,900 of them there is a suggestion, never applied by itself.`
    private static func words(_ orders: OrderFigures, _ rows: [Int], _ unresolved: [Int]) -> Paragraph {
        guard let first = unresolved.first else { return "Every line found its item." }
        let hints = unresolved.count { !orders.suggestions[rows[$0]].isEmpty }
        return Paragraph([
            .figure(.integer(unresolved.count), .integer), .words(" "),
            .link(unresolved.count == 1 ? "line" : "lines", RowLink("orders", first)),
            .words(" found no item. For "), hints > 0 ? .figure(.integer(hints), .integer) : .words("none"),
            .words(" of them there is a suggestion, which is never applied by itself."),
        ])
    }
}
