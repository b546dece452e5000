import ArgumentParser
import Diagnostics
import Glibc
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

    @Option(
        name: .customLong("max-output"),
        help: ArgumentHelp("How much may be written, in MB.", valueName: "MB"))
    var maxOutput = 64

    @Flag(help: "An undefined variable is an error.")
    var strict = false

    func validate() throws {
        try Self.check(profile: profile)
        guard (1...1_000_000).contains(maxOutput) else {
            throw ValidationError("--max-output takes 1 to 1000000, not \(maxOutput).")
        }
    }

    static func check(profile: String?) throws {
        guard let profile, profile != "order-printer" else { return }
        throw ValidationError("--profile takes order-printer, not '\(profile)'.")
    }

    func run() async throws {
        let talk = Talk()
        do throws(Diagnostic) {
            let escape = try escapeKind()
            let source = try FileText.bytes(file)
            var arena = DataArena()
            if let data { try arena.setJSON(try FileText.bytes(data), file: data) }
            try render(source, arena, escape, talk)
        } catch {
            if error.code != "several" { talk.show(error) }
            throw Stop(Self.status(of: error))
        }
    }

    private static func status(of error: Diagnostic) -> ExitStatus {
        switch error.code {
        case "usage": .wrongUsage
        case "unreadable", "bad-json": .inputRefused
        case "unwritable-output": .unwritable
        default: .templateError
        }
    }

    /// Writes as it renders, so that memory does not grow with the output.
    private func render(
        _ source: [UInt8], _ arena: borrowing DataArena, _ escape: Escape, _ talk: Talk
    ) throws(Diagnostic) {
        let template = try parsed(source, escape, talk)
        for warning in template.warnings { talk.show(warning) }
        do throws(RenderFailure<Unwritten>) {
            try template.render(arena) { piece throws(Unwritten) in
                if !Terminal.write(piece, to: .output) { throw Unwritten(reason: errno) }
            }
        } catch {
            switch error {
            case .template(let found): throw found
            // Nobody reads any more: there is no one to tell.
            case .sink(let unwritten) where unwritten.reason == EPIPE: return
            case .sink(let unwritten):
                let reason = String(cString: strerror(unwritten.reason))
                throw .error("unwritable-output", "cannot write the output: \(reason)")
            }
        }
    }

    private struct Unwritten: Error {
        var reason: Int32
    }

    private func parsed(_ source: [UInt8], _ escape: Escape, _ talk: Talk) throws(Diagnostic) -> Template {
        var limits = Limits.standard
        limits.outputBytes = maxOutput << 20
        let environment = Environment(
            limits: limits, strictVariables: strict, allowsRaw: true, allowsStyles: true,
            acceptsLooseSyntax: profile != nil, partials: partials.map { FolderPartials(folder: $0) },
            filters: profile == nil ? [] : OrderPrinter.filters)
        do throws(DiagnosticList) {
            return try Template(parsing: source, name: file, escape: escape, environment: environment)
        } catch {
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            throw .error("several", "the template cannot be read")
        }
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
