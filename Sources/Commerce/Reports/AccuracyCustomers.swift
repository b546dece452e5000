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

    /// By month, customer and currency, by bytes.
    static func collect(_ cube: SalesCube, _ scope: ReportScope) -> ([Key], [MappingFigures]) {
        var keys: [Key] = []
        var figures: [MappingFigures] = []
        for slice in cube.reportedSlices(scope) {
            var at = slice.cells.lowerBound
            while at < slice.cells.upperBound {
                let group = keys.count
                at = collect(cube, slice, from: at, &keys, &figures)
                if keys.count > group + 1 { sort(group, &keys, &figures, scope) }
            }
        }
        return (keys, figures)
    }

    /// Takes the cells of one customer, a row for each currency; the place of the next customer's.
    private static func collect(
        _ cube: SalesCube, _ slice: SalesCube.Slice, from start: Int, _ keys: inout [Key],
        _ figures: inout [MappingFigures]
    ) -> Int {
        let group = keys.count
        let customer = cube.cells[start].customer
        var currency = -1
        var place = 0
        var at = start
        while at < slice.cells.upperBound, cube.cells[at].customer == customer {
            let cell = cube.cells[at]
            if cell.currency != currency {
                currency = cell.currency
                let key = Key(month: slice.month, customer: customer, currency: cube.currency(of: cell))
                place = keys[group...].firstIndex(of: key) ?? keys.count
                if place == keys.count {
                    keys.append(key)
                    figures.append(MappingFigures())
                }
            }
            figures[place].add(cell, cube)
            at += 1
        }
        return at
    }

    private static func sort(
        _ group: Int, _ keys: inout [Key], _ figures: inout [MappingFigures], _ scope: ReportScope
    ) {
        let order = keys[group...].indices.sorted {
            scope.texts.precedes(keys[$0].currency, keys[$1].currency)
        }
        keys.replaceSubrange(group..., with: order.map { keys[$0] })
        figures.replaceSubrange(group..., with: order.map { figures[$0] })
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
