import Foundation
import Testing

/// Same input, same bytes: whatever the number of jobs, the time zone and the language of the machine.
@Suite struct DeterminismTests {
    struct Machine: Sendable, CustomTestStringConvertible {
        var jobs: String
        var environment: [String: String]
        var testDescription: String { "--jobs \(jobs) \(environment.sorted { $0.key < $1.key })" }
    }

    static let machines = [
        Machine(jobs: "2", environment: [:]),
        Machine(jobs: "1", environment: ["TZ": "Asia/Tokyo"]),
        Machine(
            jobs: "2", environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"]),
    ]

    static let plain = Task { try await write(on: Machine(jobs: "1", environment: [:])) }

    @Test(arguments: machines)
    func `documents and reports of samples are the same bytes`(_ machine: Machine) async throws {
        let expected = try await Self.plain.value
        let actual = try await Self.write(on: machine)
        #expect(expected.files.keys.filter { $0.hasPrefix("documents/invoice/") }.count >= 4 * 37)
        #expect(expected.files.keys.filter { $0.hasPrefix("reports/") }.count >= 5 * 5)
        #expect(expected.differences(from: actual) == [])
    }

    private static func write(on machine: Machine) async throws -> FileTree {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"))
        let out = place.url.appendingPathComponent("out")
        let commands = [
            [
                "render", "invoice", "credit-note", "order", "-p", "samples", "-o", "out/documents",
                "--format", "md,html,csv,email-html", "--jobs", machine.jobs,
            ],
            ["report", "all", "-p", "samples", "-o", "out/reports", "--format", "text,csv,json,md,html"],
        ]
        for command in commands {
            let run = try await Run.of(
                Program.fresh, command, in: place.url, environment: machine.environment)
            try #require(run.code == 0, "\(command): \(run.err)")
        }
        return try FileTree(out)
    }
}
