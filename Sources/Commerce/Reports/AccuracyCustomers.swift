import Notation

/// The part of the accuracy report that has a row for each customer in each month.
enum AccuracyCustomers {
    struct Key: Hashable {
        let month: Month
        let customer: TextID
        let currency: TextID
    }

    static func table(
        _ rows: ([Key], [MappingFigures]), _ cube: SalesCube, _ scope: ReportScope
    ) -> Table {
        let (keys, figures) = rows
        let digits = CurrencyDigits(cube.months.lazy.map(\.currency), scope)
        return Table(
            name: "accuracy-customers", title: "Item number accuracy by month and customer",
            period: scope.period(of: keys.map(\.month)), columns: columns, rowCount: keys.count,
            texts: scope.texts
        ) { row, buffer in
            let (key, f) = (keys[row], figures[row])
            let money = { (value: ExactDecimal) in Cell.money(value, digits: digits[key.currency]) }
            let cells: [Cell] = [
                .month(key.month), .text(key.customer), .text(scope.customerName(key.customer)),
                .integer(f.saleLines), .integer(f.mappedLines), .integer(f.unmappedLines),
                .integer(f.lines(.missing)), .integer(f.lines(.expired)), .integer(f.lines(.notYetValid)),
                .integer(f.lines(.inactive)), money(f.mappedValue), money(f.unmappedValue),
                .decimal(optional: f.lineCoverage), .decimal(optional: f.valueCoverage),
                .integer(f.creditLines),
                .integer(f.creditMappedLines), money(f.creditValue), .text(key.currency),
            ]
            for cell in cells { buffer.append(cell) }
        }
    }

    static func collect(_ cube: SalesCube, _ scope: ReportScope) -> ([Key], [MappingFigures]) {
        var places: [Key: Int] = [:]
        var keys: [Key] = []
        var figures: [MappingFigures] = []
        var last: Key?
        var at = 0
        for cell in cube.cells where scope.reports(cell.key.month) {
            let key = Key(
                month: cell.key.month, customer: cell.key.customer, currency: cube.currency(of: cell))
            // Cells of one document stand together.
            if key != last {
                last = key
                if let known = places[key] {
                    at = known
                } else {
                    at = keys.count
                    places[key] = at
                    keys.append(key)
                    figures.append(MappingFigures())
                }
            }
            figures[at].add(cell, cube.value(of: cell))
        }
        let ranks = TextRanks(of: keys.lazy.map(\.customer), scope.texts)
        let order = keys.indices.sorted { a, b in
            let (x, y) = (keys[a], keys[b])
            if x.month != y.month { return x.month < y.month }
            if x.customer != y.customer { return ranks[x.customer] < ranks[y.customer] }
            return scope.texts.precedes(x.currency, y.currency)
        }
        return (order.map { keys[$0] }, order.map { figures[$0] })
    }

    private static let columns: [Column] = [
        Column("month", "Month", .month, isKey: true),
        Column("customer_id", "Customer", .number, isKey: true),
        Column("customer_name", "Name", .text), Column("sale_lines", "Sale lines", .integer),
        Column("mapped_lines", "Mapped", .integer), Column("unmapped_lines", "Unmapped", .integer),
        Column("missing_lines", "Missing", .integer), Column("expired_lines", "Expired", .integer),
        Column("not_yet_valid_lines", "Not yet valid", .integer),
        Column("inactive_lines", "Inactive", .integer),
        Column("mapped_value", "Mapped value", .money(digits: 2)),
        Column("unmapped_value", "Unmapped value", .money(digits: 2)),
        Column("line_coverage_pct", "Line coverage %", .percent(digits: 2)),
        Column("value_coverage_pct", "Value coverage %", .percent(digits: 2)),
        Column("credit_lines", "Credit lines", .integer),
        Column("credit_mapped_lines", "Credits mapped", .integer),
        Column("credit_value", "Credit value", .money(digits: 2)),
        Column("currency", "Currency", .number, isKey: true),
    ]
}
