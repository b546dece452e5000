import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// `counterpart map export`
struct MapExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "The mapping as CSV, in our own columns or as Xoro's upload template.",
        discussion: """
            `map import` reads both back. Xoro's template knows neither days nor units, so it takes the rows that \
            hold on one day.

            Example:
              counterpart map export --xoro --customer 10010 -o upload.csv
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only this customer's rows.", valueName: "id"))
    var customer: String?

    @Option(help: ArgumentHelp("Only rows that hold on this day.", valueName: "yyyy-MM-dd"))
    var date: Day?

    @Flag(help: "Xoro's upload template, of the rows that hold on --date, else today.")
    var xoro = false

    @Option(
        help: "For whom the CSV is: `people`, whose spreadsheet must not run text as a formula, or `raw`.")
    var csv: CSVAudience = .people

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write, else stdout.", valueName: "file"))
    var output: String?

    func run() async throws {
        let talk = Talk(options)
        let project = try ProjectRun.project(options, talk)
        var run = ProjectRun(
            project, talk,
            kinds: xoro ? [.customers, .items, .mappings, .orders] : [.customers, .items, .mappings])
        guard !run.loader.hasFailed else {
            run.showFindings()
            throw Stop(.inputRefused)
        }
        var selection = MappingExport.Selection(customer: try run.customer(customer), day: date)
        if xoro, date == nil { selection.day = options.today ?? run.lastDocumentDay() }
        let table =
            xoro ? MappingExport.uploadTable(run.data, selection) : MappingExport.table(run.data, selection)
        do throws(Diagnostic) {
            var writer = TableWriter()
            writer.guardsFormulas = csv == .people
            var sink =
                if let output { try ByteSink(file: output) } else { ByteSink(descriptor: 1, name: "stdout") }
            writer.write(table, as: .csv, to: &sink)
            try sink.finish()
        } catch {
            if error.code == "closed-pipe" { throw Stop(.done) }
            talk.show(error)
            throw Stop(.unwritable)
        }
        if let output { talk.say("wrote \(output): \(Talk.count(table.rowCount, "row"))") }
    }
}
