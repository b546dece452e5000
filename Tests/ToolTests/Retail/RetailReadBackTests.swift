import Foundation
import Testing

/// Two thousand real invoices, read back from every form.
@Suite(
    .serialized, .enabled(if: RetailData.isHere, "needs ../shared/data/online-retail and a release binary"))
struct RetailReadBackTests {
    /// Languages that write decimals with a point.
    private static let withPoint: Set = ["en", "ja", "he", "ar", "zh", "ko", "th", "mt"]

    /// The project, with an address that mails can be sent from.
    private static func mailingProject(in folder: TemporaryFolder) async throws {
        let plain = try await RetailData.project.value
        for name in RetailData.files {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appendingPathComponent("\(name).csv"),
                withDestinationURL: plain.appendingPathComponent("\(name).csv"))
        }
        let text = try String(contentsOf: plain.appendingPathComponent("counterpart.yml"), encoding: .utf8)
        try folder.write(
            text.replacing("seller: { name:", with: "seller: { email: a@example.com, name:"),
            to: "counterpart.yml")
    }

    @Test func `two thousand invoices show the same in all forms`() async throws {
        let (out, project) = (try TemporaryFolder(), try TemporaryFolder())
        try await Self.mailingProject(in: project)
        _ = try await RetailData.run(
            ["render", "invoice", "--since", "2011-11-01", "--until", "2011-11-23", "-o", out.url.path]
                + ["--format", "html,md,csv,email-html,eml", "--csv", "raw"],
            in: project.url)
        let folder = out.url.appendingPathComponent("invoice")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
        #expect(names.count >= 2_000)
        var locales: [String: String] = [:]
        let customers = try CSVFile(project.url.appendingPathComponent("customers.csv"))
        for row in try customers.columns(["customer_id", "locale"]) { locales[row[0]] = row[1] }
        var seen: Set<String> = []
        for name in names.sorted().prefix(2_000) {
            let table = try Data(contentsOf: folder.appendingPathComponent("\(name).csv"))
            let owner = try CSVFile([UInt8](table)).columns(["customer_id"])[0][0]
            let locale = locales[owner] ?? "en_GB"
            seen.insert(locale)
            let comma = !Self.withPoint.contains(String(locale.prefix(2))) && locale != "de_CH"
            try `Documents read back`.compare(name, folder, table, comma, "both", isSlip: false)
        }
        #expect(seen.count > 5)
    }
}
