import Commerce
import Diagnostics
@testable import Documents
import Golden
import Notation
import Testing

@Suite struct `Packing slips` {
    /// An order of four lines, and where things lie.
    private func fixture() throws -> (fixture: DocumentFixture, records: TradeRecords) {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.order("SO-1", theirs: "NW-4711", quantity: "7", price: "3.37")
        try fixture.order("SO-1", theirs: "NW-BOX", quantity: "2", price: "9.75")
        try fixture.order("SO-1", theirs: "unheard-of", quantity: "5", price: "6.66")
        try fixture.order("SO-1", ours: "MUG-2", quantity: "3", price: "8.88", unit: "EA")
        func level(_ item: String, _ place: String, _ onHand: Int, _ allocated: Int = 0) -> StockLevel {
            StockLevel(
                item: fixture.reference.texts.intern(item), location: fixture.reference.texts.intern(place),
                onHand: ExactDecimal(onHand), allocated: ExactDecimal(allocated), onOrder: 0,
                origin: Origin(source: 2, line: 2))
        }
        let levels = [
            level("MUG-1", "A-10", 40, 35), level("MUG-1", "A-9", 9), level("BOX", "A-10", 4),
            level("MUG-2", "", 9),
        ]
        var records = fixture.records
        records.texts = fixture.reference.texts
        records.places = StockPlaces(levels, texts: fixture.reference.texts)
        return (fixture, records)
    }

    @Test func `they show both quantities, both numbers and the place, and no price`() async throws {
        let (fixture, records) = try fixture()
        let folder = try ScratchFolder()
        let request = fixture.request(folder, DocumentFormat.allCases, kinds: [.packingSlip])
        let summary = await Generate.documents(records, request)
        #expect(summary.findings.kept.map(\.code) == ["no-recipient"])
        #expect(summary.unmappedLines == 1)
        #expect(summary.kinds[0].nets == [])
        for format in DocumentFormat.allCases {
            let text = try folder.text("out/packing-slip/SO-1.\(format.rawValue)")
                .replacing("\\", with: "").replacing("=\r\n", with: "")
            for price in ["3.37", "3,37", "9.75", "9,75", "6.66", "6,66", "8.88", "8,88", "€"] {
                #expect(!text.contains(price), "\(price) in \(format.rawValue)")
            }
            for word in ["MUG-1", "NW-4711", "NW-BOX", "unheard-of", "24"] {
                #expect(text.contains(word), "\(word) in \(format.rawValue)")
            }
        }
        let page = try folder.text("out/packing-slip/SO-1.html")
        #expect(page.contains(">2 CT</td>"))
        #expect(page.contains(">24 EA</td>"))
        #expect(page.contains("data-unresolved=\"1\""))
        #expect(page.contains(">A-9</td>"))
    }

    @Test func `their lines are sorted by place on request, those without one last`() async throws {
        let (fixture, records) = try fixture()
        let folder = try ScratchFolder()
        var request = fixture.request(folder, [.csv], kinds: [.packingSlip, .order])
        request.sortsByLocation = true
        _ = await Generate.documents(records, request)
        let rows = try folder.text("out/packing-slip/SO-1.csv").split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.dropFirst().map { $0[3] } == ["1", "2", "3", "4"])
        #expect(rows.dropFirst().map { $0.dropLast().last } == ["A-9", "A-10", "", ""])
        #expect(rows[0].suffix(2) == ["location", "picked"])
        let order = try folder.text("out/order/SO-1.csv")
        #expect(!order.contains("A-10"))
        #expect(order.contains("3.37"))
    }

    @Test(arguments: [
        ("A-2", "A-10", true), ("A-10", "A-2", false), ("A-02", "A-2", true), ("A", "A-1", true),
        ("10", "9", false), ("B-1", "A-9", false), ("x9999999999999999999", "x10000000000000000000", true),
    ])
    func `places are compared as people read them`(a: String, b: String, isBefore: Bool) {
        var fixture = DocumentFixture()
        var document = TradeDocument()
        for name in [a, b] {
            var line = TradeLine()
            line.location = fixture.reference.texts.intern(name)
            document.lines.append(line)
        }
        document.sortByLocation(fixture.reference.texts)
        #expect(fixture.text(document.lines[0].location) == (isBefore ? a : b))
    }
}
