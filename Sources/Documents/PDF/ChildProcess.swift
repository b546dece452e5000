import Glibc
import Subprocess
import SystemPackage

/// Another program run to its end, never through a shell.
struct ChildProcess {
    /// Its exit code; 128 and the signal's number where one ended it, -1 where it could not be started.
    var code: Int32
    var timedOut = false
    /// The last of what it said on both streams.
    var text: String

    private enum Event: Sendable {
        case ended(code: Int32, text: String)
        case timeIsUp
    }

    /// - Parameters:
    ///   - environment: on top of this program's own.
    ///   - limit: how long it may take; then it is killed with all that it started.
    static func run(
        _ path: String, _ arguments: [String], in folder: String, environment: [String: String],
        limit: Duration
    ) async -> ChildProcess {
        await withTaskGroup(of: Event.self) { group in
            group.addTask { await started(path, arguments, folder, environment) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return .timeIsUp
            }
            var timedOut = false
            while let event = await group.next() {
                group.cancelAll()
                guard case .ended(let code, let text) = event else {
                    timedOut = true
                    continue
                }
                return ChildProcess(code: code, timedOut: timedOut && code != 0, text: text)
            }
            return ChildProcess(code: -1, timedOut: timedOut, text: "")
        }
    }

    /// Ends when the program does; where the task is cancelled, the program and all of its group are killed.
    private static func started(
        _ path: String, _ arguments: [String], _ folder: String, _ environment: [String: String]
    ) async -> Event {
        var options = PlatformOptions()
        // A group of its own, so that the helpers of a browser can be ended with it.
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        let added = environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
        guard let log = ChildLog() else { return .ended(code: -1, text: "no temporary file can be made") }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), arguments: Arguments(arguments),
                environment: .inherit.updating(Dictionary(added) { first, _ in first }),
                workingDirectory: FilePath(folder), platformOptions: options, input: .none,
                output: .fileDescriptor(
                    FileDescriptor(rawValue: log.descriptor), closeAfterSpawningProcess: false),
                error: .combinedWithOutput)
            switch result.terminationStatus {
            case .exited(let code): return .ended(code: code, text: log.text)
            case .signaled(let signal): return .ended(code: 128 + signal, text: log.text)
            }
        } catch {
            return .ended(code: -1, text: "\(error)")
        }
    }
}

/// What a program says, in a file without a name: it takes any amount, also from helpers that live longer, where a
/// pipe would have to be read to its end.
private final class ChildLog: Sendable {
    let descriptor: Int32

    init?() {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/counterpart-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(path)
    }

    deinit { close(descriptor) }

    /// At most the last 64 kB.
    var text: String {
        let size = lseek(descriptor, 0, SEEK_END)
        let start = max(0, size - 64 * 1_024)
        var bytes = [UInt8](repeating: 0, count: max(0, Int(size - start)))
        let count = pread(descriptor, &bytes, bytes.count, start)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
