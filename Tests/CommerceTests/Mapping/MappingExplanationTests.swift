import Commerce
import Notation
import Testing

@Suite struct MappingExplanationTests {
    @Test func `every row that lost says at which step`() {
        var world = MappingWorld()
        world.buyers = [.init(id: "shop", parent: "chain", group: "north"), .init(id: "chain")]
        world.articles = [.init(number: "X")]
        world.rows = [
            .init(customer: "shop", item: "X", number: "won", unit: "EA", from: 5),
            .init(customer: "shop", item: "X", number: "z", unit: "EA", from: 5),
            .init(customer: "shop", item: "X", number: "old", unit: "EA", from: 4),
            .init(customer: "shop", item: "X", number: "box", unit: "BOX", preferred: true),
            .init(customer: "shop", item: "X", number: "gone", to: 9),
            .init(customer: "shop", item: "X", number: "soon", from: 11),
            .init(customer: "shop", item: "X", number: "off", active: false),
            .init(customer: "chain", item: "X", number: "far"),
            .init(group: "north", item: "X", number: "group"),
            .init(item: "X", number: "all"),
            .init(customer: "shop", item: "Y", number: "other item"),
        ]
        let side = Side(world, noise: ["shop", "chain", "X", "EA"])
        let told = side.resolver.explainNumberShown(
            customer: side.id("shop"), item: side.id("X"), unit: side.id("EA"), day: Day(number: 10))
        #expect(side.row(told.answer.row)?.number == "won")
        let reasons = told.candidates.map { candidate in
            "\(side.row(candidate.row)?.number ?? "") \(candidate.level.name): \(candidate.reason?.name ?? "won")"
        }
        #expect(
            Set(reasons) == [
                "won own: won", "z own: greater_number", "old own: earlier_valid_from", "box own: other_unit",
                "gone own: expired", "soon own: not_yet_valid", "off own: inactive",
                "far parent: farther_level",
                "group group: farther_level", "all everyone: farther_level",
            ])
        #expect(reasons.count == 10)
    }

    @Test func `an order line says which rows lost`() {
        var world = MappingWorld()
        world.buyers = [.init(id: "shop", parent: "chain"), .init(id: "chain")]
        world.articles = [.init(number: "X"), .init(number: "Y")]
        world.rows = [
            .init(customer: "shop", item: "X", number: "A-1", factor: 12),
            .init(customer: "shop", item: "Y", number: "A1"),
            .init(customer: "shop", item: "Y", number: "A-1", to: 3),
            .init(customer: "chain", item: "Y", number: "A-1"),
        ]
        let side = Side(world, noise: ["shop", "A-1"])
        let answer = side.resolve(
            .init(customer: "shop", day: 10, customerNumber: "A-1"), explaining: true)
        #expect(answer.outcome == .exact)
        #expect(answer.pieces(ExactDecimal(3)) == ExactDecimal(36))
        #expect(answer.pricePerPiece(ExactDecimal(10)) == ExactDecimal(mantissa: 833_333, scale: 6))
        let lost = answer.lost.map { "\($0.row) \($0.level.name) \($0.reason?.name ?? "")" }
        #expect(Set(lost) == ["1 own normalized_only", "2 own expired", "3 parent farther_level"])
    }

    @Test(arguments: 0..<40)
    func `explanations agree with the answers and hold every row of every level`(_ seed: Int) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        let oracle = MappingOracle(world: side.world)
        var random = SeededGenerator(seed: UInt64(seed) + 4_000)
        for _ in 0..<50 {
            let customer = MappingOracleTests.pick(MappingOracleTests.customers, &random)
            let item = MappingOracleTests.pick(MappingWorld.items, &random)
            let unit = MappingOracleTests.pick(MappingWorld.units, &random)
            let day = Day(number: Int32.random(in: 0..<32, using: &random))
            let told = side.resolver.explainNumberShown(
                customer: side.id(customer), item: side.id(item), unit: side.id(unit), day: day)
            let plain = side.resolver.numberShown(
                customer: side.id(customer), item: side.id(item), unit: side.id(unit), day: day)
            #expect(told.answer == plain)
            let won = told.candidates.filter { $0.reason == nil }.map(\.row)
            #expect(won == (plain.row < 0 ? [] : [plain.row]))
            var places: [MappingOracle.Place] = []
            for place in oracle.places(customer: customer, shipTo: "") where !place.rows.isEmpty {
                if !places.contains(where: { $0.rows == place.rows }) { places.append(place) }
            }
            let count = places.flatMap(\.rows).count(where: { oracle.same($0.item, item) })
            #expect(told.candidates.count == count)
        }
    }

    @Test func `a circle of parents is named once and walked once around`() {
        var world = MappingWorld()
        world.buyers = [
            .init(id: "b", parent: "c"), .init(id: "c", parent: "a"), .init(id: "a", parent: "b"),
            .init(id: "leaf", parent: "b"), .init(id: "self", parent: "self"),
        ]
        world.rows = [.init(customer: "a", item: "X", number: "1")]
        let side = Side(world, noise: ["leaf", "X"])
        let cycles = side.resolver.parentCycles.map { $0.map { side.text($0) } }
        #expect(cycles.sorted { $0.count > $1.count } == [["a", "b", "c"], ["self"]])
        let shown = side.resolver.numberShown(
            customer: side.id("leaf"), item: side.id("X"), day: Day(number: 1))
        #expect((shown.level, shown.distance) == (.parent, 3))
    }
}
