import ArgumentParser
import DataSources
import Diagnostics

/// `counterpart map undo`
struct MapUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Takes the last change back, or the last few.",
        discussion: """
            The rows that the change made are found by their text, so edits of other rows stay. `--list` shows \
            the journal.

            Example:
              counterpart map undo --last 2
            """)

    @Option(help: ArgumentHelp("How many changes to take back.", valueName: "number"))
    var last = 1

    @Flag(help: "Show the changes that can be taken back, the last one first.")
    var list = false

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        if last < 1 { throw ValidationError("--last takes a number from 1 on.") }
    }

    func run() async throws {
        var map = try MapRun(options, change, writes: !change.dryRun && !list)
        let standing = map.store.journal.standing(now: map.store.fingerprint)
        if list {
            for entry in standing.reversed() {
                let why = entry.why.isEmpty ? "" : ": \(entry.why)"
                let rows = Talk.count(entry.changes.count, "row")
                Terminal.write(
                    "\(entry.number)  \(entry.at)  \(entry.by)  \(entry.what) (\(rows))\(why)\n", to: .output)
            }
            return
        }
        guard standing.count >= last else {
            map.talk.show(
                .error(
                    "nothing-to-undo",
                    standing.isEmpty
                        ? "no change of `\(map.file.name)` is left to take back"
                        : "only \(standing.count) of the \(last) changes can be taken back"))
            throw Stop(.inputRefused)
        }
        let taken = standing.suffix(last).reversed()
        var edited = EditedFile(bytes: map.store.bytes, changes: [], addedLineEnd: false)
        for entry in taken {
            let editor = MappingFileEditor(map.file, bytes: edited.bytes, names: map.names)
            do throws(DiagnosticList) {
                let back = try editor.undo(entry.changes, addedLineEnd: entry.addedLineEnd)
                edited.bytes = back.bytes
            } catch {
                throw map.refused(error)
            }
        }
        try map.settle(edited, plan: nil, what: "undo", undoes: taken.map(\.number), writes: !change.dryRun)
    }
}
