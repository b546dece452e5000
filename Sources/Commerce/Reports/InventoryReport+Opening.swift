import Notation

extension InventoryReport {
    /// What the stock is worth and what of it lies still, how long it lasts, and what cannot be.
    static func opening(_ rows: [StockLevel], _ cover: Cover, _ dead: DeadStock, _ scope: ReportScope)
        -> Opening
    {
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
        let spans = CoverSpans(rows, cover)
        let words = [
            worth(rows, places.total, dead, scope), spans.words(coverDays), below(rows, scope),
        ]
        return Opening(
            paragraphs: words.compactMap { $0 }, charts: [spans.chart(coverDays), byPlace].compactMap { $0 })
    }

    /// `At list price the stock is worth 4,009,496.93 GBP; 31.12% of it had no sale since 2010-12-10.`
    private static func worth(
        _ rows: [StockLevel], _ total: ExactDecimal, _ dead: DeadStock, _ scope: ReportScope
    ) -> Paragraph? {
        guard total.signum > 0 else { return nil }
        var still = DecimalTotal()
        for row in rows where dead.holds(row) {
            if let value = InventoryRow.listValue(row, scope) { still.add(value) }
        }
        var parts: [Paragraph.Part] = [
            .words("At list price the stock is worth "),
            .figure(.decimal(total), .money(digits: scope.digits(scope.currency))),
            .words(" \(scope.texts.string(scope.currency))"),
        ]
        if let share = percent(still.value, of: total), share.signum > 0 {
            parts += [
                .words("; "), .figure(.decimal(share), .percent(digits: 1)), .words(" of it had "),
                .link("no sale", RowLink("inventory-dead")), .words(" since \(dead.since)"),
            ]
        }
        return Paragraph(parts + [.words(".")])
    }

    /// `Less than nothing is on hand in 81 records: 22423 at MAIN (-35), …`, the largest first.
    private static func below(_ rows: [StockLevel], _ scope: ReportScope) -> Paragraph? {
        let negative = rows.indices.filter { rows[$0].onHand.isNegative }.sorted { a, b in
            rows[a].onHand != rows[b].onHand ? rows[a].onHand < rows[b].onHand : a < b
        }
        if negative.isEmpty { return nil }
        var parts: [Paragraph.Part] =
            [.words("Less than nothing is on hand in ")] + Paragraph.count(negative.count, "record")
            + [.words(": ")]
        for (place, at) in negative.prefix(3).enumerated() {
            let item = scope.texts.string(rows[at].item)
            parts += [
                .words(place > 0 ? ", " : ""), .link(item, RowLink("inventory", at)),
                .words(" at \(scope.texts.string(rows[at].location))"),
            ]
            // The rows of a customer are in its units.
            if scope.customer == nil {
                parts += [
                    .words(" ("), .figure(.decimal(rows[at].onHand), .decimal(minimum: 0, maximum: 38)),
                    .words(")"),
                ]
            }
        }
        return Paragraph(parts + [.words(negative.count > 3 ? " …" : ".")])
    }
}
