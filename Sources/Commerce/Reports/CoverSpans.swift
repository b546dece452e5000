import Notation

/// The items of a stock by how long they last.
struct CoverSpans {
    private static let bounds: [(name: String, below: ExactDecimal)] = [
        ("none left", 1), ("under 2 weeks", 14), ("2 to 4 weeks", 30), ("1 to 2 months", 60),
        ("2 to 3 months", 90), ("3 to 12 months", 365),
    ]

    /// Of each span, then of longer ones, then of items without sales: how many items, and the first row of
    /// one.
    private var counts = [Int](repeating: 0, count: bounds.count + 2)
    private var places = [RowLink?](repeating: nil, count: bounds.count + 2)

    init(_ rows: [StockLevel], _ cover: Cover) {
        var seen = Set<TextID>()
        for (place, row) in rows.enumerated() where seen.insert(row.item).inserted {
            let at =
                cover[row.item].map { days in
                    Self.bounds.firstIndex { days < $0.below } ?? Self.bounds.count
                } ?? Self.bounds.count + 1
            counts[at] += 1
            if places[at] == nil { places[at] = RowLink("inventory", place) }
        }
    }

    /// `Of the 2,838 items sold in the last 90 days, 241 have none left, 627 last under 2 weeks.`
    func words(_ days: Int) -> Paragraph? {
        let sold = counts.dropLast().reduce(0, +)
        if sold == 0 { return nil }
        let told = [
            (0, "has none left", "have none left"), (1, "lasts under 2 weeks", "last under 2 weeks"),
            (Self.bounds.count, "lasts over a year", "last over a year"),
        ]
        let parts = told.filter { counts[$0.0] > 0 }.flatMap { at, one, many -> [Paragraph.Part] in
            let words = counts[at] == 1 ? one : many
            return [
                .words(", "), .figure(.integer(counts[at]), .integer), .words(" "),
                places[at].map { .link(words, $0) } ?? .words(words),
            ]
        }
        if parts.isEmpty { return nil }
        return Paragraph(
            [.words("Of the ")] + Paragraph.count(sold, "item") + [.words(" sold in the last \(days) days")]
                + parts + [.words(".")])
    }

    func chart(_ days: Int) -> Chart {
        Chart(
            "Items by days of cover", .ranking,
            labels: Self.bounds.map(\.name) + ["over a year", "no sales in \(days) days"],
            series: [Chart.Series("Items", counts.map { ExactDecimal($0) })], kind: .integer, links: places)
    }
}
