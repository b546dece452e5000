import Foundation

/// Where the built program and this checkout lie.
enum Program {
    /// The checkout.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program built with these tests, or `$COUNTERPART_BIN`.
    static let fresh: URL = {
        if let given { return given }
        let test = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = test.deletingLastPathComponent().appendingPathComponent("counterpart")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return package.appendingPathComponent(".build/debug/counterpart")
    }()

    /// The release build, for large data: `$COUNTERPART_BIN`, else `.build/release/counterpart`. Nil where
    /// there is none, said once on stderr, so that a skipped test is never silent.
    static let release: URL? = {
        if let given { return given }
        let built = package.appendingPathComponent(".build/release/counterpart")
        if FileManager.default.isExecutableFile(atPath: built.path) { return built }
        let message = "skipped: no release binary (make build, or set COUNTERPART_BIN)\n"
        FileHandle.standardError.write(Data(message.utf8))
        return nil
    }()

    private static let given = ProcessInfo.processInfo.environment["COUNTERPART_BIN"]
        .map { URL(fileURLWithPath: $0) }
}
