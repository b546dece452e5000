import Commerce
import Notation
import Testing

@Suite struct MappingSuggestionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var number = ""
        var words = ""
        var itemNumber = ""
        var gtin = ""
        var item: String
        var reason: String
        var evidence: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "look-alike characters", number: "TK-5O1-I8", item: "21001", reason: "look_alike",
            evidence: "looks like `TK-501-18`"),
        Case(
            name: "two characters swapped", number: "TK-510-18", item: "21001", reason: "one_edit",
            evidence: "`TK-501-18`: two characters swapped"),
        Case(
            name: "one character too many", number: "TK-5901-18", item: "21001", reason: "one_edit",
            evidence: "`TK-501-18`: one character too many"),
        Case(
            name: "one character missing", number: "TK-5118", item: "21001", reason: "one_edit",
            evidence: "`TK-501-18`: one character missing"),
        Case(
            name: "a zero typed over in front", number: "60077123", item: "21002", reason: "one_edit",
            evidence: "`00077123`: one character differs"),
        Case(
            name: "two characters of a long number differ", number: "4019283746655", words: "red mug",
            item: "21003", reason: "description", evidence: "same description"),
        Case(
            name: "a wrong check digit", number: "5012345082473", item: "21004", reason: "check_digit",
            evidence: "GTIN `5012345082479` but for the check digit"),
        Case(
            name: "a wrong check digit in the GTIN column", gtin: "5012345082473", item: "21004",
            reason: "check_digit", evidence: "GTIN `5012345082479` but for the check digit"),
        Case(
            name: "the number of another branch", number: "BR-77-1", item: "21005", reason: "sibling_account",
            evidence: "`BR-77-1` of customer `branch2`"),
        Case(
            name: "our number with a suffix", number: "21006/XY", item: "21006", reason: "own_number_part",
            evidence: "holds our number `21006`"),
        Case(
            name: "our number with a prefix in the item column", itemNumber: "RV-21006", item: "21006",
            reason: "own_number_part", evidence: "holds our number `21006`"),
        Case(
            name: "a description cut off", number: "?", words: "Hanging heart t-light hol", item: "21007",
            reason: "description", evidence: "similar description: HANGING HEART T-LIGHT HOLDER"),
        Case(
            name: "a description with a typing error", words: "hanging haert t-light holder", item: "21007",
            reason: "description", evidence: "similar description: HANGING HEART T-LIGHT HOLDER"),
        Case(
            name: "their own words", words: "garden lamp, the big one", item: "21001", reason: "description",
            evidence: "their description of `21001`"),
        Case(
            name: "a number that ended", number: "OLD-1", item: "21001", reason: "superseded",
            evidence: "`OLD-1` ended 2009-12-31, replaced by `TK-501-18`"),
        Case(
            name: "an item that has a successor", number: "OLD-2", item: "21009", reason: "superseded",
            evidence: "`OLD-2` meant `21008`, superseded by `21009`"),
        Case(
            name: "a number that starts later", number: "SOON-3", item: "21010", reason: "out_of_date",
            evidence: "`SOON-3` starts 2010-03-01"),
        Case(
            name: "equal descriptions, one bought before", words: "WOODEN SIGN", item: "21012",
            reason: "bought_before", evidence: "bought before, same description"),
    ]

    @Test(arguments: cases)
    func `what was meant stands first, with its reason`(_ example: Case) throws {
        let (resolver, suggester) = Self.world
        let found = Self.suggest(example, resolver, suggester)
        let first = try #require(found.first)
        #expect(resolver.data.texts.string(first.item) == example.item)
        #expect(first.reason.name == example.reason)
        #expect(first.evidence.hasPrefix(example.evidence), "\(first.evidence)")
        #expect((40...99).contains(first.score))
        #expect(found.count <= 3)
    }

    @Test(arguments: ["9137", "QQ", "", "A completely other thing", "88817726351"])
    func `nothing is made up`(_ text: String) {
        let (resolver, suggester) = Self.world
        let asNumber = Case(name: "", number: text, item: "", reason: "", evidence: "")
        let asWords = Case(name: "", words: text, item: "", reason: "", evidence: "")
        #expect(Self.suggest(asNumber, resolver, suggester) == [])
        #expect(Self.suggest(asWords, resolver, suggester) == [])
    }

    @Test func `clues that agree raise the score, a resolved line gets none`() throws {
        let (resolver, suggester) = Self.world
        var example = Case(name: "", number: "TK-510-18", item: "", reason: "", evidence: "")
        let alone = try #require(Self.suggest(example, resolver, suggester).first)
        example.words = "GARDEN LANTERN LARGE"
        let both = try #require(Self.suggest(example, resolver, suggester).first)
        #expect(both.item == alone.item)
        #expect(both.score > alone.score)
        example.number = "TK-501-18"
        #expect(Self.suggest(example, resolver, suggester) == [])
    }

    @Test func `the meanings of an ambiguous number are all shown, the described one first`() {
        let (resolver, suggester) = Self.world
        let example = Case(
            name: "", number: "TWICE", words: "red mug", item: "", reason: "", evidence: "")
        let found = Self.suggest(example, resolver, suggester).map { resolver.data.texts.string($0.item) }
        #expect(found == ["21003", "21006"])
    }

    private static func suggest(_ example: Case, _ resolver: Resolver, _ suggester: Suggester) -> [Suggestion]
    {
        var texts = resolver.data.texts
        let line = OrderLineNumbers(
            customer: texts.intern("branch1"), day: Day(year: 2010, month: 2, day: 1) ?? Day(number: 0),
            customerItemNumber: texts.intern(example.number), itemNumber: texts.intern(example.itemNumber),
            gtin: texts.intern(example.gtin))
        let words = texts.intern(example.words)
        let resolution = resolver.resolve(line, texts: texts)
        return suggester.suggest(for: line, description: words, resolution: resolution, texts: texts)
    }

    private static let world: (Resolver, Suggester) = {
        let origin = Origin(source: 0, line: 1)
        var data = ReferenceData()
        for (id, parent) in [("head", ""), ("branch1", "head"), ("branch2", "head")] {
            let id = data.texts.intern(id)
            let customer = Customer(id: id, name: id, parentID: data.texts.intern(parent), origin: origin)
            _ = data.customers.add(customer, key: id)
        }
        let items = [
            ("21001", "GARDEN LANTERN LARGE"), ("21002", "BLUE PLATE"), ("21003", "RED MUG"),
            ("21004", "CANDLE IN A JAR"), ("21005", "FELT OWL DOORSTOP"), ("21006", "PICNIC BASKET WICKER"),
            ("21007", "HANGING HEART T-LIGHT HOLDER"), ("21008", "PAPER CHAIN KIT"),
            ("21009", "CHAIN OF PAPER"),
            ("21010", "RETRO CAKE TIN"), ("21011", "WOODEN SIGN"), ("21012", "WOODEN SIGN"),
        ]
        for (number, words) in items {
            let id = data.texts.intern(number)
            let item = Item(
                number: id, description: data.texts.intern(words),
                gtin: data.texts.intern(number == "21004" ? "5012345082479" : ""),
                supersededBy: data.texts.intern(number == "21008" ? "21009" : ""), origin: origin)
            _ = data.items.add(item, key: id)
        }
        func add(_ customer: String, _ item: String, _ number: String, from: String = "", to: String = "") {
            let row = MappingRow(
                account: .customer(data.texts.intern(customer)), item: data.texts.intern(item),
                number: data.texts.intern(number),
                description: data.texts.intern(number == "TK-501-18" ? "Garden lamp: the big one" : ""),
                validFrom: Day.parseISO(from)?.number ?? .min, validTo: Day.parseISO(to)?.number ?? .max,
                line: UInt32(data.mappings.rows.count + 2))
            data.mappings.rows.append(row)
        }
        add("branch1", "21001", "TK-501-18", from: "2010-01-01")
        add("branch1", "21001", "OLD-1", to: "2009-12-31")
        add("branch1", "21008", "OLD-2", to: "2009-12-31")
        add("branch1", "21010", "SOON-3", from: "2010-03-01")
        add("branch1", "21002", "00077123")
        add("branch1", "21003", "4019283746688")
        add("branch2", "21005", "BR-77-1")
        add("branch1", "21003", "TWICE")
        add("branch1", "21006", "TWICE")
        let resolver = Resolver(data)
        let bought = [(customer: data.texts.intern("branch1"), item: data.texts.intern("21012"))]
        return (resolver, Suggester(resolver, bought: bought))
    }()
}
