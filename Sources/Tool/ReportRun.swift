import Commerce
import DataSources
import Diagnostics
import Notation

/// One pass over a project's data, and the tables of the reports asked for.
struct ReportRun {
    var run: ProjectRun
    let names: [ReportName]
    let options: ReportOptions
    private let customer: TextID?
    private(set) var tables: [Table] = []
    private(set) var today = Day(number: 0)
    private(set) var pass: InvoicePass
    /// What was read of the invoice file; nil where the reports need none, or there is none.
    private(set) var account: ReportPart.Account?
    /// What was found in the invoice file.
    private(set) var invoiceFindings = Findings()
    private(set) var orders: OrderFigures?
    private let jobs: Int

    /// Reads what reports refer to; ends the program where `--customer` names nobody.
    ///
    /// - Parameters:
    ///   - others: Reports that were asked for together with these: their data decide what today is.
    ///   - jobs: How many threads read at once.
    init(
        _ project: Project, _ talk: Talk, names: [ReportName], with others: [ReportName] = [],
        _ options: ReportOptions, output: String?, jobs: Int = Machine.cores
    ) throws {
        self.names = names
        self.jobs = jobs
        self.options = options
        var kinds: Set<RecordKind> = [.customers, .items, .mappings]
        if names.contains(.inventory) { kinds.insert(.stock) }
        if (names + others).contains(where: \.readsOrders) { kinds.insert(.orders) }
        run = ProjectRun(
            project, talk, kinds: kinds, output: output, wantsDescriptions: names.contains(.mappings),
            jobs: jobs)
        customer = try run.customer(options.customer)
        pass = Self.pass(run, names, options, customer)
    }

    private static func pass(
        _ run: ProjectRun, _ names: [ReportName], _ options: ReportOptions, _ customer: TextID?
    ) -> InvoicePass {
        InvoicePass(
            run.data, resolver: run.resolver, currency: run.currency, since: options.since,
            until: options.until, customer: customer, expectedLines: run.expectedInvoiceLines,
            wantsUse: names.contains(.mappings),
            lookBack: names.contains(.sales) ? Self.comparedMonths(options) : 1)
    }

    /// How far back a period is compared: as many months before it, and a year.
    private static func comparedMonths(_ options: ReportOptions) -> Int {
        guard let since = options.since, let until = options.until else { return 12 }
        return min(max(12, Int(until.month.number - since.month.number) + 1), 1_200)
    }

    // MARK: Reading

    /// Reads the invoices and resolves the orders of a share of the documents.
    mutating func read(_ shard: Shard) async throws {
        if names.contains(where: \.readsInvoices) { await readInvoices(shard) }
        settleToday()
        resolveOrders { line, texts in shard.takes(line.order, texts) }
    }

    private mutating func readInvoices(_ shard: Shard) async {
        // Apart from the run, which is changed at the same time.
        var sums = ReportSums(pass: pass, shard: shard)
        pass = Self.pass(run, names, options, customer)
        let earlier = run.findings
        run.findings = Findings()
        let reader = await run.addInvoices(to: &sums, jobs: jobs)
        invoiceFindings = run.findings
        run.findings = earlier
        run.findings.merge(invoiceFindings)
        sums.pass.finish(run.data.texts, jobs: jobs)
        pass = sums.pass
        account = reader?.account.forPart
    }

    /// Takes the sums of all parts instead of reading the invoices.
    ///
    /// - Parameter jobs: How many threads bring them into order.
    mutating func merge(_ parts: ReportParts, jobs: Int) throws {
        var suggestions: [Int: [Suggestion]] = [:]
        for part in parts.parts {
            do throws(ReportPart.Refusal) {
                try part.merge(into: &pass, &suggestions, &run.data.texts)
            } catch {
                run.talk.show(ReportParts.problem("shard \(part.shard)", error))
                throw Stop(.inputRefused)
            }
        }
        pass.finish(run.data.texts, jobs: jobs)
        account = parts.account
        run.findings.merge(parts.findings)
        if let account, account.rejected > 0 { run.status = max(run.status, .inputRefused) }
        settleToday()
        resolveOrders { _, _ in false }
        orders = orders?.suggesting(suggestions)
    }

    private mutating func settleToday() {
        let last = [pass.lastDay, run.loader.orders.map(\.date).max()].compactMap { $0 }.max()
        today = options.today ?? last ?? Day(number: 0)
        if options.today == nil, let last, names.contains(where: { $0 == .inventory || $0 == .mappings }) {
            run.talk.say("today is \(last), the latest document date (--today changes it)")
        }
    }

    /// - Parameter suggests: Whether suggestions are looked for, for a line that finds no item.
    private mutating func resolveOrders(_ suggests: (OrderLine, borrowing Texts) -> Bool) {
        guard names.contains(where: \.readsOrders), run.project.data[.orders] != nil else { return }
        run.talk.progress("resolving \(run.loader.orders.count) order lines …")
        defer { run.talk.endProgress() }
        let texts = run.data.texts
        orders = OrderResolving.figures(run.loader.orders, scope, accept: run.accepted) {
            suggests($0, texts)
        }
    }

    // MARK: Tables

    private var scope: ReportScope {
        var scope = ReportScope(
            data: run.data, resolver: run.resolver, since: options.since, until: options.until,
            customer: customer, today: today, currency: run.currency)
        scope.lineCoverageTarget = run.project.targets.lineCoverage
        scope.valueCoverageTarget = run.project.targets.valueCoverage
        return scope
    }

    /// Makes the tables of all reports from what was read or merged.
    ///
    /// - Parameter jobs: How many threads work at once.
    mutating func makeTables(jobs: Int) {
        let maker = ReportTables(
            pass: pass, options: options, orders: orders, stock: run.loader.stock, account: account,
            inputs: run.loader.accounts, mappings: run.project.data[.mappings]?.name ?? "")
        tables = maker.tables(names, scope, jobs: jobs)
        if pass.cube.hasOverflowed || !pass.overflows.isEmpty {
            run.findings.add(
                .error(
                    "value-too-large", "an amount needs more than 38 digits, so the figures are not whole",
                    at: pass.overflows.first.map { Position(file: account?.name ?? "", line: Int($0)) }))
            run.status = max(run.status, .inputRefused)
        }
    }
}

extension InputAccount {
    /// As the lines below a report have it.
    var controlTotals: ControlTotals {
        ControlTotals(
            "\(kind.rawValue) (\(name))", read: .init("Read", lines: read),
            parts: [.init("Used", lines: used)]
                + excluded.sorted { $0.key < $1.key }.map { .init("Left out: \($0.key)", lines: $0.value) }
                + [.init("Rejected", lines: rejected)])
    }

    /// As a part of a report holds it.
    var forPart: ReportPart.Account {
        ReportPart.Account(name: name, read: read, rejected: rejected, excluded: excluded)
    }
}
