import Commerce
import Notation
import Testing

/// Chains of items that took each other's place, numbers that changed, and levels of any depth.
@Suite struct SuccessionTests {
    @Test func `a chain ends at its last active item, a circle nowhere`() {
        let data = Self.data(
            items: [
                ("A", "B", true), ("B", "C", true), ("C", "D", true), ("D", "", false), ("E", "C", true),
                ("P", "Q", true), ("Q", "R", true), ("R", "Q", true), ("S", "S", true), ("T", "absent", true),
                ("U", "V", true), ("V", "", false), ("W", "X", false), ("X", "Y", false), ("Y", "", false),
            ])
        let succession = ItemSuccession(data)
        func newest(_ item: String) -> String? {
            succession.newest(of: data.texts.find(item) ?? .blank).map { data.texts.string($0) }
        }
        #expect(["A", "B", "E"].map(newest) == ["C", "C", "C"])
        #expect(newest("C") == "D")
        for item in ["D", "P", "Q", "R", "S", "T", "V", "Y", "nothing"] { #expect(newest(item) == nil) }
        #expect(newest("U") == "V" && newest("W") == "Y")
        func texts(_ ids: [TextID]) -> [String] { ids.map { data.texts.string($0) } }
        #expect(succession.circles.map(texts) == [["Q", "R"]])
        #expect(texts(succession.after(data.texts.find("A") ?? .blank)) == ["B", "C", "D"])
        #expect(texts(succession.after(data.texts.find("P") ?? .blank)) == ["Q", "R"])
        #expect(texts(succession.before(data.texts.find("C") ?? .blank)) == ["B", "E", "A"])
        #expect(texts(succession.before(data.texts.find("Q") ?? .blank)) == ["P", "R"])
    }

    @Test func `chains of any length are followed once`() {
        let items = (0..<20_000).map { ("I\($0)", $0 == 19_999 ? "" : "I\($0 + 1)", true) }
        let data = Self.data(items: items)
        let succession = ItemSuccession(data)
        let last = data.texts.find("I19999")
        #expect(succession.newest(of: data.texts.find("I0") ?? .blank) == last)
        #expect(succession.before(last ?? .blank).count == 64)
    }

    @Test func `an ended number leads to what is ordered today, and keeps its outcome`() throws {
        var data = Self.data(
            items: [("OLD", "NEW", true), ("NEW", "", true), ("SAME", "", true), ("LONE", "", true)])
        Self.add(&data, "c", "OLD", "N-OLD", to: 10)
        Self.add(&data, "c", "NEW", "N-NEW", from: 11)
        Self.add(&data, "c", "SAME", "S-1", to: 10)
        Self.add(&data, "c", "SAME", "S-2", from: 11)
        Self.add(&data, "c", "LONE", "L-1", to: 10)
        Self.add(&data, "c", "LONE", "L-0", to: 40, from: -5)
        let resolver = Resolver(data)
        func successor(_ number: String) -> (InboundOutcome, [String]) {
            let line = OrderLineNumbers(
                customer: data.texts.find("c") ?? .blank, day: Day(number: 20),
                customerItemNumber: data.texts.find(number) ?? .blank)
            let found = resolver.resolve(line, texts: data.texts)
            let next = resolver.successor(of: found, for: line, texts: data.texts)
            let words = next.map { next in
                [data.texts.string(next.item)]
                    + (next.newRow < 0 ? [] : [data.texts.string(resolver.row(next.newRow).number)])
            }
            return (found.outcome, words ?? [])
        }
        #expect(successor("N-OLD") == (.expired, ["NEW", "N-NEW"]))
        #expect(successor("S-1") == (.expired, ["SAME", "S-2"]))
        // What is left started later than one that was open: it is the number of today.
        #expect(successor("L-1") == (.expired, ["LONE", "L-0"]))
        #expect(successor("N-NEW") == (.exact, []))
    }

    @Test func `an item without a number is offered that of the item before or after it`() throws {
        var data = Self.data(
            items: [("A", "B", true), ("B", "C", true), ("C", "", true), ("Z", "", true)])
        Self.add(&data, "c", "A", "N-A", to: 10)
        Self.add(&data, "d", "C", "N-C")
        let resolver = Resolver(data)
        func related(_ customer: String, _ item: String) -> String? {
            let found = resolver.relatedNumber(
                customer: data.texts.find(customer) ?? .blank, item: data.texts.find(item) ?? .blank,
                day: Day(number: 20))
            return found.map {
                "\(data.texts.string(resolver.row($0.row).number)) \($0.isOlder ? "older" : "newer") \($0.isValid)"
            }
        }
        #expect(related("c", "C") == "N-A older false")
        #expect(related("c", "B") == "N-A older false")
        #expect(related("d", "A") == "N-C newer true")
        #expect(related("c", "Z") == nil)
        #expect(related("x", "C") == nil)
    }

    @Test func `five parents up, their groups after all of them, ship-to first, everyone last`() {
        var data = Self.data(items: [("A", "", true)])
        for depth in 0...5 {
            let id = data.texts.intern("c\(depth)")
            let customer = Customer(
                id: id, name: id, parentID: data.texts.intern(depth < 5 ? "c\(depth + 1)" : ""),
                group: data.texts.intern(depth == 5 ? "far" : depth == 1 ? "near" : ""),
                origin: Origin(source: 0, line: 1))
            _ = data.customers.add(customer, key: id)
        }
        func answer(_ number: String, in data: ReferenceData) -> String {
            let resolver = Resolver(data)
            let shown = resolver.numberShown(
                customer: data.texts.find("c0") ?? .blank, shipTo: data.texts.find("ship") ?? .blank,
                item: data.texts.find("A") ?? .blank, day: Day(number: 5))
            let number = shown.row < 0 ? "" : data.texts.string(resolver.row(shown.row).number)
            return "\(number) \(shown.level.name) \(shown.distance)"
        }
        var wanted: [String] = []
        func step(_ account: Account, _ number: String, _ level: String) {
            let row = MappingRow(
                account: account, item: data.texts.intern("A"), number: data.texts.intern(number),
                line: UInt32(data.mappings.rows.count + 2))
            data.mappings.rows.append(row)
            wanted.append(level)
            #expect(answer(number, in: data) == "\(number) \(level)")
        }
        _ = data.texts.intern("ship")
        step(.everyone, "E", "everyone 0")
        step(.group(data.texts.intern("far")), "G5", "group 5")
        step(.group(data.texts.intern("near")), "G1", "group 1")
        for depth in [5, 4, 3, 2, 1] {
            step(.customer(data.texts.intern("c\(depth)")), "P\(depth)", "parent \(depth)")
        }
        step(.customer(data.texts.intern("c0")), "O", "own 0")
        step(.customer(data.texts.intern("ship")), "S", "ship_to 0")
    }

    private static func data(items: [(String, String, Bool)]) -> ReferenceData {
        var data = ReferenceData()
        let origin = Origin(source: 0, line: 1)
        for (number, next, active) in items {
            let id = data.texts.intern(number)
            let item = Item(
                number: id, description: id, active: active, supersededBy: data.texts.intern(next),
                origin: origin)
            _ = data.items.add(item, key: id)
        }
        for id in ["c", "d"] {
            let id = data.texts.intern(id)
            _ = data.customers.add(Customer(id: id, name: id, origin: origin), key: id)
        }
        return data
    }

    private static func add(
        _ data: inout ReferenceData, _ customer: String, _ item: String, _ number: String,
        to: Int32 = .max, from: Int32 = .min
    ) {
        data.mappings.rows.append(
            MappingRow(
                account: .customer(data.texts.intern(customer)), item: data.texts.intern(item),
                number: data.texts.intern(number), validFrom: from, validTo: to,
                line: UInt32(data.mappings.rows.count + 2)))
    }
}
