import Notation

/// What the page of the accuracy report opens with: coverage by month, what moved, the reasons of what is
/// unmapped, and whose it is, each with the way to its rows.
struct AccuracyOpening {
    let rows: [AccuracyRow]
    let cube: SalesCube
    let scope: ReportScope
    let orders: OrderFigures?
    let changes: [AccuracyChanges.Change]
    /// The rows of the part on customers.
    let customers: [AccuracyCustomers.Key]

    var opening: Opening {
        let unmapped = UnmappedValue.ofEachCurrency(cube, scope)
        var charts = [coverage, reasons]
        if let orders { charts.append(inbound(orders)) }
        let places = places
        charts += unmapped.prefix(Opening.currencies).flatMap { $0.charts(scope, of: unmapped, places) }
        return Opening(
            paragraphs: lastMonth + moved + drift + unmapped.compactMap { $0.paragraph(scope, places) },
            charts: charts)
    }

    /// The figures of each month over all currencies, in order. Only lines may be read from them: values of
    /// two currencies are never added.
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

    // MARK: Places

    private func place(_ month: Month) -> RowLink? {
        RowLink("accuracy", found: rows.firstIndex { $0.month == month })
    }

    /// A customer's row of its last month.
    private var places: UnmappedValue.Places {
        UnmappedValue.Places(customer: { id, currency in
            RowLink(
                "accuracy-customers",
                found: customers.lastIndex { $0.customer == id && $0.currency == currency })
        })
    }

    // MARK: Words

    private var lastMonth: [Paragraph] {
        guard let last = Self.months(rows).last, let coverage = last.figures.lineCoverage else { return [] }
        let month = place(last.month).map { Paragraph.Part.link("\(last.month)", $0) }
        return [
            Paragraph([
                .words("In "), month ?? .words("\(last.month)"), .words(", "),
                .figure(.integer(last.figures.mappedLines), .integer),
                .words(" of "), .figure(.integer(last.figures.saleLines), .integer),
                .words(" sale lines ("), .figure(.decimal(coverage), .percent(digits: 2)),
                .words(") had the customer's own number."),
            ])
        ]
    }

    /// `Since the month before, 12 item numbers were gained and 3 lost. Gained: TW-2020 of 10010 …`
    private var moved: [Paragraph] {
        guard let last = rows.last?.month else { return [] }
        let own = changes.indices.filter { changes[$0].month == last }
        guard let first = own.first else { return [] }
        let (gained, lost) = (own.filter { changes[$0].isGain }, own.filter { !changes[$0].isGain })
        var parts: [Paragraph.Part] = [
            .words("Since the month before, "), .figure(.integer(gained.count), .integer), .words(" "),
            .link(gained.count == 1 ? "item number" : "item numbers", RowLink("accuracy-changes", first)),
            .words(gained.count == 1 ? " was gained and " : " were gained and "),
            .figure(.integer(lost.count), .integer), .words(" lost."),
        ]
        for (word, places) in [("Gained", gained), ("Lost", lost)] where !places.isEmpty {
            parts.append(.words(" \(word): "))
            for (at, place) in places.prefix(3).enumerated() {
                let change = changes[place]
                let item = scope.texts.string(change.item)
                parts += [
                    .words(at > 0 ? ", " : ""), .link(item, RowLink("accuracy-changes", place)),
                    .words(" of \(scope.customerLabel(change.customer))"),
                ]
            }
            parts.append(.words(places.count > 3 ? " …" : "."))
        }
        return [Paragraph(parts)]
    }

    private var drift: [Paragraph] {
        let (checked, drifted) = rows.reduce((0, 0)) { ($0.0 + $1.printedLines, $0.1 + $1.driftLines) }
        if checked == 0 { return [] }
        return [
            Paragraph([
                .words("Of "), .figure(.integer(checked), .integer),
                .words(" lines that say which number was printed, "), .figure(.integer(drifted), .integer),
                .words(drifted == 1 ? " differs" : " differ"), .words(" from the answer for their day."),
            ])
        ]
    }

    // MARK: Pictures

    private var coverage: Chart {
        let months = Self.months(rows)
        let currencies = scope.currencies(cube) { $0.allLines }
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
            } ?? [], links: months.map { place($0.month) })
    }

    private var reasons: Chart {
        let months = Self.months(rows)
        let outcomes = [MappingOutcome.missing, .expired, .notYetValid, .inactive].filter { outcome in
            months.contains { $0.figures.lines(outcome) > 0 }
        }
        return Chart(
            "Unmapped sale lines by reason", .stack, labels: months.map { "\($0.month)" },
            series: outcomes.map { outcome in
                Chart.Series(outcome.heading, months.map { ExactDecimal($0.figures.lines(outcome)) })
            }, kind: .integer, links: months.map { place($0.month) })
    }

    private func inbound(_ orders: OrderFigures) -> Chart {
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
            ], kind: .percent(digits: 2), links: months.indices.map { RowLink("accuracy-inbound", $0) })
    }
}

extension MappingOutcome {
    /// As a heading: `Not yet valid`.
    var heading: String { name.prefix(1).uppercased() + name.dropFirst().replacing("_", with: " ") }
}
