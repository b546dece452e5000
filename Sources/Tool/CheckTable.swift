import Commerce
import DataSources
import Diagnostics
import Notation

/// What `check` prints: one row an input, then the control totals.
enum CheckTable {
    static func table(
        _ run: ProjectRun, _ pass: InvoicePass, _ reader: InvoiceReader?, _ orders: OrderFigures,
        _ scope: ReportScope, _ ending: String
    ) -> Table {
        let accounts = run.loader.accounts + (reader.map { [$0.account] } ?? [])
        var table = Table(
            name: "check", title: "Check of \(run.project.file)", period: ending, columns: columns,
            rowCount: accounts.count, texts: run.data.texts
        ) { at, buffer in
            let account = accounts[at]
            buffer.append(account.kind.rawValue)
            buffer.append(account.name)
            buffer.append(.integer(account.read))
            buffer.append(.integer(account.used))
            buffer.append(.integer(account.excluded.values.reduce(0, +)))
            buffer.append(.integer(account.rejected))
        }
        table.controls = accounts.filter { $0.kind != .invoices }.map(\.controlTotals)
        if let reader {
            table.controls += ControlTotals.invoices(
                pass, scope, file: reader.account.name, readRows: reader.account.read,
                rejected: reader.account.rejected, dropped: reader.account.excluded)
        }
        var notes: [Note] = []
        if !orders.resolutions.isEmpty {
            var counts: [InboundOutcome: Int] = [:]
            for answer in orders.resolutions { counts[answer.outcome, default: 0] += 1 }
            let words = InboundOutcome.allCases.compactMap { outcome in
                counts[outcome].map { "\(outcome.name) \($0)" }
            }
            notes.append(Note("Order lines", words.joined(separator: ", ")))
        }
        let counts = run.findings.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        notes.append(Note("Findings", counts.isEmpty ? "none" : counts.joined(separator: ", ")))
        table.notes = notes
        return table
    }

    private static let columns: [Column] = [
        Column("input", "Input", .text, isKey: true), Column("file", "File", .text),
        Column("read", "Read", .integer), Column("used", "Used", .integer),
        Column("excluded", "Left out", .integer), Column("rejected", "Rejected", .integer),
    ]
}
