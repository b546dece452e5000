import Commerce
import DataSources
import Diagnostics
import Foundation
import Testing

/// Mapping files of all that can go wrong, read in 1 to 7 shares however small: nothing of it may show.
@Suite struct MappingSharesTests {
    @Test(arguments: 0..<18)
    func `shares of a mapping file give what reading it from start to end gives`(_ seed: Int) throws {
        let text = Self.file(seed)
        let whole = try MappingReading(text, jobs: 1)
        #expect(whole.rows.count > 100)
        var ids = [whole.ids]
        for jobs in 2...7 {
            let parts = try MappingReading(text, jobs: jobs)
            #expect(parts == whole, "\(jobs) shares of \(seed)")
            ids.append(parts.ids)
        }
        // The numbers of texts tell that the file was read in shares.
        #expect(Set(ids).count > 1)
    }

    @Test func `a border in quotes that look like rows is seen, and its rows are read again`() throws {
        let row = "C1,,,I1,K1,plain,,,,,,\n"
        let quoted = "C2,,,I2,K2,\"" + String(repeating: row, count: 300) + "\",,,,,,\n"
        let text = Self.heading + row + quoted + String(repeating: row, count: 20)
        let whole = try MappingReading(text, jobs: 1)
        #expect(whole.rows.count == 22)
        for jobs in 2...7 { #expect(try MappingReading(text, jobs: jobs) == whole, "\(jobs) shares") }
    }

    /// A note of two lines in each row keeps it from being read as a plain one; all else must come out the same.
    @Test(arguments: [
        "", "clean: { customer_item_number: [trim], item_number: [trim, uppercase] }",
        "columns: { customer_item_number: customer_item_number, customer_item_description: customer_item_number }",
    ])
    func `rows are read the same whether they are plain or not`(_ rules: String) throws {
        var (plain, other) = (Self.heading, Self.heading.replacing("\n", with: ",note\n"))
        for at in 0..<24_000 {
            // So many items that they no longer stay near; flags and factors as many as are written.
            let item = at % 1_999 == 1_998 ? "  " : "i\(at &* 7_919 % 15_000)"
            let unit = at % 3 == 0 ? "BOX" : ""
            let row =
                "C\(at / 50),,,\(item),K\(at) ,\"Größe \(at % 90)\",\(unit),"
                + ["", "1", "6", "12.0"][at % 4]
                + (at % 5 == 0 ? ",2026-01-0\(at % 9 + 1),2026-12-31," : ",,,")
                + ["", "yes", "TRUE", "0"][at / 4 % 4] + "," + ["", "true", "no"][at / 16 % 3]
            plain += row + "\n"
            other += row + ",\"a\nb\"\n"
        }
        let a = try MappingReading(plain, jobs: 1, rules: rules)
        let b = try MappingReading(other, jobs: 1, rules: rules)
        #expect(a.rows.count == (rules.contains("item_number: [trim, ") ? 23_988 : 24_000))
        #expect((a.counts, a.account) == (b.counts, b.account))
        // Each row is a line here and two there.
        let rows = b.rows.map { row in
            let line = row.prefix { $0 != ":" }
            return "\((Int(line) ?? 0) / 2 + 1)" + row.dropFirst(line.count)
        }
        #expect(a.rows == rows)
    }

    private static let heading =
        "customer_id,customer_name,customer_group,item_number,customer_item_number,customer_item_description,"
        + "customer_unit,unit_factor,valid_from,valid_to,preferred,active\n"

    /// Rows drawn by chance, of which every fourth file has many faults; the same for the same seed.
    private static func file(_ seed: Int) -> String {
        var state = UInt64(seed) &* 977 &+ 5
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let end = seed % 3 == 0 ? "\r\n" : "\n"
        let faults = seed % 4 == 3 ? 40 : seed % 4
        // A file without names is read before those of customers and items.
        let hasNames = seed < 12
        var text = heading.replacingOccurrences(of: "\n", with: end)
        if !hasNames { text.replace("customer_name,", with: "", maxReplacements: 1) }
        for at in 0..<700 {
            var fields = [
                "C\(at / 20 % 12)", "", "", "I\(below(30))", "K\(below(500))-\(seed)", "",
                ["", "BOX"][below(2)],
                ["", "1", "6", "12", "0.5"][below(5)], ["", "2026-01-0\(below(9) + 1)"][below(2)], "",
                ["", "yes"][below(2)], "",
            ]
            if below(100) < faults { spoil(&fields, below(14), below(9)) }
            if !hasNames { fields.remove(at: 1) }
            text += fields.joined(separator: ",") + (at < 699 || seed % 2 == 0 ? end : "")
        }
        return text
    }

    private static func spoil(_ fields: inout [String], _ fault: Int, _ digit: Int) {
        switch fault {
        case 0: fields[5] = "\"two\nlines\""
        case 1: fields[7] = "many"
        case 2: fields[8] = "2026-02-30"
        case 3: fields[3] = ""
        case 4: (fields[0], fields[2]) = ("", "group \(digit)")
        case 5: (fields[0], fields[1]) = ("", "Name \(digit)")
        case 6: fields[0] = ""
        case 7: fields[7] = "-\(digit + 1)"
        case 8: fields.removeLast()
        case 9: fields[5] = "\"open"
        case 10: fields[11] = "no"
        case 11: fields[4] = "\"with \"\"quotes\"\", \(digit)\""
        case 12: fields[8] = "1850-01-01"
        default: (fields[5], fields[7]) = ("Größe \(digit)", "7.\(digit)")
        }
    }
}

/// All that reading a mapping file gives, in words, which stay when ids change.
private struct MappingReading: Equatable {
    var rows: [String] = []
    var findings = ""
    var counts: [String: Int] = [:]
    var account: [Int] = []
    var rejects: [UInt8] = []
    /// The numbers of the rows' texts.
    var ids: [Int32] = []

    static func == (a: MappingReading, b: MappingReading) -> Bool {
        (a.rows, a.findings, a.counts, a.account, a.rejects)
            == (b.rows, b.findings, b.counts, b.account, b.rejects)
    }

    init(_ text: String, jobs: Int, rules: String = "") throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "mapping-shares-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let customers = (0..<10).map { "C\($0),Name \($0 / 2)\n" }.joined()
        for (name, text) in [
            ("customers.csv", "customer_id,name\n" + customers), ("mappings.csv", text),
            (
                "counterpart.yml",
                "data: { customers: customers.csv, mappings: { file: mappings.csv, \(rules) } }\n"
            ),
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let project = try Project.load(folder.appendingPathComponent("counterpart.yml").path)
        let loader = ReferenceLoader(
            project, kinds: [.customers, .mappings], rejectsFolder: folder.path + "/rejects", jobs: jobs,
            smallestShare: 1)
        let (texts, mappings) = (loader.data.texts, loader.data.mappings)
        for row in mappings.rows {
            let names = [row.item, row.number, row.description, row.unit, row.revision].map(texts.string)
            let account =
                (row.account.customerID ?? row.account.groupName).map(texts.string) ?? "\(row.account)"
            rows.append(
                "\(row.line): \(account)|\(names.joined(separator: "|"))"
                    + "|\(mappings.unitFactors[Int(row.unitFactor)])|\(row.validFrom)|\(row.validTo)"
                    + "|\(row.isPreferred)|\(row.isActive)")
            ids.append(row.number.rawValue)
        }
        findings = drawn(loader.findings.kept)
        counts = loader.findings.counts
        account = loader.accounts.flatMap { [$0.read, $0.rejected, $0.used] }
        for path in loader.rejectFiles {
            rejects += [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
