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
