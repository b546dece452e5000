import Commerce
import Diagnostics
import Documents
import Foundation
import Glibc
import Testing

/// Where the bytes go, and what happens when they cannot.
@Suite struct TableSinkTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "counterpart-sink-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private var entries: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private func content(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `a file appears whole, under its name`() throws {
        defer { clean() }
        var sink = try ByteSink(file: "\(folder)/a.csv")
        sink.append("first")
        #expect(!entries.contains("a.csv"))
        try sink.finish()
        #expect(entries == ["a.csv"])
        #expect(try content("a.csv") == "first")
    }

    @Test func `what is given up leaves the old file and nothing else`() throws {
        defer { clean() }
        try "old".write(toFile: "\(folder)/a.csv", atomically: false, encoding: .utf8)
        do {
            var sink = try ByteSink(file: "\(folder)/a.csv")
            sink.append("new")
        }
        #expect(entries == ["a.csv"])
        #expect(try content("a.csv") == "old")
    }

    @Test func `a link stays a link and the mode stays`() throws {
        defer { clean() }
        try "old".write(toFile: "\(folder)/real", atomically: false, encoding: .utf8)
        chmod("\(folder)/real", 0o640)
        symlink("real", "\(folder)/link")
        var sink = try ByteSink(file: "\(folder)/link")
        sink.append("new")
        try sink.finish()
        #expect(try content("real") == "new")
        #expect(entries == ["link", "real"])
        let mode =
            try FileManager.default.attributesOfItem(atPath: "\(folder)/real")[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func `a full disk is reported`() throws {
        defer { clean() }
        var sink = try ByteSink(file: "/dev/full")
        sink.append("anything")
        let failure = #expect(throws: Diagnostic.self) { try sink.finish() }
        #expect(failure?.code == "unwritable-output")
        #expect(failure?.message == "cannot write `/dev/full`: No space left on device")
        #expect(FileManager.default.fileExists(atPath: "/dev/full"))
    }

    @Test func `all files that cannot be written are reported`() throws {
        defer { clean() }
        let failure = #expect(throws: DiagnosticList.self) {
            try TableWriter().writeFiles(TableSamples.accuracy(), as: .csv, folder: "\(folder)/absent")
        }
        #expect(failure?.diagnostics.map(\.code) == ["unwritable-output", "unwritable-output"])
        #expect(failure?.diagnostics.first?.hint == "the folder does not exist")
    }

    @Test func `parts are files of their own where one file holds one header`() throws {
        defer { clean() }
        let table = try TableSamples.accuracy()
        _ = try TableWriter().writeFiles(table, as: .csv, folder: folder)
        _ = try TableWriter().writeFiles(table, as: .json, folder: folder)
        #expect(entries == ["accuracy-changes.csv", "accuracy.csv", "accuracy.json"])
        #expect(try content("accuracy-changes.csv") == "item_number\r\n")
    }

    @Test func `a closed pipe ends quietly`() throws {
        defer { clean() }
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        var sink = ByteSink(descriptor: ends[1], name: "standard output")
        sink.append("x")
        let failure = #expect(throws: Diagnostic.self) { try sink.finish() }
        #expect(failure?.code == "closed-pipe")
        #expect(failure?.severity == .note)
        close(ends[1])
    }

    @Test func `a pipe that takes little at a time gets everything`() async throws {
        defer { clean() }
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        _ = fcntl(writer, F_SETFL, O_NONBLOCK)
        let received = Task.detached {
            var total = 0
            var sum = 0
            var buffer = [UInt8](repeating: 0, count: 3_001)
            while true {
                let count = read(reader, &buffer, buffer.count)
                if count <= 0 { return (total, sum) }
                total += count
                for byte in buffer[..<count] { sum += Int(byte) }
            }
        }
        let sent = try Self.send(700_000, to: writer)
        close(writer)
        let (total, sum) = await received.value
        #expect(total == sent.count)
        #expect(sum == sent.sum)
        close(reader)
    }

    private static func send(_ count: Int, to descriptor: Int32) throws -> (count: Int, sum: Int) {
        var sink = ByteSink(descriptor: descriptor, name: "pipe")
        var sum = 0
        for i in 0..<count {
            let byte = UInt8(truncatingIfNeeded: i &* 7 &+ i >> 9)
            sum += Int(byte)
            sink.append(byte)
        }
        let big = [UInt8](repeating: 3, count: 300_000)
        sink.append(big)
        try sink.finish()
        return (sink.count, sum + 3 * big.count)
    }
}
