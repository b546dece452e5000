import Notation

extension SalesReport {
    /// Sales by month, with and without the customer's number, and the largest customers and items.
    static func opening(_ cube: SalesCube, _ scope: ReportScope, _ places: SalesPlaces) -> Opening {
        let currencies = scope.currencies(cube) { $0.saleLines }
        let charts = currencies.prefix(Opening.currencies).flatMap { currency in
            let digits = scope.digits(currency)
            let inCurrency = scope.inWords(currency)
            let customers = ValueRanking(ranked: places.customers.filter { $0.currency == currency })
            let items = ValueRanking(ranked: places.items.filter { $0.currency == currency })
            return [
                byMonth(cube, scope, "Sales by month" + inCurrency, digits, places, currency),
                customers.chart(
                    "Largest customers" + inCurrency, digits, link: { places.customer($0, currency) }
                ) { scope.customerLabel($0) },
                items.chart(
                    "Largest items" + inCurrency, digits, link: { places.item($0, currency) }
                ) { scope.itemLabel($0) },
            ].compactMap { $0 }
        }
        return Opening(paragraphs: lastMonth(cube, scope, places), charts: Array(charts))
    }

    /// `In 2011-11, sales were 1,234.00 GBP: +12.3 % on the month before, -4.0 % on the year before.`
    private static func lastMonth(
        _ cube: SalesCube, _ scope: ReportScope, _ places: SalesPlaces
    ) -> [Paragraph] {
        let months = SalesComparison.months(cube, scope).filter { $0.now.lines > 0 }
        let whole = months.filter { ($0.month?.lastDay).map { $0 <= scope.today } ?? false }
        guard let last = (whole.last ?? months.last)?.month else { return [] }
        var parts: [Paragraph.Part] = []
        for row in months where row.month == last {
            let code = scope.texts.string(row.key.currency)
            if parts.isEmpty {
                let month = places.month(last, row.key.currency).map { Paragraph.Part.link("\(last)", $0) }
                parts = [.words("In "), month ?? .words("\(last)"), .words(", sales were ")]
            } else {
                parts.append(.words("; "))
            }
            parts += [
                .figure(.decimal(row.now.value.value), .money(digits: scope.digits(row.key.currency))),
                .words(" \(code)"),
            ]
            parts += changes(row)
        }
        return [Paragraph(parts + [.words(".")])]
    }

    private static func changes(_ row: SalesComparison.Row) -> [Paragraph.Part] {
        var parts: [Paragraph.Part] = []
        for (other, words) in [(row.before, "the month before"), (row.yearBefore, "the year before")] {
            guard let other, let step = try? row.now.value.value.subtracting(other),
                let change = percent(step, of: other)
            else { continue }
            parts += [
                .words((parts.isEmpty ? ": " : ", ") + (change.isNegative ? "" : "+")),
                .figure(.decimal(change), .percent(digits: 1)), .words(" on \(words)"),
            ]
        }
        return parts
    }

    private static func byMonth(
        _ cube: SalesCube, _ scope: ReportScope, _ title: String, _ digits: Int, _ places: SalesPlaces,
        _ currency: TextID
    ) -> Chart {
        var sums: [Month: (mapped: DecimalTotal, unmapped: DecimalTotal)] = [:]
        for month in cube.months
        where month.currency == currency && scope.reports(month.month) && month.figures.saleLines > 0 {
            sums[month.month, default: (DecimalTotal(), DecimalTotal())].mapped.add(month.figures.mappedValue)
            sums[month.month, default: (DecimalTotal(), DecimalTotal())].unmapped.add(
                month.figures.unmappedValue)
        }
        let months = sums.keys.sorted()
        return Chart(
            title, .stack, labels: months.map { "\($0)" },
            series: [
                Chart.Series("With the customer's number", months.map { sums[$0]?.mapped.value }),
                Chart.Series("Without", months.map { sums[$0]?.unmapped.value }),
            ], kind: .money(digits: digits), links: months.map { places.month($0, currency) })
    }
}

/// Where the rows of months, customers and items are on the page of the sales report.
struct SalesPlaces: Sendable {
    /// Of the part on comparisons, where that is by month alone.
    let months: [SalesComparison.Row]
    let items: [SalesRanking.Entry]
    let customers: [SalesRanking.Entry]

    func month(_ month: Month, _ currency: TextID) -> RowLink? {
        RowLink(
            "sales-comparison", found: months.firstIndex { $0.month == month && $0.key.currency == currency })
    }

    func item(_ id: TextID, _ currency: TextID) -> RowLink? {
        RowLink("sales-abc-items", found: items.firstIndex { $0.id == id && $0.currency == currency })
    }

    func customer(_ id: TextID, _ currency: TextID) -> RowLink? {
        RowLink("sales-abc-customers", found: customers.firstIndex { $0.id == id && $0.currency == currency })
    }
}
