import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

extension RenderCommand {
    /// The sheets of the customers' numbers, of one customer or of all that have numbers or bought something.
    func renderNumbers(_ project: Project, _ talk: Talk, _ formats: [DocumentFormat]) throws {
        var run = ProjectRun(
            project, talk, kinds: [.customers, .items, .mappings, .orders], output: output)
        let customer = try run.customer(period.customer)
        var sheets = NumbersSheets(run.resolver)
        let (since, until) = (period.firstDay?.number ?? .min, period.lastDay?.number ?? .max)
        var last = run.loader.orders.map(\.date).max()
        _ = run.readInvoices(wantsDescriptions: false) { lines, tables in
            sheets.add(lines.filter { since <= $0.day && $0.day <= until }, tables)
            for line in lines where last.map({ $0 < line.date }) ?? true { last = line.date }
        }
        let day = options.today ?? last ?? Day(number: 0)
        if options.today == nil, last != nil {
            talk.say("today is \(day), the latest document date (--today changes it)")
        }
        var settings = DocumentSettings(project)
        if let output { settings.output = output }
        settings.csv = csv == .people ? .people : .raw
        let logo = LogoPicture.address(of: settings.seller.logo)
        settings.seller.logo = logo.address
        if let problem = logo.problem { run.findings.add(problem) }
        let made = (customer.map { [$0] } ?? sheets.customers).map { sheets.sheet(of: $0, on: day) }
        var writer = NumbersRun(run.data, settings: settings, formats: formats, today: options.today)
        writer.write(made)
        run.findings.merge(writer.findings)
        run.showFindings()
        let blanks = made.reduce(0) { $0 + $1.blankCount }
        talk.say(
            Talk.count(made.count, "sheet")
                + ", \(made.reduce(0) { $0 + $1.lines.count }) lines, \(blanks) to fill in; wrote "
                + Talk.count(writer.fileCount, "file") + " to \(settings.output)/numbers")
        var status = run.status
        if writer.templatesFailed { status = max(status, .templateError) }
        if writer.outputFailed { status = max(status, .unwritable) }
        if status != .done { throw Stop(status) }
    }
}
