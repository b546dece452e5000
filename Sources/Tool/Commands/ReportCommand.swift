import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// `counterpart report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Sales, inventory, accuracy, unmapped items, orders, mappings.",
        discussion: """
            One report in one format goes to stdout; several go into a folder.

            Examples:
              counterpart report accuracy
              counterpart report unmapped --format html -o out/reports
              counterpart report all --format csv,html
            """)

    @Argument(help: "sales, inventory, accuracy, unmapped, orders, mappings, or all.")
    var names: [String]

    @OptionGroup var options: GlobalOptions
    @OptionGroup var period: PeriodOptions

    @Option(
        help: "text, csv, json, ndjson, md, html, xlsx; several with commas. Text to a terminal, else csv.")
    var format: String?

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The folder to write into.", valueName: "folder"))
    var output: String?

    @Option(help: "What sales are summed by: month, customer, item, category, country; several with commas.")
    var by: String?

    @Option(help: "For orders: only the `unresolved` lines.")
    var only: String?

    @Option(
        help: "For whom the CSV is: `people`, whose spreadsheet must not run text as a formula, or `raw`.")
    var csv: CSVAudience = .people

    @Option(
        name: .customLong("fail-on"),
        help: "Exit 1 on error, warning, unmapped, rejected, target; several with commas.")
    var failOn: String?

    @Flag(help: "Findings as JSON lines on stderr.")
    var json = false

    func run() async throws {
        let (names, formats, keys) = try validated()
        let talk = Talk(options, asJSON: json)
        let project = try ProjectRun.project(options, talk)
        try requireData(names, project, talk)
        let report = try ReportRun(
            project, talk, names: names.filter { isAvailable($0, project) }, period: period,
            today: options.today, output: output,
            by: keys, onlyUnresolved: only == "unresolved")
        report.run.showFindings()
        var status = report.run.status
        do {
            try write(report.tables, formats, project, talk, today: report.today)
        } catch {
            if error.diagnostics.contains(where: { $0.code == "closed-pipe" }) { throw Stop(.done) }
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            status = max(status, .unwritable)
        }
        let conditions = try FailCondition.parse(failOn)
        if FailCondition.isMet(conditions, report) { status = max(status, .findings) }
        if status != .done { throw Stop(status) }
    }

    private func validated() throws -> ([ReportName], [TableFormat], Set<SalesKey>) {
        let names = try ReportName.parse(names)
        let wanted =
            format ?? (Terminal.isTerminal(.output) && output == nil && names.count == 1 ? "text" : "csv")
        let formats = try wanted.split(separator: ",").map { word in
            if let format = TableFormat(rawValue: String(word)) { return format }
            if word == "eml" {
                throw ValidationError("--format \(word) is not in this version.")
            }
            throw ValidationError(
                "There is no format '\(word)'. There are: "
                    + TableFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        if Terminal.isTerminal(.output), output == nil, names.count == 1, formats.count == 1,
            !formats[0].isText
        {
            throw ValidationError(
                "A terminal cannot show \(formats[0].rawValue): send it to a file with '>' or -o.")
        }
        var keys = SalesKey.standard
        if let by {
            keys = Set(
                try by.split(separator: ",").map { word in
                    guard let key = SalesKey(rawValue: String(word)) else {
                        throw ValidationError(
                            "Sales cannot be summed by '\(word)', only by "
                                + SalesKey.allCases.map(\.rawValue).joined(separator: ", ") + ".")
                    }
                    return key
                })
        }
        if let output, !output.hasSuffix("/"), !OutputPlace.isFolder(output),
            let ending = output.split(separator: "/").last?.split(
                separator: ".", omittingEmptySubsequences: false
            )
            .dropFirst().last, TableFormat.allCases.contains(where: { $0.fileExtension == ending })
        {
            throw ValidationError(
                "-o names a folder, and '\(output)' looks like a file. Send one report to a file with '> \(output)'."
            )
        }
        if let only, only != "unresolved" { throw ValidationError("--only takes 'unresolved'.") }
        return (names, formats, keys)
    }

    /// With `all`, reports whose files the project lacks are left out; asked for by name, that is an error.
    private func isAvailable(_ name: ReportName, _ project: Project) -> Bool {
        name.needs.allSatisfy { project.data[$0] != nil }
    }

    private func requireData(_ names: [ReportName], _ project: Project, _ talk: Talk) throws {
        for name in names where !isAvailable(name, project) {
            let missing = name.needs.filter { project.data[$0] == nil }.map(\.rawValue).sorted().joined(
                separator: ", ")
            guard self.names == ["all"] else {
                talk.show(
                    .error(
                        "no-data", "report `\(name.rawValue)` needs `\(missing)`, which the project has not",
                        hint: "name the file in \(project.file): `data: { \(missing): FILE }`"))
                throw Stop(.inputRefused)
            }
            talk.say("no report `\(name.rawValue)`: the project has no `\(missing)`")
        }
    }

    private func write(
        _ tables: [Table], _ formats: [TableFormat], _ project: Project, _ talk: Talk, today: Day
    ) throws(DiagnosticList) {
        var writer = TableWriter()
        writer.created = today
        writer.guardsFormulas = csv == .people
        if tables.count == 1, formats.count == 1, output == nil {
            writer.width = formats[0] == .text ? Terminal.width(.output) : nil
            var sink = ByteSink(descriptor: 1, name: "stdout")
            writer.write(tables[0], as: formats[0], to: &sink)
            do throws(Diagnostic) {
                try sink.finish()
            } catch {
                throw DiagnosticList([error])
            }
            return
        }
        let folder = output ?? project.output + "/reports"
        try OutputPlace.make(folder)
        writer.linksCSV = formats.contains(.csv)
        var failures: [Diagnostic] = []
        for table in tables {
            for format in formats {
                talk.progress("writing \(table.name).\(format.fileExtension) …")
                do throws(DiagnosticList) {
                    let paths = try writer.writeFiles(table, as: format, folder: folder)
                    talk.endProgress()
                    for path in paths { talk.say("wrote \(path)") }
                } catch {
                    failures += error.diagnostics
                }
            }
        }
        if !failures.isEmpty { throw DiagnosticList(failures) }
    }
}

/// For whom a CSV file is (interface.md, Output).
enum CSVAudience: String, ExpressibleByArgument {
    case people, raw
}
