import Notation

/// The part of the sales report that holds each period against the one before it and the same one a year before.
///
/// With the month among the keys each month is compared with the month before and that of the year before; without
/// it the whole period with as many months before it, and with the same months a year earlier. Only whole months
/// can be compared.
enum SalesComparison {
    struct Key: Hashable, Sendable {
        var customer = TextID.blank
        var item = TextID.blank
        var category = TextID.blank
        var country = TextID.blank
        var currency = TextID.blank
    }

    struct Sum: Sendable {
        var lines = 0
        var value = DecimalTotal()

        /// Adds a line.
        mutating func add(_ value: ExactDecimal) {
            lines += 1
            self.value.add(value)
        }

        mutating func add(_ other: Sum) {
            lines += other.lines
            value.add(other.value.value)
        }
    }

    struct Row: Sendable {
        /// Nil where the row is of the whole period.
        let month: Month?
        let key: Key
        let now: Sum
        /// Nil where the data do not reach back so far.
        let before: ExactDecimal?
        let yearBefore: ExactDecimal?
    }

    /// Months of sales of each key.
    typealias Sums = [Key: [Month: Sum]]

    static func table(
        _ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey>, countries: [TextID], period: String
    ) -> Table {
        let rows = scope.hasWholeMonths ? rows(cube, scope, keys, countries) : []
        let digits = CurrencyDigits(cube.months.lazy.map(\.currency), scope)
        let shown = SalesKey.allCases.filter { keys.contains($0) && $0 != .month }
        var table = Table(
            name: "sales-comparison", title: "Sales against the period and the year before", period: period,
            columns: columns(keys, shown), rowCount: rows.count, texts: scope.texts
        ) { at, buffer in
            let row = rows[at]
            let own = digits[row.key.currency]
            if keys.contains(.month) { buffer.append(row.month.map { .month($0) } ?? .blank) }
            for key in shown { buffer.append(.text(row.key[key])) }
            buffer.append(.integer(row.now.lines))
            buffer.append(.money(row.now.value.value, digits: own))
            for other in [row.before, row.yearBefore] {
                buffer.append(other.map { .money($0, digits: own) } ?? .blank)
                let step = other.flatMap { try? row.now.value.value.subtracting($0) }
                buffer.append(step.map { .money($0, digits: own) } ?? .blank)
                buffer.append(
                    .decimal(optional: other.flatMap { other in step.flatMap { percent($0, of: other) } }))
            }
            buffer.append(.text(row.key.currency))
        }
        table.notes = notes(scope, byMonth: keys.contains(.month))
        return table
    }

    /// The months of all sales, for words about the last of them.
    static func months(_ cube: SalesCube, _ scope: ReportScope) -> [Row] {
        scope.hasWholeMonths ? rows(cube, scope, [.month], []) : []
    }

    // MARK: Rows

    private static func rows(
        _ cube: SalesCube, _ scope: ReportScope, _ keys: Set<SalesKey>, _ countries: [TextID]
    ) -> [Row] {
        guard let first = cube.months.map(\.month).min(), let last = cube.months.map(\.month).max() else {
            return []
        }
        let sums = keys == [.month] ? monthSums(cube) : cellSums(cube, scope, keys, countries)
        let start = max(first, scope.since?.month ?? first)
        guard start <= last else { return [] }
        let end = min(last, scope.until?.month ?? last)
        guard start <= end else { return [] }
        let found =
            keys.contains(.month)
            ? byMonth(sums, first, start, end)
            : ofPeriod(sums, first, start, scope.until.map { $0.month } ?? end)
        return sorted(found, scope)
    }

    private static func monthSums(_ cube: SalesCube) -> Sums {
        var sums: Sums = [:]
        for month in cube.months {
            var sum = Sum(lines: month.lines(.sale))
            sum.value.add(month.value(.sale))
            sums[Key(currency: month.currency), default: [:]][month.month, default: Sum()].add(sum)
        }
        return sums
    }

    private static func cellSums(
        _ cube: SalesCube, _ scope: ReportScope, _ keys: Set<SalesKey>, _ countries: [TextID]
    ) -> Sums {
        var sums: Sums = [:]
        for slice in cube.slices {
            for cell in cube.cells[slice.cells] where !cell.isCredit {
                var key = Key(currency: cube.currency(of: cell))
                if keys.contains(.customer) { key.customer = cell.customer }
                if keys.contains(.item) { key.item = cell.item }
                if keys.contains(.category) { key.category = scope.data.items[cell.item]?.category ?? .blank }
                if keys.contains(.country), cell.customer.index < countries.count {
                    key.country = countries[cell.customer.index]
                }
                sums[key, default: [:]][slice.month, default: Sum()].add(cube.value(of: cell))
            }
        }
        return sums
    }

    private static func byMonth(_ sums: Sums, _ first: Month, _ start: Month, _ end: Month) -> [Row] {
        var rows: [Row] = []
        for (key, months) in sums {
            func value(_ month: Month) -> ExactDecimal? {
                month < first ? nil : months[month]?.value.value ?? .zero
            }
            var month = start
            while month <= end {
                let before = month.adding(months: -1)
                if months[month].map({ $0.lines > 0 }) ?? false || (months[before]?.lines ?? 0) > 0 {
                    rows.append(
                        Row(
                            month: month, key: key, now: months[month] ?? Sum(), before: value(before),
                            yearBefore: value(month.adding(months: -12))))
                }
                month = month.adding(months: 1)
            }
        }
        return rows
    }

    private static func ofPeriod(_ sums: Sums, _ first: Month, _ start: Month, _ end: Month) -> [Row] {
        let count = Int(end.number - start.number) + 1
        var rows: [Row] = []
        for (key, months) in sums {
            func sum(_ back: Int) -> Sum? {
                guard start.adding(months: -back) >= first else { return nil }
                var sum = Sum()
                for at in 0..<count {
                    if let month = months[start.adding(months: at - back)] { sum.add(month) }
                }
                return sum
            }
            let now = sum(0) ?? Sum()
            let before = sum(count)
            let year = count <= 12 ? sum(12) : nil
            if now.lines + (before?.lines ?? 0) + (year?.lines ?? 0) == 0 { continue }
            rows.append(
                Row(
                    month: nil, key: key, now: now, before: before?.value.value,
                    yearBefore: year?.value.value))
        }
        return rows
    }

    private static func sorted(_ rows: [Row], _ scope: ReportScope) -> [Row] {
        rows.sorted { a, b in
            if a.month != b.month { return (a.month?.number ?? 0) < (b.month?.number ?? 0) }
            for key in [SalesKey.customer, .item, .category, .country] where a.key[key] != b.key[key] {
                return scope.texts.precedes(a.key[key], b.key[key])
            }
            return scope.texts.precedes(a.key.currency, b.key.currency)
        }
    }

    // MARK: Columns

    private static func columns(_ keys: Set<SalesKey>, _ shown: [SalesKey]) -> [Column] {
        let (before, year) =
            keys.contains(.month) ? ("Month before", "Year before") : ("Period before", "Year before")
        return (keys.contains(.month) ? [Column("month", "Month", .month, isKey: true)] : [])
            + shown.map(\.column)
            + [
                Column("lines", "Lines", .integer), Column("value", "Value", .money(digits: 2)),
                Column("before_value", before, .money(digits: 2)),
                Column("before_change", "Change", .money(digits: 2)),
                Column("before_change_pct", "Change %", .percent(digits: 2)),
                Column("year_before_value", year, .money(digits: 2)),
                Column("year_before_change", "Change on the year", .money(digits: 2)),
                Column("year_before_change_pct", "Change on the year %", .percent(digits: 2)),
                Column("currency", "Currency", .number, isKey: true),
            ]
    }

    private static func notes(_ scope: ReportScope, byMonth: Bool) -> [Note] {
        guard scope.hasWholeMonths else {
            return [
                "Only whole months are compared: begin the period on the first of a month and end it on the last."
            ]
        }
        var notes: [Note] = [
            Note(
                byMonth ? "Month before" : "Period before", "as many months, directly before; sale lines only"
            ),
            Note("Year before", "the same months of the year before"),
            "Blank where the data do not reach back so far.",
        ]
        if scope.until == nil, scope.today != scope.today.month.lastDay {
            notes.append(
                Note("\(scope.today.month)", "goes to \(scope.today) only, and is compared with whole months")
            )
        }
        return notes
    }
}

extension SalesComparison.Key {
    subscript(key: SalesKey) -> TextID {
        switch key {
        case .month: .blank
        case .customer: customer
        case .item: item
        case .category: category
        case .country: country
        }
    }
}

extension SalesKey {
    fileprivate var column: Column {
        switch self {
        case .month: Column("month", "Month", .month, isKey: true)
        case .customer: Column("customer_id", "Customer", .number, isKey: true)
        case .item: Column("item_number", "Item #", .number, isKey: true)
        case .category: Column("category", "Category", .text, isKey: true)
        case .country: Column("country", "Country", .text, isKey: true)
        }
    }
}

extension ReportScope {
    /// Whether the period begins and ends with a month, so that it can be held against others.
    var hasWholeMonths: Bool {
        (since.map { $0 == $0.month.firstDay } ?? true) && (until.map { $0 == $0.month.lastDay } ?? true)
    }
}
