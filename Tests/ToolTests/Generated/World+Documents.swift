extension World {
    mutating func makeInvoices(_ random: inout SeededNumbers, lines: Int) {
        var scattered: [InvoiceLine] = []
        var number = 489_000
        while invoiceLines.count + scattered.count < lines {
            number += 1
            let document = makeInvoice(number, &random)
            if random.chance(30) { scattered += document } else { invoiceLines += document }
        }
        for line in scattered { invoiceLines.insert(line, at: random.below(invoiceLines.count + 1)) }
        for _ in 0..<60 { invoiceLines.append(random.pick(invoiceLines)) }
    }

    private func makeInvoice(_ number: Int, _ random: inout SeededNumbers) -> [InvoiceLine] {
        let kind = random.below(100)
        let prefix = kind < 7 ? "C" : kind < 8 ? "A" : ""
        let customer = customers[random.below(customers.count)]
        let id = random.chance(15) || prefix == "A" ? "" : random.chance(1) ? "99001" : customer.id
        let branches = customers.filter { $0.parent == customer.id }
        let shipTo =
            id == customer.id && !branches.isEmpty && random.chance(30) ? random.pick(branches).id : ""
        let day = Self.day(&random)
        return (0..<1 + random.below(prefix == "A" ? 1 : 21)).map { _ in
            var quantity = random.pick([1, 2, 3, 6, 12, 24, 144, 1_000])
            // A credit with a positive line, and a write-off on an invoice, are rare but real.
            if prefix == "C" ? !random.chance(2) : random.chance(1) { quantity = -quantity }
            return InvoiceLine(
                invoice: prefix + String(number), code: code(prefix, &random),
                description: random.pick(["MUG", " MUG, RED", "5\" BOX", ""]), quantity: quantity,
                date: day + " 0\(7 + random.below(3)):\(Self.two(random.below(60))):00",
                price: Self.price(prefix, &random), customer: id.isEmpty ? "" : id + ".0", shipTo: shipTo,
                unit: random.pick(["", "", "", "EA", "CS", "BX"]),
                discount: random.pick(["", "", "", "5", "12.5"]))
        }
    }

    private func code(_ prefix: String, _ random: inout SeededNumbers) -> String {
        if prefix == "A" { return "B" }
        if random.chance(3) { return random.pick(Self.nonItems) }
        let number = items[random.below(items.count)].number
        return (random.chance(25) ? number.lowercased() : number) + (random.chance(2) ? " " : "")
    }

    private static func price(_ prefix: String, _ random: inout SeededNumbers) -> String {
        if prefix == "A" { return "-53594.36" }
        switch random.below(12) {
        case 0: return "0.001"
        case 1: return "18.0"
        case 2: return "1." + String(100 + random.below(900))
        case 3: return "0"
        case 4: return String(10 + random.below(9_000))
        default: return "\(random.below(20)).\(two(random.below(100)))"
        }
    }

    mutating func makeOrders(_ random: inout SeededNumbers, orders: Int) {
        for order in 0..<orders {
            let customer = customers[random.below(customers.count)]
            let branches = customers.filter { $0.parent == customer.id }
            let shipTo = !branches.isEmpty && random.chance(25) ? random.pick(branches).id : ""
            let day = Self.day(&random)
            for line in 0..<1 + random.below(9) {
                var made = OrderLine(
                    order: "SO\(100_000 + order)", customer: customer.id, shipTo: shipTo, date: day,
                    line: line + 1, quantity: random.pick([1, 2, 5, 12, 300]),
                    unit: random.pick(["", "", "CS", "EA"]), price: "3.75")
                fill(&made, near: customer, &random)
                orderLines.append(made)
            }
        }
    }

    private func fill(_ line: inout OrderLine, near customer: Customer, _ random: inout SeededNumbers) {
        let item = items[random.below(items.count)]
        let known = mappings.filter { [customer.id, customer.parent, line.shipTo, ""].contains($0.customer) }
        let row = known[random.below(known.count)]
        let theirs = row.theirs
        switch random.below(14) {
        case 0...4: line.theirs = theirs
        case 5: line.theirs = " " + theirs + "  "
        case 6: line.theirs = theirs.lowercased()
        case 7: line.theirs = theirs.replacing("-", with: " ").replacing("000", with: "")
        case 8: line.theirs = item.gtin.isEmpty ? "0" : random.pick([item.gtin, "0" + item.gtin])
        case 9: line.theirs = random.chance(50) ? item.number : item.number.lowercased()
        case 10: line.item = random.chance(70) ? item.number : " " + item.number.lowercased()
        case 11: line.gtin = item.gtin.isEmpty ? "4006381333931" : Self.spaced(item.gtin)
        case 12: line.theirs = random.pick(["--", "NOPE-1", "Z9", ""])
        default:
            line.theirs = theirs
            line.item = random.chance(50) ? row.item : item.number
        }
    }

    private static func spaced(_ gtin: String) -> String { gtin.prefix(1) + " " + gtin.dropFirst() }
}
