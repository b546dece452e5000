import Foundation
import Testing

/// Succession, revisions and units as they reach reports, files and documents.
@Suite struct LevelsTests {
    @Test func `what took the place of what is said in every answer, and changes none`() async throws {
        let project = try Self.project()
        let orders = try await Self.table(project, "report", "orders")
        let rows = try orders.columns([
            "line_number", "item_number", "reason", "suggestion_1", "suggestion_1_reason", "findings",
            "superseded_by",
        ])
        let byLine = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.dropFirst())) })
        #expect(byLine["1"] == ["", "expired", "A3", "superseded", "", ""])
        #expect(byLine["8"] == ["", "expired", "D1", "superseded", "", ""])
        #expect(byLine["11"] == ["A1", "own_number", "", "", "item_superseded", "A3"])
        #expect(byLine["9"] == ["E1", "exact", "", "", "item_inactive", ""])
        let gaps = try await Self.table(project, "report", "unmapped").columns([
            "customer_id", "item_number", "suggestion", "suggestion_reason",
        ])
        #expect(gaps.contains(["L1", "A3", "SHARED", "superseded: number of A1, which this item replaced"]))
        let document = try await Self.document(project, "order", "O1")
        let lines = try document.columns([
            "line_number", "superseded_by", "successor_item_number", "successor_customer_item_number",
        ])
        #expect(lines.contains(["1", "", "A3", "NEWA"]))
        #expect(lines.contains(["8", "", "D1", "REN-2"]))
        #expect(lines.contains(["11", "A3", "", ""]))
        let told = try await Self.run(
            project, "resolve", "REN-1", "--customer", "L0", "--date", "2026-06-15")
        #expect(told.text.contains("replaced by `REN-2`"))
        let item = try await Self.run(
            project, "resolve", "--item", "A3", "--customer", "L1", "--date", "2026-06-15", "--json")
        #expect(item.text.contains("\"item_number\":\"A1\",\"reason\":\"superseded\""))
    }

    @Test func `a revision that differs is a finding everywhere and never another item`() async throws {
        let project = try Self.project()
        let rows = try await Self.table(project, "report", "orders").columns([
            "line_number", "item_number", "findings", "ordered_revision", "held_revision",
        ])
        #expect(rows.contains(["2", "A3", "revision_differs", "A", "B"]))
        #expect(rows.contains(["3", "B1", "", "c", "C"]))
        let filled = try CSVFile(try await Self.run(project, "fill", "orders").out).columns([
            "line_number", "item_number", "status", "held_revision", "findings",
        ])
        #expect(filled.contains(["2", "A3", "exact", "B", "revision_differs"]))
        let document = try await Self.document(project, "order", "O1").columns([
            "line_number", "customer_revision", "ordered_revision", "revision_differs",
        ])
        #expect(document.contains(["2", "B", "A", "true"]))
        #expect(document.contains(["3", "C", "c", ""]))
        let check = try await Self.run(project, "check")
        #expect(check.err.contains("revision `A` of `NEWA` is ordered, while the mapping has revision `B`"))
        let rendered = try await Self.run(project, "render", "order", "--format", "md", "-o", "m")
        #expect(rendered.err.contains("asks for revision `A` of `NEWA`, which stands for revision `B`"))
    }

    @Test func `quantity and price are converted exactly, and both are shown`() async throws {
        let project = try Self.project()
        let rows = try await Self.table(project, "report", "orders").columns([
            "line_number", "pieces", "price_per_piece", "findings",
        ])
        #expect(rows.contains(["4", "3.5", "0.666666", ""]))
        #expect(rows.contains(["5", "30", "1.23456", ""]))
        #expect(rows.contains(["6", "24", "1.233333", "unit_differs"]))
        #expect(rows.contains(["12", "2", "14.80", "unit_differs"]))
        let invoice = try await Self.document(project, "invoice", "I2").columns([
            "line_number", "quantity", "unit", "customer_quantity", "customer_unit", "unit_price",
            "customer_unit_price", "line_net",
        ])
        #expect(invoice.contains(["2", "7", "M", "14", "HALF", "0.333333", "0.1666665", "2.33"]))
        #expect(invoice.contains(["3", "25", "EA", "", "BOX", "0.123456", "", "3.09"]))
        #expect(invoice.contains(["4", "24", "EA", "2", "BOX", "0.123456", "1.481472", "2.96"]))
        _ = try await Self.run(project, "render", "invoice", "order", "--format", "md,html", "-o", "m")
        for (name, texts) in [
            ("invoice/I2.md", ["7 (= 14 HALF)", "24 (= 2 BOX)"]),
            ("order/O1.md", ["7 (= 3.5 M)", "2.5 (= 30 EA)", "2 (= 24 EA)"]),
            ("invoice/I2.html", ["= 14 HALF", "= 2 BOX"]),
            ("order/O1.html", ["= 3.5 M", "= 30 EA", "= 24 EA"]),
        ] {
            let page = try String(
                contentsOf: project.url.appendingPathComponent("m/\(name)"), encoding: .utf8)
            for text in texts { #expect(page.contains(text), "\(name): \(text)") }
        }
        let filled = try CSVFile(try await Self.run(project, "fill", "orders").out).columns([
            "line_number", "pieces", "price_per_piece",
        ])
        #expect(filled.contains(["4", "3.5", "0.666666"]))
        let each = try await Self.run(
            project, "resolve", "--item", "B1", "--customer", "L0", "--unit", "EA", "--date", "2026-06-15",
            "--json")
        #expect(each.text.contains("\"customer_item_number\":\"EACH1\","))
        let box = try await Self.run(
            project, "resolve", "--item", "B1", "--customer", "L0", "--unit", "BOX", "--date",
            "2026-06-15", "--json")
        #expect(box.text.contains("\"customer_item_number\":\"BOX12\","))
        _ = try await Self.run(
            project, "render", "numbers", "--customer", "L0", "--format", "csv", "-o", "n")
        let sheet = try CSVFile(project.url.appendingPathComponent("n/numbers/L0.csv")).columns([
            "item_number", "customer_item_number", "customer_unit", "unit_factor",
        ])
        #expect(sheet.contains(["B1", "BOX12", "BOX", "12"]) && sheet.contains(["B1", "EACH1", "EA", ""]))
    }

    @Test func `two mapping files are compared as a change is`() async throws {
        let project = try Self.project()
        let old = try String(contentsOf: project.url.appendingPathComponent("m.csv"), encoding: .utf8)
        try Data(old.utf8).write(to: project.url.appendingPathComponent("old.csv"))
        let change = try await Self.run(
            project, "map", "add", "REN-3", "--customer", "L0", "--item", "D1", "--from", "2026-06-10",
            "--json", "--by", "anna")
        #expect(change.code == 0, "\(change.err)")
        let compared = try await Self.run(project, "map", "diff", "old.csv", "m.csv", "--json")
        #expect(compared.code == 0, "\(compared.err)")
        #expect(compared.out == change.out)
        let back = try await Self.run(project, "map", "diff", "m.csv", "old.csv", "--json")
        #expect(back.text.contains("\"removed\"") && back.text.contains("\"extended\""))
        let same = try await Self.run(project, "map", "diff", "m.csv", "m.csv")
        #expect(same.code == 0 && !same.text.contains("Rows"), "\(same.text)")
    }

    @Test func `the months of a diff are what the accuracy report says before and after`() async throws {
        let project = try Self.project()
        func accuracy() async throws -> [String: [String]] {
            let rows = try await Self.table(project, "report", "accuracy").columns([
                "month", "mapped_lines", "mapped_value", "unmapped_value", "line_coverage_pct",
            ])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.dropFirst())) })
        }
        let before = try await accuracy()
        let rows = """
            customer_id,item_number,customer_item_number,valid_from
            L1,A3,ONE-A3,2026-06-01
            L0,A2,LEAF-A2,2026-05-01
            L0,D1,REN-9,2026-06-01
            """
        try Data((rows + "\n").utf8).write(to: project.url.appendingPathComponent("new.csv"))
        let refused = try await Self.run(project, "map", "diff", "new.csv")
        #expect(refused.code == 3 && refused.err.contains("so nothing of it would be left"))
        try Data((rows.replacing("REN-9,2026-06-01", with: "REN-9,2026-06-10") + "\n").utf8)
            .write(to: project.url.appendingPathComponent("new.csv"))
        let diff = try await Self.run(project, "map", "diff", "new.csv", "--json")
        #expect(diff.code == 0, "\(diff.err)")
        let parts = try JSONText(diff.out)["parts"]?.array ?? []
        let months = parts.first { $0["name"]?.text == "map-diff-months" }?["rows"]?.array ?? []
        let june = try #require(months.first)
        #expect(months.count == 1 && june["month"]?.text == "2026-06")
        #expect(try await Self.run(project, "map", "import", "new.csv", "--by", "anna").code == 0)
        let after = try await accuracy()
        let (was, now) = (try #require(before["2026-06"]), try #require(after["2026-06"]))
        #expect(june["newly_mapped_lines"]?.integer == 2 && june["other_number_lines"]?.integer == 1)
        #expect(Int(now[0]).map { $0 - 2 } == Int(was[0]))
        // 5 x 2 and 7 x 1 got a number; 5 x 2 reads otherwise.
        #expect(june["newly_mapped_value"]?.text == "17.00")
        #expect(june["other_number_value"]?.text == "10.00")
        #expect(was[2] == "17.00" && now[2] == "0.00")
        #expect(june["line_coverage_was_pct"]?.text == was[3])
        #expect(june["line_coverage_pct"]?.text == now[3])
    }

    private static func run(_ project: TemporaryFolder, _ arguments: String...) async throws -> Run {
        try await Run.of(Program.fresh, arguments, in: project.url)
    }

    private static func table(_ project: TemporaryFolder, _ arguments: String...) async throws -> CSVFile {
        let run = try await Run.of(
            Program.fresh, arguments + ["--format", "csv", "--csv", "raw"], in: project.url)
        return CSVFile(run.out)
    }

    private static func document(
        _ project: TemporaryFolder, _ kind: String, _ number: String
    ) async throws -> CSVFile {
        let run = try await Run.of(
            Program.fresh, ["render", kind, "--format", "csv", "--csv", "raw", "-o", "o"], in: project.url)
        #expect(run.code == 0, "\(run.err)")
        return try CSVFile(project.url.appendingPathComponent("o/\(kind)/\(number).csv"))
    }

    private static func project() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files {
            try Data((text + "\n").utf8).write(to: folder.url.appendingPathComponent(name))
        }
        return folder
    }

    private static let files = [
        "counterpart.yml": """
        seller: { name: Test Ltd }
        currency: EUR
        data: { customers: c.csv, items: i.csv, mappings: m.csv, orders: o.csv, invoices: v.csv }
        """,
        "c.csv": """
        customer_id,name,parent_customer_id,customer_group
        L0,Leaf,L1,
        L1,One,L2,
        L2,Two,L3,GRP
        L3,Three,L4,
        L4,Four,L5,
        L5,Top,,
        """,
        "i.csv": """
        item_number,description,unit,active,superseded_by
        A1,Widget one,EA,,A2
        A2,Widget two,EA,false,A3
        A3,Widget three,EA,,
        B1,Bolt,EA,,
        D1,Wire,M,,
        E1,Gone,EA,false,
        """,
        "m.csv": """
        customer_id,customer_group,item_number,customer_item_number,customer_unit,unit_factor,valid_from,valid_to,customer_revision
        L0,,A1,OLDA,,,,2026-03-31,A
        L0,,A3,NEWA,,,2026-04-01,,B
        L5,,B1,TOPB,,,,,C
        ,GRP,D1,GD-HALF,HALF,0.5,,,
        L0,,B1,BOX12,BOX,12,,,
        L0,,B1,EACH1,EA,,,,D
        L0,,D1,REN-1,,,,2026-05-31,
        L0,,D1,REN-2,,,2026-06-01,,
        L1,,E1,INACT,,,,,
        L2,,A1,SHARED,,,,,R1
        L2,,B1,KIT,BOX,12,,,
        """,
        "o.csv": """
        order_number,customer_id,order_date,line_number,customer_item_number,quantity,unit,unit_price,Rev
        O1,L0,2026-06-15,1,OLDA,10,,1.00,A
        O1,L0,2026-06-15,2,NEWA,10,,1.00,A
        O1,L0,2026-06-15,3,TOPB,7,,0.123456,c
        O1,L0,2026-06-15,4,GD-HALF,7,HALF,0.333333,
        O1,L0,2026-06-15,5,BOX12,2.5,BOX,14.81472,
        O1,L0,2026-06-15,6,BOX12,2,EA,14.8,
        O1,L0,2026-06-15,8,REN-1,2,,14.8,
        O1,L0,2026-06-15,9,INACT,2,,14.8,
        O1,L0,2026-06-15,11,A1,2,,14.8,
        O1,L0,2026-06-15,12,B1,2,CS,14.8,E
        """,
        "v.csv": """
        invoice_number,customer_id,invoice_date,line_number,item_number,quantity,unit,unit_price
        I1,L0,2026-06-15,1,A2,5,EA,2
        I1,L0,2026-06-15,2,D1,5,M,2
        I2,L1,2026-06-15,1,A3,7,EA,1
        I2,L1,2026-06-15,2,D1,7,M,0.333333
        I2,L1,2026-06-15,3,B1,25,EA,0.123456
        I2,L1,2026-06-15,4,B1,24,EA,0.123456
        """,
    ]
}
