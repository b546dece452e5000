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

    @Test
    func `a sheet is a kind as the others: mail, manifest, own templates, nothing to do the second time`()
        async throws
    {
        let map = try MapFolder()
        let own = map.folder.url.appendingPathComponent("templates/customers/10012")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("own {{ document.number }} {{ document.lines.size }}".utf8)
            .write(to: own.appendingPathComponent("numbers.md.liquid"))
        let project = map.folder.url.appendingPathComponent("counterpart.yml")
        let text = try String(contentsOf: project, encoding: .utf8) + "templates: templates\n"
        try Data(text.utf8).write(to: project)
        let made = try await map.run("render", "numbers", "--format", "md,eml", "-o", "o")
        #expect(made.code == 0, "\(made.err)")
        let sheets = map.folder.url.appendingPathComponent("o/numbers")
        func read(_ name: String) throws -> String {
            try String(contentsOf: sheets.appendingPathComponent(name), encoding: .utf8)
        }
        #expect(try read("10012.md").hasPrefix("own 10012 "))
        #expect(!(try read("10011.md")).hasPrefix("own"))
        let mail = try read("10060.eml")
        #expect(mail.contains("text/csv") && mail.contains("10060.csv"))
        #expect(mail.contains("KT-1031") && mail.contains("________"))
        let manifest = try String(
            contentsOf: map.folder.url.appendingPathComponent("o/manifest.json"), encoding: .utf8)
        #expect(manifest.contains("\"path\":\"numbers/10060.eml\",\"kind\":\"numbers\",\"number\":\"10060\""))
        let again = try await map.run("render", "numbers", "--format", "md,eml", "-o", "o")
        #expect(again.code == 0 && again.err.contains("nothing to write"), "\(again.err)")
        let dry = try await map.run(
            "render", "numbers", "--customer", "10060", "--format", "html", "-o", "o", "--dry-run")
        #expect(dry.text.contains("numbers/10060.html"), "\(dry.text)")
    }
}
