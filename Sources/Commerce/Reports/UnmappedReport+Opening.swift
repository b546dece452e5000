import Notation

extension UnmappedReport {
    /// How few rows hold most of the value, and whose they are.
    static func opening(_ rows: [UnmappedRow], _ cube: SalesCube, _ scope: ReportScope) -> Opening {
        let unmapped = UnmappedValue.ofEachCurrency(cube, scope)
        let groups = UnmappedCustomers.groups(rows, scope)
        let places = UnmappedValue.Places(
            customer: { id, currency in
                RowLink(
                    "unmapped-customers",
                    found: groups.firstIndex { $0.customer == id && $0.currency == currency })
            },
            item: { id, currency in
                RowLink("unmapped", found: rows.firstIndex { $0.item == id && $0.currency == currency })
            })
        return Opening(
            paragraphs: unmapped.compactMap { $0.paragraph(scope, places) },
            charts: unmapped.prefix(Opening.currencies).flatMap { value in
                [share(rows.filter { $0.currency == value.currency }, value, unmapped, scope)].compactMap {
                    $0
                }
                    + value.charts(scope, of: unmapped, places)
            })
    }

    /// The running share over the rows from the top, at up to 48 places (Pareto).
    private static func share(
        _ rows: [UnmappedRow], _ value: UnmappedValue, _ all: [UnmappedValue], _ scope: ReportScope
    ) -> Chart? {
        guard rows.count >= 10, rows[0].share != nil else { return nil }
        let steps = min(rows.count, 48)
        let places = (1...steps).map { rows.count * $0 / steps }
        let enough = rows.firstIndex { row in row.share.map { $0 >= 80 } ?? false }.map { $0 + 1 }
        return Chart(
            "Share of the unmapped value in the first rows"
                + scope.inWords(value.currency),
            .share, labels: ["0"] + places.map { "\($0)" },
            series: [Chart.Series("Share", [.zero] + places.map { rows[$0 - 1].share })],
            kind: .percent(digits: 2), target: 80,
            note: enough.map {
                [
                    .words("The first "), .figure(.integer($0), .integer), .words(" of "),
                    .figure(.integer(rows.count), .integer), .words(" rows make 80 %."),
                ]
            } ?? [])
    }
}
