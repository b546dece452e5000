import Notation

/// Stock that lies still: on hand, and not sold in the period.
struct DeadStock: Sendable {
    /// Days of sales looked at where no period is given.
    static let days = 365

    /// The last day each item was sold on, up to today.
    private let lastSales: [TextID: Int32]
    let since: Day

    init(_ sales: DailySales, _ scope: ReportScope) {
        since = scope.since ?? scope.today.adding(days: 1 - Self.days)
        lastSales = sales.lastDays(until: scope.until ?? scope.today)
    }

    /// Whether a record's stock lies still.
    func holds(_ stock: StockLevel) -> Bool {
        guard stock.onHand.signum > 0 else { return false }
        return lastSales[stock.item].map { $0 < since.number } ?? true
    }

    func table(_ stock: [StockLevel], _ scope: ReportScope, digits: UInt8) -> Table {
        let ranks = TextRanks(of: stock.flatMap { [$0.item, $0.location] }, scope.texts)
        let values = stock.filter(holds).map { (stock: $0, value: InventoryRow.listValue($0, scope)) }
        let rows = values.sorted { a, b in
            let (x, y) = (a.value ?? .zero, b.value ?? .zero)
            if x != y { return x > y }
            if a.stock.item != b.stock.item { return ranks[a.stock.item] < ranks[b.stock.item] }
            return ranks[a.stock.location] < ranks[b.stock.location]
        }
        let lastSales = lastSales
        var table = Table(
            name: "inventory-dead", title: "Stock without a sale", period: "since \(since)",
            columns: Self.columns, rowCount: rows.count, texts: scope.texts
        ) { at, buffer in
            let (stock, value) = rows[at]
            let last = lastSales[stock.item].map { Day(number: $0) }
            buffer.append(.text(stock.item))
            buffer.append(.text(stock.location))
            buffer.append(.text(scope.itemDescription(stock.item)))
            buffer.append(.decimal(stock.onHand))
            buffer.append(value.map { .money($0, digits: digits) } ?? .blank)
            buffer.append(last.map { .day($0) } ?? .blank)
            buffer.append(last.map { .integer(Int(scope.today.number) - Int($0.number)) } ?? .blank)
        }
        var total = DecimalTotal()
        for row in rows { if let value = row.value { total.add(value) } }
        if !rows.isEmpty {
            table.totals = [TotalRow(of: Self.columns, ["list_value": .money(total.value, digits: digits)])]
        }
        table.notes = [
            "On hand, and no sale line since that day; the most valuable first.",
            Note("Last sale", "in the data that were read; blank where there is none"),
        ]
        return table
    }

    private static let columns: [Column] = [
        Column("item_number", "Item #", .number, isKey: true),
        Column("location", "Location", .text, isKey: true), Column("description", "Description", .text),
        Column("on_hand", "On hand", .decimal(minimum: 0, maximum: 38)),
        Column("list_value", "List value", .money(digits: 2)), Column("last_sale", "Last sale", .day),
        Column("days_since", "Days since", .integer),
    ]
}
