/// rules.md 2 and 3 read once more and written down as plainly as possible: lists are walked, nothing is
/// indexed, nothing is shared with the program.
struct Oracle: Sendable {
    /// A place where mapping rows can stand, and its rows.
    struct Level: Sendable {
        var name: String
        var rows: [World.Mapping]
    }

    var world: World
    private var customers: [String: World.Customer] = [:]
    private var rows: [String: [World.Mapping]] = [:]
    private var items: [String: World.Item] = [:]

    init(_ world: World) {
        self.world = world
        for customer in world.customers { customers[customer.id] = customer }
        for item in world.items { items[item.number] = item }
        for row in world.mappings where row.from.isEmpty || row.to.isEmpty || row.from <= row.to {
            rows["\(row.customer)|\(row.group)", default: []].append(row)
        }
    }

    func item(_ number: String) -> World.Item? { items[number] }
    func customer(_ id: String) -> World.Customer? { customers[id] }

    /// Rule 2.1: ship-to, own, parents, the groups of each of these in the same order, everyone.
    func levels(_ customer: String, _ shipTo: String) -> [Level] {
        var accounts: [(String, String)] = []
        if !shipTo.isEmpty, shipTo != customer { accounts.append(("ship_to", shipTo)) }
        accounts.append(("own", customer))
        var parent = customers[customer]?.parent ?? ""
        while !parent.isEmpty {
            if !accounts.contains(where: { $0.1 == parent }) { accounts.append(("parent", parent)) }
            parent = customers[parent]?.parent ?? ""
        }
        var levels = accounts.map { Level(name: $0.0, rows: rows["\($0.1)|"] ?? []) }
        var groups: [String] = []
        for account in accounts {
            let group = customers[account.1]?.group ?? ""
            if !group.isEmpty, !groups.contains(group) { groups.append(group) }
        }
        levels += groups.map { Level(name: "group", rows: rows["|\($0)"] ?? []) }
        return levels + [Level(name: "everyone", rows: rows["|"] ?? [])]
    }

    static func isValid(_ row: World.Mapping, _ day: String) -> Bool {
        (row.from.isEmpty || row.from <= day) && (row.to.isEmpty || row.to >= day)
    }

    /// Rule 2.2.
    static func best(_ rows: [World.Mapping], unit: String) -> World.Mapping? {
        rows.min { a, b in
            if !unit.isEmpty, (a.unit == unit) != (b.unit == unit) { return a.unit == unit }
            if a.preferred != b.preferred { return a.preferred }
            if a.from != b.from { return a.from > b.from }
            return Array(a.theirs.utf8).lexicographicallyPrecedes(Array(b.theirs.utf8))
        }
    }

    /// Rule 2.4 over rows that are known not to have answered; nil where there is no reason among them.
    static func reason(_ rows: [World.Mapping], _ day: String) -> String? {
        if rows.contains(where: { $0.active && !$0.to.isEmpty && $0.to < day }) { return "expired" }
        if rows.contains(where: { $0.active && !$0.from.isEmpty && $0.from > day }) { return "not_yet_valid" }
        if rows.contains(where: { !$0.active && isValid($0, day) }) { return "inactive" }
        return nil
    }

    /// The number shown, or the reason why none is.
    func shown(item: String, customer: String, shipTo: String, unit: String, day: String) -> (
        number: String, reason: String
    ) {
        let levels = levels(customer, shipTo)
        for level in levels {
            let valid = level.rows.filter { $0.item == item && $0.active && Self.isValid($0, day) }
            if let row = Self.best(valid, unit: unit) { return (row.theirs, "") }
        }
        let all = levels.flatMap(\.rows).filter { $0.item == item }
        return ("", Self.reason(all, day) ?? "missing")
    }
}
