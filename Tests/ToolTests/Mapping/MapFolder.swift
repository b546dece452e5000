import Foundation

/// A copy of the samples whose mapping file a test may change.
struct MapFolder {
    let folder: TemporaryFolder
    let mappings: URL

    init() throws {
        folder = try TemporaryFolder()
        try folder.add(Program.package.appendingPathComponent("samples"), flat: true)
        mappings = folder.url.appendingPathComponent("data/item_mappings.csv")
    }

    var bytes: Data { get throws { try Data(contentsOf: mappings) } }

    var lines: [String] {
        get throws { String(decoding: try bytes, as: UTF8.self).components(separatedBy: "\n") }
    }

    func run(_ arguments: String...) async throws -> Run {
        try await Run.of(Program.fresh, arguments, in: folder.url, environment: ["USER": "anna"])
    }

    /// Runs under strace, which injects faults into system calls; nil where this machine has no strace.
    ///
    /// A fault of `openat` strikes only a file beside the mapping file, `of`: how many others a program opens
    /// before depends on how it was linked.
    func run(injecting faults: [String], of name: String? = nil, _ arguments: [String]) async throws -> Run? {
        guard let strace = Self.strace else { return nil }
        let log = folder.url.appendingPathComponent("strace.log").path
        let path = name.map { mappings.deletingLastPathComponent().appendingPathComponent($0).path }
        let traced =
            ["-f", "-o", log] + (path.map { ["-P", $0] } ?? []) + faults.flatMap { ["-e", "inject=\($0)"] }
            + [Program.fresh.path]
        return try await Run.of(strace, traced + arguments, in: folder.url, environment: ["USER": "anna"])
    }

    static let strace: URL? = {
        let path = "/usr/bin/strace"
        if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
        FileHandle.standardError.write(Data("skipped: no strace on this machine\n".utf8))
        return nil
    }()
}
