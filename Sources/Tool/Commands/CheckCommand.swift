import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// `counterpart check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads everything and says what is wrong with data, mappings and templates.",
        discussion: """
            Findings go to stderr, the control totals to stdout: for every input, read = used + excluded + rejected.

            Example:
              counterpart check --fail-on error,rejected
            """)

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .customLong("fail-on"),
        help: "Exit 1 on error, warning, unmapped, rejected; several with commas.")
    var failOn: String?

    @Flag(help: "Findings as JSON lines on stderr, control totals as JSON on stdout.")
    var json = false

    func run() async throws {
        let conditions = try FailCondition.parse(failOn)
        let talk = Talk(options, asJSON: json)
        let project = try ProjectRun.project(options, talk)
        var run = ProjectRun(project, talk, kinds: Set(RecordKind.allCases))
        var pass = InvoicePass(run.data, resolver: run.resolver, currency: run.currency, wantsUse: true)
        let reader = run.readInvoices(wantsDescriptions: false, watchesRepeats: true) { lines, tables in
            pass.add(lines, tables)
        }
        pass.finish(run.data.texts)
        let last = [pass.lastDay, run.loader.orders.map(\.date).max()].compactMap { $0 }.max()
        let today = options.today ?? last ?? Day(number: 0)
        let scope = ReportScope(
            data: run.data, resolver: run.resolver, today: today, currency: run.currency)
        let orders = OrderResolving.figures(run.loader.orders, scope, accept: run.accepted, suggesting: true)
        CheckFindings.add(to: &run, scope, pass, reader, orders)
        let templates = CheckFindings.templates(project)
        run.findings.add(contentsOf: templates)
        run.showFindings()
        let ending = "errors: \(run.findings.errorCount), warnings: \(run.findings.warningCount)"
        let table = CheckTable.table(run, pass, reader, orders, scope, ending)
        var writer = TableWriter()
        writer.width = Terminal.width(.output)
        Terminal.write(writer.bytes(table, as: json ? .json : .text), to: .output)
        var status = run.status
        if templates.contains(where: { $0.severity == .error }) { status = max(status, .templateError) }
        let isMet =
            FailCondition.isMet(conditions, run.findings)
            || (conditions.contains(.rejected) && run.status == .inputRefused)
            || (conditions.contains(.unmapped) && pass.cube.cells.contains { !$0.isMapped })
        if isMet { status = max(status, .findings) }
        if status != .done { throw Stop(status) }
    }
}
