import Foundation

/// What a finished program left: its exit code, stdout and stderr.
struct Run: Sendable {
    var code: Int32
    var out: [UInt8]
    var err: String

    var text: String { String(decoding: out, as: UTF8.self) }

    /// Runs `program` to its end. Its streams go through files, so that no full pipe can stop it; stdin is
    /// empty.
    ///
    /// The environment is the smallest that works, with `environment` on top, so that no test depends on the
    /// machine's language, zone or terminal.
    static func of(
        _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) async throws -> Run {
        let streams = try TemporaryFolder()
        let outFile = streams.url.appendingPathComponent("out")
        let errFile = streams.url.appendingPathComponent("err")
        try Data().write(to: outFile)
        try Data().write(to: errFile)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = Self.environment.merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errFile)
        let code = try await end(of: process)
        return Run(
            code: code, out: try [UInt8](Data(contentsOf: outFile)),
            err: String(decoding: try Data(contentsOf: errFile), as: UTF8.self))
    }

    private static func end(of process: Process) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { ended in
                let signalled = ended.terminationReason == .uncaughtSignal
                continuation.resume(returning: (signalled ? 128 : 0) + ended.terminationStatus)
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }

    private static let environment: [String: String] = {
        let own = ProcessInfo.processInfo.environment
        var out = ["LANG": "C", "TZ": "UTC", "NO_COLOR": "1"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "TSAN_OPTIONS"] { out[name] = own[name] }
        return out
    }()
}
