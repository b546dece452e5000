import Foundation
import Testing

/// Reports as mails: bars of table cells, nothing a mail program would not show, the CSV attached.
@Suite struct ReportMailTests {
    @Test(arguments: ["sales", "inventory", "accuracy", "unmapped", "orders", "mappings"])
    func `a report as a mail`(_ report: String) async throws {
        let samples = Program.package.appendingPathComponent("samples").path
        let run = try await Run.of(
            Program.fresh, ["report", report, "-p", samples, "--format", "eml", "--quiet"],
            in: Program.package)
        try #require(run.code == 0, "\(run.err)")
        let mail = run.text
        #expect(mail.components(separatedBy: "\r\n")[0].hasSuffix("<accounts@larkfieldmoss.example>"))
        for line in mail.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 998) }
        let html = try Self.html(mail)
        for foreign in ["<svg", "<style", "<script", "<img", "<link", "position:", "flex", "grid", "class="] {
            #expect(!html.contains(foreign), "\(foreign)")
        }
        #expect(html.utf8.count < 100_000, "Gmail clips what is longer than 102 kB")
        if report != "mappings" { #expect(html.contains("bgcolor=\"#1f4d3f\"")) }
        #expect(mail.contains("filename=\"\(report).csv\"") || mail.contains("filename=\(report).csv"))
        let again = try await Run.of(
            Program.fresh, ["report", report, "-p", samples, "--format", "eml", "--quiet"],
            in: Program.package)
        #expect(again.out == run.out)
    }

    @Test func `email check finds nothing in them`() async throws {
        let place = try TemporaryFolder()
        let samples = Program.package.appendingPathComponent("samples").path
        let made = try await Run.of(
            Program.fresh, ["report", "all", "-p", samples, "--format", "eml", "-o", "mails", "--quiet"],
            in: place.url)
        try #require(made.code == 0, "\(made.err)")
        let mails = try FileTree(place.url.appendingPathComponent("mails")).files.keys.sorted()
        #expect(mails.count == 6)
        let check = try await Run.of(
            Program.fresh, ["email", "check"] + mails.map { "mails/\($0)" }, in: place.url)
        #expect(check.code == 0, "\(check.err)")
    }

    /// The HTML part, decoded from quoted-printable.
    private static func html(_ mail: String) throws -> String {
        let start = try #require(mail.range(of: "Content-Type: text/html"))
        let body = mail[start.upperBound...].components(separatedBy: "\r\n\r\n").dropFirst().joined(
            separator: "\r\n\r\n")
        let end = body.range(of: "\r\n--=_a_")?.lowerBound ?? body.endIndex
        var bytes: [UInt8] = []
        var rest = Array(String(body[..<end]).replacing("=\r\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x3D, rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
