import ArgumentParser
import Diagnostics
import Documents
import Liquid

/// `counterpart template schema`
struct TemplateSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the data of a kind of template as JSON Schema.",
        discussion: """
            JSON Schema, draft 2020-12, on stdout. Kinds: invoice, credit-note, order, packing-slip, page (around a Markdown \
            document), numbers (the sheet to fill in), order-printer (Shopify's).

            Example:
              counterpart template schema invoice
            """)

    @Argument(help: "invoice, credit-note, order, packing-slip, page, numbers or order-printer.")
    var kind: String

    func run() async throws {
        Terminal.write(try Self.schema(named: kind, option: "KIND").jsonSchema, to: .output)
    }

    /// The published schema of a name.
    static func schema(named name: String, option: String) throws -> DataSchema {
        let known = DocumentSchema.published
        if let schema = known.first(where: { $0.name == name }) { return schema }
        let names = known.map(\.name)
        let hint = Spelling.closest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("\(option) takes \(names.joined(separator: ", ")), not '\(name)'.\(hint)")
    }
}
