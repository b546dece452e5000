public import ArgumentParser
public import Notation

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The project's folder, else the nearest counterpart.yml upward.", valueName: "folder"))
    var project: String?

    @Option(
        help: ArgumentHelp(
            "The day that stands for today, else the latest document date.", valueName: "yyyy-MM-dd"))
    var today: Day?

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    @Flag(help: "Show every finding, not only the first of each kind.")
    var verbose = false

    @Flag(name: .customLong("no-color"), help: "No colours, also with NO_COLOR set.")
    var noColor = false
}

/// The period and customer that a command is limited to.
struct PeriodOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this month.", valueName: "yyyy-MM"))
    var month: Month?

    @Option(help: ArgumentHelp("From this day on.", valueName: "yyyy-MM-dd"))
    var since: Day?

    @Option(help: ArgumentHelp("Up to this day, which is included.", valueName: "yyyy-MM-dd"))
    var until: Day?

    @Option(help: ArgumentHelp("Only this customer.", valueName: "id"))
    var customer: String?

    var firstDay: Day? { month.map(\.firstDay) ?? since }
    var lastDay: Day? { month.map(\.lastDay) ?? until }

    func validate() throws {
        if month != nil, since != nil || until != nil {
            throw ValidationError("--month and --since or --until exclude each other.")
        }
        if let since, let until, since > until { throw ValidationError("--since lies after --until.") }
    }
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) {
        guard let day = Day.parseISO(argument) else { return nil }
        self = day
    }
}

extension Month: ExpressibleByArgument {
    public init?(argument: String) {
        guard let month = Month.parse(argument) else { return nil }
        self = month
    }
}
