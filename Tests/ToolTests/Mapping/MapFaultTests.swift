import Foundation
import Testing

/// Faults in the middle of a change leave the old file or the new one, and undo still works.
@Suite struct MapFaultTests {
    private static let add = [
        "map", "add", "HK-200-22", "--customer", "10010", "--item", "TW-2021", "--from", "2026-08-01",
        "--quiet",
    ]

    private static func changed() async throws -> (MapFolder, Data, Data) {
        let model = try MapFolder()
        let before = try model.bytes
        let run = try await Run.of(Program.fresh, add, in: model.folder.url)
        try #require(run.code == 0)
        return (try MapFolder(), before, try model.bytes)
    }

    @Test(arguments: [
        "openat:signal=KILL:when=1", "write:signal=KILL:when=1", "write:signal=KILL:when=2",
        "fsync:signal=KILL:when=1", "fsync:signal=KILL:when=2", "fsync:signal=KILL:when=3",
        "rename:signal=KILL:when=1", "ftruncate:signal=KILL:when=1", "fchmod:signal=KILL:when=1",
    ])
    func `a kill leaves the old file or the new one`(_ fault: String) async throws {
        let (map, before, after) = try await Self.changed()
        let name = fault.hasPrefix("openat") ? "item_mappings.csv.journal" : nil
        guard let run = try await map.run(injecting: [fault], of: name, Self.add) else { return }
        #expect(run.code != 0)
        let left = try map.bytes
        #expect(left == before || left == after)
        // The next change goes through, and what holds can be taken back.
        let next = try await map.run("map", "end", "HK-104-12", "--customer", "10010", "--on", "2026-08-31")
        #expect(next.code == 0, "\(next.err)")
        let count = left == before ? "1" : "2"
        let undo = try await map.run("map", "undo", "--last", count)
        #expect(undo.code == 0, "\(undo.err)")
        #expect(try map.bytes == before)
    }

    @Test(arguments: [
        "write:error=ENOSPC:when=2", "write:error=ENOSPC:when=3", "fsync:error=ENOSPC:when=1",
        "fsync:error=EIO:when=2",
        "rename:error=EACCES:when=1", "openat:error=ENOSPC:when=1",
    ])
    func `a full disk leaves the old file, says so and exits 5`(_ fault: String) async throws {
        let (map, before, after) = try await Self.changed()
        let name = fault.hasPrefix("openat") ? ".item_mappings.csv.map.tmp" : nil
        guard let run = try await map.run(injecting: [fault], of: name, Self.add) else { return }
        let left = try map.bytes
        if run.code == 0 {
            #expect(left == after)
        } else {
            #expect(run.code == 5, "\(run.err)")
            #expect(left == before)
            #expect(run.err.contains("cannot write"))
            #expect(try await map.run("map", "undo").code == 3)
        }
        let litter = try FileManager.default.contentsOfDirectory(
            atPath: map.mappings.deletingLastPathComponent().path)
        #expect(!litter.contains { $0.hasSuffix(".tmp") })
    }

    /// Writes a file as soon as the one that is to replace it stands beside it; false where none came.
    ///
    /// On a thread of its own: those of the pool may be busy with other tests for longer than the program waits.
    private static func edit(_ file: URL, _ bytes: Data) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let folder = file.deletingLastPathComponent().path
                for _ in 0..<6_000 {
                    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
                    if files.contains(where: { $0.hasSuffix(".tmp") }) {
                        return continuation.resume(returning: (try? bytes.write(to: file)) != nil)
                    }
                    Thread.sleep(forTimeInterval: 0.01)
                }
                continuation.resume(returning: false)
            }
        }
    }

    @Test func `an edit of the file in between is noticed and kept`() async throws {
        guard MapFolder.strace != nil else { return }
        let (map, _, _) = try await Self.changed()
        let edited = try map.lines.joined(separator: "\n") + "10060,,KT-1020,BY-HAND,,,,,,,,\n"
        async let run = map.run(injecting: ["fsync:delay_enter=5000000:when=1"], Self.add)
        #expect(await Self.edit(map.mappings, Data(edited.utf8)))
        guard let ended = try await run else { return }
        #expect(ended.code == 3, "\(ended.err)")
        #expect(ended.err.contains("was edited while"))
        #expect(String(decoding: try map.bytes, as: UTF8.self) == edited)
    }
}
