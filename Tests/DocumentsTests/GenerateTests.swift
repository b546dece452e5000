import Commerce
import Diagnostics
import Documents
import Foundation
import Notation
import Testing

/// A folder that is gone when the test is.
final class ScratchFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)), as: UTF8.self)
    }

    /// Every file below a folder with its bytes.
    func tree(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let root = path + "/" + folder
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
            // The program's own memory of times and inodes differs from run to run.
            if !isFolder.boolValue, !name.hasSuffix(".counterpart-state") {
                files[name] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
            }
        }
        return files
    }
}

extension DocumentFixture {
    var records: TradeRecords {
        var records = TradeRecords(
            resolver: Resolver(reference), texts: reference.texts, defaults: defaults)
        records.invoices = lines
        records.tables = tables
        records.orders = orders
        records.invoiceSource = "invoices.csv"
        records.orderSource = "orders.csv"
        return records
    }

    func request(
        _ folder: ScratchFolder, _ formats: [DocumentFormat] = [.html],
        kinds: [TradeKind] = [.invoice, .creditNote],
        output: String = "out"
    ) -> GenerateRequest {
        var settings = DocumentSettings()
        settings.seller.name = "Rowan & Vale Ltd"
        settings.seller.email = "accounts@example.com"
        settings.output = folder.path + "/" + output
        settings.templates = folder.path + "/templates"
        return GenerateRequest(settings: settings, kinds: kinds, formats: formats)
    }
}

@Suite struct `Documents are generated` {
    private static let lineTemplate = """
        {% for line in document.lines %}[{{ line.item_number }}|{{ line.customer_item_number | default: "none" }}|\
        {{ line.status }}|{{ line.net | money }}]{% endfor %}{{ document.total | money }}
        """

    @Test func `every shipped template makes a document that shows both numbers`() async throws {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1.25")
        try fixture.invoice("100", item: "MUG-2", quantity: "2", price: "1.25")
        try fixture.invoice("C1", item: "MUG-1", quantity: "-2", price: "1.25", kind: .creditNote)
        try fixture.order("SO-1", theirs: "NW-4711", quantity: "2", price: "1.25")
        let folder = try ScratchFolder()
        let request = fixture.request(folder, DocumentFormat.allCases, kinds: TradeKind.allCases)
        let summary = await Generate.documents(fixture.records, request)
        #expect(summary.findings.kept.map(\.code).allSatisfy { $0 == "no-recipient" })
        #expect(summary.kinds.map(\.kind) == [.invoice, .creditNote, .order, .packingSlip])
        #expect(summary.fileCount == 20)
        for name in ["invoice/100", "credit-note/C1", "order/SO-1", "packing-slip/SO-1"] {
            for format in DocumentFormat.allCases {
                let text = try folder.text("out/\(name).\(format.rawValue)")
                    .replacing("\\-", with: "-").replacing("&#45;", with: "-").replacing("=\r\n", with: "")
                #expect(text.contains("MUG-1"), "\(name).\(format.rawValue)")
                #expect(text.contains("NW-4711"), "\(name).\(format.rawValue)")
            }
        }
        let manifest = try folder.text("out/manifest.json")
        #expect(
            manifest.contains("\"path\":\"credit-note/C1.csv\",\"kind\":\"credit-note\",\"number\":\"C1\""))
    }

    @Test func `own templates come before shipped ones, nearest first`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1234.5")
        try fixture.invoice("101", customer: "obrien", item: "MUG-1", quantity: "1", price: "1234.5")
        let folder = try ScratchFolder()
        try folder.write("all {% render 'part', document: document %}", to: "templates/invoice.html.liquid")
        try folder.write(Self.lineTemplate, to: "templates/part.html.liquid")
        try folder.write(
            "north {% render 'part', document: document %}", to: "templates/groups/north/invoice.html.liquid")
        let summary = await Generate.documents(fixture.records, fixture.request(folder))
        #expect(summary.findings.kept.map(\.message) == [])
        #expect(
            try folder.text("out/invoice/100.html")
                == "north [MUG-1|NW-4711|mapped|2.469,00\u{A0}€]2.469,00\u{A0}€")
        #expect(try folder.text("out/invoice/101.html") == "all [MUG-1|none|expired|£1,234.50]£1,234.50")
        try folder.write("customer", to: "templates/customers/nordwind/invoice.html.liquid")
        _ = await Generate.documents(fixture.records, fixture.request(folder))
        #expect(try folder.text("out/invoice/100.html") == "customer")
    }

    @Test func `a nearer Markdown template makes the page`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
        let folder = try ScratchFolder()
        try folder.write("# Own {{ document.number }} {{ customer.name }}", to: "templates/invoice.md.liquid")
        let summary = await Generate.documents(fixture.records, fixture.request(folder))
        #expect(summary.findings.kept.map(\.message) == [])
        let page = try folder.text("out/invoice/100.html")
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(page.contains("<h1>Own 100 Nordwind GmbH</h1>"))
        #expect(page.contains("<title>Rechnung 100 · Rowan &amp; Vale Ltd</title>"))
    }

    @Test func `one job and two write the same bytes and the same findings`() async throws {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        var random = SeededNumbers(state: 7)
        for i in 0..<900 {
            let number = Int.random(in: 0..<300, using: &random)
            let customer =
                number % 11 == 0
                ? "" : number % 3 == 0 ? "obrien" : number % 7 == 0 ? "x\(number)" : "nordwind"
            try fixture.invoice(
                "N\(number)", customer: i == 899 ? "obrien" : customer,
                item: ["MUG-1", "MUG-2", "BOX", "POST"][i % 4], quantity: "\(i % 13)", price: "1.\(i)")
        }
        let folder = try ScratchFolder()
        var summaries: [GenerateSummary] = []
        for jobs in [1, 2, 5] {
            var request = fixture.request(folder, DocumentFormat.allCases, output: "out\(jobs)")
            request.jobs = jobs
            summaries.append(await Generate.documents(fixture.records, request))
        }
        let (one, two, five) = (try folder.tree("out1"), try folder.tree("out2"), try folder.tree("out5"))
        #expect(one.count > 200)
        #expect(one == two)
        #expect(one == five)
        for summary in summaries {
            #expect(summary.findings.kept == summaries[0].findings.kept)
            #expect(summary.kinds == summaries[0].kinds)
            #expect(summary.byteCount == summaries[0].byteCount)
        }
        #expect(!summaries[0].findings.kept.isEmpty)
        #expect(!one.keys.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `hostile texts stay text in every format`() async throws {
        let hostile = [
            "<script>alert(1)</script>", "O'Brien's | \"x\" & <b>", "=1+1,\"\r\nx", "](javascript:alert(1))",
            "{{ document.total }}{% raw %}", "| --- |", "寿司 \u{202E}abc", "\u{0}\u{7}",
            "`code` *em* ~~s~~ #1\n# h",
        ]
        for text in hostile {
            var fixture = DocumentFixture(hostile: text)
            try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
            let folder = try ScratchFolder()
            try folder.write(
                "<p title='{{ customer.name }}'>{{ document.lines[0].description }}</p>",
                to: "templates/invoice.html.liquid")
            let summary = await Generate.documents(
                fixture.records, fixture.request(folder, DocumentFormat.allCases))
            #expect(summary.findings.kept.map(\.code) == ["no-recipient"])
            for format in [DocumentFormat.html, .emailHTML] {
                let page = try folder.text("out/invoice/100.\(format.rawValue)")
                #expect(!page.contains("<script>alert"), "\(format.rawValue) \(text)")
                #expect(!page.contains("<b>"), "\(format.rawValue) \(text)")
            }
            let html = try folder.text("out/invoice/100.html")
            #expect(html.split(separator: "'").count <= 3, "\(text)")
            let csv = try folder.text("out/invoice/100.csv")
            #expect(!csv.contains(",=1+1"))
            let markdown = try folder.text("out/invoice/100.md")
            #expect(!markdown.contains("<script>alert"))
            #expect(!markdown.contains("\n# h"))
        }
    }

    @Test func `two documents of one name are refused with both numbers`() async throws {
        var fixture = DocumentFixture()
        for number in ["A/1", "A_1", "A2"] {
            try fixture.invoice(number, item: "MUG-1", quantity: "2", price: "1")
        }
        let folder = try ScratchFolder()
        let summary = await Generate.documents(fixture.records, fixture.request(folder, [.csv]))
        #expect(summary.findings.kept.map(\.code) == ["shared-file-name"])
        #expect(summary.findings.kept.first?.message.contains("`A/1` and `A_1`") == true)
        #expect(try folder.tree("out/invoice").keys.sorted() == ["A2.csv"])
    }

    @Test(arguments: [
        ("../../etc/passwd", "_.._.._etc_passwd"), (".hidden", "_.hidden"), ("CON", "_CON"),
        ("a\u{0}b", "a_b"),
        ("..", "_"), ("x. ", "x"), ("né", "né"),
    ])
    func `names are made safe`(number: String, name: String) async throws {
        var fixture = DocumentFixture()
        try fixture.invoice(number, item: "MUG-1", quantity: "2", price: "1")
        let folder = try ScratchFolder()
        _ = await Generate.documents(fixture.records, fixture.request(folder, [.csv]))
        #expect(try folder.tree("out/invoice").keys.sorted() == ["\(name).csv"])
    }

    @Test func `the project names the files`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
        let folder = try ScratchFolder()
        var request = fixture.request(folder, [.csv])
        request.settings.filename = "{{ customer.id }}-{{ document.date }}-{{ document.number }}"
        _ = await Generate.documents(fixture.records, request)
        #expect(try folder.tree("out/invoice").keys.sorted() == ["nordwind-2011-01-26-100.csv"])
    }

    @Test func `without names nothing is written`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
        let folder = try ScratchFolder()
        var request = fixture.request(folder, [.csv])
        for filename in ["{{ document.numbr }}", "{{ document.number"] {
            request.settings.filename = filename
            let summary = await Generate.documents(fixture.records, request)
            #expect(summary.templatesFailed)
            #expect(summary.findings.errorCount == 1, "\(summary.findings.kept)")
            #expect(summary.fileCount == 0)
        }
    }

    @Test func `a name too long for a file is cut, and refused where that makes two of one`() async throws {
        var fixture = DocumentFixture()
        let long = String(repeating: "é", count: 180)
        for number in [long + "1", long + "2", "3" + long] {
            try fixture.invoice(number, item: "MUG-1", quantity: "2", price: "1")
        }
        let folder = try ScratchFolder()
        let summary = await Generate.documents(fixture.records, fixture.request(folder, [.csv]))
        #expect(summary.findings.kept.map(\.code) == ["shared-file-name"])
        #expect(try folder.tree("out/invoice").keys.map(\.utf8.count) == [203])
    }

    @Test func `an order shows our pieces beside the customer's unit`() async throws {
        var fixture = DocumentFixture()
        try fixture.order("SO-1", theirs: "NW-BOX", quantity: "2", price: "14.40", unit: "CT")
        let folder = try ScratchFolder()
        try folder.write(
            "{% for l in document.lines %}{{ l.quantity }} {{ l.unit }} = {{ l.pieces }} "
                + "{{ l.pieces_unit }}{% endfor %}", to: "templates/order.md.liquid")
        _ = await Generate.documents(fixture.records, fixture.request(folder, [.markdown], kinds: [.order]))
        let text = try folder.text("out/order/SO-1.md")
        #expect(text == "2 CT = 24 EA")
    }

    @Test func `what cannot be written is an error and not a crash`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1")
        let folder = try ScratchFolder()
        try folder.write("a file in the way", to: "blocked/invoice")
        let summary = await Generate.documents(fixture.records, fixture.request(folder, output: "blocked"))
        #expect(summary.outputFailed)
        #expect(summary.findings.kept.map(\.code) == ["unwritable-output"])
        #expect(summary.fileCount == 0)
    }

    @Test func `a template error is told once with its place`() async throws {
        var fixture = DocumentFixture()
        for number in ["100", "101", "102"] {
            try fixture.invoice(number, item: "MUG-1", quantity: "2", price: "1")
        }
        let folder = try ScratchFolder()
        try folder.write("line one\n{% if %}{% endif %}", to: "templates/invoice.html.liquid")
        let broken = await Generate.documents(fixture.records, fixture.request(folder, [.html, .csv]))
        #expect(broken.templatesFailed)
        #expect(broken.findings.kept.count == 1)
        #expect(broken.findings.kept.first?.position?.line == 2)
        try folder.write("{{ 1 | divided_by: 0 }}", to: "templates/invoice.html.liquid")
        let failing = await Generate.documents(fixture.records, fixture.request(folder, [.html, .csv]))
        #expect(failing.templatesFailed)
        #expect(failing.findings.kept.count == 1)
        #expect(failing.findings.kept.first?.hint?.contains("on document `100` and 2 more") == true)
        #expect(failing.fileCount == 3)
    }

    @Test func `only what is asked for is made`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice("100", item: "MUG-1", quantity: "2", price: "1", day: 15_000)
        try fixture.invoice("101", customer: "obrien", item: "MUG-1", quantity: "2", price: "1", day: 15_001)
        try fixture.invoice("102", item: "MUG-1", quantity: "2", price: "1", day: 15_002)
        let folder = try ScratchFolder()
        func made(_ change: (inout DocumentFilter) -> Void) async throws -> [String] {
            var request = fixture.request(folder, [.csv], output: UUID().uuidString)
            change(&request.filter)
            let summary = await Generate.documents(fixture.records, request)
            #expect(summary.findings.kept.filter { $0.code != "no-such-document" }.isEmpty)
            let output = request.settings.output.split(separator: "/").last.map { String($0) } ?? ""
            return try folder.tree(output).keys.filter { $0.hasPrefix("invoice/") }.sorted()
        }
        #expect(try await made { $0.numbers = ["101", "999"] } == ["invoice/101.csv"])
        #expect(try await made { $0.customers = ["obrien"] } == ["invoice/101.csv"])
        #expect(try await made { $0.since = Day(number: 15_001) } == ["invoice/101.csv", "invoice/102.csv"])
        #expect(try await made { $0.until = Day(number: 15_000) } == ["invoice/100.csv"])
    }

    @Test func `columns are those of the interface`() async throws {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.invoice("100", item: "BOX", quantity: "24", price: "1.005", description: "a, \"b\"")
        let folder = try ScratchFolder()
        _ = await Generate.documents(fixture.records, fixture.request(folder, [.csv]))
        let csv = try folder.text("out/invoice/100.csv")
        let expected =
            "document_number,document_date,customer_id,line_number,item_number,customer_item_number,status,via,"
            + "description,customer_item_description,quantity,unit,customer_quantity,customer_unit,unit_price,"
            + "discount_pct,line_net,tax_category,tax_rate,ordered_number,pieces,pieces_unit,"
            + "reason,mapping_line,explanation,customer_unit_price,price_per_piece,customer_revision,"
            + "ordered_revision,revision_differs,superseded_by,successor_item_number,"
            + "successor_customer_item_number\r\n"
            + "100,2011-01-26,nordwind,1,BOX,NW-BOX,mapped,own,\"a, \"\"b\"\"\",their words,24,EA,2,CT,1.005,,24.12,S,"
            + "20,,,,,3,,12.06,,,,,,,\r\n"
        #expect(csv == expected)
    }
}
