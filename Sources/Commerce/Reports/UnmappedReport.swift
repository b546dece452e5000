import Notation

/// The reconciliation report: what was sold without the customer's number, ranked by value (rules.md 6).
///
/// Its CSV holds the columns of the mapping file, so that filling in `customer_item_number` and importing the
/// file closes the gap. Parts: `unmapped-customers`, whom to ask; `unmapped-inbound`, order lines that found
/// no item.
package enum UnmappedReport {
    package static func table(_ cube: SalesCube, _ scope: ReportScope, orders: OrderFigures?) -> Table {
        let rows = UnmappedRow.rows(cube, scope)
        let digits = CurrencyDigits(cube.months.lazy.map(\.currency), scope)
        let families = AccountFamilies(scope.data)
        var table = Table(
            name: "unmapped", title: "Items sold without a customer item number",
            period: scope.period(of: cube.months.lazy.map(\.month).filter(scope.reports)), columns: columns,
            rowCount: rows.count, texts: scope.texts
        ) { at, buffer in rows[at].fill(&buffer, scope, families, digits: digits[rows[at].currency]) }
        table.totals = totals(rows, scope)
        table.highlights = highlights(rows, table.totals, scope)
        table.opening = { opening(rows, cube, scope) }
        table.controls = scope.controls
        table.notes = notes
        table.parts = [UnmappedCustomers.table(rows, scope, period: table.period)]
        if let orders {
            var inbound = OrdersReport.table(orders, scope, name: "unmapped-inbound", onlyUnresolved: true)
            inbound.controls = []
            table.parts.append(inbound)
        }
        return table
    }

    private static func totals(_ rows: [UnmappedRow], _ scope: ReportScope) -> [TotalRow] {
        var sums: [(currency: TextID, lines: Int, quantity: DecimalTotal, value: DecimalTotal)] = []
        for row in rows {
            if !sums.contains(where: { $0.currency == row.currency }) {
                sums.append((row.currency, 0, DecimalTotal(), DecimalTotal()))
            }
            guard let at = sums.firstIndex(where: { $0.currency == row.currency }) else { continue }
            sums[at].lines += row.lines
            sums[at].quantity.add(row.quantity.value)
            sums[at].value.add(row.value.value)
        }
        sums.sort { scope.texts.precedes($0.currency, $1.currency) }
        return sums.map { sum in
            TotalRow(
                sums.count == 1 ? "Total" : "Total \(scope.texts.string(sum.currency))", of: columns,
                [
                    "lines": .integer(sum.lines), "quantity": .decimal(sum.quantity.value.normalized),
                    "value": .money(sum.value.value, digits: UInt8(scope.digits(sum.currency))),
                    "currency": .text(sum.currency),
                ])
        }
    }

    /// In the order of the totals.
    private static func currencies(_ rows: [UnmappedRow], _ scope: ReportScope) -> [TextID] {
        Set(rows.map(\.currency)).sorted { scope.texts.precedes($0, $1) }
    }

    private static func highlights(_ rows: [UnmappedRow], _ totals: [TotalRow], _ scope: ReportScope)
        -> [Highlight]
    {
        var out = [Highlight("Customer and item pairs", .integer(rows.count), .integer)]
        guard let place = columns.firstIndex(where: { $0.name == "value" }) else { return out }
        for (currency, total) in zip(currencies(rows, scope), totals) {
            out.append(
                Highlight(
                    "Value unmapped" + scope.inWords(currency), total.cells[place],
                    .money(digits: scope.digits(currency))))
        }
        guard totals.count == 1 else { return out }
        let enough = rows.firstIndex { row in row.share.map { $0 >= 80 } ?? false }
        if let enough {
            out.append(
                Highlight(
                    "Rows that make 80 % of it", .integer(enough + 1), .integer, note: "work from the top"))
        }
        return out
    }

    private static let columns: [Column] = [
        Column("customer_id", "Customer", .number, isKey: true),
        Column("item_number", "Item #", .number, isKey: true),
        Column("customer_item_number", "Customer Item #", .number, group: "For the mapping file"),
        Column("customer_name", "Name", .text),
        Column("description", "Description", .text), Column("reason", "Reason", .code, isKey: true),
        Column("lines", "Lines", .integer), Column("quantity", "Quantity", .decimal(minimum: 0, maximum: 38)),
        Column("value", "Value", .money(digits: 2)), Column("first_date", "First", .day),
        Column("last_date", "Last", .day),
        Column("customer_unit", "Customer unit", .text, group: "For the mapping file"),
        Column(
            "unit_factor", "Unit factor", .decimal(minimum: 0, maximum: 38), group: "For the mapping file"),
        Column("valid_from", "Valid from", .day, group: "For the mapping file"),
        Column("valid_to", "Valid to", .day, group: "For the mapping file"),
        Column("currency", "Currency", .number),
        Column("running_share_pct", "Running share %", .percent(digits: 2)),
        Column("suggestion", "Suggestion", .number, group: "For the mapping file"),
        Column("suggestion_reason", "Why, or what to do", .code, group: "For the mapping file"),
        Column("credit_lines", "Credit lines", .integer, group: "Credits"),
        Column("credit_value", "Credit value", .money(digits: 2), group: "Credits"),
    ]

    private static let notes: [Note] = [
        Note("Reason", "missing, expired, not yet valid or inactive on the day of the document"),
        Note(
            "To close a gap",
            "fill in the Customer Item # in the CSV and import it; rows left blank are skipped"),
        Note("Running share", "value of this row and all above, of the unmapped value in this currency"),
        Note(
            "Suggestion",
            "the number that ended, starts later or is switched off, that of the item this one replaced, or that of "
                + "a related account (one with the same parent); where nothing is known, the customer must be asked"
        ),
        Note("Credit columns", "unmapped credits of the same customer, item and reason; they make no row"),
    ]
}
