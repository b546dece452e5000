import Foundation
import Testing

/// What no customer should have and some have: pages and mails hold it at the width of a telephone and of a desk.
@Suite struct BadInputLookTests {
    private static let texts = [
        "</td></tr></table><script>alert(1)</script>", "O'Brien's | \"x\" & <b>",
        "寿司" + String(repeating: "品", count: 90),
        String(repeating: "W", count: 200), String(repeating: "9-", count: 100),
        String(repeating: "long words ", count: 40), "ab " + String(repeating: "Ѐ́̂", count: 60),
        "ด้้้้้็็็็็้้้้้็็็็็้้้้้้้้็็็็็้้้้้็็็็็้้้้้้้้็็็็็้้้้้", "\u{202E}test\u{202C} مرحبا שלום",
        "{{ document.total }}{% raw %}", "=1+1", "👩‍👩‍👧‍👦" + String(repeating: "👍🏽", count: 60),
    ]

    /// Which of them is a word of stacked marks.
    private static let stackedText = 7

    private static func field(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    private static func table(_ head: String, _ rows: [[String]]) -> String {
        ([head] + rows.map { $0.map(field).joined(separator: ",") }).joined(separator: "\n") + "\n"
    }

    /// A project whose every text is one of the above, in four languages and all ways to show numbers.
    private static func project() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let languages = ["en", "de", "he", "ja"]
        let modes = ["both", "ours", "theirs", "both_theirs_first"]
        var customers = [["C", "No Address Ltd", "", "", "en", "both", ""]]
        var items = [["A-1", "Kettle", "EA"], [String(repeating: "X", count: 200), "Long", "EA"]]
        var mappings = [["C", items[1][0], String(repeating: "Y", count: 200), "theirs", "", ""]]
        var invoices: [[String]] = []
        var orders: [[String]] = []
        for (i, text) in texts.enumerated() {
            customers.append(["B\(i)", text, text, text, languages[i % 4], modes[i / 4 % 4], text])
            items.append(["I\(i)", text, text])
            if !items.contains(where: { $0[0] == text }) { items.append([text, text, "EA"]) }
            mappings.append(["B\(i)", "I\(i)", text, text, text, "6"])
            for (at, item) in ["I\(i)", text].enumerated() {
                invoices.append(["S\(i)", "invoice", "B\(i)", item, text, "1", text, "1.00", text])
                invoices.append(["N\(i)", "credit_note", "B\(i)", item, text, "-1", text, "1.00", text])
                orders.append(["O\(i)", "\(at + 1)", "B\(i)", item, item, text, "1", text, text])
            }
        }
        for (item, quantity, price) in [
            ("A-1", "-2", "24.50"), ("A-1", "0", "24.50"), (items[1][0], "7", "0.123456"), ("NONE", "1", "2"),
            ("A-1", "123456789.123", "99999.99"),
        ] {
            invoices.append(["BAD", "invoice", "C", item, "", quantity, "", price, ""])
        }
        // What the customer wrote is no number of anybody's, or of another revision.
        mappings = mappings.map { $0 + [""] } + [["C", "A-1", "C-1", "", "", "", "B"]]
        orders = orders.map { $0 + [""] }
        for (line, written) in [items[1][0] + "Z", "Z-1"].enumerated() {
            orders.append(["OBAD", "\(line + 1)", "C", "", written, "", "1", "", "", ""])
        }
        orders.append([
            "OBAD", "3", "C", "C-1", "", "", "1", "", "", "revision of the second half of the year",
        ])
        let files = [
            ("customers", table("customer_id,name,address_1,city,language,number_display,tax_id", customers)),
            ("items", table("item_number,description,unit", items)),
            (
                "mappings",
                table(
                    "customer_id,item_number,customer_item_number,customer_item_description,customer_unit,unit_factor,customer_revision",
                    mappings)
            ),
            (
                "invoices",
                table(
                    "invoice_number,kind,customer_id,item_number,description,quantity,unit,unit_price,po_number,invoice_date",
                    invoices.map { $0 + ["2026-03-02"] })
            ),
            (
                "orders",
                table(
                    "order_number,line_number,customer_id,customer_item_number,item_number,description,quantity,unit,po_number,customer_revision,order_date",
                    orders.map { $0 + ["2026-03-02"] })
            ),
        ]
        var list: [String] = []
        for (name, text) in files {
            try folder.write(text, to: "\(name).csv")
            list.append("\(name): \(name).csv")
        }
        let wide = String(repeating: "W", count: 70)
        try folder.write(
            """
            seller: { name: "\(wide)", address: ["<b>1</b>"], email: a@example.com, bank: ["IBAN \(wide)"] }
            currency: EUR
            locale: en_GB
            data: { \(list.joined(separator: ", ")) }
            tax: { category: S, rate: 20 }
            documents: { notes: ["<i>note</i> | \(wide)"], footer: ["</style><script>alert(1)</script>"] }
            """, to: "counterpart.yml")
        return folder
    }

    @Test(.enabled(if: Browser.program != nil, "no browser"))
    func `pages and mails are never wider than a telephone`() async throws {
        let project = try Self.project()
        let kinds = ["invoice", "credit-note", "order", "packing-slip", "numbers"]
        let run = try await Run.of(
            Program.fresh, ["render"] + kinds + ["--format", "html,email-html", "-o", "out"], in: project.url)
        #expect(run.code == 0, "\(run.err)")
        var pages: [URL] = []
        for kind in kinds {
            let folder = project.url.appendingPathComponent("out/\(kind)")
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
                let page = project.url.appendingPathComponent("out/\(kind)/\(name)")
                pages.append(page)
                let text = try String(contentsOf: page, encoding: .utf8)
                #expect(
                    !text.contains("<script") && !text.contains("<b>") && !text.contains("<i>"), "\(name)")
            }
        }
        #expect(pages.count > 100)
        for width in [360, 1280] {
            let found = try await Browser.overflow(pages, width: width)
            #expect(found.count == pages.count)
            // Without a font that stacks them, marks stand side by side, have no place to break, and a mail has no
            // way to cut them.
            let stacked = "\(Self.stackedText).email-html"
            for (name, more) in found.sorted(by: { $0.key < $1.key })
            where Browser.stacksThai || !name.hasSuffix(stacked) {
                #expect(more == 0, "\(name) at \(width)")
            }
        }
    }
}
