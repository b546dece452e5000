import Foundation
import Synchronization

/// Another program run to its end, never through a shell.
struct ChildProcess {
    var code: Int32
    var timedOut: Bool
    /// The last of what it said on both streams.
    var text: String

    static func run(
        _ path: String, _ arguments: [String], in folder: String, environment: [String: String],
        limit: Duration
    ) async -> ChildProcess {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        // A file takes any amount; a pipe would have to be emptied meanwhile.
        let log = FileManager.default.temporaryDirectory.appendingPathComponent(
            "counterpart-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: log) }
        if let handle = try? FileHandle(forWritingTo: log) {
            process.standardOutput = handle
            process.standardError = handle
        }
        let hasEnded = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { ended in
            hasEnded.continuation.yield(ended.terminationStatus)
            hasEnded.continuation.finish()
        }
        do { try process.run() } catch {
            return ChildProcess(code: -1, timedOut: false, text: "\(error)")
        }
        let number = process.processIdentifier
        let timer = Task {
            try await Task.sleep(for: limit)
            kill(number, SIGKILL)
            return true
        }
        var code: Int32 = -1
        for await status in hasEnded.stream { code = status }
        timer.cancel()
        let timedOut = (try? await timer.value) ?? false
        let text = String(decoding: (try? Data(contentsOf: log)) ?? Data(), as: UTF8.self)
        return ChildProcess(code: code, timedOut: timedOut, text: text)
    }
}
