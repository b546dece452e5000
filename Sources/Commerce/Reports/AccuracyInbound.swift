import Notation

/// The part of the accuracy report on order lines: by month and reason, and the share that found an item.
enum AccuracyInbound {
    private struct Row: Sendable {
        let month: Month
        var lines = 0
        var reasons = [Int](repeating: 0, count: InboundOutcome.allCases.count)

        var resolved: Int {
            InboundOutcome.allCases.reduce(0) { $0 + ($1.isResolved ? reasons[Int($1.rawValue)] : 0) }
        }
    }

    static func table(_ orders: OrderFigures, _ scope: ReportScope) -> Table {
        var byMonth: [Month: Row] = [:]
        for at in orders.indices(scope) {
            let month = orders.lines[at].date.month
            byMonth[month, default: Row(month: month)].lines += 1
            byMonth[month]?.reasons[Int(orders.resolutions[at].outcome.rawValue)] += 1
        }
        let rows = byMonth.values.sorted { $0.month < $1.month }
        let columns = columns
        var table = Table(
            name: "accuracy-inbound", title: "Order lines that found our item, by month",
            period: scope.period(of: rows.map(\.month)), columns: columns, rowCount: rows.count,
            texts: scope.texts
        ) { at, buffer in
            buffer.append(.month(rows[at].month))
            for cell in cells(rows[at]) { buffer.append(cell) }
        }
        var sum = Row(month: Month(number: 0))
        for row in rows {
            sum.lines += row.lines
            for i in row.reasons.indices { sum.reasons[i] += row.reasons[i] }
        }
        var total = TotalRow(of: columns, [:])
        total.cells = [.blank] + cells(sum)
        table.totals = rows.isEmpty ? [] : [total]
        table.notes = [Note("Resolved %", "100 x resolved lines / all order lines of the month")]
        return table
    }

    private static func cells(_ row: Row) -> [Cell] {
        [
            .integer(row.lines), .integer(row.resolved),
            .decimal(optional: percent(row.resolved, of: row.lines)),
        ]
            + InboundOutcome.allCases.map { .integer(row.reasons[Int($0.rawValue)]) }
    }

    private static var columns: [Column] {
        [
            Column("month", "Month", .month, isKey: true), Column("lines", "Order lines", .integer),
            Column("resolved_lines", "Resolved", .integer),
            Column("resolved_pct", "Resolved %", .percent(digits: 2)),
        ]
            + InboundOutcome.allCases.map {
                Column("\($0.name)_lines", $0.heading, .integer)
            }
    }
}
