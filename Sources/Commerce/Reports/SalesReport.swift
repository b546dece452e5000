import Notation

/// Sales by any of month, customer, item, category and country, with both numbers (rules.md 6).
///
/// A row sums the sale lines of its key; credits of the same key stand in columns of their own, and credits
/// whose key has no sale in the part `sales-credits`, so that nothing is lost. Further parts:
/// `sales-comparison` with the period and the year before, `sales-abc-items` and `sales-abc-customers`,
/// classes by value.
package enum SalesReport {
    /// - Parameter jobs: How many threads may work.
    package static func table(
        _ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey> = SalesKey.standard,
        comparing compared: Set<SalesKey> = [.month], jobs: Int = 1
    ) -> Table {
        var texts = scope.texts
        var countries: [TextID] = []
        if keys.contains(.country) { countries = Self.countries(scope, &texts) }
        var withCountries = scope
        withCountries.data.texts = texts
        let (groups, (items, customers)) = sideBySide(jobs) { [withCountries, countries] in
            SalesGroups(cube, withCountries, by: keys, countries: countries)
        } _: {
            SalesRanking.rankings(cube, scope)
        }
        let rows = SalesRows(
            cube: cube, groups: groups, scope: withCountries, keys: keys, countries: countries,
            digits: CurrencyDigits(cube.months.lazy.map(\.currency), scope))
        let title =
            "Sales by " + SalesKey.allCases.filter(keys.contains).map(\.rawValue).joined(separator: ", ")
        let period = scope.period(of: cube.months.lazy.map(\.month).filter(scope.reports))
        var table = Table(
            name: "sales", title: title, period: period, columns: Self.columns(keys),
            rowCount: groups.rows.count,
            texts: texts
        ) { row, buffer in rows.fill(groups.rows[row], &buffer) }
        let sums = CurrencySums(cube, scope)
        table.totals = totals(sums, scope, table.columns)
        table.highlights = highlights(sums, scope)
        let places = SalesPlaces(
            months: compared == [.month] ? SalesComparison.months(cube, scope) : [],
            items: items.rows, customers: customers.rows)
        table.opening = { opening(cube, scope, places) }
        table.controls = scope.controls
        table.notes = notes
        var credits = Table(
            name: "sales-credits", title: "Credits without a sale of the same key", period: period,
            columns: Self.columns(keys), rowCount: groups.creditRows.count, texts: texts
        ) { row, buffer in rows.fill(groups.creditRows[row], &buffer) }
        credits.notes = [
            "These credits have no sale line in the same row's key, and stand here so that none is lost."
        ]
        table.parts = [
            SalesComparison.table(cube, withCountries, by: compared, countries: countries, period: period),
            items.table(scope, period: period), customers.table(scope, period: period), credits,
        ]
        return table
    }

    static func columns(_ keys: Set<SalesKey>) -> [Column] {
        var columns: [Column] = [
            Column("month", "Month", .month, isKey: keys.contains(.month)),
            Column("customer_id", "Customer", .number, isKey: keys.contains(.customer)),
            Column("item_number", "Item #", .number, isKey: keys.contains(.item)),
            Column("customer_item_number", "Customer Item #", .number),
            Column("description", "Description", .text), Column("lines", "Lines", .integer),
            Column("quantity", "Quantity", .decimal(minimum: 0, maximum: 38)),
            Column("value", "Value", .money(digits: 2)), Column("credit_lines", "Credit lines", .integer),
            Column("credit_quantity", "Credit quantity", .decimal(minimum: 0, maximum: 38)),
            Column("credit_value", "Credit value", .money(digits: 2)),
            Column("currency", "Currency", .number),
        ]
        let used: [Bool] = [
            keys.contains(.month), keys.contains(.customer), keys.contains(.item), keys.contains(.customer),
            keys.contains(.item),
        ]
        for (at, isUsed) in used.enumerated() { columns[at].isHidden = !isUsed }
        if keys.contains(.category) { columns.append(Column("category", "Category", .text, isKey: true)) }
        if keys.contains(.country) { columns.append(Column("country", "Country", .text, isKey: true)) }
        return columns
    }

    private static func countries(_ scope: ReportScope, _ texts: inout Texts) -> [TextID] {
        var countries = [TextID](repeating: .blank, count: scope.texts.count)
        for customer in scope.data.customers.records {
            countries[customer.id.index] = texts.intern(customer.country)
        }
        return countries
    }

    private static func highlights(_ sums: CurrencySums, _ scope: ReportScope) -> [Highlight] {
        sums.rows.filter { $0.saleLines > 0 }.map { sum in
            let digits = scope.digits(sum.currency)
            return Highlight(
                "Sales \(scope.texts.string(sum.currency))",
                .money(sum.saleValue.value, digits: UInt8(truncatingIfNeeded: digits)),
                .money(digits: digits),
                note: Paragraph(
                    Paragraph.count(sum.saleLines, "line") + [.words("; ")]
                        + Paragraph.count(sum.creditLines, "credit line") + [.words(" apart")]))
        }
    }

    private static func totals(
        _ sums: CurrencySums, _ scope: ReportScope, _ columns: [Column]
    ) -> [TotalRow] {
        return sums.rows.map { sum in
            let digits = UInt8(truncatingIfNeeded: scope.digits(sum.currency))
            let name = sums.rows.count == 1 ? "Total" : "Total \(scope.texts.string(sum.currency))"
            return TotalRow(
                name, of: columns,
                [
                    "lines": .integer(sum.saleLines), "quantity": .decimal(sum.saleQuantity.value),
                    "value": .money(sum.saleValue.value, digits: digits),
                    "credit_lines": .integer(sum.creditLines),
                    "credit_quantity": .decimal(sum.creditQuantity.value),
                    "credit_value": .money(sum.creditValue.value, digits: digits),
                    "currency": .text(sum.currency),
                ])
        }
    }

    private static let notes: [Note] = [
        Note("Lines, quantity, value", "sale lines: of a customer, of one of our items, on no credit note"),
        Note("Value", "quantity x unit price less discount, exact, rounded only when shown"),
        Note(
            "Credit columns", "credit notes of the same key, by their own date; the totals count all of them"),
        Note(
            "Customer Item #",
            "the number that stood for the item on the document's day; blank where unmapped"),
    ]
}
