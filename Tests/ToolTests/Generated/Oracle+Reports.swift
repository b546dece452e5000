extension Oracle {
    /// An invoice line with all that rules.md says of it.
    struct Judged: Sendable {
        var line: World.InvoiceLine
        var month: String
        var day: String
        var customer: String
        var item: String
        /// adjustment, no_customer, non_item, credit, sale
        var kind: String
        var number = ""
        var reason = ""
        var value: Millionths
    }

    func judged() -> [Judged] {
        world.invoiceLines.map { line in
            var customer = line.customer
            if customer.hasSuffix(".0") { customer = String(customer.dropLast(2)) }
            let code = String(line.code.filter { $0 != " " || line.code.hasPrefix("BANK") }).uppercased()
            let day = String(line.date.prefix(10))
            var out = Judged(
                line: line, month: String(day.prefix(7)), day: day, customer: customer, item: code,
                kind: "sale",
                value: Millionths(quantity: line.quantity, price: line.price, discount: line.discount))
            if line.invoice.hasPrefix("A") {
                out.kind = "adjustment"
            } else if customer.isEmpty {
                out.kind = "no_customer"
            } else if item(code) == nil {
                out.kind = "non_item"
            } else {
                if line.invoice.hasPrefix("C") { out.kind = "credit" }
                (out.number, out.reason) = shown(
                    item: code, customer: customer, shipTo: line.shipTo, unit: line.unit, day: day)
            }
            return out
        }
    }

    /// month,customer_id,item_number,customer_item_number,description,lines,quantity,value
    func sales(_ lines: [Judged]) -> [[String]] {
        var groups: [String: [Judged]] = [:]
        for line in lines where line.kind == "sale" {
            groups["\(line.month)\u{1}\(line.customer)\u{1}\(line.item)\u{1}\(line.number)", default: []]
                .append(line)
        }
        return groups.sorted { Self.precedes($0.key, $1.key) }.map { _, group in
            let first = group[0]
            return [
                first.month, first.customer, first.item, first.number, item(first.item)?.description ?? "",
                String(group.count), String(group.reduce(0) { $0 + $1.line.quantity }),
                Self.sum(group).pounds,
            ]
        }
    }

    /// customer_id,item_number,customer_item_number,customer_name,description,reason,lines,quantity,value,
    /// first_date,last_date,valid_from,valid_to
    func unmapped(_ lines: [Judged]) -> [[String]] {
        var groups: [String: [Judged]] = [:]
        for line in lines where line.kind == "sale" && !line.reason.isEmpty {
            groups["\(line.customer)\u{1}\(line.item)\u{1}\(line.reason)", default: []].append(line)
        }
        let ranked = groups.sorted { a, b in
            let (x, y) = (Self.sum(a.value), Self.sum(b.value))
            return x == y ? Self.precedes(a.key, b.key) : x > y
        }
        return ranked.map { _, group in
            let first = group[0]
            let days = group.map(\.day).sorted()
            return [
                first.customer, first.item, "", customer(first.customer)?.name ?? "",
                item(first.item)?.description ?? "", first.reason, String(group.count),
                String(group.reduce(0) { $0 + $1.line.quantity }), Self.sum(group).pounds,
                days.first ?? "", days.last ?? "", days.first ?? "", "",
            ]
        }
    }

    static let accuracyColumns = [
        "month", "lines", "sale_lines", "mapped_lines", "unmapped_lines", "missing_lines", "expired_lines",
        "not_yet_valid_lines", "mapped_value", "unmapped_value", "line_coverage_pct", "value_coverage_pct",
        "credit_lines", "credit_mapped_lines", "credit_value", "no_customer_lines", "non_item_lines",
        "adjustment_lines", "inactive_lines",
    ]

    func accuracy(_ lines: [Judged]) -> [[String]] {
        Set(lines.map(\.month)).sorted().map { month in
            let all = lines.filter { $0.month == month }
            let sales = all.filter { $0.kind == "sale" }
            let mapped = sales.filter { $0.reason.isEmpty }
            let unmapped = sales.filter { !$0.reason.isEmpty }
            let credits = all.filter { $0.kind == "credit" }
            func because(_ reason: String) -> String { String(unmapped.count { $0.reason == reason }) }
            func of(_ kind: String) -> String { String(all.count { $0.kind == kind }) }
            let (with, without) = (Self.sum(mapped), Self.sum(unmapped))
            return [
                month, String(all.count), String(sales.count), String(mapped.count), String(unmapped.count),
                because("missing"), because("expired"), because("not_yet_valid"), with.pounds, without.pounds,
                Millionths.percent(mapped.count, of: sales.count),
                Millionths.percent(with.count, of: with.count + without.count),
                String(credits.count), String(credits.count { $0.reason.isEmpty }), Self.sum(credits).pounds,
                of("no_customer"), of("non_item"), of("adjustment"), because("inactive"),
            ]
        }
    }

    static func sum(_ lines: [Judged]) -> Millionths {
        lines.reduce(into: Millionths()) { $0 += $1.value }
    }

    private static func precedes(_ a: String, _ b: String) -> Bool {
        Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8))
    }
}
