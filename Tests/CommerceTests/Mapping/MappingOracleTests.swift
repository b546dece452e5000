import Commerce
import Notation
import Testing

@Suite struct MappingOracleTests {
    @Test(arguments: 0..<100)
    func `numbers shown are those of the naive oracle`(_ seed: Int) {
        let world = MappingWorld(seed: UInt64(seed))
        let oracle = MappingOracle(world: world)
        let sides = Self.shuffles(world, seed)
        var random = SeededGenerator(seed: UInt64(seed) + 1_000)
        for _ in 0..<100 {
            let customer = Self.pick(Self.customers, &random)
            let shipTo = Self.pick(["", "", ""] + Self.customers, &random)
            let item = Self.pick(MappingWorld.items, &random)
            let unit = Self.pick(MappingWorld.units, &random)
            let day = Int.random(in: 0..<32, using: &random)
            let want = oracle.numberShown(
                customer: customer, shipTo: shipTo, item: item, unit: unit, day: day)
            var shown: Set<String> = []
            for side in sides {
                let got = side.resolver.numberShown(
                    customer: side.id(customer), shipTo: side.id(shipTo), item: side.id(item),
                    unit: side.id(unit), day: Day(number: Int32(day)))
                let row = side.row(got.row)
                #expect(got.outcome.name == want.outcome)
                #expect(want.rows.isEmpty == (row == nil))
                if let row {
                    #expect(want.rows.contains(row))
                    #expect((got.level.name, Int(got.distance)) == (want.level, want.distance))
                }
                shown.insert("\(got.outcome) \(got.level) \(got.distance) \(String(describing: row))")
            }
            #expect(shown.count == 1, "the order of the rows changed the answer")
        }
    }

    @Test(arguments: 0..<100)
    func `order lines resolve as by the naive oracle`(_ seed: Int) {
        let world = MappingWorld(seed: UInt64(seed))
        let oracle = MappingOracle(world: world)
        let sides = Self.shuffles(world, seed)
        var random = SeededGenerator(seed: UInt64(seed) + 2_000)
        for _ in 0..<100 {
            let line = Self.line(&random)
            let want = oracle.resolve(line)
            var given: Set<String> = []
            for side in sides {
                let got = side.resolve(line)
                let row = side.row(got.row)
                #expect(got.outcome.name == want.outcome, "\(line)")
                #expect(side.text(got.item) == want.item, "\(line)")
                #expect((got.via?.name ?? "", Int(got.distance)) == (want.via, want.distance), "\(line)")
                #expect(want.rows.isEmpty == (row == nil), "\(line)")
                if let row {
                    #expect(want.rows.contains(row), "\(line)")
                    #expect(got.unitFactor == ExactDecimal(row.factor))
                }
                let candidates = side.meanings(got.candidates)
                if want.outcome == "ambiguous" { #expect(candidates == want.candidates, "\(line)") }
                if want.outcome == "conflict" { #expect(candidates.count > 1, "\(line)") }
                let also = oracle.alsoKnownAs(line, want, candidates.map(\.item))
                #expect(side.meanings(got.alsoKnownAs) == also, "\(line)")
                given.insert("\(got.outcome) \(String(describing: row)) \(candidates) \(also)")
            }
            #expect(given.count == 1, "the order of the rows changed the answer")
        }
    }

    @Test func `the worlds are crowded enough to show every outcome`() {
        var shown: Set<String> = []
        var resolved: Set<String> = []
        for seed in 0..<100 {
            let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
            var random = SeededGenerator(seed: UInt64(seed) + 2_000)
            for _ in 0..<100 {
                let line = Self.line(&random)
                let answer = side.resolve(line)
                resolved.insert("\(answer.outcome.name) \(answer.via?.name ?? "")")
                let item = side.id(Self.pick(MappingWorld.items, &random))
                let number = side.resolver.numberShown(
                    customer: side.id(line.customer), shipTo: side.id(line.shipTo), item: item,
                    day: Day(number: Int32(line.day)))
                shown.insert(number.outcome.isMapped ? number.level.name : number.outcome.name)
            }
        }
        let levels = ["ship_to", "own", "parent", "group", "everyone"]
        #expect(shown == Set(levels + ["expired", "not_yet_valid", "inactive", "missing"]))
        for outcome in ["exact", "normalized", "ambiguous"] {
            for level in levels { #expect(resolved.contains("\(outcome) \(level)")) }
        }
        for outcome in InboundOutcome.allCases where ![.exact, .normalized].contains(outcome) {
            #expect(resolved.contains("\(outcome.name) "), "\(outcome.name)")
        }
    }

    static let customers = (0..<9).map { "c\($0)" } + ["x1", "x2", "x3"]

    static func pick(_ texts: [String], _ random: inout SeededGenerator) -> String {
        texts[Int.random(in: texts.indices, using: &random)]
    }

    static func line(_ random: inout SeededGenerator) -> MappingOracle.Line {
        var line = MappingOracle.Line()
        line.customer = pick(customers, &random)
        line.shipTo = pick(["", "", ""] + customers, &random)
        line.day = Int.random(in: 0..<32, using: &random)
        line.unit = pick(MappingWorld.units, &random)
        let numbers = MappingWorld.numbers + ["c9", "z 9", "", " \t", "Q"]
        if Int.random(in: 0..<8, using: &random) > 0 { line.customerNumber = pick(numbers, &random) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            line.itemNumber = pick(MappingWorld.items + numbers, &random)
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            line.gtin = pick(MappingWorld.gtins + numbers, &random)
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            line.normalized = Bool.random(using: &random)
            line.ownNumber = Bool.random(using: &random)
            line.allowGTIN = Bool.random(using: &random)
        }
        return line
    }

    /// The world as it is, and twice with its rows in another order and its texts under other ids.
    private static func shuffles(_ world: MappingWorld, _ seed: Int) -> [Side] {
        var random = SeededGenerator(seed: UInt64(seed) + 3_000)
        var sides = [Side(world, noise: [])]
        for _ in 0..<2 {
            var other = world
            other.rows.shuffle(using: &random)
            sides.append(Side(other, noise: (MappingWorld.numbers + customers).shuffled(using: &random)))
        }
        return sides
    }
}

/// A world with its resolver, asked and answering in strings.
struct Side {
    let world: MappingWorld
    let resolver: Resolver
    let texts: Texts

    init(_ world: MappingWorld, noise: [String]) {
        self.world = world
        resolver = Resolver(world.referenceData(noise: noise))
        var texts = resolver.data.texts
        let asked =
            MappingWorld.numbers + MappingWorld.items + MappingWorld.gtins + MappingWorld.units
            + MappingWorld.revisions
        for text in asked + MappingOracleTests.customers + ["c9", "z 9", " \t", "Q"] {
            _ = texts.intern(text)
        }
        self.texts = texts
    }

    func id(_ text: String) -> TextID { texts.find(text) ?? .blank }
    func text(_ id: TextID) -> String { texts.string(id) }
    func row(_ at: Int32) -> MappingWorld.Row? { at < 0 ? nil : world.rows[Int(at)] }

    func numbers(_ line: MappingOracle.Line) -> OrderLineNumbers {
        OrderLineNumbers(
            customer: id(line.customer), shipTo: id(line.shipTo), day: Day(number: Int32(line.day)),
            customerItemNumber: id(line.customerNumber), itemNumber: id(line.itemNumber), gtin: id(line.gtin),
            unit: id(line.unit))
    }

    func resolve(_ line: MappingOracle.Line, explaining: Bool = false) -> InboundResolution {
        let accept = AcceptedMatches(
            normalized: line.normalized, ownNumber: line.ownNumber, gtin: line.allowGTIN)
        return resolver.resolve(numbers(line), texts: texts, accept: accept, explaining: explaining)
    }

    func meanings(_ candidates: [InboundCandidate]) -> [MappingOracle.Meaning] {
        candidates.map { MappingOracle.Meaning(namespace: $0.namespace.name, item: text($0.item)) }.sorted()
    }
}
