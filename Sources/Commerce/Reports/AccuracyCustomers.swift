import Notation

/// The part of the accuracy report that has a row for each customer in each month.
enum AccuracyCustomers {
    struct Key: Hashable {
        let month: Month
        let customer: TextID
        let currency: TextID
    }

    /// A customer in a month, and where its cells are; those of other currencies stand among them.
    struct Row {
        let key: Key
        let cells: Range<UInt32>

        /// Summed when the row is asked for: the figures of all rows would take more room than the cells.
        func figures(_ cube: SalesCube) -> MappingFigures {
            var figures = MappingFigures()
            for at in cells {
                let cell = cube.cells[Int(at)]
                if cube.currency(of: cell) == key.currency { figures.add(cell, cube) }
            }
            return figures
        }
    }

    static func table(_ rows: [Row], _ cube: SalesCube, _ scope: ReportScope) -> Table {
        let digits = CurrencyDigits(cube.months.lazy.map(\.currency), scope)
        var table = Table(
            name: "accuracy-customers", title: "Item number accuracy by month and customer",
            period: scope.period(of: rows.lazy.map(\.key.month)), columns: columns, rowCount: rows.count,
            texts: scope.texts
        ) { row, buffer in
            let (key, f) = (rows[row].key, rows[row].figures(cube))
            let money = { (value: ExactDecimal) in Cell.money(value, digits: digits[key.currency]) }
            buffer.append(.month(key.month))
            buffer.append(.text(key.customer))
            buffer.append(.text(scope.customerName(key.customer)))
            buffer.append(.integer(f.saleLines))
            buffer.append(.integer(f.mappedLines))
            buffer.append(.integer(f.unmappedLines))
            buffer.append(.integer(f.lines(.missing)))
            buffer.append(.integer(f.lines(.expired)))
            buffer.append(.integer(f.lines(.notYetValid)))
            buffer.append(.integer(f.lines(.inactive)))
            buffer.append(money(f.mappedValue))
            buffer.append(money(f.unmappedValue))
            buffer.append(.decimal(optional: f.lineCoverage))
            buffer.append(.decimal(optional: f.valueCoverage))
            buffer.append(.integer(f.creditLines))
            buffer.append(.integer(f.creditMappedLines))
            buffer.append(money(f.creditValue))
            buffer.append(.text(key.currency))
        }
        table.choice = RowChoice("of each month those with the most unmapped value") { room in
            worst(rows, cube, room)
        }
        return table
    }

    /// Of each month and currency the rows with the most unmapped value, in their order.
    private static func worst(_ rows: [Row], _ cube: SalesCube, _ room: Int) -> [Int] {
        var groups: [Key: [Int]] = [:]
        for (at, key) in rows.lazy.map(\.key).enumerated() {
            groups[Key(month: key.month, customer: .blank, currency: key.currency), default: []].append(at)
        }
        let values = rows.map { $0.figures(cube).unmappedValue }
        let each = max(1, room / max(1, groups.count))
        return groups.values.flatMap { group in
            group.sorted { a, b in
                values[a] != values[b] ? values[a] > values[b] : a < b
            }.prefix(each)
        }.sorted()
    }

    /// By month, customer and currency, by bytes.
    static func collect(_ cube: SalesCube, _ scope: ReportScope) -> [Row] {
        var rows: [Row] = []
        for slice in cube.reportedSlices(scope) {
            var start = slice.cells.lowerBound
            while start < slice.cells.upperBound {
                let first = cube.cells[start]
                var end = start
                var isOfOneCurrency = true
                while end < slice.cells.upperBound, cube.cells[end].customer == first.customer {
                    isOfOneCurrency = isOfOneCurrency && cube.cells[end].currency == first.currency
                    end += 1
                }
                let currencies =
                    isOfOneCurrency ? [cube.currency(of: first)] : currencies(cube, start..<end, scope)
                for currency in currencies {
                    rows.append(
                        Row(
                            key: Key(month: slice.month, customer: first.customer, currency: currency),
                            cells: UInt32(truncatingIfNeeded: start)..<UInt32(truncatingIfNeeded: end)))
                }
                start = end
            }
        }
        return rows
    }

    /// The currencies of some cells, by their codes.
    private static func currencies(
        _ cube: SalesCube, _ cells: Range<Int>, _ scope: ReportScope
    ) -> [TextID] {
        Set(cells.map { cube.currency(of: cube.cells[$0]) }).sorted { scope.texts.precedes($0, $1) }
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
