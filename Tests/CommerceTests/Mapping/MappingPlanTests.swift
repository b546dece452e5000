import Commerce
import Notation
import Testing

/// What a planned change does to the answers.
@Suite struct MappingPlanTests {
    @Test(arguments: 0..<150)
    func `a change holds from its first day on and leaves every day before as it was`(_ seed: Int) throws {
        let world = MappingWorld(seed: UInt64(seed))
        var data = world.referenceData()
        var random = SeededGenerator(seed: UInt64(seed) + 8_000)
        let customer = data.texts.intern(MappingOracleTests.pick(MappingOracleTests.customers, &random))
        let item = data.texts.intern(MappingOracleTests.pick(MappingWorld.items, &random))
        let number = data.texts.intern(["NEW-1", "NEW 2", "A-1"][Int.random(in: 0..<3, using: &random)])
        let first = Day(number: Int32.random(in: 0..<30, using: &random))
        var wanted = MappingRow(account: .customer(customer), item: item, number: number, line: 0)
        wanted.validFrom = first.number
        var plan = MappingPlan(data, accounts: [wanted.account], today: first)
        do throws(ChangeRefusal) {
            try plan.add(wanted)
        } catch {
            #expect(plan.isEmpty)
            return
        }
        let (old, new) = (Resolver(data), Resolver(Self.carriedOut(plan)))
        let found = new.resolve(
            OrderLineNumbers(customer: customer, day: first, customerItemNumber: number), texts: data.texts)
        #expect((found.outcome, found.item, found.via) == (.exact, item, .own))
        for day in 0..<first.number {
            for text in MappingWorld.items {
                let other = data.texts.find(text) ?? .blank
                let was = old.numberShown(customer: customer, item: other, day: Day(number: day))
                let now = new.numberShown(customer: customer, item: other, day: Day(number: day))
                #expect((was.outcome.isMapped, was.level) == (now.outcome.isMapped, now.level))
                #expect(was.row < 0 || old.row(was.row).number == new.row(now.row).number)
            }
        }
        // The same again changes nothing.
        var again = MappingPlan(Self.carriedOut(plan), accounts: [wanted.account], today: first)
        try again.add(wanted)
        #expect(again.isEmpty)
        #expect(again.unchanged == 1)
    }

    @Test func `another number ends the row before, and a later row bounds the new one`() throws {
        var data = ReferenceData()
        let (customer, item) = (data.texts.intern("c"), data.texts.intern("i"))
        let numbers = ["A", "B", "C"].map { data.texts.intern($0) }
        data.mappings.rows = [
            MappingRow(account: .customer(customer), item: item, number: numbers[0], validTo: 19, line: 2),
            MappingRow(account: .customer(customer), item: item, number: numbers[1], validFrom: 20, line: 3),
        ]
        var plan = MappingPlan(data, accounts: [.customer(customer)], today: Day(number: 5))
        try plan.add(MappingRow(account: .customer(customer), item: item, number: numbers[2], line: 0))
        #expect(plan.endings.map(\.lastDay.number) == [4])
        #expect(plan.additions.map(\.validFrom) == [5])
        #expect(plan.additions.map(\.validTo) == [19])
        #expect(throws: ChangeRefusal.self) {
            try plan.add(
                MappingRow(
                    account: .customer(customer), item: data.texts.intern("other"), number: numbers[1],
                    line: 0))
        }
    }

    private static func carriedOut(_ plan: MappingPlan) -> ReferenceData {
        var data = plan.data
        for ending in plan.endings { data.mappings.rows[Int(ending.row)].validTo = ending.lastDay.number }
        data.mappings.rows += plan.additions
        return data
    }
}
