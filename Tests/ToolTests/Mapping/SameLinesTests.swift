import Foundation
import Testing

/// The same lines as order, invoice and packing slip: one number on each, in the reports and in every look-up.
@Suite struct SameLinesTests {
    @Test func `one line shows one number on every kind of document, in reports and look-ups`() async throws {
        let map = try MapFolder()
        let lines = try Self.invoiceLines(map)
        try Self.writeInvoices(lines, map)
        try Self.writeOrders(lines, map)
        let made = try await map.run(
            "render", "order", "invoice", "packing-slip", "--format", "csv", "--csv", "raw", "-o", "o",
            "--quiet")
        #expect(made.code == 0, "\(made.err)")
        let reported = CSVFile(
            try await map.run("report", "sales", "--format", "csv", "--csv", "raw").out)
        let sales = Set(
            try reported.columns(["month", "customer_id", "item_number", "customer_item_number"])
                .map { $0.joined(separator: "|") })
        let orders = try CSVFile(
            try await map.run("report", "orders", "--format", "csv", "--csv", "raw").out
        ).columns(["order_number", "line_number", "item_number", "pieces", "price_per_piece"])
        let byLine = Dictionary(orders.map { ("\($0[0])|\($0[1])", $0) }) { first, _ in first }
        var numbers: [String: [[String]]] = [:]
        for kind in ["order", "invoice", "packing-slip"] { numbers[kind] = try Self.printed(kind, map) }
        let invoices = try #require(numbers["invoice"])
        #expect(invoices.count == lines.count)
        #expect(numbers["order"] == invoices)
        #expect(numbers["packing-slip"] == invoices)
        var shown: [String: String] = [:]
        for row in invoices { shown["\(row[0])|\(row[1])"] = row[3] }
        var asked = 0
        for (at, line) in lines.enumerated() {
            let number = try #require(shown["\(line[0])|\(line[4])"])
            let month = line[3].prefix(7)
            #expect(sales.contains("\(month)|\(line[1])|\(line[5])|\(number)"), "\(line)")
            let report = try #require(byLine["\(line[0])|\(line[4])"])
            #expect(report[2] == line[5] && report[3] == line[6], "\(line)")
            guard at % 3 == 0 else { continue }
            asked += 1
            var words = ["resolve", "--item", line[5], "--customer", line[1], "--date", line[3], "--json"]
            if !line[2].isEmpty { words += ["--ship-to", line[2]] }
            if !line[7].isEmpty { words += ["--unit", line[7]] }
            let told = try await Run.of(Program.fresh, words, in: map.folder.url)
            let quoted = number.isEmpty ? "null" : "\"\(number)\""
            #expect(told.text.contains("\"customer_item_number\":\(quoted),"), "\(line)\n\(told.text)")
        }
        #expect(asked > 40)
        #expect(Set(shown.values).count > 20)
    }

    private static let columns = [
        "invoice_number", "customer_id", "ship_to_id", "invoice_date", "line_number", "item_number",
        "quantity", "unit", "unit_price",
    ]

    /// The lines of the sample invoices that are of an item.
    private static func invoiceLines(_ map: MapFolder) throws -> [[String]] {
        let items = Set(
            try CSVFile(map.folder.url.appendingPathComponent("data/items.csv")).columns(["item_number"])
                .map { $0[0] })
        let file = try CSVFile(map.folder.url.appendingPathComponent("data/invoices.csv"))
        return try zip(file.columns(Self.columns), file.columns(["kind"]))
            .filter { $1 == ["invoice"] && items.contains($0[5]) && !$0[1].isEmpty }.map(\.0)
    }

    /// Without the numbers printed then, which an invoice keeps.
    private static func writeInvoices(_ lines: [[String]], _ map: MapFolder) throws {
        let text = ([columns] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: map.folder.url.appendingPathComponent("data/invoices.csv"))
    }

    private static func writeOrders(_ lines: [[String]], _ map: MapFolder) throws {
        let heading = [
            "order_number", "customer_id", "ship_to_id", "order_date", "line_number", "item_number",
            "quantity", "unit", "unit_price",
        ]
        let text = ([heading] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: map.folder.url.appendingPathComponent("data/orders.csv"))
    }

    /// Number, line, our item and theirs of every line of a kind of document, in order.
    private static func printed(_ kind: String, _ map: MapFolder) throws -> [[String]] {
        let folder = map.folder.url.appendingPathComponent("o/\(kind)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.flatMap { name in
            try CSVFile(folder.appendingPathComponent(name)).columns([
                "document_number", "line_number", "item_number", "customer_item_number",
            ])
        }
    }
}
