import Foundation
import Testing

/// The sheet "your numbers as we hold them".
@Suite struct NumbersSheetTests {
    @Test func `a sheet that comes back unchanged changes nothing, and a filled blank closes the gap`()
        async throws
    {
        let map = try MapFolder()
        let before = try map.bytes
        let made = try await map.run("render", "numbers", "--format", "csv,html,md", "-o", "o")
        #expect(made.code == 0, "\(made.err)")
        let sheets = map.folder.url.appendingPathComponent("o/numbers")
        for customer in ["10010", "10011", "10012", "10020", "10030", "10040", "10050", "10060"] {
            let run = try await map.run("map", "import", "o/numbers/\(customer).csv")
            #expect(run.code == 0, "\(customer): \(run.err)")
            #expect(run.err.contains("0 new, 0 ended, 0 refused"), "\(customer): \(run.err)")
        }
        #expect(try map.bytes == before)
        let file = sheets.appendingPathComponent("10060.csv")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let filled = text.replacingOccurrences(of: "10060,KT-1031,,", with: "10060,KT-1031,FJ-1031,")
        try Data(filled.utf8).write(to: file)
        let run = try await map.run("map", "import", "o/numbers/10060.csv")
        #expect(run.code == 0, "\(run.err)")
        #expect(try map.lines.contains("10060,,KT-1031,FJ-1031,,,,2026-09-17,,,,"))
    }

    @Test
    func `a sheet shows numbers of every level, what was bought without one, and the same in each form`()
        async throws
    {
        let map = try MapFolder()
        _ = try await map.run(
            "render", "numbers", "--customer", "10012", "--format", "csv,html,md", "-o", "o")
        let sheets = map.folder.url.appendingPathComponent("o/numbers")
        #expect(try FileManager.default.contentsOfDirectory(atPath: sheets.path).count == 3)
        let rows = try CSVFile(sheets.appendingPathComponent("10012.csv"))
            .columns(["item_number", "customer_item_number", "status", "via"])
        #expect(Set(rows.map { $0[3] }).isSuperset(of: ["own", "parent", "everyone", ""]))
        #expect(rows.filter { $0[1].isEmpty }.allSatisfy { $0[3].isEmpty && $0[2] != "mapped" })
        let page = try String(contentsOf: sheets.appendingPathComponent("10012.html"), encoding: .utf8)
        let lines = try String(contentsOf: sheets.appendingPathComponent("10012.md"), encoding: .utf8)
            .components(separatedBy: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Item") }
        #expect(lines.count == rows.count)
        for row in rows {
            #expect(
                page.contains(
                    "data-item=\"\(row[0])\" data-customer-item=\"\(row[1])\" data-status=\"\(row[2])\""))
        }
    }
}
