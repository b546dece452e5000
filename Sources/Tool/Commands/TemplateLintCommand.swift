import ArgumentParser
import Diagnostics
import Documents
import Liquid

/// `counterpart template lint`
struct TemplateLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Checks templates against the data they are rendered with.",
        discussion: """
            Says which variables and fields no document has, what is no list or object, what is set and never read, \
            and what cannot be read at all. What data a template is for is in its name (invoice.html.liquid) or in \
            --kind; of others, and of partials, only what they say of themselves is checked. Partials are looked \
            for beside the template, then among the shipped ones.

            Exit 1 with findings, 4 where a template cannot be read.

            Example:
              counterpart template lint templates/invoice.html.liquid
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The templates.")
    var files: [String]

    @Option(help: "invoice, credit-note, order, page or order-printer.")
    var kind: String?

    @Option(help: "order-printer: the data of Shopify's Order Printer.")
    var profile: String?

    @Option(help: ArgumentHelp("The folder of partials: name N is FOLDER/N.liquid.", valueName: "folder"))
    var partials: String?

    @Flag(help: "Findings as JSON lines.")
    var json = false

    @Option(
        name: .customLong("fail-on"),
        help: "Exit 1 only on error, warning; several with commas. Without it on any finding.")
    var failOn: String?

    func validate() throws {
        if kind != nil, profile != nil { throw ValidationError("--kind and --profile exclude each other.") }
        if let kind { _ = try TemplateSchemaCommand.schema(named: kind, option: "--kind") }
        try TemplateRenderCommand.check(profile: profile)
    }

    func run() async throws {
        let conditions = try failOn == nil ? [.warning] : FailCondition.parse(failOn)
        let talk = Talk(options)
        let schema = try (kind ?? profile).map {
            try TemplateSchemaCommand.schema(named: $0, option: "--kind")
        }
        let lint = TemplateLint(schema: schema, partials: partials)
        var findings = Findings(keptPerCode: 10_000)
        var seen: Set<TemplateLint.Key> = []
        var status = ExitStatus.done
        for file in files {
            do throws(Diagnostic) {
                let bytes = try FileText.bytes(file)
                let outcome = lint.check(bytes, file: file, escape: Escape(forFile: file))
                if !outcome.problems.isEmpty { status = max(status, .templateError) }
                for found in outcome.problems + outcome.findings
                where seen.insert(TemplateLint.Key(found)).inserted {
                    findings.add(found)
                }
            } catch {
                findings.add(error)
                status = max(status, .inputRefused)
            }
        }
        show(findings)
        talk.say(
            "\(Talk.count(files.count, "template")): \(Talk.count(findings.errorCount, "error")), "
                + Talk.count(findings.warningCount, "warning"))
        if FailCondition.isMet(conditions, findings) { status = max(status, .findings) }
        if status != .done { throw Stop(status) }
    }

    /// The findings are what the command is for, so they go to stdout.
    private func show(_ findings: Findings) {
        let text = TextDiagnosticWriter(color: Terminal.wantsColor(.output, disabled: options.noColor))
        let lines = JSONDiagnosticWriter()
        for found in findings.kept where !options.quiet || found.severity == .error {
            Terminal.write(json ? lines.text(found) : text.text(found), to: .output)
        }
    }
}
