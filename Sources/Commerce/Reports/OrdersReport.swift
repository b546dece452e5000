import Notation

/// Each inbound line with our item, why, by which level, how many pieces, and suggestions (rules.md 3 and 6).
package enum OrdersReport {
    /// - Parameters:
    ///   - name: that of the table, which may be a part of another report.
    ///   - onlyUnresolved: leaves out the lines that found an item.
    package static func table(
        _ orders: OrderFigures, _ scope: ReportScope, name: String = "orders", onlyUnresolved: Bool = false
    ) -> Table {
        let texts = scope.texts
        let chosen = orders.indices(scope).filter {
            !onlyUnresolved || !orders.resolutions[$0].outcome.isResolved
        }
        let ranks = TextRanks(
            of: chosen.flatMap { [orders.lines[$0].order, orders.lines[$0].lineNumber] }, texts)
        let rows = chosen.sorted { a, b in
            let (x, y) = (orders.lines[a], orders.lines[b])
            if x.order != y.order { return ranks[x.order] < ranks[y.order] }
            if x.lineNumber != y.lineNumber { return ranks[x.lineNumber] < ranks[y.lineNumber] }
            return a < b
        }
        var table = Table(
            name: name,
            title: onlyUnresolved ? "Order lines that found no item" : "Order lines and our items",
            period: scope.period(of: rows.lazy.map { orders.lines[$0].date.month }),
            columns: columns(orders, rows, scope),
            rowCount: rows.count, texts: texts
        ) { at, buffer in fill(orders, rows[at], scope, &buffer) }
        let resolved = rows.count { orders.resolutions[$0].outcome.isResolved }
        table.highlights = [Highlight("Order lines", .integer(rows.count), .integer)]
        if !onlyUnresolved { table.highlights += resolvedFigures(orders, rows, name) }
        table.opening = { opening(orders, rows, scope) }
        if resolved > 0, resolved < rows.count {
            table.choice = RowChoice("those without an item before others") { room in
                RowChoice.first(of: rows.count, room) { !orders.resolutions[rows[$0]].outcome.isResolved }
            }
        }
        table.controls = scope.controls
        table.notes = [
            Note("Pieces", "quantity x unit factor of the mapping row used; blank where no item was found"),
            Note("Suggestions", "our item numbers, best first; never applied by themselves"),
            Note(
                "Findings",
                "the item was found, but the revision ordered is not the one held, the unit is not that of the "
                    + "number, or the item is superseded or inactive"),
        ]
        return table
    }

    private static func resolvedFigures(_ orders: OrderFigures, _ rows: [Int], _ name: String) -> [Highlight]
    {
        let resolved = rows.count { orders.resolutions[$0].outcome.isResolved }
        return [
            Highlight(
                "Resolved", .decimal(optional: percent(resolved, of: rows.count)), .percent(digits: 2),
                note: Paragraph(
                    [.figure(.integer(resolved), .integer), .words(" of ")]
                        + Paragraph.count(rows.count, "line"))),
            Highlight(
                "Unresolved lines", .integer(rows.count - resolved), .integer,
                tone: resolved < rows.count ? .bad : .good,
                link: RowLink(name, found: rows.firstIndex { !orders.resolutions[$0].outcome.isResolved })
            ),
        ]
    }

    private static func fill(
        _ orders: OrderFigures, _ at: Int, _ scope: ReportScope, _ buffer: inout RowBuffer
    ) {
        let line = orders.lines[at]
        let answer = orders.resolutions[at]
        let suggestions = orders.suggestions[at]
        buffer.append(.text(line.order))
        buffer.append(.text(line.lineNumber))
        buffer.append(.text(line.customer))
        buffer.append(.text(line.customerItemNumber))
        buffer.append(.text(answer.item))
        buffer.append(answer.outcome.name)
        buffer.append(answer.via?.name ?? "")
        buffer.append(.decimal(optional: answer.pieces(line.quantity)?.normalized))
        for i in 0..<3 { buffer.append(i < suggestions.count ? .text(suggestions[i].item) : .blank) }
        buffer.append(.day(line.date))
        buffer.append(.text(line.purchaseOrder))
        buffer.append(.text(line.description))
        buffer.append(.decimal(line.quantity))
        buffer.append(.text(line.unit))
        buffer.append(.decimal(optional: line.unitPrice))
        buffer.append(.decimal(optional: line.unitPrice.flatMap { answer.pricePerPiece($0) }))
        buffer.append(.text(scope.itemDescription(answer.item)))
        for i in 0..<3 {
            guard i < suggestions.count else {
                for _ in 0..<3 { buffer.append(.blank) }
                continue
            }
            buffer.append(suggestions[i].reason.name)
            buffer.append(suggestions[i].evidence)
            buffer.append(.integer(suggestions[i].score))
        }
        buffer.append(.text(line.itemNumber))
        buffer.append(.text(line.gtin))
        let numbers = OrderLineNumbers(line)
        let findings = scope.resolver.findings(of: answer, numbers, texts: scope.texts)
        buffer.append(findings.map(\.name).joined(separator: "; "))
        buffer.append(.text(line.customerRevision))
        buffer.append(.text(scope.resolver.revisionHeld(answer, numbers)))
        buffer.append(.text(scope.resolver.succession.newest(of: answer.item) ?? .blank))
    }

    /// Of what no line states people see no column.
    private static func columns(_ orders: OrderFigures, _ rows: [Int], _ scope: ReportScope) -> [Column] {
        let resolver = scope.resolver
        func anyLine(_ has: (OrderLine) -> Bool) -> Bool { rows.contains { has(orders.lines[$0]) } }
        func anyAnswer(_ has: (InboundResolution, OrderLineNumbers) -> Bool) -> Bool {
            rows.contains { has(orders.resolutions[$0], OrderLineNumbers(orders.lines[$0])) }
        }
        let used = [
            "ordered_item_number": anyLine { !$0.itemNumber.isBlank },
            "ordered_gtin": anyLine { !$0.gtin.isBlank },
            "ordered_revision": anyLine { !$0.customerRevision.isBlank },
            "held_revision": anyAnswer { !resolver.revisionHeld($0, $1).isBlank },
            "superseded_by": anyAnswer { answer, _ in resolver.succession.newest(of: answer.item) != nil },
            "findings": anyAnswer { !resolver.findings(of: $0, $1, texts: scope.texts).isEmpty },
        ]
        return allColumns.map { column in
            var column = column
            column.isHidden = used[column.name] == false
            return column
        }
    }

    private static let allColumns: [Column] =
        [
            Column("order_number", "Order", .number, isKey: true),
            Column("line_number", "Line", .number, isKey: true), Column("customer_id", "Customer", .number),
            Column("customer_item_number", "Customer Item #", .number),
            Column("item_number", "Item #", .number),
            Column("reason", "Reason", .code), Column("via", "Level", .code),
            Column("pieces", "Pieces", .decimal(minimum: 0, maximum: 38)),
            Column("suggestion_1", "Suggestion 1", .number, group: "Suggestion 1"),
            Column("suggestion_2", "Suggestion 2", .number, group: "Suggestion 2"),
            Column("suggestion_3", "Suggestion 3", .number, group: "Suggestion 3"),
            Column("order_date", "Date", .day, group: "What was ordered"),
            Column("po_number", "PO", .number, group: "What was ordered"),
            Column("description", "Description", .text, group: "What was ordered"),
            Column("quantity", "Quantity", .decimal(minimum: 0, maximum: 38), group: "What was ordered"),
            Column("unit", "Unit", .text, group: "What was ordered"),
            Column("unit_price", "Unit price", .decimal(minimum: 2, maximum: 38), group: "What was ordered"),
            Column(
                "price_per_piece", "Price per piece", .decimal(minimum: 2, maximum: 6),
                group: "What was ordered"),
            Column("item_description", "Our description", .text, group: "What was ordered"),
        ]
        + (1...3).flatMap { i in
            [
                Column("suggestion_\(i)_reason", "Reason \(i)", .code, group: "Suggestion \(i)"),
                Column("suggestion_\(i)_evidence", "Evidence \(i)", .prose, group: "Suggestion \(i)"),
                Column("suggestion_\(i)_score", "Score \(i)", .integer, group: "Suggestion \(i)"),
            ]
        }
        + [
            Column("ordered_item_number", "Item # ordered", .number, group: "What was ordered"),
            Column("ordered_gtin", "GTIN ordered", .number, group: "What was ordered"),
            Column("findings", "Findings", .code),
            Column("ordered_revision", "Revision ordered", .number, group: "What was ordered"),
            Column("held_revision", "Revision held", .number),
            Column("superseded_by", "Superseded by", .number),
        ]
}
