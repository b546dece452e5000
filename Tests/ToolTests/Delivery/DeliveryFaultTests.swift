import Foundation
import Glibc
import Testing

/// Killed runs, and two at once.
@Suite struct DeliveryFaultTests {
    /// A system call, and how far into all calls of its name the run is killed, in percent.
    struct Fault: Sendable, CustomTestStringConvertible {
        var call: String
        var place: Int
        var testDescription: String { "\(call) at \(place) %" }
    }

    static let faults = [
        Fault(call: "renameat", place: 0), Fault(call: "renameat", place: 50),
        Fault(call: "renameat", place: 90),
        Fault(call: "write", place: 30), Fault(call: "openat", place: 50),
    ]

    /// One thread makes all documents, so that its calls come in the same order each time: they are counted in a
    /// run to the end, and the next run is killed at one of them. What comes before and after the documents may be
    /// on another thread, so the ends are left out.
    @Test(arguments: faults)
    func `killed and run again: the same tree`(_ fault: Fault) async throws {
        guard let strace = MapFolder.strace else { return }
        let place = try DeliveryFolder()
        try await place.render()
        try FileManager.default.copyItem(at: place.url("made"), to: place.url("counted"))
        try place.replace("HK-104-10,", with: "HK-104-1X,", in: "data/item_mappings.csv")
        try place.replace("+44 117 496 0142", with: "+44 117 496 0143", in: "counterpart.yml")
        try await place.render(to: "full")
        let log = place.url("strace.log")
        func traced(_ output: String, _ expression: String) async throws -> Run {
            try await Run.of(
                strace,
                ["-f", "-o", log.path, "-e", expression, Program.fresh.path]
                    + DeliveryFolder.command(output) + ["--jobs", "1"],
                in: place.folder.url)
        }
        #expect(try await traced("counted", "trace=\(fault.call)").code == 0)
        let count = try Self.calls(fault.call, in: log)
        try #require(count > 100)
        let when = max(1, count * fault.place / 100)
        _ = try await traced("made", "inject=\(fault.call):signal=KILL:when=\(when)")
        #expect(try String(contentsOf: log, encoding: .utf8).contains("+++ killed by SIGKILL +++"))
        try await place.render()
        let tree = try place.tree()
        #expect(tree.differences(from: try place.tree("full")) == [])
        #expect(!tree.files.keys.contains { $0.hasSuffix(".tmp") })
    }

    /// Of the thread that makes most of them, as strace counts for each thread apart.
    private static func calls(_ name: String, in log: URL) throws -> Int {
        var counts: [Substring: Int] = [:]
        for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2, words[1].drop(while: { $0 == " " }).hasPrefix("\(name)(") {
                counts[words[0], default: 0] += 1
            }
        }
        return counts.values.max() ?? 0
    }

    @Test func `two at once: the second says so and stops`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let folder = open(place.url("made").path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        try #require(flock(folder, LOCK_EX | LOCK_NB) == 0)
        let run = try await place.run(DeliveryFolder.command("made"))
        #expect(run.code == 5)
        #expect(run.err.contains("another run is writing to `made`"))
    }
}
