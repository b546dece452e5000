import ArgumentParser
import Commerce
import Notation

/// `counterpart map end`
struct MapEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "A number holds no longer than a day.",
        discussion: """
            The row stays and gets its last day; documents of earlier days still find it.

            Example:
              counterpart map end HK-104-20 --customer 10010 --on 2026-07-31
            """)

    @Argument(help: "The customer's number; else all numbers of --item end.")
    var number: String?

    @OptionGroup var account: AccountOptions

    @Option(help: ArgumentHelp("Our item.", valueName: "number"))
    var item: String?

    @Option(help: ArgumentHelp("The last day it holds, else today.", valueName: "yyyy-MM-dd"))
    var on: Day?

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        if number == nil, item == nil { throw ValidationError("Give a number, or --item.") }
    }

    func run() async throws {
        var map = try MapRun(options, change, writes: !change.dryRun)
        let account = try map.account(account)
        let item = try item.map { try map.item($0) } ?? .blank
        let id = map.intern(number ?? "")
        let last = on ?? map.today()
        var plan = MappingPlan(map.run.data, accounts: [account], today: last)
        do throws(ChangeRefusal) {
            try plan.end(account, number: id, item: item, lastDay: last)
        } catch {
            throw map.refused(error)
        }
        let what = "end \(number ?? "numbers of \(self.item ?? "")")"
        try map.settle(map.edited(plan), plan: plan, what: what, writes: !change.dryRun)
    }
}
