import Notation

extension InventoryReport {
    /// How long the stock lasts, and what lies where.
    static func opening(_ rows: [StockLevel], _ cover: Cover, _ scope: ReportScope) -> Opening {
        let places = ValueRanking(
            rows.lazy.compactMap { row in
                InventoryRow.listValue(row, scope).map { (id: row.location, value: $0) }
            }, scope.texts)
        let byPlace = places.chart(
            "List value by location" + scope.inWords(scope.currency), scope.digits(scope.currency),
            link: { id in RowLink("inventory", found: rows.firstIndex { $0.location == id }) }
        ) {
            scope.texts.string($0)
        }
        return Opening(charts: [covers(rows, cover), byPlace].compactMap { $0 })
    }

    private static func covers(_ rows: [StockLevel], _ cover: Cover) -> Chart {
        let bounds: [(name: String, below: ExactDecimal)] = [
            ("none left", 1), ("under 2 weeks", 14), ("2 to 4 weeks", 30), ("1 to 2 months", 60),
            ("2 to 3 months", 90), ("3 to 12 months", 365),
        ]
        var counts = [Int](repeating: 0, count: bounds.count + 2)
        var places = [RowLink?](repeating: nil, count: counts.count)
        var seen = Set<TextID>()
        for (place, row) in rows.enumerated() where seen.insert(row.item).inserted {
            let at =
                cover[row.item].map { days in bounds.firstIndex { days < $0.below } ?? bounds.count }
                ?? bounds.count + 1
            counts[at] += 1
            if places[at] == nil { places[at] = RowLink("inventory", place) }
        }
        return Chart(
            "Items by days of cover", .ranking,
            labels: bounds.map(\.name) + ["over a year", "no sales in \(coverDays) days"],
            series: [Chart.Series("Items", counts.map { ExactDecimal($0) })], kind: .integer, links: places)
    }
}
