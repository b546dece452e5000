import ArgumentParser

/// `counterpart map`
struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Safe changes of the mapping file: add, end, import, export, diff, undo.",
        discussion: """
            The file stays a plain CSV in its owner's columns and headings; rows that are not concerned stay to \
            the byte. Another number for an item ends the row it follows and starts a new one. Every change is \
            shown with what it does to past months and open orders, is written whole or not at all, and is kept \
            in a journal beside the file.

            Example:
              counterpart report unmapped > gaps.csv     # fill in customer_item_number
              counterpart map diff gaps.csv
              counterpart map import gaps.csv --reason "numbers from the buyer's list"
              counterpart map undo
            """,
        subcommands: [
            MapAddCommand.self, MapEndCommand.self, MapImportCommand.self, MapExportCommand.self,
            MapDiffCommand.self, MapUndoCommand.self,
        ])
}

/// The options of every command that changes the mapping file.
struct ChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who makes the change, for the journal; else $USER.", valueName: "name"))
    var by: String?

    @Option(help: ArgumentHelp("Why, for the journal.", valueName: "text"))
    var reason: String?

    @Flag(name: .customLong("dry-run"), help: "Show the change and write nothing.")
    var dryRun = false

    @Flag(help: "What the change does as JSON.")
    var json = false
}

/// Whose number it is.
struct AccountOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Whose number it is.", valueName: "id"))
    var customer: String?

    @Option(help: ArgumentHelp("The customer group whose number it is.", valueName: "name"))
    var group: String?

    @Flag(help: "The number is everyone's.")
    var everyone = false

    func validate() throws {
        let given = [customer != nil, group != nil, everyone].count { $0 }
        if given != 1 { throw ValidationError("Say whose number it is: --customer, --group or --everyone.") }
    }
}
