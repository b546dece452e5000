import Commerce
import DataSources
import Dispatch
import Notation
import Synchronization

/// Makes the tables of reports from the sums of a run.
struct ReportTables: Sendable {
    let pass: InvoicePass
    let options: ReportOptions
    let orders: OrderFigures?
    let stock: [StockLevel]
    /// What was read of the invoice file; nil where the reports need none, or there is none.
    let account: ReportPart.Account?
    /// What was read of the other files.
    let inputs: [InputAccount]
    /// The name of the mapping file.
    let mappings: String

    /// Those of `names` that there are, in that order.
    ///
    /// - Parameter jobs: How many threads work, each on a report at a time.
    func tables(_ names: [ReportName], _ scope: ReportScope, jobs: Int) -> [Table] {
        let invoices = account.map { controls($0, scope) } ?? []
        let made = Mutex([Table?](repeating: nil, count: names.count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(jobs, names.count)) { _ in
            while true {
                // The last take longest.
                let at = names.count - 1 - next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard at >= 0 else { return }
                var scope = scope
                scope.controls = controls(names[at], invoices)
                let table = table(names[at], scope, jobs: jobs)
                made.withLock { $0[at] = table }
            }
        }
        return made.withLock { $0 }.compactMap { $0 }
    }

    private func table(_ name: ReportName, _ scope: ReportScope, jobs: Int) -> Table? {
        switch name {
        case .sales:
            SalesReport.table(
                pass.cube, scope, by: options.keys, comparing: options.by ?? [.month], jobs: jobs)
        case .inventory: InventoryReport.table(stock, pass.cube, scope)
        case .accuracy: AccuracyReport.table(pass.cube, scope, orders: orders)
        case .unmapped: UnmappedReport.table(pass.cube, scope, orders: orders)
        case .orders:
            orders.map { OrdersReport.table($0, scope, onlyUnresolved: options.onlyUnresolved) }
        case .mappings:
            MappingsReport.table(
                MappingAudit.findings(
                    scope.resolver, today: scope.today, use: pass.mappingUse(orders, scope.texts)),
                scope, file: mappings)
        }
    }

    private func controls(_ account: ReportPart.Account, _ scope: ReportScope) -> [ControlTotals] {
        ControlTotals.invoices(
            pass, scope, file: account.name, readRows: account.read, rejected: account.rejected,
            dropped: account.excluded)
    }

    /// The control totals of the inputs that a report is made of.
    private func controls(_ name: ReportName, _ invoices: [ControlTotals]) -> [ControlTotals] {
        let kinds: Set<RecordKind> =
            name == .inventory
            ? [.stock] : name == .mappings ? [.mappings] : name.readsOrders ? [.orders] : []
        return (name.readsInvoices ? invoices : [])
            + inputs.filter { kinds.contains($0.kind) }.map(\.controlTotals)
    }
}
