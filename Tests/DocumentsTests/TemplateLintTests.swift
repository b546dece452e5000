import Diagnostics
import Documents
import Foundation
import Golden
import Liquid
import Testing

/// No false alarm on templates that are known to be right.
@Suite struct `Lint of templates` {
    static let shipped: [String] = {
        let root = SourceFolder.package + "Templates"
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".liquid") }.sorted()
    }()

    private func lint(_ file: String, _ schema: DataSchema?, escape: Escape) throws -> TemplateLint.Outcome {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        return TemplateLint(schema: schema, partials: nil).check(bytes, file: file, escape: escape)
    }

    @Test func `there are templates to look at`() {
        #expect(Self.shipped.count > 30)
    }

    @Test(arguments: shipped, [nil, "invoice", "credit-note", "order"] as [String?])
    func `a shipped template has no finding`(name: String, kind: String?) throws {
        let escape: Escape = name.contains(".md.") ? .markdown : .html
        var schema = DocumentSchema.published.first { $0.name == kind }
        // The page around a document and the sheet of numbers have data of their own.
        if name.hasSuffix("page.html.liquid") || name.contains("/numbers.") { schema = nil }
        let outcome = try lint(SourceFolder.package + "Templates/" + name, schema, escape: escape)
        #expect(outcome.problems.isEmpty)
        #expect(outcome.findings.isEmpty, "\(outcome.findings)")
    }

    /// Written for a laxer parser: round brackets in conditions, a bracket too many, `if` within `if`.
    static let unreadable = [
        "codefort-invoice.liquid", "pixelprinter-invoice.liquid", "timmyomahony-snippet-order-summary.liquid",
    ]

    @Test func `a third-party template has no finding but that it is malformed`() throws {
        guard let folder = SharedData.folder("liquid-templates") else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var looked = 0
        for name in names where name.hasSuffix(".liquid") {
            for schema in [nil, OrderPrinterSchema.schema] {
                let file = folder.appendingPathComponent(name).path
                let outcome = try lint(file, schema, escape: .none)
                if !outcome.problems.isEmpty, Self.unreadable.contains(name) { continue }
                #expect(outcome.problems.isEmpty, "\(name): \(outcome.problems)")
                let isLoose = schema != nil && Self.unreadable.contains(name)
                #expect(
                    outcome.findings.map(\.code) == (isLoose ? ["loose-syntax"] : []),
                    "\(name): \(outcome.findings)")
                looked += 1
            }
        }
        #expect(looked >= 9)
    }

    /// The lines of those that cannot be read as a whole, without what the parser refuses: their variables are known.
    @Test func `what third-party templates read is in the vocabulary`() throws {
        guard let folder = SharedData.folder("liquid-templates") else { return }
        for name in Self.unreadable {
            let file = folder.appendingPathComponent(name)
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing("sku)", with: "sku").replacing("!= if shipping", with: "!= shipping")
                .replacing("{% if (transaction.status == \"success\") and (", with: "{% if 'a' == 'a' and ")
                .replacing("transaction.kind == \"sale\") %}", with: "transaction.kind == \"sale\" %}")
                .replacing("| t }}", with: "}}").replacing("| img_url: 'compact_cropped' }}", with: "}}")
            let outcome = TemplateLint(schema: OrderPrinterSchema.schema, partials: nil)
                .check(Array(text.utf8), file: file.path, escape: .none)
            #expect(outcome.problems.isEmpty, "\(outcome.problems)")
            #expect(outcome.findings.isEmpty, "\(outcome.findings)")
        }
    }
}
