import Foundation
import Testing

/// Reports made in shards are, byte for byte, the reports of one run.
@Suite(.serialized) struct PartTests {
    static let reports = ["sales", "inventory", "accuracy", "unmapped", "orders", "mappings"]
    private static let forms = "text,csv,json,ndjson,md,html,xlsx"

    @Test(arguments: [1, 2, 3, 7]) func `samples in shards`(_ count: Int) async throws {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"), flat: true)
        try await Self.compare(place, Self.reports, shards: count, options: [])
    }

    @Test(arguments: [2, 7]) func `generated data in shards`(_ count: Int) async throws {
        let place = try TemporaryFolder()
        try World.make(seed: 11, lines: 1_000).write(to: place)
        try await Self.compare(
            place, ["sales", "accuracy", "unmapped", "orders"], shards: count, options: [])
    }

    @Test(arguments: [
        ["--month", "2026-08"], ["--customer", "10010", "--today", "2026-09-01"], ["--by", "month,country"],
        ["--since", "2026-07-10", "--until", "2026-08-20"],
    ]) func `options are those of the parts`(_ options: [String]) async throws {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"), flat: true)
        try await Self.compare(place, ["sales", "accuracy"], shards: 3, options: options)
    }

    private static func compare(
        _ place: TemporaryFolder, _ reports: [String], shards: Int, options: [String]
    ) async throws {
        func run(_ words: [String]) async throws {
            let run = try await Run.of(Program.fresh, ["report"] + words + ["--quiet"], in: place.url)
            try #require(run.code == 0, "\(words): \(run.err)")
        }
        try await run(reports + ["--format", forms, "-o", "one"] + options)
        // One part may hold several reports. Shards are written in no order.
        for shard in (1...shards).reversed() {
            try await run(reports + ["--shard", "\(shard)/\(shards)", "--partial", "p\(shard)"] + options)
        }
        for report in reports {
            try await run(
                ["merge", report, "--format", forms, "-o", "merged"] + (1...shards).map { "p\($0)" })
        }
        let (one, merged) = (
            try FileTree(place.url.appendingPathComponent("one")),
            try FileTree(place.url.appendingPathComponent("merged"))
        )
        #expect(one.files.count >= 7 * reports.count)
        #expect(one.differences(from: merged) == [])
    }

    @Test func `what was found in the invoices is shown as one run shows it`() async throws {
        let place = try TemporaryFolder()
        try place.write(
            "data: { customers: c.csv, items: i.csv, mappings: m.csv, invoices: v.csv }\ncurrency: GBP\n",
            to: "counterpart.yml")
        try place.write("customer_id,name\n1,One\n2,Two\n", to: "c.csv")
        try place.write("item_number,description\nA1,Apple\n", to: "i.csv")
        try place.write("customer_id,item_number,customer_item_number\n1,A1,X-1\n9,A1,Y-1\n", to: "m.csv")
        var lines = "invoice_number,customer_id,invoice_date,item_number,quantity,unit_price\n"
        for number in 0..<40 {
            let quantity = number % 3 == 0 ? "one" : "1"
            lines += "I\(number),\(number % 4),2026-01-03,A1,\(quantity),2\n"
        }
        try place.write(lines, to: "v.csv")
        func run(_ words: [String]) async throws -> (code: Int32, said: [String]) {
            let run = try await Run.of(Program.fresh, ["report"] + words, in: place.url)
            let lines = run.err.components(separatedBy: "\n")
            // The reject files are those of the runs that read the invoices.
            return (
                run.code, lines.filter { !$0.hasPrefix("wrote ") && !$0.hasPrefix("rejected rows are in ") }
            )
        }
        let one = try await run(["accuracy", "--format", "json", "-o", "one"])
        for shard in 1...3 {
            _ = try await run(["accuracy", "--shard", "\(shard)/3", "--partial", "p\(shard)"])
        }
        let merged = try await run([
            "merge", "accuracy", "p1", "p2", "p3", "--format", "json", "-o", "merged",
        ])
        #expect(one.code == 3 && merged.code == 3)
        #expect(one.said.count > 30)
        #expect(merged.said == one.said)
        let (a, b) = (
            try FileTree(place.url.appendingPathComponent("one")).files["accuracy.json"],
            try FileTree(place.url.appendingPathComponent("merged")).files["accuracy.json"]
        )
        #expect(a != nil && a == b)
    }

    @Test func `merge has its own help`() async throws {
        let place = try TemporaryFolder()
        let help = try await Run.of(Program.fresh, ["report", "merge", "--help"], in: place.url)
        #expect(help.code == 0)
        #expect(help.text.contains("counterpart report merge <name> <parts> ..."))
        #expect(!help.text.contains("--shard <"))
    }

    @Test func `a damaged part is refused wherever it is damaged`() async throws {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"), flat: true)
        let made = try await Run.of(
            Program.fresh, ["report", "sales", "--partial", "whole.part", "--quiet"], in: place.url)
        try #require(made.code == 0, "\(made.err)")
        let file = place.url.appendingPathComponent("whole.part")
        let bytes = try [UInt8](Data(contentsOf: file))
        var random = SeededNumbers(seed: 3)
        for step in 0..<12 {
            var bad = bytes
            if step % 3 == 0 {
                bad.removeLast(1 + random.below(bad.count - 40))
            } else {
                bad[20 + random.below(bad.count - 20)] ^= UInt8(1 << random.below(8))
            }
            try Data(bad).write(to: file)
            let run = try await Run.of(
                Program.fresh, ["report", "merge", "sales", "whole.part"], in: place.url)
            #expect(run.code == 3)
            #expect(run.err.contains("is damaged: its checksum does not fit"), "\(run.err)")
            #expect(run.out.isEmpty)
        }
    }
}
