import Foundation
import Readers
import Testing

/// Input that is right and odd: reports stay right, readable and in one piece.
@Suite struct BadInputTests {
    private static let forms = "text,csv,json,ndjson,md,html,xlsx,eml"

    /// A project of a few lines: customers, mappings and invoices as CSV without their headings.
    private static func project(customers: String, mappings: String = "", invoices: String) throws
        -> TemporaryFolder
    {
        let place = try TemporaryFolder()
        try place.write(
            """
            seller: { name: Shop, email: shop@example.com }
            currency: GBP
            data: { customers: c.csv, items: i.csv, mappings: m.csv, stock: s.csv, orders: o.csv, invoices: v.csv }
            """, to: "counterpart.yml")
        try place.write("customer_id,name,currency,email,phone\n" + customers, to: "c.csv")
        try place.write(
            "item_number,description,unit,list_price\nA1,Apple,pcs,2.50\nB1,Bread,pcs,3\n", to: "i.csv")
        try place.write(
            "customer_id,item_number,customer_item_number,valid_from,valid_to\n" + mappings, to: "m.csv")
        try place.write(
            "item_number,location,on_hand,allocated,on_order\nA1,X,5,0,0\nB1,X,-2,0,0\n", to: "s.csv")
        try place.write(
            "order_number,customer_id,order_date,line_number,customer_item_number,quantity\nO1,1,2026-01-05,1,ZZ,1\n",
            to: "o.csv")
        try place.write(
            "invoice_number,customer_id,invoice_date,kind,item_number,quantity,unit_price\n" + invoices,
            to: "v.csv")
        return place
    }

    private static func report(_ place: TemporaryFolder, _ options: [String] = []) async throws -> FileTree {
        let run = try await Run.of(
            Program.fresh, ["report", "all", "--format", forms, "-o", "reports", "--quiet"] + options,
            in: place.url)
        try #require(run.code == 0, "\(run.err)")
        let tree = try FileTree(place.url.appendingPathComponent("reports"))
        for name in ["sales", "inventory", "accuracy", "unmapped", "orders", "mappings"] {
            for form in ["txt", "csv", "json", "ndjson", "md", "html", "xlsx", "eml"] {
                _ = try #require(tree.files["\(name).\(form)"], "\(name).\(form)")
            }
            let page = String(decoding: tree.files["\(name).html"] ?? Data(), as: UTF8.self)
            #expect(page.utf8.count < 1_000_000)
            for control in try ControlTotalsJSON.all(
                in: JSONText([UInt8](tree.files["\(name).json"] ?? Data())))
            {
                #expect(control.read == control.parts.values.reduce(0, +), "\(name): \(control)")
            }
            expectLinks(page)
        }
        return tree
    }

    /// Every link of a page to itself leads somewhere.
    private static func expectLinks(_ page: String) {
        let targets = page.components(separatedBy: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
        for target in Set(targets) { #expect(page.contains("id=\"\(target)\""), "#\(target)") }
    }

    private static func rows(_ tree: FileTree, _ name: String) -> [[String]] {
        Array(
            TableReaders.csv(String(decoding: tree.files["\(name).csv"] ?? Data(), as: UTF8.self)).dropFirst()
        )
    }

    private static let usual = "1,One,,one@example.com,+44 1632 960 140\n2,Two,,,\n"
    private static let lines = """
        I1,1,2026-01-03,invoice,A1,2,10
        I1,1,2026-01-03,invoice,B1,1,5
        I2,2,2026-02-03,invoice,A1,1,10
        C1,1,2026-02-05,credit_note,A1,-1,10

        """

    @Test func `an empty period`() async throws {
        let tree = try await Self.report(
            Self.project(customers: Self.usual, mappings: "1,A1,X-1,,\n", invoices: Self.lines),
            ["--month", "1999-01"])
        for name in ["sales", "accuracy", "unmapped", "orders"] {
            #expect(Self.rows(tree, name).isEmpty)
            #expect(String(decoding: tree.files["\(name).txt"] ?? Data(), as: UTF8.self).contains("No rows."))
        }
    }

    @Test func `no mappings at all`() async throws {
        let tree = try await Self.report(Self.project(customers: Self.usual, invoices: Self.lines))
        #expect(
            Self.rows(tree, "accuracy").map { Array($0[2...4]) + [$0[10]] } == [
                ["2", "0", "2", "0.00"], ["1", "0", "1", "0.00"],
            ])
        #expect(Self.rows(tree, "unmapped").allSatisfy { $0[5] == "missing" })
        #expect(
            Self.rows(tree, "unmapped-customers").map { [$0[2], $0[3]] } == [
                ["'+44 1632 960 140", "one@example.com"], ["", ""],
            ])
        // A row without a suggestion says what to do.
        #expect(Self.rows(tree, "unmapped").allSatisfy { $0[17].isEmpty && $0[18] == "ask_customer" })
    }

    @Test func `one customer`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: "1,One,,,\n", mappings: "1,A1,X-1,,\n",
                invoices: "I1,1,2026-01-03,invoice,A1,2,10\n"))
        #expect(
            Self.rows(tree, "sales").map { Array($0[0...7]) } == [
                ["2026-01", "1", "A1", "X-1", "Apple", "1", "2", "20.00"]
            ])
        #expect(Self.rows(tree, "sales-abc-customers").map { $0[0] } == ["A"])
    }

    @Test func `the last month that there is`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: Self.usual, mappings: "1,A1,X-1,,9999-12-14\n",
                invoices: "I1,1,9999-12-15,invoice,A1,2,10\nI2,1,9999-11-30,invoice,A1,1,10\n"))
        #expect(Self.rows(tree, "accuracy").map { $0[0] } == ["9999-11", "9999-12"])
        #expect(Self.rows(tree, "unmapped").map { $0[5] } == ["expired"])
    }

    @Test func `all lines excluded`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: Self.usual,
                invoices: "I1,,2026-01-03,invoice,A1,2,10\nI2,1,2026-01-04,invoice,POST,1,3\n"))
        let accuracy = Self.rows(tree, "accuracy")
        #expect(accuracy.count == 1)
        #expect(
            accuracy.first.map { [$0[1], $0[2], $0[10], $0[11], $0[15], $0[16]] } == [
                "2", "0", "", "", "1", "1",
            ])
        #expect(Self.rows(tree, "sales").isEmpty && Self.rows(tree, "unmapped").isEmpty)
    }

    @Test func `a month with only credits`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: Self.usual, mappings: "1,A1,X-1,,\n",
                invoices: "I1,1,2026-01-03,invoice,A1,2,10\nC1,1,2026-02-05,credit_note,A1,-1,10\n"))
        let february = Self.rows(tree, "accuracy").last
        #expect(
            february.map { [$0[0], $0[2], $0[10], $0[12], $0[14]] } == ["2026-02", "0", "", "1", "-10.00"])
        #expect(Self.rows(tree, "sales").count == 1)
        #expect(Self.rows(tree, "sales-credits").map { [$0[0], $0[10]] } == [["2026-02", "-10.00"]])
        // A month that fell to nothing stands beside what it fell from.
        #expect(
            Self.rows(tree, "sales-comparison").last.map { [$0[0], $0[2], $0[3], $0[5]] } == [
                "2026-02", "0.00", "20.00", "-100.00",
            ])
    }

    @Test func `values of ten to the fifteenth`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: Self.usual,
                invoices:
                    "I1,1,2026-01-03,invoice,A1,1,1000000000000000.01\nI2,1,2026-01-04,invoice,A1,3,999999999999999.99\n"
            ))
        #expect(Self.rows(tree, "sales").map { $0[7] } == ["3999999999999999.98"])
        #expect(Self.rows(tree, "accuracy").map { $0[9] } == ["3999999999999999.98"])
        let book = try #require(XLSXReader([UInt8](tree.files["sales.xlsx"] ?? Data())))
        #expect(book.sheets[0].rows[1][7].shown == "3999999999999999.98")
        #expect(
            String(decoding: tree.files["sales.txt"] ?? Data(), as: UTF8.self).contains(
                "3,999,999,999,999,999.98"))
    }

    @Test func `two currencies are never added`() async throws {
        let tree = try await Self.report(
            Self.project(
                customers: "1,One,,,\n2,Two,JPY,,\n",
                invoices: "I1,1,2026-01-03,invoice,A1,2,10.25\nI2,2,2026-01-03,invoice,A1,3,100\n"))
        let accuracy = Self.rows(tree, "accuracy")
        #expect(accuracy.map { [$0[9], $0.last ?? ""] } == [["20.50", "GBP"], ["300", "JPY"]])
        let table = try JSONText([UInt8](tree.files["sales.json"] ?? Data()))
        #expect((table["totals"]?.array ?? []).map { $0["value"]?.text } == ["20.50", "300"])
        for (name, bytes) in tree.files
        where ["csv", "txt", "md", "html", "json", "ndjson"].contains(where: name.hasSuffix) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("320.5"), "\(name) adds two currencies")
        }
        let shares = Self.rows(tree, "sales-abc-customers").map { [$0[1], $0[5], $0[7]] }
        #expect(shares == [["1", "100.00", "GBP"], ["2", "100.00", "JPY"]])
    }

    @Test func `a hundred thousand customers`() async throws {
        // The debug build takes minutes for all.
        let count = Program.release == nil ? 5_000 : 100_000
        var (customers, invoices) = ("", "")
        for number in 0..<count {
            customers += "\(100_000 + number),Customer \(number),,,\n"
            invoices += "I\(number),\(100_000 + number),2026-01-03,invoice,A1,1,\(1 + number % 97)\n"
        }
        let place = try Self.project(customers: customers, invoices: invoices)
        let run = try await Run.of(
            Program.release ?? Program.fresh,
            [
                "report", "sales", "accuracy", "unmapped", "--format", "csv,html,md", "-o", "reports",
                "--quiet",
            ], in: place.url)
        try #require(run.code == 0, "\(run.err)")
        let tree = try FileTree(place.url.appendingPathComponent("reports"))
        #expect(Self.rows(tree, "unmapped-customers").count == count)
        #expect(Self.rows(tree, "accuracy-customers").count == count)
        for name in ["sales", "accuracy", "unmapped"] {
            let page = String(decoding: tree.files["\(name).html"] ?? Data(), as: UTF8.self)
            #expect(page.utf8.count < 1_000_000, "\(name).html")
            Self.expectLinks(page)
        }
    }
}
