import ArgumentParser
import Diagnostics
import Documents

/// `counterpart email`
struct EmailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "email", abstract: "Looks at mails as mail programs and their readers do.",
        subcommands: [EmailCheckCommand.self, EmailInlineCommand.self])
}

/// `counterpart email check`
struct EmailCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "What Gmail, Outlook on Windows or a reader would miss in a mail.",
        discussion: """
            Takes pages (`render --format email-html`) and whole mails (`--format eml`). Size below 102,400 bytes, kept \
            styles below 16 kB, no elements, addresses and styles that Gmail or Outlook on Windows drop, width 600, \
            contrast, alt, scope and lang. Exit 1 with findings.

            Example:
              counterpart email check out/invoice/INV-4101.eml
            """)

    @Argument(help: "HTML pages or .eml files.")
    var files: [String]

    @Flag(help: "Findings as JSON lines.")
    var json = false

    @Flag(name: .customLong("no-color"), help: "No colours, also with NO_COLOR set.")
    var noColor = false

    func run() async throws {
        let writer = TextDiagnosticWriter(color: Terminal.wantsColor(.error, disabled: noColor))
        var status = ExitStatus.done
        for file in files {
            let findings: [Diagnostic]
            do throws(Diagnostic) {
                let bytes = try FileText.bytes(file)
                findings =
                    file.lowercased().hasSuffix(".eml")
                    ? MailCheck.message(bytes, name: file) : MailCheck.page(bytes, name: file)
                if !findings.isEmpty { status = max(status, .findings) }
            } catch {
                findings = [error]
                status = max(status, .inputRefused)
            }
            for finding in findings {
                Terminal.write(
                    json ? JSONDiagnosticWriter().text(finding) : writer.text(finding),
                    to: json ? .output : .error)
            }
        }
        if status != .done { throw Stop(status) }
    }
}

/// `counterpart email inline`
struct EmailInlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inline",
        abstract: "The page with the rules of its <style> in its tags; rules for media and states stay.",
        discussion: """
            Mail pages that `render` makes are treated so by themselves.

            Example:
              counterpart email inline page.html > mail.html
            """)

    @Argument(help: "An HTML page.")
    var file: String

    func run() async throws {
        do throws(Diagnostic) {
            Terminal.write(CSSInliner.inline(try FileText.bytes(file)), to: .output)
        } catch {
            Terminal.write(TextDiagnosticWriter(color: false).text(error), to: .error)
            throw Stop(.inputRefused)
        }
    }
}
