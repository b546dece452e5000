import Notation

extension AccuracyReport {
    /// Coverage by month, the reasons of what is unmapped, and whose it is.
    static func opening(
        _ rows: [AccuracyRow], _ cube: SalesCube, _ scope: ReportScope, _ orders: OrderFigures?,
        _ changes: [AccuracyChanges.Change]
    ) -> Opening {
        let unmapped = UnmappedValue.ofEachCurrency(cube, scope)
        var charts = [coverage(rows, scope.currencies(of: cube.cells, cube), scope), reasons(rows)]
        if let orders { charts.append(inbound(orders, scope)) }
        charts += unmapped.prefix(Opening.currencies).flatMap {
            $0.charts(scope, of: unmapped, withItems: true)
        }
        return Opening(
            paragraphs: lastMonth(rows) + moved(rows, changes, scope) + drift(rows)
                + unmapped.compactMap { $0.paragraph(scope) }, charts: charts)
    }

    /// The figures of each month over all currencies, in order. Only lines may be read from them: values of two
    /// currencies are never added.
    static func months(_ rows: [AccuracyRow]) -> [(month: Month, figures: MappingFigures)] {
        var months: [(month: Month, figures: MappingFigures)] = []
        for row in rows {
            if let last = months.last, last.month == row.month {
                months[months.count - 1].figures.add(row.figures)
            } else {
                months.append((row.month, row.figures))
            }
        }
        return months
    }

    private static func lastMonth(_ rows: [AccuracyRow]) -> [Paragraph] {
        guard let last = months(rows).last, let coverage = last.figures.lineCoverage else { return [] }
        return [
            Paragraph([
                .words("In \(last.month), "), .figure(.integer(last.figures.mappedLines), .integer),
                .words(" of "), .figure(.integer(last.figures.saleLines), .integer),
                .words(" sale lines ("), .figure(.decimal(coverage), .percent(digits: 2)),
                .words(") had the customer's own number."),
            ])
        ]
    }

    /// `Since 2011-11, 12 numbers were gained and 3 lost. Gained: TW-2020 of 10010 …`
    private static func moved(
        _ rows: [AccuracyRow], _ changes: [AccuracyChanges.Change], _ scope: ReportScope
    ) -> [Paragraph] {
        guard let last = rows.last?.month else { return [] }
        let own = changes.filter { $0.month == last }
        if own.isEmpty { return [] }
        let (gained, lost) = (own.filter(\.isGain), own.filter { !$0.isGain })
        var parts: [Paragraph.Part] = [
            .words("Since the month before, "), .figure(.integer(gained.count), .integer),
            .words(" item numbers were gained and "), .figure(.integer(lost.count), .integer),
            .words(" lost."),
        ]
        for (word, changes) in [("Gained", gained), ("Lost", lost)] where !changes.isEmpty {
            parts.append(.words(" \(word): "))
            for (at, change) in changes.prefix(3).enumerated() {
                parts += [
                    .words(at > 0 ? ", " : ""), .number(scope.texts.string(change.item)),
                    .words(" of \(scope.customerLabel(change.customer))"),
                ]
            }
            parts.append(.words(changes.count > 3 ? " …" : "."))
        }
        return [Paragraph(parts)]
    }

    private static func drift(_ rows: [AccuracyRow]) -> [Paragraph] {
        let (checked, drifted) = rows.reduce((0, 0)) { ($0.0 + $1.printedLines, $0.1 + $1.driftLines) }
        if checked == 0 { return [] }
        return [
            Paragraph([
                .words("Of "), .figure(.integer(checked), .integer),
                .words(" lines that say which number was printed, "), .figure(.integer(drifted), .integer),
                .words(drifted == 1 ? " differs" : " differ"), .words(" from today's answer for their day."),
            ])
        ]
    }

    private static func coverage(
        _ rows: [AccuracyRow], _ currencies: [TextID], _ scope: ReportScope
    ) -> Chart {
        let months = months(rows)
        var series = [Chart.Series("Lines", months.map { $0.figures.lineCoverage })]
        for currency in currencies.prefix(Opening.currencies) {
            let values = months.map { month in
                rows.first { $0.month == month.month && $0.currency == currency }?.figures.valueCoverage
            }
            series.append(
                Chart.Series(currencies.count > 1 ? "Value " + scope.texts.string(currency) : "Value", values)
            )
        }
        return Chart(
            "Share that carried the customer's number", .trend, labels: months.map { "\($0.month)" },
            series: series, kind: .percent(digits: 2), target: scope.lineCoverageTarget,
            note: scope.lineCoverageTarget.map {
                [
                    .words("The thin line is the target for lines, "),
                    .figure(.decimal($0), .percent(digits: 2)),
                    .words("."),
                ]
            } ?? [])
    }

    private static func reasons(_ rows: [AccuracyRow]) -> Chart {
        let months = months(rows)
        let outcomes = [MappingOutcome.missing, .expired, .notYetValid, .inactive].filter { outcome in
            months.contains { $0.figures.lines(outcome) > 0 }
        }
        return Chart(
            "Unmapped sale lines by reason", .stack, labels: months.map { "\($0.month)" },
            series: outcomes.map { outcome in
                Chart.Series(
                    outcome.heading, months.map { ExactDecimal($0.figures.lines(outcome)) })
            }, kind: .integer)
    }

    private static func inbound(_ orders: OrderFigures, _ scope: ReportScope) -> Chart {
        var counts: [Month: (lines: Int, resolved: Int)] = [:]
        for at in orders.indices(scope) {
            let month = orders.lines[at].date.month
            counts[month, default: (0, 0)].lines += 1
            if orders.resolutions[at].outcome.isResolved { counts[month, default: (0, 0)].resolved += 1 }
        }
        let months = counts.keys.sorted()
        return Chart(
            "Order lines that found our item", .trend, labels: months.map { "\($0)" },
            series: [
                Chart.Series(
                    "Found", months.map { counts[$0].flatMap { percent($0.resolved, of: $0.lines) } })
            ], kind: .percent(digits: 2))
    }
}

extension MappingOutcome {
    /// As a heading: `Not yet valid`.
    var heading: String { name.prefix(1).uppercased() + name.dropFirst().replacing("_", with: " ") }
}
