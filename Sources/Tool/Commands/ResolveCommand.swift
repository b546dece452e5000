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
              counterpart resolve --search "oat mug" --customer 10010
            """)

    @Argument(help: "Any number: the customer's, ours, or a GTIN.")
    var number: String?

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Whose number it is.", valueName: "id"))
    var customer: String?

    @Option(
        name: .customLong("ship-to"),
        help: ArgumentHelp("The account delivered to, whose numbers come first.", valueName: "id"))
    var shipTo: String?

    @Option(help: "The unit of the line, which decides between numbers for several units.")
    var unit: String?

    @Option(help: "The customer's revision of the article, compared with the one its number stands for.")
    var revision: String?

    @Option(help: ArgumentHelp("The day it is asked for, else today.", valueName: "yyyy-MM-dd"))
    var date: Day?

    @Option(
        help: ArgumentHelp(
            "The other direction: who knows this item of ours, under which number.", valueName: "number"))
    var item: String?

    @Option(
        help: ArgumentHelp(
            "Items by a piece of a number or words of a description, ours and the customers'.",
            valueName: "text"))
    var search: String?

    @Option(help: ArgumentHelp("How many hits of a search are shown.", valueName: "n"))
    var limit = 20

    @Flag(help: "The answer as JSON.")
    var json = false

    func validate() throws {
        if shipTo != nil, customer == nil { throw ValidationError("--ship-to needs --customer.") }
        let given = [number, item, search].compactMap { $0 }
        if given.count != 1 { throw ValidationError("Give a number, or --item, or --search.") }
        if limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
    }

    func run() async throws {
        let talk = Talk(options)
        let project = try ProjectRun.project(options, talk)
        var run = ProjectRun(project, talk, kinds: [.customers, .items, .mappings, .orders])
        let customer = try run.customer(customer)
        let day = date ?? options.today ?? lastDay(&run)
        if let search {
            let found = SearchAnswer.of(search, customer: customer, day: day, limit: limit, run)
            Terminal.write(json ? LookUpJSON.text(found) : LookUpText.text(found), to: .output)
            if run.status != .done { throw Stop(run.status) }
            return
        }
        var asked = LookUp.Asked(customer: customer, day: day)
        asked.shipTo = try run.customer(shipTo) ?? .blank
        asked.unit = run.data.texts.intern(unit ?? "")
        asked.revision = run.data.texts.intern(revision ?? "")
        let answer =
            if let item { LookUp.item(item, asked, run) } else { LookUp.number(number ?? "", asked, &run) }
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
