import ArgumentParser

/// The program: reads arguments, calls, prints, exits.
@main
struct Counterpart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counterpart",
        abstract: "Orders in your customer's item numbers, invoices in yours: both numbers on every line.",
        discussion: """
            Counterpart holds the item customer mapping and makes everything that follows from it: documents with \
            both numbers, the items that orders mean, look-ups and reports.

            Start with `counterpart init shop`, then `counterpart render invoice -p shop`.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, CheckCommand.self, RenderCommand.self, ReportCommand.self, FillCommand.self,
            ResolveCommand.self, MapCommand.self, TemplateCommand.self, EmailCommand.self,
        ]
    )

    static func main() async {
        Machine.keepMemory()
        Terminal.ignoreClosedPipes()
        do {
            if let rendering = TemplateRendering(words: CommandLine.arguments.dropFirst()) {
                return try rendering.run()
            }
            let words = Array(CommandLine.arguments.dropFirst())
            if let merge = ReportMergeCommand.words(words) { return try await ReportMergeCommand.run(merge) }
            var command = try parseAsRoot(words)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let stop as Stop {
            stop.leave()
        } catch {
            leave(error)
        }
    }

    /// Help and version go to stdout and are no failure; a wrong call is exit 2.
    private static func leave(_ error: any Error) -> Never {
        let isMerge = ReportMergeCommand.words(Array(CommandLine.arguments.dropFirst())) != nil
        let text = isMerge ? ReportMergeCommand.fullMessage(for: error) : fullMessage(for: error)
        if exitCode(for: error).isSuccess {
            if !text.isEmpty { Terminal.write(text + "\n", to: .output) }
            Stop(.done).leave()
        }
        if !text.isEmpty { Terminal.write(text + "\n", to: .error) }
        Stop(.wrongUsage).leave()
    }
}

enum Version {
    static let text = "0.1.0"
}
