import Foundation
import Testing

/// The commands of the READMEs run as they are written there.
@Suite struct ReadmeTests {
    /// A fenced block whose info string is `sh tested`; one shell line each, `# exit N` behind one that does
    /// not end with 0.
    struct Block: Sendable, CustomTestStringConvertible {
        var file: String
        var line: Int
        var commands: [String]
        var testDescription: String { "\(file):\(line)" }
    }

    static let blocks: [Block] = ["README.md", "samples/README.md"].flatMap { blocks(of: $0) }

    @Test func `there is a tour to test`() {
        #expect(Self.blocks.contains { $0.file == "README.md" })
    }

    @Test(arguments: blocks)
    func `runs as written`(_ block: Block) async throws {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"))
        let bin = place.url.appendingPathComponent("bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: bin.appendingPathComponent("counterpart"), withDestinationURL: Program.fresh)
        let path = bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        for command in block.commands {
            let run = try await Run.of(
                URL(fileURLWithPath: "/bin/sh"), ["-c", command], in: place.url, environment: ["PATH": path])
            #expect(run.code == Self.exitCode(of: command), "\(command)\n\(run.err)")
        }
    }

    private static func exitCode(of command: String) -> Int32 {
        guard let mark = command.range(of: "# exit ") else { return 0 }
        return Int32(command[mark.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    private static func blocks(of file: String) -> [Block] {
        let url = Program.package.appendingPathComponent(file)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        var out: [Block] = []
        var current: Block?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```"), let block = current {
                out.append(block)
                current = nil
            } else if line == "```sh tested" {
                current = Block(file: file, line: index + 1, commands: [])
            } else if current != nil, !line.isEmpty, !line.hasPrefix("#") {
                current?.commands.append(String(line))
            }
        }
        return out
    }
}
