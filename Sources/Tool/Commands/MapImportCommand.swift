import ArgumentParser

/// `counterpart map import`
struct MapImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Rows from a file: Xoro's upload template, or our own columns filled in.",
        discussion: """
            All rows or none, unless --keep-good. Refused rows come back in a file with the error of each. Files \
            that can be imported: Xoro's item customer mapping template, files with the mapping file's own \
            headings, `map export`, `render numbers --format csv`, and `report unmapped` and \
            `report orders --only unresolved` with the missing number filled in; rows left blank are skipped.

            Example:
              counterpart map import gaps.csv --reason "numbers from the buyer's list"
            """)

    @Argument(help: "The file to import.")
    var file: String

    @Flag(name: .customLong("keep-good"), help: "Import the sound rows though others are refused.")
    var keepGood = false

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        var run = try MapImportRun(file, options, change, writes: !change.dryRun)
        try run.finish(keepsGood: keepGood, writes: !change.dryRun)
    }
}
