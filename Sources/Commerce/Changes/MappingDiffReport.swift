import Diagnostics
import Notation

/// What a change of the mappings is, and what it does, as a report: the rows, then the months, the order lines
/// and the audit findings that come or go with it.
package enum MappingDiffReport {
    package static func table(
        _ difference: MappingDifference, _ effects: MappingEffects, _ orders: [OrderLine],
        _ scope: ReportScope,
        unchanged: Int
    ) -> Table {
        let entries = difference.entries
        let factors = scope.data.mappings.unitFactors
        var table = Table(
            name: "map-diff", title: "Changes of the item customer mapping", period: "", columns: columns,
            rowCount: entries.count, texts: scope.texts
        ) { at, buffer in fill(entries[at], factors, &buffer) }
        table.highlights = highlights(difference, effects, unchanged)
        table.notes = notes(difference)
        table.parts = [
            months(effects, scope), orderLines(effects, orders, scope), findings(effects, scope),
        ]
        return table
    }

    private static func notes(_ difference: MappingDifference) -> [Note] {
        let changed = Note(
            "changed", "another number from `Valid from` on; the row before ends the day before")
        let line = Note("Line", "of the mapping file as the change leaves it")
        let replaced = Note(
            "replaced", "the same row says otherwise on all its days, those of past documents among them")
        return (difference.count(.changed) > 0 ? [changed] : [])
            + (difference.count(.replaced) > 0 ? [replaced] : [])
            + (difference.entries.isEmpty ? [] : [line])
    }

    private static func fill(
        _ entry: MappingDifference.Entry, _ factors: [ExactDecimal], _ buffer: inout RowBuffer
    ) {
        let row = entry.row
        buffer.append(entry.kind.name)
        buffer.append(.text(row.account.customerID ?? .blank))
        buffer.append(.text(row.account.groupName ?? .blank))
        buffer.append(.text(row.item))
        buffer.append(.text(row.number))
        let showsWas = entry.kind == .changed || entry.kind == .replaced
        buffer.append(showsWas ? .text(entry.was?.number ?? .blank) : .blank)
        buffer.append(row.validFrom == .min ? .blank : .day(Day(number: row.validFrom)))
        buffer.append(row.validTo == .max ? .blank : .day(Day(number: row.validTo)))
        buffer.append(.text(row.unit))
        buffer.append(.decimal(factors[Int(row.unitFactor)]))
        buffer.append(.integer(Int(row.line)))
    }

    private static let columns: [Column] = [
        Column("change", "Change", .code, isKey: true),
        Column("customer_id", "Customer", .number, isKey: true),
        Column("customer_group", "Group", .number), Column("item_number", "Item #", .number, isKey: true),
        Column("customer_item_number", "Customer Item #", .number), Column("was", "Was", .number),
        Column("valid_from", "Valid from", .day), Column("valid_to", "Valid to", .day),
        Column("customer_unit", "Unit", .text),
        Column("unit_factor", "Unit factor", .decimal(minimum: 0, maximum: 38)),
        Column("line", "Line", .integer),
    ]

    private static func highlights(
        _ difference: MappingDifference, _ effects: MappingEffects, _ unchanged: Int
    ) -> [Highlight] {
        var out = MappingDifference.Kind.allCases.compactMap { kind -> Highlight? in
            let count = difference.count(kind)
            guard count > 0 else { return nil }
            return Highlight("Rows \(kind.name)", .integer(count), .integer)
        }
        if unchanged > 0 { out.append(Highlight("Held already", .integer(unchanged), .integer)) }
        let worse = effects.orders.count { $0.isWorse }
        let better = effects.orders.count { !$0.was.outcome.isResolved && $0.now.outcome.isResolved }
        out.append(
            Highlight("Order lines that break", .integer(worse), .integer, tone: worse > 0 ? .bad : .good))
        out.append(Highlight("Order lines that find their item", .integer(better), .integer))
        let errors = effects.newFindings.count { $0.severity == .error }
        out.append(
            Highlight("New errors in the audit", .integer(errors), .integer, tone: errors > 0 ? .bad : .good))
        return out
    }

    private static func months(_ effects: MappingEffects, _ scope: ReportScope) -> Table {
        let months = effects.months
        var table = Table(
            name: "map-diff-months", title: "Past months whose figures change",
            columns: monthColumns, rowCount: months.count, texts: scope.texts
        ) { at, buffer in
            let month = months[at]
            let digits = UInt8(scope.digits(month.currency))
            buffer.append(.month(month.month))
            buffer.append(.text(month.currency))
            buffer.append(.integer(month.mappedLines))
            buffer.append(.money(month.mappedValue.value, digits: digits))
            buffer.append(.integer(month.unmappedLines))
            buffer.append(.money(month.unmappedValue.value, digits: digits))
            buffer.append(.integer(month.renumberedLines))
            buffer.append(.money(month.renumberedValue.value, digits: digits))
            buffer.append(.integer(month.creditLines))
            let coverage = month.coverage
            buffer.append(.decimal(optional: coverage.was))
            buffer.append(.decimal(optional: coverage.now))
        }
        table.notes = [
            Note("Newly mapped", "sale lines that had no number on their day and get one"),
            Note("Other number", "sale lines whose number reads differently if they are printed again"),
            Note(
                "Mapped before and after", "sale lines with a number, of all of the month in that currency"),
        ]
        return table
    }

    private static let monthColumns: [Column] = [
        Column("month", "Month", .month, isKey: true), Column("currency", "Currency", .number, isKey: true),
        Column("newly_mapped_lines", "Newly mapped", .integer),
        Column("newly_mapped_value", "Value mapped", .money(digits: 2)),
        Column("newly_unmapped_lines", "No longer mapped", .integer),
        Column("newly_unmapped_value", "Value no longer mapped", .money(digits: 2)),
        Column("other_number_lines", "Other number", .integer),
        Column("other_number_value", "Value, other number", .money(digits: 2)),
        Column("credit_lines", "Credit lines", .integer),
        Column("line_coverage_was_pct", "Mapped before %", .percent(digits: 2)),
        Column("line_coverage_pct", "Mapped after %", .percent(digits: 2)),
    ]

    private static func orderLines(_ effects: MappingEffects, _ orders: [OrderLine], _ scope: ReportScope)
        -> Table
    {
        let changed = effects.orders
        return Table(
            name: "map-diff-orders", title: "Order lines found differently", columns: orderColumns,
            rowCount: changed.count, texts: scope.texts
        ) { at, buffer in
            let effect = changed[at]
            let line = orders[effect.line]
            buffer.append(.text(line.order))
            buffer.append(.text(line.lineNumber))
            buffer.append(.text(line.customer))
            buffer.append(.text(line.customerItemNumber))
            buffer.append(effect.name)
            buffer.append(effect.was.outcome.name)
            buffer.append(.text(effect.was.item))
            buffer.append(effect.now.outcome.name)
            buffer.append(.text(effect.now.item))
            buffer.append(.decimal(optional: effect.now.pieces(line.quantity)?.normalized))
        }
    }

    private static let orderColumns: [Column] = [
        Column("order_number", "Order", .number, isKey: true),
        Column("line_number", "Line", .number, isKey: true),
        Column("customer_id", "Customer", .number),
        Column("customer_item_number", "Customer Item #", .number),
        Column("effect", "Effect", .code), Column("was_reason", "Was", .code),
        Column("was_item_number", "Was item #", .number), Column("reason", "Reason", .code),
        Column("item_number", "Item #", .number),
        Column("pieces", "Pieces", .decimal(minimum: 0, maximum: 38)),
    ]

    private static func findings(_ effects: MappingEffects, _ scope: ReportScope) -> Table {
        let all = effects.newFindings.map { ("new", $0) } + effects.goneFindings.map { ("gone", $0) }
        return Table(
            name: "map-diff-findings", title: "Audit findings that come or go", columns: findingColumns,
            rowCount: all.count, texts: scope.texts
        ) { at, buffer in
            let (change, finding) = all[at]
            buffer.append(change)
            buffer.append(finding.kind.name)
            buffer.append(finding.severity.rawValue)
            buffer.append(finding.detail)
            buffer.append(change == "new" ? finding.kind.advice : "")
        }
    }

    private static let findingColumns: [Column] = [
        Column("change", "Change", .code, isKey: true), Column("finding", "Finding", .code, isKey: true),
        Column("severity", "Severity", .text), Column("detail", "Detail", .text),
        Column("advice", "What to do", .text),
    ]
}
