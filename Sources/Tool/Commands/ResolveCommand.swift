import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Notation

/// `counterpart resolve`
struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Who and what is this number?",
        discussion: """
            With a customer: the answer, the rule that gave it, what lost and why. Without: everyone who uses it.

            Examples:
              counterpart resolve 0047-118 --customer nordwind
              counterpart resolve --item 85123A
            """)

    @Argument(help: "Any number: the customer's, ours, or a GTIN.")
    var number: String?

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Whose number it is.", valueName: "id"))
    var customer: String?

    @Option(help: ArgumentHelp("The day it is asked for, else today.", valueName: "yyyy-MM-dd"))
    var date: Day?

    @Option(
        help: ArgumentHelp(
            "The other direction: who knows this item of ours, under which number.", valueName: "number"))
    var item: String?

    @Option(help: "Not in this version.")
    var search: String?

    @Flag(help: "The answer as JSON.")
    var json = false

    func validate() throws {
        if search != nil { throw ValidationError("--search is not in this version.") }
        if (number == nil) == (item == nil) { throw ValidationError("Give a number, or --item.") }
    }

    func run() async throws {
        let talk = Talk(options)
        let project = try ProjectRun.project(options, talk)
        var run = ProjectRun(project, talk, kinds: [.customers, .items, .mappings, .orders])
        let customer = try run.customer(customer)
        let day = date ?? options.today ?? lastDay(&run)
        let answer: LookUp
        if let item {
            answer = LookUp.item(item, customer: customer, day: day, run)
        } else {
            answer = LookUp.number(number ?? "", customer: customer, day: day, &run)
        }
        let text = json ? LookUpJSON.text(answer) : LookUpText.text(answer)
        Terminal.write(text, to: .output)
        if run.status != .done { throw Stop(run.status) }
    }

    private func lastDay(_ run: inout ProjectRun) -> Day {
        let last = run.lastDocumentDay()
        if let last { run.talk.say("on \(last), the latest document date (--date changes it)") }
        return last ?? Day(number: 0)
    }
}
