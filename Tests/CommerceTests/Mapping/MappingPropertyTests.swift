import Commerce
import Notation
import Testing

/// What must hold for any mapping (issue 4): rows that are not concerned change nothing, and an answer always names
/// a row that may give it.
@Suite struct MappingPropertyTests {
    @Test(arguments: 0..<40)
    func `an unrelated row never changes an answer`(_ seed: Int) {
        let world = MappingWorld(seed: UInt64(seed))
        var random = SeededGenerator(seed: UInt64(seed) + 5_000)
        var other = world
        // Of an account that no customer of the world has above it, of a number and an item that nobody asks for.
        let strangers = [
            MappingWorld.Row(customer: "stranger", item: "A1", number: "A-1"),
            MappingWorld.Row(group: "strange", item: "10", number: "10", preferred: true),
            MappingWorld.Row(customer: "c1", item: "unsold", number: "never asked for"),
        ]
        for row in strangers {
            other.rows.insert(row, at: Int.random(in: 0...other.rows.count, using: &random))
        }
        let (before, after) = (Side(world, noise: []), Side(other, noise: ["stranger", "zz"]))
        for question in Self.questions(&random) {
            #expect(Self.answer(before, question) == Self.answer(after, question), "\(question)")
        }
    }

    @Test(arguments: 0..<40)
    func `shuffling the rows never changes an answer`(_ seed: Int) {
        let world = MappingWorld(seed: UInt64(seed))
        var random = SeededGenerator(seed: UInt64(seed) + 6_000)
        var other = world
        other.rows.shuffle(using: &random)
        let (before, after) = (Side(world, noise: []), Side(other, noise: ["9", "c3"]))
        for question in Self.questions(&random) {
            #expect(Self.answer(before, question) == Self.answer(after, question), "\(question)")
        }
    }

    @Test(arguments: 0..<40)
    func
        `an answer names a row valid that day on a level of that customer, and nothing ambiguous is answered`(
            _ seed: Int
        )
    {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        var random = SeededGenerator(seed: UInt64(seed) + 7_000)
        for (customer, shipTo, text, unit, day) in Self.questions(&random) {
            let line = OrderLineNumbers(
                customer: side.id(customer), shipTo: side.id(shipTo), day: Day(number: Int32(day)),
                customerItemNumber: side.id(text), unit: side.id(unit))
            let accounts = side.resolver.accounts(of: line.customer, shipTo: line.shipTo)
            let found = side.resolver.resolve(line, texts: side.texts)
            #expect(found.outcome.isResolved == !found.item.isBlank)
            if found.outcome == .ambiguous || found.outcome == .conflict {
                #expect(found.row < 0)
                #expect(Set(found.candidates.map(\.item)).count > 1)
            }
            let shown = side.resolver.numberShown(
                customer: line.customer, shipTo: line.shipTo, item: side.id(text), unit: line.unit,
                day: line.day)
            #expect(shown.outcome.isMapped == (shown.row >= 0))
            for at in [found.row, shown.row] where at >= 0 {
                let row = side.resolver.row(at)
                #expect(row.isActive && !row.isNeverValid && row.covers(line.day))
                #expect(accounts.contains(row.account))
            }
        }
    }

    /// Random questions: customer, ship-to, a number of theirs or ours, unit, day.
    static func questions(_ random: inout SeededGenerator) -> [(String, String, String, String, Int)] {
        (0..<80).map { _ in
            (
                MappingOracleTests.pick(MappingOracleTests.customers, &random),
                MappingOracleTests.pick(["", ""] + MappingOracleTests.customers, &random),
                MappingOracleTests.pick(MappingWorld.numbers + MappingWorld.items, &random),
                MappingOracleTests.pick(MappingWorld.units, &random), Int.random(in: 0..<32, using: &random)
            )
        }
    }

    /// Both directions in words that say nothing of ids or places.
    static func answer(_ side: Side, _ question: (String, String, String, String, Int)) -> String {
        let (customer, shipTo, text, unit, day) = question
        let line = OrderLineNumbers(
            customer: side.id(customer), shipTo: side.id(shipTo), day: Day(number: Int32(day)),
            customerItemNumber: side.id(text), unit: side.id(unit))
        let found = side.resolver.resolve(line, texts: side.texts)
        let shown = side.resolver.numberShown(
            customer: line.customer, shipTo: line.shipTo, item: side.id(text), unit: line.unit, day: line.day)
        return "\(found.outcome) \(side.text(found.item)) \(String(describing: found.via)) \(found.distance) "
            + "\(String(describing: side.row(found.row))) \(side.meanings(found.candidates)) \(shown.outcome) "
            + "\(shown.level) \(String(describing: side.row(shown.row)))"
    }
}
