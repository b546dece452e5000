import ArgumentParser
import DataSources

/// `counterpart report merge NAME PART…`: the report from parts, as one run over all documents would give it.
///
/// `report` takes names of reports, so that `merge` cannot be a subcommand of it for the parser; ``words(_:)``
/// finds its calls.
struct ReportMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterpart report merge",
        abstract: "The report of all shares, the same to the byte as one run over all documents.",
        usage: "counterpart report merge <name> <parts> ... [<options>]",
        discussion: """
            The parts are those that `counterpart report NAME --shard I/N --partial FILE` wrote, one of each I from \
            1 to N, of this project as it is now. Period, customer, --by, --only and --today are theirs. The findings \
            of the invoices are shown once, as one run shows them.

            Examples:
              counterpart report sales unmapped --shard 1/2 --partial 1.part
              counterpart report sales unmapped --shard 2/2 --partial 2.part
              counterpart report merge sales 1.part 2.part --format xlsx > sales.xlsx
              counterpart report merge unmapped 1.part 2.part --format html -o out
            """)

    @Argument(help: "sales, inventory, accuracy, unmapped, orders or mappings: one that the parts hold.")
    var name: String

    @Argument(help: "The files of all parts, in any order.")
    var parts: [String]

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: ReportOutput

    /// What stands behind `report merge`; nil for any other call.
    static func words(_ arguments: [String]) -> [String]? {
        arguments.starts(with: ["report", "merge"]) ? Array(arguments.dropFirst(2)) : nil
    }

    static func run(_ words: [String]) async throws {
        // Help and the like are commands of their own.
        var command = try parseAsRoot(words)
        if let merge = command as? ReportMergeCommand { return try await merge.run() }
        try command.run()
    }

    func run() async throws {
        let names = try ReportName.parse([name])
        guard names.count == 1 else { throw ValidationError("One report is merged at a time.") }
        if options.today != nil { throw ValidationError("--today is that of the parts.") }
        let formats = try output.formats(1)
        let talk = Talk(options, asJSON: output.json)
        let project = try ProjectRun.project(options, talk)
        let parts = try ReportParts(parts, of: names[0], project, talk)
        var report = try ReportRun(
            project, talk, names: names, with: parts.reports, parts.options, output: output.output)
        try report.merge(parts, jobs: Machine.cores)
        report.makeTables(jobs: Machine.cores)
        try output.finish(report, formats, jobs: Machine.cores, talk)
    }
}
