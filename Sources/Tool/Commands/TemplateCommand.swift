import ArgumentParser
import Diagnostics
import Liquid

/// `counterpart template`
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Render, check and describe Liquid templates.",
        subcommands: [TemplateRenderCommand.self, TemplateLintCommand.self, TemplateSchemaCommand.self])
}

/// `counterpart template render`
struct TemplateRenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Renders a Liquid template to stdout.",
        discussion: """
            Example:
              counterpart template render page.html.liquid --data order.json
            """)

    @Argument(help: "The template.")
    var file: String

    @Option(help: ArgumentHelp("JSON whose top level are the variables.", valueName: "file.json"))
    var data: String?

    @Option(help: ArgumentHelp("The folder of partials: name N is FOLDER/N.liquid.", valueName: "folder"))
    var partials: String?

    @Option(help: "none, html, markdown, csv or xml; by default what the file's name says.")
    var escape: String?

    @Option(help: "order-printer: amounts in cents, and the filters of Shopify's Order Printer.")
    var profile: String?

    @Flag(help: "An undefined variable is an error.")
    var strict = false

    func validate() throws { try Self.check(profile: profile) }

    static func check(profile: String?) throws {
        guard let profile, profile != "order-printer" else { return }
        throw ValidationError("--profile takes order-printer, not '\(profile)'.")
    }

    func run() async throws {
        let talk = Talk(try GlobalOptions.parse([]))
        do throws(Diagnostic) {
            let escape = try escapeKind()
            let source = try FileText.bytes(file)
            var arena = DataArena()
            if let data { try arena.setJSON(try FileText.bytes(data), file: data) }
            let bytes = try render(source, arena, escape)
            Terminal.write(bytes, to: .output)
        } catch {
            if error.code != "several" { talk.show(error) }
            let isInput = ["unreadable", "bad-json"].contains(error.code)
            throw Stop(error.code == "usage" ? .wrongUsage : isInput ? .inputRefused : .templateError)
        }
    }

    private func render(_ source: [UInt8], _ arena: borrowing DataArena, _ escape: Escape) throws(Diagnostic)
        -> [UInt8]
    {
        let loader: FolderPartials? = partials.map { FolderPartials(folder: $0) }
        let environment = Environment(
            strictVariables: strict, allowsRaw: true, allowsStyles: true, partials: loader,
            filters: profile == nil ? [] : OrderPrinter.filters)
        let template: Template
        do throws(DiagnosticList) {
            template = try Template(parsing: source, name: file, escape: escape, environment: environment)
        } catch {
            let talk = Talk((try? GlobalOptions.parse([])) ?? GlobalOptions())
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            throw .error("several", "the template cannot be read")
        }
        var out: [UInt8] = []
        try template.render(arena, into: &out)
        return out
    }

    private func escapeKind() throws(Diagnostic) -> Escape {
        if let escape {
            guard let kind = Escape.allCases.first(where: { "\($0)" == escape }) else {
                throw .error("usage", "--escape takes none, html, markdown, csv or xml, not `\(escape)`")
            }
            return kind
        }
        return Escape(forFile: file)
    }
}

extension Escape {
    /// What the name of a template says: `invoice.html.liquid`.
    init(forFile file: String) {
        let name = file.hasSuffix(".liquid") ? String(file.dropLast(7)) : file
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "html", "htm", "email-html": self = .html
        case "md", "markdown": self = .markdown
        case "csv": self = .csv
        case "xml": self = .xml
        default: self = .none
        }
    }
}
