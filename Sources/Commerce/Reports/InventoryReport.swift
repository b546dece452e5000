import Notation

/// Stock by item and location, with who knows the item under which number (rules.md 6).
///
/// With a customer in the scope, the rows are that customer's items in its numbers and units. Parts:
/// `inventory-numbers`, who knows each item as what; `inventory-dead`, what lies still;
/// `inventory-without-stock`, items that have no stock record.
package enum InventoryReport {
    /// Days of sales that days of cover are reckoned from.
    static let coverDays = 90

    package static func table(_ stock: [StockLevel], _ cube: SalesCube, _ scope: ReportScope) -> Table {
        let known = KnownNumbers(scope, items: Set(stock.map(\.item)))
        let ranks = TextRanks(of: stock.flatMap { [$0.item, $0.location] }, scope.texts)
        let wanted = stock.filter { scope.customer == nil || known.shown(of: $0.item) != nil }
        let rows = wanted.sorted {
            $0.item != $1.item ? ranks[$0.item] < ranks[$1.item] : ranks[$0.location] < ranks[$1.location]
        }
        let sales = DailySales(cube, until: max(scope.today, scope.until ?? scope.today))
        let cover = Cover(stock, sales.sum(days: coverDays, until: scope.today), scope)
        let dead = DeadStock(sales, scope)
        let digits = UInt8(truncatingIfNeeded: scope.digits(scope.currency))
        let columns = columns(scope.customer != nil)
        var table = Table(
            name: "inventory", title: title(scope), period: "on \(scope.today)", columns: columns,
            rowCount: rows.count, texts: scope.texts
        ) { at, buffer in
            InventoryRow(rows[at], known, cover, scope, isDead: dead.holds(rows[at]))
                .fill(&buffer, scope, digits: digits)
        }
        table.totals = [total(rows, scope, columns, digits)]
        table.highlights = highlights(rows, dead, scope, digits)
        table.opening = { opening(rows, cover, dead, scope) }
        if rows.contains(where: \.onHand.isNegative) {
            table.choice = RowChoice("those below zero before others") { room in
                RowChoice.first(of: rows.count, room) { rows[$0].onHand.isNegative }
            }
        }
        table.controls = scope.controls
        table.notes = notes(scope)
        table.parts = [dead.table(wanted, scope, digits: digits), without(stock, scope)]
        if scope.customer == nil { table.parts.insert(known.table(scope), at: 0) }
        return table
    }

    private static func title(_ scope: ReportScope) -> String {
        guard let customer = scope.customer else { return "Inventory by item and location" }
        return "Inventory in the numbers and units of \(scope.texts.string(scope.customerName(customer)))"
    }

    private static func columns(_ forCustomer: Bool) -> [Column] {
        let quantity = Column.Kind.decimal(minimum: 0, maximum: forCustomer ? 3 : 38)
        return [
            Column("item_number", "Item #", .number, isKey: true),
            Column("location", "Location", .text, isKey: true), Column("description", "Description", .text),
            Column("on_hand", "On hand", quantity), Column("allocated", "Allocated", quantity),
            Column("available", "Available", quantity), Column("on_order", "On order", quantity),
            Column("list_value", "List value", .money(digits: 2)), Column("customers", "Customers", .integer),
            Column("unit", "Unit", .text),
            Column("days_of_cover", "Days of cover", .decimal(minimum: 0, maximum: 0)),
            Column("flag", "Flag", .text),
        ] + (forCustomer ? [Column("customer_item_number", "Customer Item #", .number, isKey: true)] : [])
    }

    private static func total(
        _ rows: [StockLevel], _ scope: ReportScope, _ columns: [Column], _ digits: UInt8
    ) -> TotalRow {
        var onHand = DecimalTotal(), allocated = DecimalTotal(), onOrder = DecimalTotal(),
            value = DecimalTotal()
        for row in rows {
            onHand.add(row.onHand)
            allocated.add(row.allocated)
            onOrder.add(row.onOrder)
            if let worth = InventoryRow.listValue(row, scope) { value.add(worth) }
        }
        // Pieces of one item and dozens of another are not added.
        if scope.customer != nil {
            return TotalRow(of: columns, ["list_value": .money(value.value, digits: digits)])
        }
        let available = (try? onHand.value.subtracting(allocated.value)).map { Cell.decimal($0) } ?? .blank
        return TotalRow(
            of: columns,
            [
                "on_hand": .decimal(onHand.value), "allocated": .decimal(allocated.value),
                "available": available,
                "on_order": .decimal(onOrder.value), "list_value": .money(value.value, digits: digits),
            ])
    }

    private static func highlights(
        _ rows: [StockLevel], _ dead: DeadStock, _ scope: ReportScope, _ digits: UInt8
    ) -> [Highlight] {
        var still = DecimalTotal()
        let lying = rows.filter(dead.holds)
        for row in lying { if let value = InventoryRow.listValue(row, scope) { still.add(value) } }
        let negative = rows.count { $0.onHand.isNegative }
        return [
            Highlight("Stock records", .integer(rows.count), .integer),
            Highlight("Items", .integer(Set(rows.map(\.item)).count), .integer),
            Highlight(
                "Negative stock", .integer(negative), .integer, tone: negative > 0 ? .bad : .good,
                link: RowLink("inventory", found: rows.firstIndex(where: \.onHand.isNegative))),
            Highlight(
                "Stock without a sale" + scope.inWords(scope.currency), .money(still.value, digits: digits),
                .money(digits: Int(digits)),
                note: Paragraph([.words("at list price, ")] + Paragraph.count(lying.count, "record")),
                link: RowLink("inventory-dead")),
        ]
    }

    private static func without(_ stock: [StockLevel], _ scope: ReportScope) -> Table {
        let held = Set(stock.map(\.item))
        let items = scope.data.items.records.filter { !held.contains($0.number) }.sorted {
            scope.texts.precedes($0.number, $1.number)
        }
        return Table(
            name: "inventory-without-stock", title: "Items without a stock record",
            period: "on \(scope.today)",
            columns: [
                Column("item_number", "Item #", .number, isKey: true),
                Column("description", "Description", .text),
                Column("active", "Active", .text),
            ], rowCount: items.count, texts: scope.texts
        ) { at, buffer in
            buffer.append(.text(items[at].number))
            buffer.append(.text(items[at].description))
            buffer.append(items[at].active ? "true" : "false")
        }
    }

    private static func notes(_ scope: ReportScope) -> [Note] {
        [
            Note("Available", "on hand less allocated"),
            Note("List value", "on hand x list price; blank where the item has none"),
            Note("Customers", "how many customers and groups have a number for the item today"),
            Note(
                "Days of cover",
                "available at all places / average daily sales"
                    + (scope.customer == nil ? "" : " to this customer")
                    + " of the last 90 days; blank without sales"),
            Note(
                "Flag",
                "negative: less than nothing on hand; no sale: on hand and not sold in the period, or where none is "
                    + "given in the last \(DeadStock.days) days"),
        ]
    }
}
