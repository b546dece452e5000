import ArgumentParser

/// `counterpart map diff`
struct MapDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What an import would change, before anything is written; or two mapping files compared.",
        discussion: """
            Rows added, changed and ended; past months whose figures change, and by how much; order lines that \
            would be found differently; audit findings that come or go. With two files, both are mapping files as \
            the project has one, the older first.

            Examples:
              counterpart map diff gaps.csv
              counterpart map diff backup/item_mappings.csv data/item_mappings.csv
            """)

    @Argument(help: "The file that would be imported; or the older mapping file.")
    var file: String

    @Argument(help: "The newer mapping file.")
    var newer: String?

    @OptionGroup var options: GlobalOptions

    @Flag(help: "The difference as JSON.")
    var json = false

    func run() async throws {
        var change = ChangeOptions()
        (change.by, change.reason, change.dryRun, change.json) = (nil, nil, true, json)
        if let newer {
            var map = try MapRun(options, change, writes: false, instead: file)
            return try map.compare(with: newer)
        }
        var run = try MapImportRun(file, options, change, writes: false)
        try run.finish(keepsGood: true, writes: false)
    }
}
