import Notation

/// The monthly accuracy report: how much of what was sold carried the customer's own number (rules.md 6).
///
/// One row a month (and currency, where a project has several: values of two currencies are never added).
/// Parts: `accuracy-customers`, `accuracy-changes`, `accuracy-inbound`.
package enum AccuracyReport {
    package static func table(_ cube: SalesCube, _ scope: ReportScope, orders: OrderFigures?) -> Table {
        let rows = AccuracyRow.months(cube, scope)
        let digits = CurrencyDigits(cube.months.lazy.map(\.currency), scope)
        var table = Table(
            name: "accuracy", title: "Item number accuracy by month",
            period: scope.period(of: rows.map(\.month)), columns: columns, rowCount: rows.count,
            texts: scope.texts
        ) { at, buffer in rows[at].fill(&buffer, digits: digits[rows[at].currency]) }
        table.totals = AccuracyRow.totals(rows, scope).map { total in
            total.totalRow(
                columns, digits: digits[total.currency], single: Set(rows.map(\.currency)).count < 2, scope)
        }
        table.highlights = highlights(rows, scope)
        let changes = AccuracyChanges.collect(cube, scope)
        let customers = AccuracyCustomers.collect(cube, scope)
        table.opening = {
            AccuracyOpening(
                rows: rows, cube: cube, scope: scope, orders: orders, changes: changes,
                customers: customers.map(\.key)
            ).opening
        }
        table.rowLink = { at in
            RowLink("accuracy-customers", found: customers.firstIndex { $0.key.month == rows[at].month })
        }
        table.controls = scope.controls
        table.notes = notes
        table.parts = [
            AccuracyCustomers.table(customers, cube, scope), AccuracyChanges.table(changes, scope),
        ]
        if let orders { table.parts.append(AccuracyInbound.table(orders, scope)) }
        return table
    }

    static let columns: [Column] = [
        Column("month", "Month", .month, isKey: true), Column("lines", "Lines", .integer),
        Column("sale_lines", "Sale lines", .integer), Column("mapped_lines", "Mapped", .integer),
        Column("unmapped_lines", "Unmapped", .integer), Column("missing_lines", "Missing", .integer),
        Column("expired_lines", "Expired", .integer),
        Column("not_yet_valid_lines", "Not yet valid", .integer),
        Column("mapped_value", "Mapped value", .money(digits: 2)),
        Column("unmapped_value", "Unmapped value", .money(digits: 2)),
        Column("line_coverage_pct", "Line coverage %", .percent(digits: 2)),
        Column("value_coverage_pct", "Value coverage %", .percent(digits: 2)),
        Column("credit_lines", "Credit lines", .integer, group: "Credits"),
        Column("credit_mapped_lines", "Credits mapped", .integer, group: "Credits"),
        Column("credit_value", "Credit value", .money(digits: 2), group: "Credits"),
        Column("no_customer_lines", "No customer", .integer, group: "Lines that take no part"),
        Column("non_item_lines", "Non-items", .integer, group: "Lines that take no part"),
        Column("adjustment_lines", "Adjustments", .integer, group: "Lines that take no part"),
        Column("inactive_lines", "Inactive", .integer),
        Column("ship_to_lines", "By ship-to", .integer, group: "Where the mapped lines found their number"),
        Column("own_lines", "By own number", .integer, group: "Where the mapped lines found their number"),
        Column("parent_lines", "By parent", .integer, group: "Where the mapped lines found their number"),
        Column("group_lines", "By group", .integer, group: "Where the mapped lines found their number"),
        Column("everyone_lines", "By everyone", .integer, group: "Where the mapped lines found their number"),
        Column("sale_value", "Sale value", .money(digits: 2), group: "Value of the sale lines"),
        Column("missing_value", "Missing value", .money(digits: 2), group: "Value of the sale lines"),
        Column("expired_value", "Expired value", .money(digits: 2), group: "Value of the sale lines"),
        Column(
            "not_yet_valid_value", "Not yet valid value", .money(digits: 2), group: "Value of the sale lines"),
        Column("inactive_value", "Inactive value", .money(digits: 2), group: "Value of the sale lines"),
        Column("credit_unmapped_lines", "Credits unmapped", .integer, group: "Credits"),
        Column("credit_mapped_value", "Credit mapped value", .money(digits: 2), group: "Credits"),
        Column("credit_unmapped_value", "Credit unmapped value", .money(digits: 2), group: "Credits"),
        Column("no_customer_value", "No customer value", .money(digits: 2), group: "Lines that take no part"),
        Column("non_item_value", "Non-item value", .money(digits: 2), group: "Lines that take no part"),
        Column("adjustment_value", "Adjustment value", .money(digits: 2), group: "Lines that take no part"),
        Column("line_coverage_change", "Line coverage change, points", .decimal(minimum: 2, maximum: 2)),
        Column("value_coverage_change", "Value coverage change, points", .decimal(minimum: 2, maximum: 2)),
        Column("printed_lines", "Printed numbers checked", .integer, group: "Numbers that were printed"),
        Column("drift_lines", "Drift", .integer, group: "Numbers that were printed"),
        Column("currency", "Currency", .number, isKey: true),
    ]

    /// The last month. Lines are counted over all currencies, values stand for each.
    private static func highlights(_ rows: [AccuracyRow], _ scope: ReportScope) -> [Highlight] {
        let months = AccuracyOpening.months(rows)
        guard let last = months.last else { return [] }
        let before = rows.last.flatMap { row in
            months.last { $0.month == row.month.adding(months: -1) }?.figures ?? row.before
        }
        let coverage = last.figures.lineCoverage
        let step = change(coverage, before?.lineCoverage)
        let since: [Paragraph.Part] =
            step.map {
                [
                    .words($0.isNegative ? "" : "+"), .figure(.decimal($0), .decimal(minimum: 2, maximum: 2)),
                    .words(" points on the month before"),
                ]
            } ?? []
        let aim = goal(coverage, scope.lineCoverageTarget)
        let words = [since, aim.note.parts].filter { !$0.isEmpty }
        var out = [
            Highlight(
                "Line coverage \(last.month)", .decimal(optional: coverage), .percent(digits: 2),
                note: Paragraph(Array(words.joined(separator: [.words(", ")]))), tone: aim.tone,
                link: RowLink("accuracy", found: rows.firstIndex { $0.month == last.month }))
        ]
        let own = rows.filter { $0.month == last.month }
        for row in own {
            let code = own.count > 1 ? " " + scope.texts.string(row.currency) : ""
            let coverage = row.figures.valueCoverage
            let aim = goal(coverage, scope.valueCoverageTarget)
            out.append(
                Highlight(
                    "Value coverage\(code) \(row.month)", .decimal(optional: coverage), .percent(digits: 2),
                    note: aim.note, tone: aim.tone))
        }
        for row in own {
            let digits = scope.digits(row.currency)
            let code = row.currency.isBlank ? "" : " " + scope.texts.string(row.currency)
            out.append(
                Highlight(
                    "Unmapped value\(code) \(row.month)",
                    .money(row.figures.unmappedValue, digits: UInt8(digits)), .money(digits: digits),
                    note: Paragraph(
                        [.figure(.integer(row.figures.unmappedLines), .integer), .words(" of ")]
                            + Paragraph.count(row.figures.saleLines, "sale line"))))
        }
        return out
    }

    private static func goal(
        _ coverage: ExactDecimal?, _ target: ExactDecimal?
    ) -> (note: Paragraph, tone: Highlight.Tone) {
        guard let target else { return ("", .neutral) }
        return (
            Paragraph([.words("target \(target) %")]), coverage.map { $0 < target ? .bad : .good } ?? .neutral
        )
    }

    private static let notes: [Note] = [
        Note("Lines", "every line of the month, of whatever class"),
        Note("Sale lines", "lines of a customer, of one of our items, on no credit note or adjustment"),
        Note("Mapped", "a number of the customer's stood for the item on the document's day"),
        Note(
            "Unmapped",
            "missing + expired + not yet valid + inactive; nothing that was not checked counts as mapped"),
        Note("Missing", "no row for the item on any level of the customer"),
        Note("Expired", "a row that ended before the document's day, and none that holds on it"),
        Note("Not yet valid", "a row that starts after the document's day, and none that holds on it"),
        Note("Inactive", "a row that is switched off on the document's day, and none that holds on it"),
        Note("Value", "quantity x unit price less discount, exact, rounded only when shown"),
        Note("Line coverage", "100 x mapped lines / sale lines"),
        Note(
            "Value coverage",
            "100 x mapped value / (mapped + unmapped value); blank where that is not positive"),
        Note("Coverage change", "percentage points on the month before; blank where one of the two is"),
        Note(
            "By ship-to, own number, parent, group, everyone", "mapped sale lines by the level that answered"),
        Note("Credit lines", "lines of credit notes, by their own date; no part of either coverage"),
        Note("Credits mapped", "credit lines for whose item a number of the customer's stood on their day"),
        Note("No customer", "lines that name no customer"),
        Note("Non-items", "lines whose number is not among our items: postage, discounts, manual lines"),
        Note("Adjustments", "lines of documents that are neither invoice nor credit note"),
        Note("Printed numbers checked", "lines that say which number was printed then"),
        Note("Drift", "of those, lines whose printed number differs from the answer for that day"),
    ]
}
