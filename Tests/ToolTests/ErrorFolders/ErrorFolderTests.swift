import Foundation
import Golden
import Testing

/// One after the other, so that the index is made of what has just been recorded.
@Suite(.serialized) struct ErrorFolderTests {
    @Test(arguments: ErrorFolder.all)
    func `answers as expected says`(_ folder: ErrorFolder) async throws {
        try Golden.compare(try await folder.record(), with: folder.expected.path)
    }

    @Test(arguments: try ErrorFolder.all.filter { try !$0.rows().isEmpty })
    func `good rows still go through`(_ folder: ErrorFolder) async throws {
        let place = try TemporaryFolder()
        try place.add(folder.url, flat: true)
        let check = try await Run.of(Program.fresh, ["check", "--json"], in: place.url)
        let inputs = try JSONText(check.out)["rows"]?.array ?? []
        for rows in try folder.rows() {
            let input = try #require(
                inputs.first { $0["input"]?.text == rows.input },
                "\(rows.input) is not in the check: \(check.err)")
            let counts = ["read", "used", "excluded", "rejected"].map { input[$0]?.integer ?? -1 }
            #expect(counts[0] == counts[1] + counts[2] + counts[3], "\(rows.input): \(counts)")
            #expect(counts[0] == rows.read, "\(rows.input)")
            #expect(counts[3] == rows.rejected, "\(rows.input)")
        }
    }

    @Test(arguments: try ErrorFolder.all.filter { try !$0.rows().isEmpty })
    func `control totals below the reports add up`(_ folder: ErrorFolder) async throws {
        let place = try TemporaryFolder()
        try place.add(folder.url, flat: true)
        _ = try await Run.of(
            Program.fresh, ["report", "all", "--format", "json", "-o", "reports"], in: place.url)
        let reports = try FileTree(place.url.appendingPathComponent("reports"))
        var count = 0
        for (name, data) in reports.files where name.hasSuffix(".json") {
            for control in try ControlTotalsJSON.all(in: JSONText([UInt8](data))) {
                count += 1
                #expect(control.read == control.parts.values.reduce(0, +), "\(name): \(control)")
            }
        }
        #expect(count > 0)
    }

    @Test func `every fault of the list has its folder`() {
        let names = Set(ErrorFolder.all.map(\.name))
        let wanted: Set = [
            "missing-column", "unknown-project-key", "bad-date", "bad-decimal", "unclosed-quote",
            "wrong-field-count", "invalid-utf-8", "duplicate-key", "unknown-customer", "unknown-item",
            "parent-cycle", "several-preferred", "one-number-two-customers", "template-syntax-error",
            "template-over-limits", "unwritable-output",
        ]
        #expect(wanted.subtracting(names).isEmpty)
    }

    /// The index is generated from what the commands print; `RECORD_GOLDEN=1` writes it anew.
    @Test func `the index names every folder`() throws {
        var out = "# What can go wrong, and what the program says then\n\nGenerated from the folders; "
        out += "`RECORD_GOLDEN=1 swift test --filter ErrorFolderTests` writes it anew.\n\n"
        out += "| folder | first message | exit codes |\n|---|---|---|\n"
        for folder in ErrorFolder.all {
            let expected = (try? String(contentsOf: folder.expected, encoding: .utf8)) ?? ""
            let lines = expected.split(whereSeparator: \.isNewline)
            let codes = lines.filter { $0.hasPrefix("--- exit ") }.map { String($0.dropFirst(9)) }
            let message = lines.first { $0.hasPrefix("error:") } ?? lines.first { $0.hasPrefix("warning:") }
            let cell = (message.map(String.init) ?? "").replacing("|", with: "\\|")
            out += "| [`\(folder.name)`](\(folder.name)) | \(cell) | \(codes.joined(separator: ", ")) |\n"
        }
        try Golden.compare(out, with: ErrorFolder.root.appendingPathComponent("README.md").path)
    }
}
