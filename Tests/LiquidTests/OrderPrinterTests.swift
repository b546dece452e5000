import Diagnostics
import Foundation
import Golden
import Liquid
import Notation
import Testing

/// Templates written for Shopify's Order Printer and its like, with a made-up order of Shopify's shape.
struct OrderPrinterTests {
    static let pounds = RenderStyle(
        numbers: NumberStyle(
            decimalSeparator: ".", groupingSeparator: ",", positivePrefix: "£", negativePrefix: "-£"),
        currency: "GBP", now: Day(year: 2026, month: 3, day: 15),
        labels: ["invoice.total": "Amount due", "payment_method.gift_card": "Gift card"])

    static func render(_ source: String, file: String = "t.liquid") throws -> String {
        let template = try Template(
            parsing: Array(source.utf8), name: file, escape: .html, environment: .orderPrinter())
        var data = DataArena()
        let json = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("order.json")))
        try data.setJSON([UInt8](json), file: "order.json")
        var out: [UInt8] = []
        try template.render(data, style: pounds, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("{{ 123450 | money }}", "£1,234.50"), ("{{ -5 | money }}", "-£0.05"),
        ("{{ '650' | money }}", "£6.50"),
        ("{{ nil | money }}", ""), ("{{ total_price | money_with_currency }}", "£121.00 GBP"),
        ("{{ total_price | money_without_currency }}", "121.00"),
        ("{{ total_price | money_without_trailing_zeros }}", "£121"),
        ("{{ 2405 | money_without_trailing_zeros }}", "£24.05"),
        ("{{ total_weight | weight }}", "4.25"), ("{{ 24000 | weight_with_unit }}", "24.0 kg"),
        ("{{ 1000 | weight_with_unit: 'lb' }}", "2.2 lb"), ("{{ 1255 | weight_with_unit: 'g' }}", "1,255 g"),
        (
            "{{ line_items[0] | img_url: 'compact' }}", "https://cdn.example/p/mug_compact.jpg?v=3"
        ),
        ("{{ line_items[0].image | img_url: 'master' }}", "https://cdn.example/p/mug.jpg?v=3"),
        ("[{{ line_items[1] | img_url: 'compact' }}]", "[]"),
        ("{{ 'gift_card' | payment_method }}", "Gift card"),
        ("{{ gateway | payment_method }}", "Shopify Payments"),
        ("{{ 'manual-transfer' | payment_method }}", "Manual transfer"),
        ("{{ 'invoice.total' | t }} {{ 'invoice.none' | t }}", "Amount due invoice.none"),
        ("{{ item_count }} {{ item_count | pluralize: 'item', 'items' }}", "3 items"),
        (
            "{{ shipping_address | format_address }}",
            "Inês Maro<br>Maro &lt;Ceramics&gt;<br>Rua da Alegria 7<br>2.º Esq.<br>Porto PT-13 4000-041<br>Portugal"
        ),
    ])
    func `filters of the profile`(_ template: String, _ expected: String) throws {
        #expect(try Self.render(template) == expected)
    }

    @Test func `outside the profile money takes amounts and its other filters are unknown`() throws {
        #expect(try Rendering.print("{{ 650 | money }}") == "650.00")
        guard case .failure(let refusal) = Rendering.text("{{ 1 | weight }}{{ 2 | payment_method }}") else {
            return #expect(Bool(false), "rendered")
        }
        #expect(refusal.codes == ["unknown-filter", "unknown-filter"])
    }

    /// What each template must print of the order.
    static let printed: [String: [String]] = [
        "codefort-invoice.liquid": ["#1042", "£24.00", "SKU: MUG-01", "£121.00", "Amount due"],
        "orderprinter-packing-slip.liquid": ["Fennick &amp; Sons", "LS1 4AB", "Maro &lt;Ceramics&gt;"],
        "pixelprinter-invoice.liquid": ["03/15/26", "2 x Stoneware mug &mdash; £24.00", "&lt;twice&gt;"],
        "pixelprinter-problematic.liquid": ["Order date: <b>14/03/26</b>", "for March", "<b>£121.00</b>"],
        "timmyomahony-draft_order_invoice.liquid": [
            "March 21, 2026 at 06:00 PM UTC", "Tracked 48<br/>£6.50",
        ],
        "timmyomahony-snippet-order-summary.liquid": [
            "mug_compact_cropped.jpg", "<del class=\"order-list__item-original-price\">£53.00</del>",
            "Visa (ending in 4242)", "Gift card", "£121.00 GBP", "Discount (SPRING5)",
        ],
    ]

    @Test func `third-party templates render, with warnings where only the lax parser reads them`() throws {
        guard let folder = SharedData.folder("liquid-templates") else { return }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".liquid")
        }.sorted()
        #expect(files == Self.printed.keys.sorted())
        var warnings = ""
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let template = try Template(
                parsing: Array(text.utf8), name: file, escape: .html, environment: .orderPrinter())
            warnings += template.warnings.map { TextDiagnosticWriter().text($0) }.joined()
            let printed = try Self.render(text, file: file)
            for part in Self.printed[file] ?? [] { #expect(printed.contains(part), "\(file): \(part)") }
            let linter = Linter(schema: .unknown, environment: .orderPrinter())
            let found = try linter.findings(in: Array(text.utf8), name: file, escape: .html)
            #expect(found.filter { $0.code == "loose-syntax" } == template.warnings, "\(file)")
        }
        try Golden.compare(warnings, with: Fixtures.path("third-party.txt"))
    }

    @Test func `what is not Liquid gets one clear error`() {
        let page = "{% extends 'base.html' %}\n{% block content %}\n<p>{{ order.name }}</p>\n{% endblock %}\n"
        guard case .failure(let refusal) = Rendering.text(page) else {
            return #expect(Bool(false), "rendered")
        }
        #expect(refusal.diagnostics.count == 1)
        #expect(refusal.diagnostics.first?.code == "not-liquid")
        #expect(refusal.diagnostics.first?.position?.line == 1)
    }
}
