/// rules.md 2 and 3 once more: plain loops over plain strings, slow, written from the text of the rules and not
/// from the program.
struct MappingOracle {
    let world: MappingWorld

    struct Place: Equatable {
        var level: String
        var distance: Int
        var rows: [MappingWorld.Row]
    }

    /// Rules.md 2.1. Rows that never apply are left out of every step.
    func places(customer: String, shipTo: String) -> [Place] {
        var chain: [String] = []
        var next = customer
        while !next.isEmpty, !chain.contains(next) {
            chain.append(next)
            next = world.buyers.first { $0.id == next }?.parent ?? ""
        }
        let sound = world.rows.filter { row in
            guard let from = row.from, let to = row.to else { return true }
            return from <= to
        }
        var places: [Place] = []
        if !shipTo.isEmpty, shipTo != customer {
            places.append(Place(level: "ship_to", distance: 0, rows: sound.filter { $0.customer == shipTo }))
        }
        for (distance, id) in chain.enumerated() {
            let level = distance == 0 ? "own" : "parent"
            places.append(Place(level: level, distance: distance, rows: sound.filter { $0.customer == id }))
        }
        var groups: [(String, Int)] = []
        if !shipTo.isEmpty, shipTo != customer { groups.append((group(of: shipTo), 0)) }
        for (distance, id) in chain.enumerated() { groups.append((group(of: id), distance)) }
        for (name, distance) in groups where !name.isEmpty {
            let rows = sound.filter { $0.customer.isEmpty && $0.group == name }
            places.append(Place(level: "group", distance: distance, rows: rows))
        }
        let all = sound.filter { $0.customer.isEmpty && $0.group.isEmpty }
        places.append(Place(level: "everyone", distance: 0, rows: all))
        return places
    }

    private func group(of id: String) -> String { world.buyers.first { $0.id == id }?.group ?? "" }

    func isValid(_ row: MappingWorld.Row, _ day: Int) -> Bool {
        row.active && (row.from ?? day) <= day && day <= (row.to ?? day)
    }

    /// Rules.md 2.2: every row that may win. More than one only where rows differ in what the rule does not name.
    func winners(_ rows: [MappingWorld.Row], unit: String) -> [MappingWorld.Row] {
        var left = rows
        if !unit.isEmpty, left.contains(where: { $0.unit == unit }) { left = left.filter { $0.unit == unit } }
        if left.contains(where: \.preferred) { left = left.filter(\.preferred) }
        let latest = left.map { $0.from ?? -1 }.max()
        left = left.filter { ($0.from ?? -1) == latest }
        let smallest = left.map { Array($0.number.utf8) }.min { $0.lexicographicallyPrecedes($1) }
        return left.filter { Array($0.number.utf8) == smallest }
    }

    /// Rules.md 2.4.
    func shortfall(_ rows: [MappingWorld.Row], _ day: Int) -> String {
        if rows.contains(where: { $0.active && ($0.to ?? day) < day }) { return "expired" }
        if rows.contains(where: { $0.active && ($0.from ?? day) > day }) { return "not_yet_valid" }
        let off = rows.filter { !$0.active && ($0.from ?? day) <= day && day <= ($0.to ?? day) }
        return off.isEmpty ? "missing" : "inactive"
    }

    struct Shown: Equatable {
        var outcome: String
        var level = ""
        var distance = 0
        var rows: [MappingWorld.Row] = []
    }

    func numberShown(customer: String, shipTo: String, item: String, unit: String, day: Int) -> Shown {
        let places = places(customer: customer, shipTo: shipTo)
        for place in places {
            let valid = place.rows.filter { same($0.item, item) && isValid($0, day) }
            if valid.isEmpty { continue }
            return Shown(
                outcome: "mapped", level: place.level, distance: place.distance,
                rows: winners(valid, unit: unit))
        }
        return Shown(outcome: shortfall(places.flatMap(\.rows).filter { same($0.item, item) }, day))
    }

    /// Swift's `==` on strings looks past the bytes.
    func same(_ a: String, _ b: String) -> Bool { Array(a.utf8) == Array(b.utf8) }
}
