extension World {
    static let nonItems = ["POST", "M", "m", "BANK CHARGES", "D", "DOT"]

    static func make(seed: UInt64, lines: Int) -> World {
        var random = SeededNumbers(seed: seed)
        var world = World()
        world.makeCustomers(&random)
        world.makeItems(&random)
        world.makeMappings(&random)
        world.makeInvoices(&random, lines: lines)
        world.makeOrders(&random, orders: 300)
        return world
    }

    private mutating func makeCustomers(_ random: inout SeededNumbers) {
        let names = ["Thistle & Co", "Orchard, Interiors", "Vale Gifts", "O'Hare \"Home\"", "<Nook>"]
        for index in 0..<40 {
            var customer = Customer(id: String(12_000 + index * 7), name: "\(random.pick(names)) \(index)")
            // 0-3 are heads, 4-7 their houses, which have branches themselves.
            if (4..<8).contains(index) { customer.parent = customers[index - 4].id }
            if (8..<26).contains(index) { customer.parent = customers[random.below(8)].id }
            if random.chance(35) { customer.group = random.pick(["BUYERS", "NORTH"]) }
            customers.append(customer)
        }
    }

    private mutating func makeItems(_ random: inout SeededNumbers) {
        let suffixes = ["", "A", "B", "BL", "E"]
        var seen: Set<String> = []
        while items.count < 70 {
            let stem = (items.count % 9 == 0 ? "00" : "2") + String(1_000 + random.below(400))
            let number = items.count == 3 ? "DCGS0001" : stem + random.pick(suffixes)
            guard seen.insert(number).inserted else { continue }
            let body = "50123" + String(1_000_000 + items.count * 13)
            items.append(
                Item(
                    number: number,
                    description: random.pick(["MUG, RED", "BOX \"OLD\"", "Tin", "BAG 5\" & LID"]),
                    gtin: random.chance(85) ? body + String(Self.checkDigit(body)) : ""))
        }
    }

    /// GS1 General Specifications 7.9: weights 3 and 1 from the right.
    static func checkDigit(_ body: String) -> Int {
        var sum = 0
        for (index, digit) in body.reversed().enumerated() {
            sum += (digit.wholeNumberValue ?? 0) * (index % 2 == 0 ? 3 : 1)
        }
        return (10 - sum % 10) % 10
    }

    private mutating func makeMappings(_ random: inout SeededNumbers) {
        var seen: Set<String> = []
        for (index, customer) in customers.enumerated() {
            for item in items where random.chance(index < 8 ? 35 : 45) {
                addRows(of: item, &random, &seen) { $0.customer = customer.id }
            }
        }
        for group in ["BUYERS", "NORTH"] {
            for item in items where random.chance(25) {
                addRows(of: item, &random, &seen) { $0.group = group }
            }
        }
        for item in items where random.chance(8) { addRows(of: item, &random, &seen) { _ in } }
        // A customer that the customer file does not know.
        addRows(of: items[0], &random, &seen) { $0.customer = "99001" }
    }

    private mutating func addRows(
        of item: Item, _ random: inout SeededNumbers, _ seen: inout Set<String>,
        owner: (inout Mapping) -> Void
    ) {
        for _ in 0..<random.pick([1, 1, 1, 2, 2, 3]) {
            var row = Mapping(item: item.number, theirs: Self.theirNumber(&random))
            owner(&row)
            let unit = random.pick([("", ""), ("", ""), ("EA", "1"), ("CS", "12"), ("BG", "2.5")])
            (row.unit, row.factor) = unit
            row.from = random.chance(45) ? Self.day(&random) : ""
            row.to = random.chance(35) ? Self.day(&random) : ""
            row.preferred = random.chance(30)
            row.active = !random.chance(7)
            if random.chance(8), let other = mappings.last, other.customer == row.customer {
                // The same number for another item, exactly or but for a dash.
                row.theirs = random.chance(50) ? other.theirs : other.theirs + "-"
            }
            // Two rows that tie in all that rules.md 2.2 compares would leave the unit to chance.
            let key = "\(row.customer)|\(row.group)|\(row.item)|\(row.theirs)|\(row.preferred)|\(row.from)"
            if seen.insert(key).inserted { mappings.append(row) }
        }
    }

    private static func theirNumber(_ random: inout SeededNumbers) -> String {
        let digits = String(1_000 + random.below(9_000))
        switch random.below(5) {
        case 0: return "ZG-\(digits.prefix(2))-\(digits.suffix(2))x"
        case 1: return "000" + digits
        case 2: return "K \(digits)"
        case 3: return digits + "/7"
        default: return "Q" + digits
        }
    }

    /// A day of the first half of 2026, so that windows and documents meet often.
    static func day(_ random: inout SeededNumbers) -> String {
        "2026-0\(1 + random.below(6))-" + two(1 + random.below(28))
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
