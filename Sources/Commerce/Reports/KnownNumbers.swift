import Notation

/// Who knows which item under which number on the scope's day.
struct KnownNumbers: Sendable {
    /// Rows valid today, by item, then account, then number, all by bytes.
    private let rows: [MappingRow]
    private var customers: [TextID: Int] = [:]
    private var forCustomer: [TextID: MappingRow] = [:]

    init(_ scope: ReportScope, items: Set<TextID>) {
        let valid = scope.data.mappings.rows.filter {
            $0.isActive && $0.covers(scope.today) && items.contains($0.item)
        }
        let ranks = TextRanks(
            of: valid.flatMap {
                [$0.item, $0.number, $0.account.customerID ?? $0.account.groupName ?? .blank]
            },
            scope.texts)
        func account(_ row: MappingRow) -> UInt32 {
            ranks[row.account.customerID ?? row.account.groupName ?? .blank]
        }
        rows = valid.sorted { a, b in
            if a.item != b.item { return ranks[a.item] < ranks[b.item] }
            if account(a) != account(b) { return account(a) < account(b) }
            if a.number != b.number { return ranks[a.number] < ranks[b.number] }
            return a.line < b.line
        }
        var last: (item: TextID, account: Account)?
        for row in rows {
            if let last, last.item == row.item, last.account == row.account { continue }
            last = (row.item, row.account)
            customers[row.item, default: 0] += 1
        }
        guard let customer = scope.customer else { return }
        for item in items {
            let answer = scope.resolver.numberShown(customer: customer, item: item, day: scope.today)
            if answer.outcome == .mapped { forCustomer[item] = scope.resolver.row(answer.row) }
        }
    }

    /// How many accounts have a number for the item.
    func count(of item: TextID) -> Int { customers[item] ?? 0 }

    /// The row that the scope's customer calls the item by.
    func shown(of item: TextID) -> MappingRow? { forCustomer[item] }

    func table(_ scope: ReportScope) -> Table {
        let rows = rows
        return Table(
            name: "inventory-numbers", title: "Who knows each item as what", period: "on \(scope.today)",
            columns: [
                Column("item_number", "Item #", .number, isKey: true),
                Column("customer_id", "Customer", .number, isKey: true),
                Column("customer_group", "Group", .text, isKey: true),
                Column("customer_item_number", "Customer Item #", .number, isKey: true),
                Column("customer_name", "Name", .text), Column("customer_unit", "Unit", .text),
                Column("unit_factor", "Unit factor", .decimal(minimum: 0, maximum: 38)),
                Column("valid_from", "Valid from", .day), Column("valid_to", "Valid to", .day),
            ], rowCount: rows.count, texts: scope.texts
        ) { at, buffer in
            let row = rows[at]
            let customer = row.account.customerID ?? .blank
            buffer.append(.text(row.item))
            buffer.append(.text(customer))
            buffer.append(.text(row.account.groupName ?? .blank))
            buffer.append(.text(row.number))
            buffer.append(.text(scope.customerName(customer)))
            buffer.append(.text(row.unit))
            buffer.append(.decimal(scope.data.mappings.unitFactors[Int(row.unitFactor)]))
            buffer.append(row.validFrom == .min ? .blank : .day(Day(number: row.validFrom)))
            buffer.append(row.validTo == .max ? .blank : .day(Day(number: row.validTo)))
        }
    }
}
