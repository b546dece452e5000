import Foundation
import Glibc
import Testing

@testable import Documents

/// Other programs: their end, their words, their time.
struct ChildProcessTests {
    private func run(
        _ script: String, _ environment: [String: String] = [:], limit: Duration = .seconds(600)
    ) async -> ChildProcess {
        await ChildProcess.run("/bin/sh", ["-c", script], in: "/", environment: environment, limit: limit)
    }

    @Test func `code and words of both streams`() async {
        let run = await run("pwd; echo \"$WORD\" >&2; exit 3", ["WORD": "no $(shell)"])
        #expect(run.code == 3 && !run.timedOut)
        #expect(run.text == "/\nno $(shell)\n")
    }

    @Test func `of much talk the end is kept`() async {
        let run = await run("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done; echo end")
        #expect(run.code == 0)
        #expect(run.text.utf8.count == 64 * 1_024 && run.text.hasSuffix("19999\nend\n"))
    }

    @Test func `a signal, and a program that is not there`() async {
        #expect(await run("kill -9 $$").code == 137)
        let absent = await ChildProcess.run(
            "/no/such/program", [], in: "/", environment: [:], limit: .seconds(600))
        #expect(absent.code == -1 && !absent.text.isEmpty)
    }

    /// The helper says its number in a file; it is waited for, however long that takes, and then for its end.
    @Test func `when time is up it is killed with all that it started`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "helper-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let script = "sleep 100000 & echo $! > '\(file.path).new'; mv '\(file.path).new' '\(file.path)'; wait"
        var helper: pid_t?
        var limit = Duration.milliseconds(500)
        // On a machine too busy to start the helper in time, with more of it.
        while helper == nil {
            let run = await run(script, limit: limit)
            #expect(run.timedOut && run.code == 128 + SIGKILL)
            helper = (try? String(contentsOf: file, encoding: .utf8)).flatMap { pid_t($0.trimming) }
            limit *= 4
        }
        let number = try #require(helper)
        while kill(number, 0) == 0, !Self.isZombie(number) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Where nobody collects what ended, it stays listed.
    private static func isZombie(_ number: pid_t) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        return status?.contains(") Z ") ?? true
    }
}

extension String {
    fileprivate var trimming: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
