import ArgumentParser
import Diagnostics
import Documents
import Foundation
import Liquid

/// `counterpart template lint`
struct TemplateLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Checks templates against the data they are rendered with.",
        discussion: """
            Says which variables and fields no document has, what is no list or object, what is set and never read, \
            and what cannot be read at all. A template is held against the data of documents, or against what \
            --kind names; with --kind any only against what it sets itself. A partial may read what others hand to \
            it. Partials are looked for beside the template, then among the shipped ones. A folder stands for all \
            templates in it.

            Exit 1 with findings, 4 where a template cannot be read.

            Example:
              counterpart template lint templates/invoice.html.liquid
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The templates, or folders of them.")
    var files: [String]

    @Option(
        help:
            "invoice, credit-note, order, packing-slip, page, numbers, order-printer, or any for data of your own."
    )
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
        _ = try schema()
        try TemplateRenderCommand.check(profile: profile)
    }

    private func schema() throws -> DataSchema? {
        if kind == "any" { return .unknown }
        return try (kind ?? profile).map { try TemplateSchemaCommand.schema(named: $0, option: "--kind") }
    }

    func run() async throws {
        let conditions = try failOn == nil ? [.warning] : FailCondition.parse(failOn)
        let talk = Talk(options)
        let lint = TemplateLint(schema: try schema(), partials: partials)
        var findings = Findings(keptPerCode: 10_000)
        var seen: Set<TemplateLint.Key> = []
        var status = ExitStatus.done
        for file in templates() {
            do throws(Diagnostic) {
                let bytes = try FileText.bytes(file)
                let outcome = lint.check(bytes, file: file, escape: Escape(forFile: file))
                if outcome.looksLikeShopify {
                    talk.say("\(file) reads Shopify's variables: --profile order-printer checks them")
                }
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
            "\(Talk.count(templates().count, "template")): \(Talk.count(findings.errorCount, "error")), "
                + Talk.count(findings.warningCount, "warning"))
        if FailCondition.isMet(conditions, findings) { status = max(status, .findings) }
        if status != .done { throw Stop(status) }
    }

    /// The templates named, and all of the folders named.
    private func templates() -> [String] {
        files.flatMap { file in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue
            else {
                return [file]
            }
            let names = FileManager.default.enumerator(atPath: file)?.compactMap { $0 as? String } ?? []
            let folder = file.hasSuffix("/") ? String(file.dropLast()) : file
            return names.filter { $0.hasSuffix(".liquid") }.sorted().map { "\(folder)/\($0)" }
        }
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
