import Foundation
import Glibc
import Testing

/// One fault a user can run into: its reproducer, the commands that meet it, and what they must answer.
///
/// - `cmd`: one command a line, its arguments parted by blanks, `'…'` around one that holds blanks.
/// - `expected`: what every command printed and its exit code, to the letter.
/// - `rows` (where the fault is in a data file): lines `input read rejected`, written by hand, that the
///   control totals must show.
/// - `setting` (where the fault is in the machine): lines `lock FOLDER`, which another run writes to meanwhile,
///   and `PATH FOLDER`, where programs are looked for.
struct ErrorFolder: Sendable, CustomTestStringConvertible {
    /// What the control totals must say of one input.
    struct Rows: Sendable {
        var input: String
        var read: Int
        var rejected: Int
    }

    var url: URL
    var name: String { url.lastPathComponent }
    var expected: URL { url.appendingPathComponent("expected") }
    var testDescription: String { name }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Errors")

    static let all: [ErrorFolder] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().map { ErrorFolder(url: root.appendingPathComponent($0)) }
            .filter { FileManager.default.fileExists(atPath: $0.url.appendingPathComponent("cmd").path) }
    }()

    func commands() throws -> [String] {
        try String(contentsOf: url.appendingPathComponent("cmd"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    func rows() throws -> [Rows] {
        let file = url.appendingPathComponent("rows")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let read = Int(words[1]), let rejected = Int(words[2]) else {
                throw CSVFile.Missing(description: "\(name)/rows: `\(line)` is not `input read rejected`")
            }
            return Rows(input: String(words[0]), read: read, rejected: rejected)
        }
    }

    private func setting() throws -> [[String]] {
        let file = url.appendingPathComponent("setting")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2, ["lock", "PATH"].contains(words[0]) else {
                throw CSVFile.Missing(description: "\(name)/setting: `\(line)` is neither lock nor PATH")
            }
            return words
        }
    }

    /// Runs every command on a copy of the folder.
    func record() async throws -> String {
        let place = try TemporaryFolder()
        try place.add(url, flat: true)
        var out = ""
        var environment: [String: String] = [:]
        var locks: [Int32] = []
        defer { for lock in locks { close(lock) } }
        for words in try setting() {
            let folder = place.url.appendingPathComponent(words[1])
            if words[0] == "PATH" {
                environment["PATH"] = folder.path
                continue
            }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            locks.append(open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
            try #require(flock(locks[locks.count - 1], LOCK_EX | LOCK_NB) == 0)
        }
        for command in try commands() {
            let run = try await Run.of(
                Program.fresh, Self.words(command), in: place.url, environment: environment)
            out += "$ counterpart \(command)\n"
            for (mark, text) in [("", run.text), ("--- stderr\n", run.err)] where !text.isEmpty {
                out += mark + text + (text.utf8.last == 0x0A ? "" : "\n(no line end)\n")
            }
            out += "--- exit \(run.code)\n\n"
        }
        return out.replacing(place.url.path + "/", with: "").replacing(place.url.path, with: ".")
    }

    static func words(_ command: String) -> [String] {
        var words: [String] = []
        for (index, part) in command.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index.isMultiple(of: 2) {
                words += part.split(separator: " ").map(String.init)
            } else {
                words.append(String(part))
            }
        }
        return words
    }
}
