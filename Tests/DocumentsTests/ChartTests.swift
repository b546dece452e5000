import Commerce
import Foundation
@testable import Documents
import Golden
import Notation
import Testing

/// The pictures on report pages.
@Suite struct ChartTests {
    private static let months = ["2011-10", "2011-11", "2011-12"]

    private static let charts: [Chart] = [
        Chart(
            "Coverage", .trend, labels: months,
            series: [
                Chart.Series("Lines", [97, nil, ExactDecimal(mantissa: 9_850, scale: 2)]),
                Chart.Series("Value", [91, 92, 93]),
            ], kind: .percent(digits: 2), target: 95, note: [.words("The thin line is the target.")]),
        Chart(
            "Reasons", .stack, labels: months,
            series: [Chart.Series("Missing", [10, 0, 7]), Chart.Series("Expired", [5, -3, nil])],
            kind: .integer),
        Chart(
            "Customers <&>", .ranking, labels: ["R&D <Nook>", "寿司 寿司 寿司 寿司 寿司 Trading K.K.", "none"],
            series: [Chart.Series("Value", [ExactDecimal(mantissa: 123_456, scale: 2), 1, 0])],
            kind: .money(digits: 2)),
        Chart(
            "Share", .share, labels: ["0", "5", "10"],
            series: [Chart.Series("Share", [0, 80, 100])], kind: .percent(digits: 2), target: 80),
    ]

    private static func page(_ charts: [Chart]) -> String {
        var table = Table(name: "t", title: "T", columns: [], rowCount: 0, texts: Texts()) { _, _ in }
        table.opening = {
            Opening(
                paragraphs: [Paragraph([.words("a < b: "), .figure(.integer(1_234), .integer)])],
                charts: charts)
        }
        let page = String(decoding: TableWriter().bytes(table, as: .html), as: UTF8.self)
        let start = page.range(of: "<div class=\"lead\">")?.lowerBound ?? page.startIndex
        let end = page.range(of: "<section")?.lowerBound ?? page.endIndex
        return String(page[start..<end])
    }

    @Test func `each form`() throws {
        try Golden.compare(
            Self.page(Self.charts),
            with: URL(filePath: #filePath).deletingLastPathComponent().path + "/Fixtures/charts.html")
    }

    @Test func `all figures stand in words too`() {
        let page = Self.page(Self.charts)
        for words in [
            "2011-10 Lines 97.00%, Value 91.00%; 2011-11 Lines –, Value 92.00%",
            "2011-11 Missing 0, Expired -3",
            "R&amp;D &lt;Nook&gt; 1,234.56", "5 80.00%", "<p>a &lt; b: 1,234</p>",
        ] { #expect(page.contains(words), "\(words)") }
    }

    @Test func `nothing to draw draws nothing`() {
        let empty = Chart("E", .stack, labels: [], series: [Chart.Series("s", [])], kind: .integer)
        #expect(!Self.page([empty]).contains("<svg"))
    }

    @Test(arguments: [
        ("0", "0 0.01"), ("0.03", "0 0.01 0.02 0.03"), ("7", "0 2 4 6 8"), ("100", "0 20 40 60 80 100"),
        ("101", "0 50 100 150"), ("99999999999999999999999999999", "0 2 4 6 8 10"),
    ])
    func `marks are round and reach the greatest value`(_ greatest: String, _ marks: String) throws {
        let value = try ExactDecimal.parse(greatest)
        let scale = ChartScale(upTo: value)
        #expect(scale.high >= value)
        #expect(scale.marks.count <= 6)
        if greatest.count < 10 { #expect(scale.marks.map(\.description).joined(separator: " ") == marks) }
        #expect(scale.thousandths(scale.high) == 1_000)
        #expect(scale.thousandths(0) == 0)
        #expect(scale.thousandths(-5) == 0)
    }
}
