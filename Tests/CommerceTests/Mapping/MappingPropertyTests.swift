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
            if let pieces = found.pieces(7) {
                let factor = side.resolver.unitFactor(ofRow: found.row)
                #expect(pieces == (try? ExactDecimal(7).multiplied(by: factor)))
            }
        }
    }

    @Test(arguments: 0..<40)
    func `what took a number's place is an item there is, with a number of that customer valid that day`(
        _ seed: Int
    ) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        var random = SeededGenerator(seed: UInt64(seed) + 7_500)
        for (customer, shipTo, text, unit, day) in Self.questions(&random) {
            let line = OrderLineNumbers(
                customer: side.id(customer), shipTo: side.id(shipTo), day: Day(number: Int32(day)),
                customerItemNumber: side.id(text), unit: side.id(unit))
            let accounts = side.resolver.accounts(of: line.customer, shipTo: line.shipTo)
            let found = side.resolver.resolve(line, texts: side.texts)
            if let next = side.resolver.successor(of: found, for: line, texts: side.texts) {
                #expect(found.outcome == .expired || found.outcome == .inactive)
                let old = side.resolver.row(next.row)
                #expect(accounts.contains(old.account) && !(old.isActive && old.covers(line.day)))
                #expect(side.resolver.data.items.contains(next.item) || next.instead == nil)
                if next.instead != nil {
                    #expect(next.instead == old.item && next.item != old.item)
                    #expect(side.resolver.succession.after(old.item).contains(next.item))
                } else {
                    #expect(next.item == old.item && next.newRow >= 0 && next.newRow != next.row)
                }
                Self.check(next.newRow, of: next.item, line, accounts, side)
            }
            let related = side.resolver.relatedNumber(
                customer: line.customer, shipTo: line.shipTo, item: side.id(text), unit: line.unit,
                day: line.day)
            if let related {
                #expect(related.item != side.id(text))
                #expect(accounts.contains(side.resolver.row(related.row).account))
                if related.isValid { Self.check(related.row, of: related.item, line, accounts, side) }
            }
        }
    }

    private static func check(
        _ at: Int32, of item: TextID, _ line: OrderLineNumbers, _ accounts: [Account], _ side: Side
    ) {
        guard at >= 0 else { return }
        let row = side.resolver.row(at)
        #expect(row.item == item && row.isActive && row.covers(line.day) && accounts.contains(row.account))
    }

    @Test(arguments: 0..<40)
    func `a revision never changes which item is found, and differs only where both are stated`(
        _ seed: Int
    ) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        var random = SeededGenerator(seed: UInt64(seed) + 7_700)
        for (customer, shipTo, text, unit, day) in Self.questions(&random) {
            var line = OrderLineNumbers(
                customer: side.id(customer), shipTo: side.id(shipTo), day: Day(number: Int32(day)),
                customerItemNumber: side.id(text), unit: side.id(unit))
            let plain = side.resolver.resolve(line, texts: side.texts)
            line.revision = side.id(MappingOracleTests.pick(MappingWorld.revisions, &random))
            let named = side.resolver.resolve(line, texts: side.texts)
            #expect(plain.outcome == named.outcome && plain.item == named.item && plain.row == named.row)
            let held = side.text(side.resolver.revisionHeld(named, line)).uppercased()
            let stated = side.text(line.revision).uppercased()
            let differs = side.resolver.findings(of: named, line, texts: side.texts)
                .contains(.revisionDiffers)
            let isOther = held.filter { $0 != " " } != stated.filter { $0 != " " }
            #expect(differs == (!held.isEmpty && !stated.isEmpty && isOther))
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
            customerItemNumber: side.id(text), unit: side.id(unit), revision: side.id("A"))
        let found = side.resolver.resolve(line, texts: side.texts)
        let shown = side.resolver.numberShown(
            customer: line.customer, shipTo: line.shipTo, item: side.id(text), unit: line.unit, day: line.day)
        let next = side.resolver.successor(of: found, for: line, texts: side.texts)
        let related = side.resolver.relatedNumber(
            customer: line.customer, shipTo: line.shipTo, item: side.id(text), unit: line.unit, day: line.day)
        let findings = side.resolver.findings(of: found, line, texts: side.texts).map(\.name)
        let history =
            "\(findings) \(side.text(side.resolver.revisionHeld(found, line))) "
            + "\(next.map { side.text($0.item) } ?? "") \(String(describing: side.row(next?.newRow ?? -1))) "
            + "\(related.map { side.text($0.item) } ?? "") \(String(describing: side.row(related?.row ?? -1)))"
        return history
            + " \(found.outcome) \(side.text(found.item)) \(String(describing: found.via)) \(found.distance) "
            + "\(String(describing: side.row(found.row))) \(side.meanings(found.candidates)) \(shown.outcome) "
            + "\(shown.level) \(String(describing: side.row(shown.row)))"
    }
}
