import Foundation
import Glibc
import Testing

/// Killed runs, and two at once.
@Suite struct DeliveryFaultTests {
    @Test(arguments: [
        "renameat:signal=KILL:when=1", "renameat:signal=KILL:when=30", "write:signal=KILL:when=40",
        "openat:signal=KILL:when=200", "renameat:signal=KILL:when=17",
    ])
    func `killed and run again: the same tree`(_ fault: String) async throws {
        guard let strace = MapFolder.strace else { return }
        let place = try DeliveryFolder()
        try await place.render()
        try place.replace("HK-104-10,", with: "HK-104-1X,", in: "data/item_mappings.csv")
        try await place.render(to: "full")
        let log = place.url("strace.log").path
        let killed = try await Run.of(
            strace,
            ["-f", "-o", log, "-e", "inject=\(fault)", Program.fresh.path] + DeliveryFolder.command("made"),
            in: place.folder.url)
        _ = killed
        try await place.render()
        let tree = try place.tree()
        #expect(tree.differences(from: try place.tree("full")) == [])
        #expect(!tree.files.keys.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `two at once: the second says so and stops`() async throws {
        let place = try DeliveryFolder()
        try await place.render()
        let folder = open(place.url("made").path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        try #require(flock(folder, LOCK_EX | LOCK_NB) == 0)
        let run = try await place.run(DeliveryFolder.command("made"))
        #expect(run.code == 5)
        #expect(run.err.contains("another run is writing to `made`"))
    }
}
