import Commerce
import DataSources
import Diagnostics
import Foundation
import Notation
import Testing

@Suite struct ProjectTests {
    private func problems(_ text: String) -> String {
        do throws(DiagnosticList) {
            _ = try Project.parse(text, file: "counterpart.yml")
            return "(none)"
        } catch {
            return drawn(error.diagnostics)
        }
    }

    private static let full = """
        seller: { name: Rowan & Vale Ltd, address: [1 Mill Lane, Leeds], tax_id: GB123456789, email: accounts@example.com, logo: logo.png }
        currency: GBP          # for customers that state none
        locale: en_GB
        data:                  # paths relative to this file; .csv, .json (array) or .ndjson; any may be absent
          customers: customers.csv
          items: items.csv
          mappings:
            file: item_mappings.csv
            columns: { customer_item_description: customer_description, unit_factor: units_per_customer_unit }
          stock: stock.json
          orders: /srv/orders.ndjson
          invoices:
            file: online_retail_II.csv
            columns:           # ours: theirs
              { invoice_number: Invoice, item_number: StockCode, description: Description, quantity: Quantity,
                invoice_date: InvoiceDate, unit_price: Price, customer_id: Customer ID, country: Country }
            clean: { item_number: [trim, uppercase], customer_id: [{ strip_suffix: ".0" }] }
            kind:              # first prefix of the invoice number that fits; else invoice
              { adjustment: A, credit_note: [C, CN] }
            credit_sign: negative
            date_format: dd.MM.yyyy
            decimal_comma: true
            encoding: windows-1252
            delimiter: ";"
        matching: { accept: [exact, normalized, gtin] }
        tax: { category: S, rate: 20 }        # absent: prices carry no tax
        terms: net 30                         # gives due dates where the data has none
        targets: { line_coverage: 98 }
        duplicates: drop                      # keep | drop | refuse
        documents: { number_display: both_theirs_first }
        templates: templates
        filename: "{{ document.number }}"
        output: out

        """

    @Test func `everything a project file can say`() throws {
        let project = try Project.parse(Self.full, file: "samples/counterpart.yml")
        #expect(project.folder == "samples")
        #expect(project.seller.name == "Rowan & Vale Ltd")
        #expect(project.seller.address == ["1 Mill Lane", "Leeds"])
        #expect(project.seller.logo == "samples/logo.png")
        #expect(project.currency == "GBP")
        #expect(project.locale == "en_GB")
        #expect(project.data.count == 6)
        #expect(project.data[.customers]?.path == "samples/customers.csv")
        #expect(project.data[.customers]?.name == "customers.csv")
        #expect(project.data[.stock]?.format == .json)
        #expect(project.data[.stock]?.decimals == DecimalFormat(allowsExponent: true))
        #expect(project.data[.orders]?.path == "/srv/orders.ndjson")
        #expect(project.data[.orders]?.format == .ndjson)
        let invoices = try #require(project.data[.invoices])
        #expect(invoices.columns.map(\.field).prefix(2) == [.invoiceNumber, .itemNumber])
        #expect(invoices.columns[1].heading == "StockCode")
        #expect(
            invoices.columns[1].place?.position
                == Position(file: "samples/counterpart.yml", line: 15, column: 47, length: 9))
        #expect(invoices.clean[.itemNumber] == CleanRules([.trim, .uppercase]))
        #expect(invoices.clean[.customerID] == CleanRules([.stripSuffix(Array(".0".utf8))]))
        #expect(invoices.kindPrefixes.map(\.kind) == [.adjustment, .creditNote, .creditNote])
        #expect(invoices.kindPrefixes.map(\.prefix) == [Array("A".utf8), Array("C".utf8), Array("CN".utf8)])
        #expect(invoices.dates == (try DateFormat("dd.MM.yyyy")))
        #expect(invoices.decimals.decimalComma)
        #expect(invoices.encoding == .windows1252)
        #expect(invoices.delimiter == 0x3B)
        #expect(project.accepted == [.exact, .normalized, .gtin])
        #expect(project.tax == Project.TaxRule(category: "S", rate: 20))
        #expect(project.terms?.days == 30)
        #expect(project.targets.lineCoverage == 98)
        #expect(project.duplicates == .drop)
        #expect(project.numberDisplay == .bothTheirsFirst)
        #expect(project.templates == "samples/templates")
        #expect(project.output == "samples/out")
    }

    @Test func `what an empty file means`() throws {
        for text in ["", "# nothing\n", "data:\n", "{}"] {
            let project = try Project.parse(text, file: "counterpart.yml")
            #expect(project.data.isEmpty)
            #expect(project.accepted == Set(Project.MatchReason.allCases))
            #expect(project.tax == nil)
            #expect(project.terms == nil)
            #expect(project.duplicates == .keep)
            #expect(project.numberDisplay == .both)
            #expect(project.templates == "templates")
            #expect(project.filename == "{{ document.number }}")
        }
    }

    @Test func `decimals are exact, and texts are texts whatever they look like`() throws {
        let project = try Project.parse(
            "tax: { rate: 7.70 }\nseller: { name: 007, tax_id: 1e5, country: no }\n", file: "counterpart.yml")
        #expect(project.tax?.rate.description == "7.70")
        #expect(project.seller.name == "007")
        #expect(project.seller.taxID == "1e5")
        #expect(project.seller.country == "no")
    }

    @Test func `all problems of a file at once, each with its place`() {
        #expect(
            problems(
                """
                selller: { name: X }
                currency: pounds
                locale: english (uk)
                data:
                  customer: customers.csv
                  items: [a, b]
                  invoices:
                    file: invoices.csv
                    colums: { item_number: A }
                    columns: { item_numbr: StockCode }
                    clean: { item_number: [trimm, { strip_sufix: x }, strip_prefix] }
                    kind: { credit: C }
                    date_format: dd.mm.yyyy
                    decimal_comma: maybe
                    encoding: klingon
                    delimiter: ";;"
                  orders: { columns: { quantity: Q } }
                  stock: { file: s.csv, credit_sign: positive }
                matching: { accept: [exact, normalised] }
                tax: { category: X, rate: 20% }
                terms: whenever
                targets: { line_coverage: 101 }
                duplicates: kepp
                documents: { number_display: ours_first }
                output: [out]

                """) == """
                    error: unknown key `selller`
                      --> counterpart.yml:1:1
                      1 | selller: { name: X }
                        | ^^^^^^^
                      hint: did you mean `seller`?
                    error: `pounds` is no currency code
                      --> counterpart.yml:2:11
                      2 | currency: pounds
                        |           ^^^^^^
                      hint: three capital letters, such as `GBP`
                    error: `english (uk)` is no locale
                      --> counterpart.yml:3:9
                      3 | locale: english (uk)
                        |         ^^^^^^^^^^^^
                      hint: such as `en_GB` or `de`
                    error: unknown key `customer` in `data`
                      --> counterpart.yml:5:3
                      5 |   customer: customers.csv
                        |   ^^^^^^^^
                      hint: did you mean `customers`?
                    error: `items` must be a path, or a mapping with `file`
                      --> counterpart.yml:6:10
                      6 |   items: [a, b]
                        |          ^
                    error: unknown key `colums` in `invoices`
                      --> counterpart.yml:9:5
                      9 |     colums: { item_number: A }
                        |     ^^^^^^
                      hint: did you mean `columns`?
                    error: `item_numbr` in `columns` is no field of invoices
                      --> counterpart.yml:10:16
                      10 |     columns: { item_numbr: StockCode }
                         |                ^^^^^^^^^^
                      hint: did you mean `item_number`?
                    error: `trimm` is no step of `clean`
                      --> counterpart.yml:11:28
                      11 |     clean: { item_number: [trimm, { strip_sufix: x }, strip_prefix] }
                         |                            ^^^^^
                      hint: did you mean `trim`?
                    error: `strip_sufix` is no step of `clean`
                      --> counterpart.yml:11:37
                      11 |     clean: { item_number: [trimm, { strip_sufix: x }, strip_prefix] }
                         |                                     ^^^^^^^^^^^
                      hint: did you mean `strip_suffix`?
                    error: `strip_prefix` needs a value
                      --> counterpart.yml:11:55
                      11 |     clean: { item_number: [trimm, { strip_sufix: x }, strip_prefix] }
                         |                                                       ^^^^^^^^^^^^
                      hint: `{ strip_prefix: ".0" }`
                    error: unknown key `credit` in `kind`
                      --> counterpart.yml:12:13
                      12 |     kind: { credit: C }
                         |             ^^^^^^
                      hint: known are `invoice`, `credit_note`, `adjustment`
                    error: `mm` in `dd.mm.yyyy` means nothing
                      --> counterpart.yml:13:18
                      13 |     date_format: dd.mm.yyyy
                         |                  ^^^^^^^^^^
                      hint: the month is `MM`
                    error: `decimal_comma` must be `true` or `false`, not `maybe`
                      --> counterpart.yml:14:20
                      14 |     decimal_comma: maybe
                         |                    ^^^^^
                    error: the encoding `klingon` is not known
                      --> counterpart.yml:15:15
                      15 |     encoding: klingon
                         |               ^^^^^^^
                      hint: known are `utf-8`, `utf-16`, `utf-16le`, `utf-16be`, `windows-1252`, `iso-8859-1`
                    error: `delimiter` must be one character
                      --> counterpart.yml:16:16
                      16 |     delimiter: ";;"
                         |                ^^^^
                      hint: such as `","`, `";"`, `"|"` or `tab`
                    error: `orders` needs a `file`
                      --> counterpart.yml:17:11
                      17 |   orders: { columns: { quantity: Q } }
                         |           ^
                    error: `credit_sign` is only for invoices, not for stock
                      --> counterpart.yml:18:38
                      18 |   stock: { file: s.csv, credit_sign: positive }
                         |                                      ^^^^^^^^
                    error: `normalised` is no value of `accept`
                      --> counterpart.yml:19:29
                      19 | matching: { accept: [exact, normalised] }
                         |                             ^^^^^^^^^^
                      hint: did you mean `normalized`?
                    error: `X` is no tax category
                      --> counterpart.yml:20:18
                      20 | tax: { category: X, rate: 20% }
                         |                  ^
                      hint: S standard, Z zero rate, E exempt, AE reverse charge (EN 16931: S, Z, E, AE, K, G, O, L, M)
                    error: `rate` must be a number, not `20%`
                      --> counterpart.yml:20:27
                      20 | tax: { category: X, rate: 20% }
                         |                           ^^^
                      hint: without the percent sign
                    error: `whenever` says no number of days
                      --> counterpart.yml:21:8
                      21 | terms: whenever
                         |        ^^^^^^^^
                      hint: such as `net 30` or `due on receipt`
                    error: `line_coverage` must be from 0 to 100
                      --> counterpart.yml:22:27
                      22 | targets: { line_coverage: 101 }
                         |                           ^^^
                    error: `kepp` is no value of `duplicates`
                      --> counterpart.yml:23:13
                      23 | duplicates: kepp
                         |             ^^^^
                      hint: did you mean `keep`?
                    error: `ours_first` is no value of `number_display`
                      --> counterpart.yml:24:30
                      24 | documents: { number_display: ours_first }
                         |                              ^^^^^^^^^^
                      hint: it is one of `ours`, `theirs`, `both`, `both_theirs_first`
                    error: `output` must be a single value
                      --> counterpart.yml:25:9
                      25 | output: [out]
                         |         ^

                    """)
    }

    private func code(_ text: String) -> [String] {
        do throws(DiagnosticList) {
            _ = try Project.parse(text, file: "counterpart.yml")
            return []
        } catch {
            return error.diagnostics.map {
                "\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.code)"
            }
        }
    }

    @Test func `YAML that is none, keys that stand twice, nesting without end`() {
        #expect(
            problems("data:\n\tcustomers: x\n").hasPrefix(
                "error: found character that cannot start any token"))
        #expect(code("a: [1, 2\n") == ["2:1 bad-yaml"])
        #expect(code("currency: GBP\ncurrency: EUR\n") == ["1:1 duplicate-key"])
        #expect(code(String(repeating: "[", count: 100_000)) == ["1:0 bad-yaml"])
        #expect(code(String(repeating: "[\n", count: 100_000)) == ["1:0 bad-yaml"])
        #expect(code(String(repeating: "- ", count: 100_000)) == ["1:0 bad-yaml"])
        #expect(
            code((0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()) == [
                "202:0 bad-yaml"
            ])
        #expect(code("- a\n- b\n") == ["1:1 bad-value"])
        #expect(code("just words\n") == ["1:1 bad-value"])
    }

    @Test func `tax rules`() {
        #expect(code("tax: { category: S }") == ["1:6 missing-key"])
        #expect(code("tax: { category: Z }") == [])
        #expect(code("tax: { category: AE, rate: 0, exemption_reason: Reverse charge }") == [])
        #expect(code("tax: { category: E, rate: 5 }") == ["1:27 bad-value"])
        #expect(code("tax: { rate: 20% }") == ["1:14 bad-value"])
    }

    @Test func `a file is found in a folder or above it, and read from disk`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "project-\(UUID().uuidString)")
        let inner = root.appendingPathComponent("a/b")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("currency: EUR\ndata: { items: i.csv }\n".utf8).write(
            to: root.appendingPathComponent("counterpart.yml"))
        let found = try #require(Project.find(from: inner.path))
        #expect(found == inner.path + "/../../counterpart.yml")
        #expect(try Project.load(found).currency == "EUR")
        #expect(try Project.load(root.path).data[.items]?.path == root.path + "/i.csv")
        #expect(Project.find(from: "/") == nil)
        #expect(throws: DiagnosticList.self) { try Project.load(root.path + "/none.yml") }
    }

    @Test(arguments: ["samples", "samples/foreign"])
    func `the samples' files need nothing that their project files do not say`(_ folder: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let project = try Project.load(root.appendingPathComponent(folder).path)
        #expect(project.data.count >= 4)
        for file in project.data.values {
            let reader = try RecordReader(file)
            let columns = try ColumnMap(
                header: reader.header, kind: file.kind, overrides: file.columns, file: file.name)
            #expect(columns.ignored.isEmpty, "\(file.name)")
            while try reader.next() { #expect(reader.problem() == nil) }
        }
    }
}
