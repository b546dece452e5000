import Commerce
import DataSources
import Notation

/// Gathers the sheets of customers' numbers while the invoices are read.
struct SheetsRun {
    private var sheets: NumbersSheets
    private let days: ClosedRange<Int32>
    private let customer: TextID?
    private var last: Day?

    /// - Parameter period: what was bought in it makes the blanks.
    init(_ run: ProjectRun, _ period: PeriodOptions) {
        sheets = NumbersSheets(run.resolver)
        days = (period.firstDay?.number ?? .min)...(period.lastDay?.number ?? .max)
        customer = period.customer.flatMap { run.data.texts.find($0) }
        last = run.loader.orders.map(\.date).max()
    }

    mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables) {
        sheets.add(lines.filter { days.contains($0.day) }, tables)
        for line in lines where last.map({ $0 < line.date }) ?? true { last = line.date }
    }

    /// The sheets of the customer asked for, else of all that have numbers or bought something, on a day, else on
    /// the latest document date.
    func made(on stated: Day?, _ run: ProjectRun) -> [NumbersSheet] {
        let day = stated ?? last ?? Day(number: 0)
        if stated == nil, last != nil {
            run.talk.say("today is \(day), the latest document date (--today changes it)")
        }
        return (customer.map { [$0] } ?? sheets.customers).map { sheets.sheet(of: $0, on: day) }
    }
}
