import Commerce
import Notation
import Testing

@Suite struct MappingAuditTests {
    @Test func `every kind of fault is found, with its rows`() {
        var world = MappingWorld()
        world.buyers = [
            .init(id: "a"), .init(id: "b"), .init(id: "c", parent: "d"), .init(id: "d", parent: "c"),
        ]
        world.articles = [
            .init(number: "X", gtin: "5012345678900"), .init(number: "Y", gtin: "5012345678901"),
            .init(number: "Z", gtin: "123"), .init(number: "77"), .init(number: "W", gtin: "05012345678900"),
        ]
        world.rows = [
            .init(customer: "a", item: "X", number: "conflict"),
            .init(customer: "a", item: "Y", number: "conflict ", from: 5),
            .init(customer: "a", item: "Z", number: "CON-FLICT", to: 5),
            .init(customer: "b", item: "X", number: "twin"),
            .init(customer: "b", item: "X", number: "twin"),
            .init(customer: "b", item: "Y", number: "p1", unit: "EA", preferred: true),
            .init(customer: "b", item: "Y", number: "p2", unit: "EA", preferred: true),
            .init(customer: "b", item: "Y", number: "p3", unit: "BOX", preferred: true),
            .init(customer: "b", item: "Z", number: "77", from: 1, to: 20),
            .init(customer: "b", item: "Z", number: "never", from: 9, to: 8),
            .init(customer: "b", item: "none", number: "n"),
            .init(customer: "nobody", item: "X", number: "m"),
            .init(group: "g", item: "Y", number: "5012345678900"),
            .init(customer: "b", item: "X", number: "twin2", active: false),
        ]
        let side = Side(world, noise: [])
        let found = MappingAudit.findings(side.resolver, today: Day(number: 10))
        let told = found.map { "\($0.id) \($0.rows)" }
        #expect(
            told == [
                "duplicate_row:b:twin:X [3, 4]",
                "conflict:a:conflict [0, 1]",
                "near_duplicate:a:conflict [0, 1, 2]",
                "several_preferred:b:Y:EA [5, 6]",
                "overlap:b:Y:EA:preferred [5, 6]",
                "never_valid:b:never:Z [9]",
                "unknown_item:none [10]",
                "unknown_customer:nobody [11]",
                "shadows_item:b:77:Z [8]",
                "shadows_gtin:group g:5012345678900:Y [12]",
                "parent_cycle:c []",
                "bad_gtin:W []", "bad_gtin:Y []", "bad_gtin:Z []",
                "expires_soon:b:77:Z [8]",
            ])
        #expect(found.first { $0.kind == .parentCycle }?.customers.map { side.text($0) } == ["c", "d"])
        #expect(
            found.filter { $0.kind == .badGTIN }.flatMap(\.items).map { side.text($0) } == ["W", "Y", "Z"])
    }

    @Test func `rows that ended but still arrive, and rows nobody used`() {
        var world = MappingWorld()
        world.buyers = [.init(id: "c1")]
        world.articles = [.init(number: "A1"), .init(number: "X")]
        world.rows = [
            .init(customer: "c1", item: "X", number: "B7", to: 5),
            .init(customer: "c1", item: "X", number: "A-1", from: 6),
            .init(customer: "c1", item: "A1", number: "Z9", from: 2),
            .init(customer: "c1", item: "A1", number: "long gone", to: 1),
        ]
        let side = Side(world, noise: [])
        var use = MappingUse(rowCount: world.rows.count, period: Day(number: 6)...Day(number: 20))
        for number in ["B7", "b-7", "A-1"] {
            let line = side.numbers(.init(customer: "c1", day: 10, customerNumber: number))
            let resolution = side.resolver.resolve(line, texts: side.texts)
            use.add(line, resolution, resolver: side.resolver, texts: side.texts)
        }
        func told() -> [String] {
            MappingAudit.findings(side.resolver, today: nil, use: use).map {
                "\($0.id) \($0.rows) \($0.detail)"
            }
        }
        #expect(
            told() == [
                "expired_in_use:c1:B7:X [0] `B7` ended 1970-01-06, on 2 order lines since",
                "unused:c1 [2] 1 row on no line from 1970-01-07 to 1970-01-21",
            ])
        use.add(side.resolver.numberShown(customer: side.id("c1"), item: side.id("A1"), day: Day(number: 10)))
        #expect(told().count == 1)
    }

    @Test(arguments: 0..<60)
    func `faults among rows are those of comparing all with all`(_ seed: Int) {
        let world = MappingWorld(seed: UInt64(seed) + 500)
        let side = Side(world, noise: [])
        let oracle = MappingOracle(world: world)
        let found = MappingAudit.findings(side.resolver, today: nil)
        let copies = Set(found.filter { $0.kind == .duplicateRow }.flatMap { $0.rows.dropFirst() })
        let wantedCopies = world.rows.indices.filter { at in
            sound(world.rows[at]) && world.rows[..<at].contains(world.rows[at])
        }
        #expect(copies == Set(wantedCopies.map { Int32($0) }))
        var want: [AuditKind: Set<Int32>] = [:]
        let kept = world.rows.indices.filter {
            sound(world.rows[$0]) && world.rows[$0].active && !copies.contains(Int32($0))
        }
        for at in kept {
            for other in kept where other != at {
                for kind in kinds(world.rows[at], world.rows[other], oracle) {
                    want[kind, default: []].insert(Int32(at))
                }
            }
        }
        for kind in [AuditKind.conflict, .nearDuplicate, .severalPreferred, .overlap] {
            let rows = found.filter { $0.kind == kind }.flatMap(\.rows)
            #expect(Set(rows) == want[kind, default: []], "\(kind.name)")
            #expect(rows.count == Set(rows).count, "\(kind.name) names a row twice")
        }
    }

    private func sound(_ row: MappingWorld.Row) -> Bool {
        guard let from = row.from, let to = row.to else { return true }
        return from <= to
    }

    private func kinds(
        _ a: MappingWorld.Row, _ b: MappingWorld.Row, _ oracle: MappingOracle
    ) -> [AuditKind] {
        let meet = (a.from ?? -99) <= (b.to ?? 99) && (b.from ?? -99) <= (a.to ?? 99)
        let isOneAccount = a.customer == b.customer && (!a.customer.isEmpty || a.group == b.group)
        guard meet, isOneAccount else { return [] }
        var kinds: [AuditKind] = []
        if !oracle.same(a.item, b.item) {
            if oracle.matches(a.number, b.number, "exact") {
                kinds.append(.conflict)
            } else if oracle.matches(a.number, b.number, "normalized") {
                kinds.append(.nearDuplicate)
            }
        } else if a.unit == b.unit {
            if a.preferred, b.preferred { kinds.append(.severalPreferred) }
            if a.preferred == b.preferred, !oracle.same(a.number, b.number) { kinds.append(.overlap) }
        }
        return kinds
    }
}
