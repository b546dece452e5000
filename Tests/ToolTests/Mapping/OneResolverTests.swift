import Foundation
import Testing

/// Documents, files filled in, reports and look-ups say the same of the same line.
@Suite struct OneResolverTests {
    @Test func `order lines mean one item in the order, the file filled in, the report and resolve`()
        async throws
    {
        let map = try MapFolder()
        let rendered = try await map.run(
            "render", "order", "--format", "csv", "--csv", "raw", "-o", "o", "--quiet")
        #expect(rendered.code == 0, "\(rendered.err)")
        let report = try await map.run("report", "orders", "--format", "csv", "--csv", "raw")
        let filled = try await map.run("fill", "orders")
        let reported = CSVFile(report.out)
        let source = CSVFile(filled.out)
        let wanted = ["order_number", "line_number", "customer_id", "ship_to_id", "order_date", "unit"]
        let fill = try source.columns(
            wanted + ["customer_item_number", "item_number", "pieces", "status", "gtin"])
        let given = try CSVFile(map.folder.url.appendingPathComponent("data/orders.csv"))
            .columns(["item_number", "gtin"])
        var seen = 0
        for (at, row) in fill.enumerated() {
            let document = try CSVFile(map.folder.url.appendingPathComponent("o/order/\(row[0]).csv"))
            let lines = try document.columns(["line_number", "item_number", "status", "pieces"])
            let line = try #require(lines.first { $0[0] == row[1] })
            let entry = try #require(
                try reported.columns(["order_number", "line_number", "item_number", "reason", "pieces"])
                    .first { $0[0] == row[0] && $0[1] == row[1] })
            #expect(line[2] == entry[3] && line[2] == row[9], "\(row)")
            #expect(line[1] == entry[2], "\(row)")
            #expect(line[3] == entry[4] && line[3] == row[8], "\(row)")
            guard given[at] == ["", ""], !row[6].isEmpty else { continue }
            seen += 1
            var asked = ["resolve", row[6], "--customer", row[2], "--date", row[4], "--json"]
            if !row[3].isEmpty { asked += ["--ship-to", row[3]] }
            if !row[5].isEmpty { asked += ["--unit", row[5]] }
            let told = try await Run.of(Program.fresh, asked, in: map.folder.url)
            let item = line[1].isEmpty ? "null" : "\"\(line[1])\""
            #expect(told.text.contains("\"outcome\":\"\(line[2])\",\"item_number\":\(item),"), "\(row)")
        }
        #expect(seen > 40)
    }

    @Test func `invoice lines show one number on the invoice, in the file filled in, the report and resolve`()
        async throws
    {
        let map = try MapFolder()
        let rendered = try await map.run(
            "render", "invoice", "--format", "csv", "--csv", "raw", "-o", "o", "--quiet")
        #expect(rendered.code == 0, "\(rendered.err)")
        let filled = try await map.run("fill", "invoices")
        let source = try CSVFile(filled.out).columns([
            "invoice_number", "line_number", "customer_id", "ship_to_id", "invoice_date", "unit",
            "item_number",
            "customer_item_number", "status", "kind",
        ])
        let printed = try CSVFile(map.folder.url.appendingPathComponent("data/invoices.csv")).columns([
            "customer_item_number"
        ])
        let unmapped = try await map.run("report", "unmapped", "--format", "csv", "--csv", "raw")
        let gaps = try CSVFile(unmapped.out).columns(["customer_id", "item_number", "reason"])
        var gapsSeen: Set<[String]> = []
        for (at, row) in source.enumerated() where row[9] == "invoice" && !row[2].isEmpty {
            let document = try CSVFile(map.folder.url.appendingPathComponent("o/invoice/\(row[0]).csv"))
            let lines = try document.columns(["line_number", "item_number", "customer_item_number", "status"])
            let line = try #require(lines.first { $0[0] == row[1] })
            #expect(line[2] == row[7], "\(row)")
            if row[8] != "mapped", row[8] != "non_item" {
                gapsSeen.insert([row[2], row[6], row[8]])
                #expect(gaps.contains([row[2], row[6], row[8]]), "\(row)")
            }
            guard printed[at] == [""], row[8] != "non_item", at % 4 == 0 else { continue }
            #expect(line[3] == row[8], "\(row)")
            var asked = ["resolve", "--item", row[6], "--customer", row[2], "--date", row[4], "--json"]
            if !row[3].isEmpty { asked += ["--ship-to", row[3]] }
            if !row[5].isEmpty { asked += ["--unit", row[5]] }
            let told = try await Run.of(Program.fresh, asked, in: map.folder.url)
            let number = line[2].isEmpty ? "null" : "\"\(line[2])\""
            #expect(told.text.contains("\"customer_item_number\":\(number),"), "\(row)\n\(told.text)")
            #expect(told.text.contains("\"outcome\":\"\(row[8])\""), "\(row)")
        }
        #expect(gapsSeen == Set(gaps))
    }
}
