import Notation

extension OrdersReport {
    /// What the lines were found to mean.
    static func opening(_ orders: OrderFigures, _ rows: [Int], _ name: String) -> Opening {
        var counts = [Int](repeating: 0, count: InboundOutcome.allCases.count)
        for at in rows { counts[Int(orders.resolutions[at].outcome.rawValue)] += 1 }
        let shown = InboundOutcome.allCases.filter { counts[Int($0.rawValue)] > 0 }
        if shown.isEmpty { return Opening() }
        return Opening(charts: [
            Chart(
                "Lines by outcome", .ranking, labels: shown.map(\.heading),
                series: [Chart.Series("Lines", shown.map { ExactDecimal(counts[Int($0.rawValue)]) })],
                kind: .integer,
                links: shown.map { outcome in
                    RowLink(name, found: rows.firstIndex { orders.resolutions[$0].outcome == outcome })
                })
        ])
    }
}
