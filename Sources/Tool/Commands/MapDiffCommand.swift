import ArgumentParser

/// `counterpart map diff`
struct MapDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What an import would change, before anything is written.",
        discussion: """
            Rows added, changed and ended; past months whose figures change, and by how much; order lines that \
            would be found differently; audit findings that come or go.

            Example:
              counterpart map diff gaps.csv
            """)

    @Argument(help: "The file that would be imported.")
    var file: String

    @OptionGroup var options: GlobalOptions

    @Flag(help: "The difference as JSON.")
    var json = false

    func run() async throws {
        var change = ChangeOptions()
        (change.by, change.reason, change.dryRun, change.json) = (nil, nil, true, json)
        var run = try MapImportRun(file, options, change, writes: false)
        try run.finish(keepsGood: true, writes: false)
    }
}
