import Foundation
import Testing

/// Every document says the same in every form: the figures of the page, the Markdown, the CSV, the mail's text and
/// the mail's page are read back and held against each other.
@Suite struct `Documents read back` {
    /// What decides how a customer's documents are to be read.
    private struct Reader {
        var decimalComma: Bool
        var mode: String
    }

    @Test(arguments: ["invoice", "credit-note", "order", "packing-slip"])
    func `all forms of the samples show the same figures and numbers`(kind: String) async throws {
        let samples = Program.package.appendingPathComponent("samples")
        let out = try TemporaryFolder()
        let run = try await Run.of(
            Program.fresh,
            ["render", kind, "-p", samples.path, "--format", "html,md,csv,email-html,eml", "--csv", "raw"]
                + ["-o", out.url.path], in: out.url)
        #expect(run.code == 0)
        var readers: [String: Reader] = [:]
        let customers = try CSVFile(samples.appendingPathComponent("data/customers.csv"))
        for row in try customers.columns(["customer_id", "locale", "number_display"]) {
            let comma = ["de", "sv"].contains(row[1].prefix(2))
            readers[row[0]] = Reader(decimalComma: comma, mode: row[2].isEmpty ? "both" : row[2])
        }
        let folder = out.url.appendingPathComponent(kind)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
        #expect(names.count >= 3)
        for name in names {
            let table = try Data(contentsOf: folder.appendingPathComponent("\(name).csv"))
            let owner = try CSVFile([UInt8](table)).columns(["customer_id"])[0][0]
            let reader = try #require(readers[owner])
            try Self.compare(
                name, folder, table, reader.decimalComma, reader.mode, isSlip: kind == "packing-slip")
        }
    }

    /// Holds the forms of one document against its CSV.
    static func compare(
        _ name: String, _ folder: URL, _ table: Data, _ decimalComma: Bool, _ mode: String, isSlip: Bool
    ) throws {
        func text(_ format: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent("\(name).\(format)"), encoding: .utf8)
        }
        let wanted = try ShownDocument(csv: table)
        let page = ShownDocument(
            html: try text("html"), decimalComma: decimalComma, isMail: false, isSlip: isSlip)
        #expect(page.lines == wanted.lines, "\(name).html")
        let mail = try text("email-html")
        let shown = ShownDocument(html: mail, decimalComma: decimalComma, isMail: true, isSlip: isSlip)
        #expect(shown.lines == Array(wanted.lines.prefix(shown.lines.count)), "\(name).email-html")
        #expect(shown.lines.count >= min(60, wanted.lines.count), "\(name).email-html")
        #expect(shown.total == page.total, "\(name)")
        let markdown = ShownDocument(
            markdown: try text("md"), decimalComma: decimalComma, mode: mode, isSlip: isSlip)
        let parts = MailParts(try text("eml"))
        let words = ShownDocument(
            markdown: parts.text, decimalComma: decimalComma, mode: mode, isSlip: isSlip)
        for (form, document) in [("md", markdown), ("eml", words)] {
            #expect(document.lines.count == wanted.lines.count, "\(name).\(form)")
            #expect(document.total == page.total, "\(name).\(form)")
            for (seen, want) in zip(document.lines, wanted.lines) {
                #expect(seen.isSame(as: want), "\(name).\(form): \(seen) \(want)")
            }
        }
        // A page alone has no part that its logo could be.
        #expect(parts.html.replacing(/<img src="cid:[^>]*>/, with: "") + "\n" == mail, "\(name).eml")
    }
}

extension ShownDocument.Line {
    /// Whether a line of text shows what the data has: its cells for numbers hold marks and notes beside them.
    func isSame(as data: Self) -> Bool {
        func holds(_ cell: String, _ number: String) -> Bool {
            cell == "?" || number.isEmpty || cell.hasPrefix(number) || cell.contains(number)
        }
        return quantity == data.quantity && price == data.price && net == data.net && holds(item, data.item)
            && holds(customerItem, data.customerItem)
    }
}

/// The two texts of a mail (RFC 2045 quoted-printable), read with nothing of the program's own.
struct MailParts {
    var text = ""
    var html = ""

    init(_ mail: String) {
        for part in mail.components(separatedBy: "\r\n--=_") {
            guard let blank = part.range(of: "\r\n\r\n") else { continue }
            let body = Self.decoded(String(part[blank.upperBound...]))
            if part.contains("Content-Type: text/plain") { text = body }
            if part.contains("Content-Type: text/html") { html = body }
        }
    }

    private static func decoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        func hex(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            default: nil
            }
        }
        var out: [UInt8] = []
        var i = 0
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "="), i + 2 < bytes.count {
                if let high = hex(bytes[i + 1]), let low = hex(bytes[i + 2]) { out.append(high << 4 | low) }
                i += 3
            } else {
                if bytes[i] != 0x0D { out.append(bytes[i]) }
                i += 1
            }
        }
        // What separates a part from the boundary is not of the part.
        if out.last == 0x0A { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }
}
