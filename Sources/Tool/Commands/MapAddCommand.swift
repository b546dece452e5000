import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Notation

/// `counterpart map add`
struct MapAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "A customer's number for an item of ours, from a day on.",
        discussion: """
            Where the customer has another number for the item, that one ends the day before, and the new one \
            takes over its unit and description unless others are given.

            Example:
              counterpart map add HK-104-20 --customer 10010 --item KT-1020 --from 2026-08-01
            """)

    @Argument(help: "The customer's number.")
    var number: String

    @OptionGroup var account: AccountOptions

    @Option(help: ArgumentHelp("Our item.", valueName: "number"))
    var item: String

    @Option(
        help: ArgumentHelp(
            "The first day; else today, or from ever where there was no number.", valueName: "yyyy-MM-dd"))
    var from: Day?

    @Option(help: ArgumentHelp("The last day.", valueName: "yyyy-MM-dd"))
    var to: Day?

    @Option(help: "The customer's unit.")
    var unit: String?

    @Option(help: ArgumentHelp("How many of our units one of the customer's holds.", valueName: "number"))
    var factor: String?

    @Option(help: "The customer's description.")
    var description: String?

    @Option(help: "The customer's revision.")
    var revision: String?

    @Flag(help: "Print this number where several are valid.")
    var preferred = false

    @Flag(help: "Other numbers of the item stay valid.")
    var alongside = false

    @OptionGroup var options: GlobalOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        if number.allSatisfy(\.isWhitespace) { throw ValidationError("The number is blank.") }
        if let factor, exactFactor == nil {
            throw ValidationError("--factor takes a decimal greater than 0, not '\(factor)'.")
        }
        if factor != nil, unit == nil { throw ValidationError("--factor needs --unit.") }
    }

    private var exactFactor: ExactDecimal? {
        guard var text = factor else { return nil }
        let value = text.withUTF8 { DecimalFormat().parse(UnsafeRawBufferPointer($0)) }
        return value.flatMap { $0.signum > 0 ? $0 : nil }
    }

    func run() async throws {
        var map = try MapRun(options, change, writes: !change.dryRun)
        let account = try map.account(account)
        let item = try map.item(item)
        var row = MappingRow(account: account, item: item, number: map.intern(number), line: 0)
        row.description = map.intern(description ?? "")
        row.unit = map.intern(unit ?? "")
        row.revision = map.intern(revision ?? "")
        if let exactFactor { row.unitFactor = map.run.data.mappings.unitFactorIndex(exactFactor) }
        row.validFrom = from?.number ?? .min
        row.validTo = to?.number ?? .max
        row.isPreferred = preferred
        let today = from == nil ? map.today() : from ?? Day(number: 0)
        var plan = MappingPlan(map.run.data, accounts: [account], today: today)
        do throws(ChangeRefusal) {
            try plan.add(row, alongside: alongside)
        } catch {
            throw map.refused(error)
        }
        try map.settle(map.edited(plan), plan: plan, what: "add \(number)", writes: !change.dryRun)
    }
}

extension MapRun {
    /// The account that the options name; ends the program where there is none.
    func account(_ options: AccountOptions) throws -> Account {
        if let customer = try run.customer(options.customer) { return .customer(customer) }
        guard let group = options.group else { return .everyone }
        if let id = run.data.texts.find(group), run.data.customers.records.contains(where: { $0.group == id })
        {
            return .group(id)
        }
        let known = Set(run.data.customers.records.map { run.data.texts.string($0.group) }).sorted()
        talk.show(
            .error(
                "unknown-group", "no customer is in a group `\(group)`",
                hint: Spelling.hint(for: group, among: known)))
        throw Stop(.inputRefused)
    }

    /// The item that an option names; ends the program with a suggestion where there is none.
    func item(_ number: String) throws -> TextID {
        if let id = run.data.texts.find(number), run.data.items.contains(id) { return id }
        let known = run.data.items.records.map { run.data.texts.string($0.number) }
        talk.show(
            .error(
                "unknown-item", "`\(number)` is not among our items",
                hint: Spelling.hint(for: number, among: known)))
        throw Stop(.inputRefused)
    }

    /// The id of a text, without the blanks around it.
    mutating func intern(_ text: String) -> TextID {
        var text = text
        return text.withUTF8 { run.data.texts.intern(NumberText.trim(UnsafeRawBufferPointer($0))) }
    }

    func refused(_ refusal: ChangeRefusal) -> Stop {
        let line =
            refusal.row >= 0 && Int(refusal.row) < run.data.mappings.rows.count
            ? Int(run.data.mappings.rows[Int(refusal.row)].line) : 0
        talk.show(
            .error(
                refusal.code, refusal.message,
                at: line > 0 ? Position(file: file.name, line: line) : nil, hint: refusal.hint))
        return Stop(.inputRefused)
    }
}
