import ArgumentParser
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
    var maxOutput = TemplateRendering.usualOutput

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
        try TemplateRendering(
            file: file, data: data, partials: partials, escape: escape, isOrderPrinter: profile != nil,
            isStrict: strict, maxOutput: maxOutput
        ).run()
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
