import Commerce
import DataSources
import Diagnostics
import Notation

/// One pass over a project's data, and the tables of the reports asked for.
struct ReportRun {
    var run: ProjectRun
    private(set) var tables: [Table] = []
    private(set) var today = Day(number: 0)

    init(
        _ project: Project, _ talk: Talk, names: [ReportName], period: PeriodOptions, today stated: Day?,
        output: String?, by keys: Set<SalesKey>, onlyUnresolved: Bool
    ) throws {
        var kinds: Set<RecordKind> = [.customers, .items, .mappings]
        if names.contains(.inventory) { kinds.insert(.stock) }
        if names.contains(where: \.readsOrders) { kinds.insert(.orders) }
        run = ProjectRun(
            project, talk, kinds: kinds, output: output, wantsDescriptions: names.contains(.mappings))
        let customer = try run.customer(period.customer)
        let (pass, reader) = readInvoices(names, period, customer)
        let lastOrder = run.loader.orders.map(\.date).max()
        let last = [pass.lastDay, lastOrder].compactMap { $0 }.max()
        today = stated ?? last ?? Day(number: 0)
        if stated == nil, let last, names.contains(where: { $0 == .inventory || $0 == .mappings }) {
            talk.say("today is \(last), the latest document date (--today changes it)")
        }
        var scope = ReportScope(
            data: run.data, resolver: run.resolver, since: period.firstDay, until: period.lastDay,
            customer: customer, today: today, currency: run.currency)
        scope.lineCoverageTarget = project.targets.lineCoverage
        scope.valueCoverageTarget = project.targets.valueCoverage
        let orders = orderFigures(scope, names)
        let invoiceControls = reader.map { Self.controls(pass, $0, scope) } ?? []
        tables = names.compactMap { name in
            var scope = scope
            scope.controls = controls(name, invoiceControls)
            return table(name, pass, scope, orders, keys, onlyUnresolved)
        }
        if pass.cube.hasOverflowed || !pass.overflows.isEmpty {
            run.findings.add(
                .error(
                    "value-too-large", "an amount needs more than 38 digits, so the figures are not whole",
                    at: pass.overflows.first.map { Position(file: reader?.account.name ?? "", line: Int($0)) }
                ))
            run.status = max(run.status, .inputRefused)
        }
    }

    /// An invoice line has rarely fewer bytes.
    private var expectedLines: Int { run.project.data[.invoices].map { Path.size($0.path) / 70 } ?? 0 }

    private mutating func readInvoices(
        _ names: [ReportName], _ period: PeriodOptions, _ customer: TextID?
    ) -> (InvoicePass, InvoiceReader?) {
        var pass = InvoicePass(
            run.data, resolver: run.resolver, currency: run.currency, since: period.firstDay,
            until: period.lastDay, customer: customer, expectedLines: expectedLines,
            wantsDailySales: names.contains(.inventory),
            wantsUse: names.contains(.mappings))
        guard names.contains(where: \.readsInvoices) else { return (pass, nil) }
        let reader = run.readInvoices(wantsDescriptions: false) { lines, tables in pass.add(lines, tables) }
        pass.finish()
        return (pass, reader)
    }

    private func orderFigures(_ scope: ReportScope, _ names: [ReportName]) -> OrderFigures? {
        guard names.contains(where: \.readsOrders), run.project.data[.orders] != nil else { return nil }
        run.talk.progress("resolving \(run.loader.orders.count) order lines …")
        defer { run.talk.endProgress() }
        return OrderResolving.figures(run.loader.orders, scope, accept: run.accepted)
    }

    private func table(
        _ name: ReportName, _ pass: InvoicePass, _ scope: ReportScope, _ orders: OrderFigures?,
        _ keys: Set<SalesKey>, _ onlyUnresolved: Bool
    ) -> Table? {
        switch name {
        case .sales: SalesReport.table(pass.cube, scope, by: keys)
        case .inventory: InventoryReport.table(run.loader.stock, sales: pass.dailySales, scope)
        case .accuracy: AccuracyReport.table(pass.cube, scope, orders: orders)
        case .unmapped: UnmappedReport.table(pass.cube, scope, orders: orders)
        case .orders: orders.map { OrdersReport.table($0, scope, onlyUnresolved: onlyUnresolved) }
        case .mappings:
            MappingsReport.table(
                MappingAudit.findings(
                    run.resolver, today: scope.today, use: pass.mappingUse(orders, run.data.texts)),
                scope, file: run.project.data[.mappings]?.name ?? "")
        }
    }

    private static func controls(
        _ pass: InvoicePass, _ reader: InvoiceReader, _ scope: ReportScope
    ) -> [ControlTotals] {
        ControlTotals.invoices(
            pass, scope, file: reader.account.name, readRows: reader.account.read,
            rejected: reader.account.rejected, dropped: reader.account.excluded)
    }

    /// The control totals of the inputs that a report is made of.
    private func controls(_ name: ReportName, _ invoices: [ControlTotals]) -> [ControlTotals] {
        let kinds: Set<RecordKind> =
            name == .inventory
            ? [.stock] : name == .mappings ? [.mappings] : name.readsOrders ? [.orders] : []
        return (name.readsInvoices ? invoices : [])
            + run.loader.accounts.filter { kinds.contains($0.kind) }.map(\.controlTotals)
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
}
