import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents

/// `counterpart report`
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Sales, inventory, accuracy, unmapped items, orders, mappings.",
        discussion: """
            One report in one format goes to stdout; several go into a folder. The work can be shared: each of N \
            runs writes the sums of its documents with --partial, and `report merge` makes the report of all of \
            them, the same to the byte as one run (`report merge --help`).

            Examples:
              counterpart report accuracy
              counterpart report unmapped --format html -o out/reports
              counterpart report all --format csv,html
              counterpart report sales --shard 1/4 --partial sales-1.part
              counterpart report merge sales sales-*.part --format xlsx > sales.xlsx
            """)

    @Argument(help: "sales, inventory, accuracy, unmapped, orders, mappings, or all.")
    var names: [String]

    @OptionGroup var options: GlobalOptions
    @OptionGroup var period: PeriodOptions
    @OptionGroup var output: ReportOutput

    @Option(help: "What sales are summed by: month, customer, item, category, country; several with commas.")
    var by: String?

    @Option(help: "For orders: only the `unresolved` lines.")
    var only: String?

    @Option(help: ArgumentHelp("Write sums for `report merge` and no report.", valueName: "file"))
    var partial: String?

    @Option(
        help: ArgumentHelp(
            "With --partial: only share I of N, split by document number.", valueName: "I/N"),
        transform: Shard.argument)
    var shard: Shard?

    @Option(help: ArgumentHelp("How many threads read and write at once; 0 for one a core.", valueName: "n"))
    var jobs = 0

    func run() async throws {
        if self.names.first == "merge" {
            throw ValidationError(
                "'merge' stands right behind 'report', options follow: counterpart report merge NAME PART… [options]."
            )
        }
        let names = try ReportName.parse(names)
        if jobs < 0 { throw ValidationError("--jobs takes a number of threads, 0 for one a core.") }
        let asked = try asked()
        let share = try share()
        let formats = partial == nil ? try output.formats(names.count) : []
        let talk = Talk(options, asJSON: output.json)
        let jobs = jobs == 0 ? Machine.cores : jobs
        let project = try ProjectRun.project(options, talk)
        try requireData(names, project, talk)
        var report = try ReportRun(
            project, talk, names: names.filter { isAvailable($0, project) }, asked, output: output.output,
            jobs: jobs)
        try await report.read(share)
        if let partial { return try report.writePart(share, to: partial, talk) }
        report.makeTables(jobs: jobs)
        try output.finish(report, formats, jobs: jobs, talk)
    }

    private func asked() throws -> ReportOptions {
        var asked = ReportOptions()
        asked.since = period.firstDay
        asked.until = period.lastDay
        asked.customer = period.customer
        asked.today = options.today
        if let by {
            asked.by = Set(
                try by.split(separator: ",").map { word in
                    guard let key = SalesKey(rawValue: String(word)) else {
                        throw ValidationError(
                            "Sales cannot be summed by '\(word)', only by "
                                + SalesKey.allCases.map(\.rawValue).joined(separator: ", ") + ".")
                    }
                    return key
                })
        }
        if let only, only != "unresolved" { throw ValidationError("--only takes 'unresolved'.") }
        asked.onlyUnresolved = only != nil
        return asked
    }

    private func share() throws -> Shard {
        if partial != nil, output.format != nil || output.output != nil {
            throw ValidationError(
                "--partial writes sums and no report: --format and -o belong to 'report merge'.")
        }
        guard let shard else { return .whole }
        guard partial != nil else {
            throw ValidationError(
                "--shard needs --partial: the report is made by 'report merge' from all parts.")
        }
        return shard
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
}
