import Notation

/// The part of the reconciliation that is for those who will phone: whom to ask, how much it is worth, and for which
/// items first.
enum UnmappedCustomers {
    struct Row: Sendable {
        let customer: TextID
        let currency: TextID
        var items = 0
        var lines = 0
        var value = DecimalTotal()
        var firstDay = Int32.max
        var lastDay = Int32.min
        /// The most valuable, in order.
        var worst: [TextID] = []
        var share: ExactDecimal?
        var runningShare: ExactDecimal?

        mutating func add(_ row: UnmappedRow) {
            lines += row.lines
            value.add(row.value.value)
            firstDay = min(firstDay, row.firstDay)
            lastDay = max(lastDay, row.lastDay)
            if worst.count < 3, !worst.contains(row.item) { worst.append(row.item) }
        }
    }

    /// - Parameter rows: Those of the report, the most valuable first.
    static func table(_ rows: [UnmappedRow], _ scope: ReportScope, period: String) -> Table {
        let groups = groups(rows, scope)
        let digits = CurrencyDigits(groups.map(\.currency), scope)
        var table = Table(
            name: "unmapped-customers", title: "Whom to ask for their item numbers", period: period,
            columns: columns, rowCount: groups.count, texts: scope.texts
        ) { at, buffer in
            let row = groups[at]
            let customer = scope.data.customers.index(of: row.customer).map {
                scope.data.customers.records[$0]
            }
            buffer.append(.text(row.customer))
            buffer.append(.text(scope.customerName(row.customer)))
            buffer.append(customer?.phone ?? "")
            buffer.append(customer?.email ?? "")
            buffer.append(.integer(row.items))
            buffer.append(.integer(row.lines))
            buffer.append(.money(row.value.value, digits: digits[row.currency]))
            buffer.append(.decimal(optional: row.share))
            buffer.append(.decimal(optional: row.runningShare))
            buffer.append(.day(Day(number: row.firstDay)))
            buffer.append(.day(Day(number: row.lastDay)))
            buffer.append(row.worst.map { scope.texts.string($0) }.joined(separator: ", "))
            buffer.append(.text(customer?.parentID ?? .blank))
            buffer.append(customer?.country ?? "")
            buffer.append(.text(row.currency))
        }
        // The most valuable row of a valuable customer stands near the top.
        table.rowLink = { at in
            RowLink(
                "unmapped",
                found: rows.firstIndex {
                    $0.customer == groups[at].customer && $0.currency == groups[at].currency
                })
        }
        table.notes = [
            "One row a customer, the most valuable first: the list to phone down.",
            Note("Begin with", "the three items that are worth most; all of them stand in the table above"),
            Note(
                "Running share",
                "value of this customer and all above, of the unmapped value in this currency"),
        ]
        return table
    }

    static func groups(_ rows: [UnmappedRow], _ scope: ReportScope) -> [Row] {
        // The last group of each customer, by the place of its id: far cheaper than a dictionary, and hardly a customer
        // has groups in several currencies.
        var lastGroup = [Int32](repeating: -1, count: (rows.lazy.map(\.customer.index).max() ?? -1) + 1)
        var places: [UInt64: Int] = [:]
        var groups: [Row] = []
        // Of each row its group and item, which several rows may share.
        var pairs: [UInt64] = []
        pairs.reserveCapacity(rows.count)
        for row in rows {
            var at = Int(lastGroup[row.customer.index])
            if at < 0 || groups[at].currency != row.currency {
                let key = UInt64(row.customer.index) << 32 | UInt64(row.currency.index)
                at = places[key] ?? groups.count
                if at == groups.count {
                    places[key] = at
                    groups.append(Row(customer: row.customer, currency: row.currency))
                }
                lastGroup[row.customer.index] = Int32(truncatingIfNeeded: at)
            }
            pairs.append(UInt64(at) << 32 | UInt64(row.item.index))
            groups[at].add(row)
        }
        RadixSort.sort(&pairs)
        for (at, pair) in pairs.enumerated() where at == 0 || pairs[at - 1] != pair {
            groups[Int(pair >> 32)].items += 1
        }
        groups.sort { a, b in
            if a.value.value != b.value.value { return a.value.value > b.value.value }
            if a.customer != b.customer { return scope.texts.precedes(a.customer, b.customer) }
            return scope.texts.precedes(a.currency, b.currency)
        }
        addShares(&groups)
        return groups
    }

    private static func addShares(_ groups: inout [Row]) {
        var totals: [TextID: DecimalTotal] = [:]
        for row in groups { totals[row.currency, default: DecimalTotal()].add(row.value.value) }
        var running: [TextID: DecimalTotal] = [:]
        for at in groups.indices {
            let currency = groups[at].currency
            running[currency, default: DecimalTotal()].add(groups[at].value.value)
            guard let whole = totals[currency]?.value, let part = running[currency]?.value else { continue }
            groups[at].share = percent(groups[at].value.value, of: whole)
            groups[at].runningShare = percent(part, of: whole)
        }
    }

    private static let columns: [Column] = [
        Column("customer_id", "Customer", .number, isKey: true), Column("customer_name", "Name", .text),
        Column("phone", "Phone", .text), Column("email", "E-mail", .text), Column("items", "Items", .integer),
        Column("lines", "Lines", .integer), Column("value", "Value", .money(digits: 2)),
        Column("share_pct", "Share %", .percent(digits: 2)),
        Column("running_share_pct", "Running share %", .percent(digits: 2)),
        Column("first_date", "First", .day), Column("last_date", "Last", .day),
        Column("worst_items", "Begin with", .text), Column("parent_customer_id", "Parent", .number),
        Column("country", "Country", .text), Column("currency", "Currency", .number, isKey: true),
    ]
}
