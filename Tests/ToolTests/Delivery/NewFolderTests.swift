import Foundation
import Glibc
import Testing

/// Folders that were not there before: they are filled beside their place and appear with all that is in them.
@Suite struct NewFolderTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var call: String
        /// Which of a thread's calls of that name.
        var place: Int
        var testDescription: String { "\(call) \(place)" }
    }

    static let kills = [
        Fault(call: "write", place: 40), Fault(call: "openat", place: 120), Fault(call: "renameat", place: 1),
        Fault(call: "renameat", place: 2),
    ]

    private static func traced(_ place: DeliveryFolder, _ expression: String) async throws -> Run? {
        guard let strace = MapFolder.strace else { return nil }
        return try await Run.of(
            strace,
            ["-f", "-o", place.url("strace.log").path, "-e", expression, Program.fresh.path]
                + DeliveryFolder.command("made") + ["--jobs", "1"],
            in: place.folder.url)
    }

    /// What people see: nothing that begins with a dot, and nothing in a folder that does.
    private static func seen(_ tree: FileTree) -> [String: Data] {
        tree.files.filter { !$0.key.split(separator: "/").contains { $0.hasPrefix(".") } }
    }

    @Test(arguments: kills)
    func `killed: nothing half made is seen, and run again gives the whole tree`(_ fault: Fault) async throws
    {
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        let full = try place.tree("full")
        let expression = "inject=\(fault.call):signal=KILL:when=\(fault.place)"
        guard try await Self.traced(place, expression) != nil else { return }
        #expect(
            try String(contentsOf: place.url("strace.log"), encoding: .utf8).contains("killed by SIGKILL"))
        for (path, bytes) in Self.seen(try place.tree()) { #expect(full.files[path] == bytes, "\(path)") }
        try await place.render()
        #expect(try place.tree().differences(from: full) == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: place.url("made").path)
        #expect(!left.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `a full disk: the file is named and missing, the others are there`() async throws {
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        guard let run = try await Self.traced(place, "inject=write:error=ENOSPC:when=40") else { return }
        #expect(run.code == 5)
        #expect(run.err.contains("No space left on device"))
        let (tree, full) = (try place.tree(), try place.tree("full"))
        let missing = Set(full.files.keys).subtracting(tree.files.keys)
        #expect(missing.count == 1)
        #expect(missing.allSatisfy { run.err.contains("cannot write `made/\($0)`") }, "\(run.err)")
        #expect(tree.differences(from: full) == (Array(missing) + ["manifest.json"]).sorted())
        try await place.render()
        #expect(try place.tree().differences(from: full) == [])
    }

    @Test(arguments: [13, 15])
    func `few descriptors: fewer files are open at a time`(_ limit: Int) async throws {
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        let command = [Program.fresh.path] + DeliveryFolder.command("made") + ["--jobs", "1"]
        let run = try await Run.of(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", "ulimit -n \(limit) && exec \"$@\"", "sh"] + command, in: place.folder.url)
        #expect(run.code == 0, "\(run.err)")
        #expect(try place.tree().differences(from: try place.tree("full")) == [])
    }

    @Test func `a folder that cannot get its name is an error, and nothing is left of it`() async throws {
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        guard let run = try await Self.traced(place, "inject=renameat:error=EACCES:when=1+") else { return }
        #expect(run.code == 5)
        #expect(run.err.contains("cannot write `made/invoice`: Permission denied"), "\(run.err)")
        #expect(!FileManager.default.fileExists(atPath: place.url("made/invoice").path))
        #expect(try !place.tree().files.keys.contains { $0.hasSuffix(".tmp") || $0.contains(".tmp/") })
        try await place.render()
        #expect(try place.tree().differences(from: try place.tree("full")) == [])
    }

    @Test func `a folder that cannot be renamed: its files move`() async throws {
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        guard let run = try await Self.traced(place, "inject=renameat:error=EACCES:when=1") else { return }
        #expect(!run.err.contains("made/invoice"), "\(run.err)")
        // The list is written last, perhaps by another thread, whose first renaming fails too.
        let changed = try place.tree().differences(from: try place.tree("full"))
        #expect(changed.filter { $0 != "manifest.json" } == [])
        let left = try FileManager.default.contentsOfDirectory(atPath: place.url("made").path)
        #expect(!left.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `somebody makes the folder meanwhile: the files go there`() async throws {
        guard MapFolder.strace != nil else { return }
        let place = try DeliveryFolder()
        try await place.render(to: "full")
        async let traced = Self.traced(place, "inject=renameat:delay_enter=1500000:when=1")
        let made = place.url("made")
        for _ in 0..<600 {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: made.path)) ?? []
            if names.contains(where: { $0.hasSuffix("-invoice.tmp") }) { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        try FileManager.default.createDirectory(
            at: made.appendingPathComponent("invoice"), withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: made.appendingPathComponent("invoice/notes.txt"))
        guard let run = try await traced else { return }
        #expect(run.code == 0, "\(run.err)")
        #expect(try place.tree().differences(from: try place.tree("full")) == ["invoice/notes.txt"])
    }
}
