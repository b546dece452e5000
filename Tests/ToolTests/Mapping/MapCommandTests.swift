import Foundation
import Testing

@Suite struct MapCommandTests {
    static let xoro = """
        **CustomerName,**ItemNumber,**CustomerItemNumber,CustomerItemDescription,ImportError
        Harbour Kitchen York,KT-1010,HKY-1,"Pan, small",
        Harbour Kitchn York,KT-1012,HKY-2,,
        Harbour Kitchen York,KT-9999,HKY-3,,
        Harbour Kitchen York,KT-1015,HKY-1,,old error
        Harbour Kitchen Group Ltd,TW-2021,HK-200-21,,
        Harbour Kitchen York,KT-1015,,,

        """

    @Test func `another number ends the row and starts a new one, and undo gives the file back to the byte`()
        async throws
    {
        let map = try MapFolder()
        let before = try map.bytes
        let run = try await map.run(
            "map", "add", "HK-200-22", "--customer", "10010", "--item", "TW-2021", "--from", "2026-08-01",
            "--reason", "new list")
        #expect(run.code == 0, "\(run.err)")
        let old = String(decoding: before, as: UTF8.self).components(separatedBy: "\n")
        let new = try map.lines
        #expect(new.count == old.count + 1)
        let changed = old.indices.filter { old[$0] != new[$0] && $0 < old.count - 1 }
        #expect(changed.map { new[$0] } == ["10010,,TW-2021,HK-200-21,Plate side oat,,,,2026-07-31,,,"])
        #expect(new[new.count - 2] == "10010,,TW-2021,HK-200-22,Plate side oat,,,2026-08-01,,,,")
        #expect(run.text.contains("2026-08"))
        #expect(run.text.contains("190.94"))
        let list = try await map.run("map", "undo", "--list")
        #expect(list.text.contains("anna  add HK-200-22 (2 rows): new list"))
        let undo = try await map.run("map", "undo")
        #expect(undo.code == 0, "\(undo.err)")
        #expect(try map.bytes == before)
        #expect(try await map.run("map", "undo").code == 3)
    }

    @Test(arguments: [
        "\u{FEFF}customer_id,item_number,customer_item_number,valid_from,valid_to\r\n10010,KT-1010,A,,\r\n",
        "customer_id;valid_to;item_number;note;valid_from;customer_item_number\n10010;;KT-1010;\"x;\"\"y\";;A",
        "Cust No\tItem\tCustomer Part No\tStart Date\tEnd Date\r10010\tKT-1010\tA\t\t\r\r10010\tKT-1012\t\"B\"\t\t\r",
    ])
    func `columns, delimiter, marks and line ends are the owner's`(_ text: String) async throws {
        let map = try MapFolder()
        try Data(text.utf8).write(to: map.mappings)
        let run = try await map.run(
            "map", "add", "Z", "--customer", "10010", "--item", "KT-1010", "--from", "2026-08-01")
        #expect(run.code == 0, "\(run.err)")
        let new = String(decoding: try map.bytes, as: UTF8.self)
        #expect(new.contains("2026-07-31"))
        #expect(new.contains("2026-08-01"))
        #expect(new.hasSuffix("\n") == text.hasSuffix("\n"))
        let back = try await map.run("map", "undo")
        #expect(back.code == 0, "\(back.err)")
        #expect(try map.bytes == Data(text.utf8))
    }

    @Test func `an import is all or nothing, returns what it refuses, and keeps the good rows on request`()
        async throws
    {
        let map = try MapFolder()
        let before = try map.bytes
        try map.folder.write(Self.xoro, to: "xoro.csv")
        let refused = try await map.run("map", "import", "xoro.csv")
        #expect(refused.code == 3)
        #expect(try map.bytes == before)
        let rejects = try CSVFile(map.folder.url.appendingPathComponent("out/rejects/xoro.csv"))
        #expect(rejects.header.last == "ImportError")
        #expect(rejects.rows.map { $0[2] } == ["HKY-2", "HKY-3", "HKY-1"])
        #expect(rejects.rows.allSatisfy { !($0.last ?? "").isEmpty && $0.last != "old error" })
        let kept = try await map.run("map", "import", "xoro.csv", "--keep-good")
        #expect(kept.code == 3)
        #expect(
            try map.lines.count == String(decoding: before, as: UTF8.self).components(separatedBy: "\n").count
                + 1)
        let again = try await map.run("map", "import", "xoro.csv", "--keep-good")
        #expect(again.err.contains("2 held already, 0 new"))
    }

    @Test func `the unmapped report, filled in, closes the gap and rewrites nothing else`() async throws {
        let map = try MapFolder()
        let before = try map.lines
        let report = try await map.run("report", "unmapped", "--format", "csv")
        var rows = report.text.components(separatedBy: "\r\n")
        let filled = "10060,TW-2021,"
        for at in rows.indices where rows[at].hasPrefix(filled) {
            rows[at] = "10060,TW-2021,'=FJ-1" + rows[at].dropFirst(filled.count)
        }
        try map.folder.write(rows.joined(separator: "\r\n"), to: "gaps.csv")
        let diff = try await map.run("map", "diff", "gaps.csv", "--json")
        #expect(diff.code == 0)
        #expect(diff.text.contains("\"newly_mapped_lines\":1"))
        let run = try await map.run("map", "import", "gaps.csv")
        #expect(run.code == 0, "\(run.err)")
        let after = try map.lines
        #expect(after.dropLast(2) == before.dropLast())
        #expect(after[after.count - 2] == "10060,,TW-2021,=FJ-1,,,,2026-08-03,,,,")
        let gone = try await map.run("report", "unmapped", "--format", "csv")
        #expect(!gone.text.contains(filled))
    }

    @Test func `unresolved order lines, filled in, find their item`() async throws {
        let map = try MapFolder()
        let report = try await map.run(
            "report", "orders", "--only", "unresolved", "--format", "csv", "--csv", "raw")
        let rows = report.text.replacingOccurrences(of: "S-0099,,", with: "S-0099,TW-2050,")
        try map.folder.write(rows, to: "orders.csv")
        let run = try await map.run("map", "import", "orders.csv")
        #expect(run.code == 0, "\(run.err)")
        let after = try await map.run("report", "orders", "--only", "unresolved", "--format", "csv")
        #expect(!after.text.contains("S-0099"))
    }

    @Test func `what is exported is held already when imported`() async throws {
        let map = try MapFolder()
        let before = try map.bytes
        let run = try await map.run("map", "export", "--customer", "10040", "-o", "out.csv")
        #expect(run.code == 0, "\(run.err)")
        let again = try await map.run("map", "import", "out.csv", "--keep-good")
        #expect(try map.bytes == before, "\(again.err)")
        let upload = try await map.run("map", "export", "--xoro", "--customer", "10010")
        #expect(
            upload.text.hasPrefix(
                "**CustomerName,**ItemNumber,**CustomerItemNumber,CustomerItemDescription,ImportError\r\n"))
    }

    @Test func `an edit of other rows does not stop undo, one of the same row does`() async throws {
        let map = try MapFolder()
        let first = try await map.run("map", "end", "HK-104-12", "--customer", "10010", "--on", "2026-08-31")
        #expect(first.code == 0, "\(first.err)")
        var text = String(decoding: try map.bytes, as: UTF8.self)
        text =
            text.replacingOccurrences(of: "Board olive M", with: "Board, hand") + "10060,,KT-1020,X,,,,,,,,\n"
        text = text.replacingOccurrences(of: "Board, hand", with: "Board by hand")
        try Data(text.utf8).write(to: map.mappings)
        let undo = try await map.run("map", "undo", "--dry-run")
        #expect(undo.code == 0, "\(undo.err)")
        #expect(String(decoding: try map.bytes, as: UTF8.self) == text)
        let same = text.replacingOccurrences(of: "Milk pan enamel 12", with: "Milk pan")
        try Data(same.utf8).write(to: map.mappings)
        let refused = try await map.run("map", "undo")
        #expect(refused.code == 3)
        #expect(refused.err.contains("changed-since") || refused.err.contains("not in"))
        #expect(String(decoding: try map.bytes, as: UTF8.self) == same)
    }
}
