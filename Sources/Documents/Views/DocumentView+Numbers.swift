import Commerce
import Liquid
import Notation

extension DocumentView {
    private static let sheetShape = Shape([
        "kind", "title", "number", "date", "currency", "number_display", "language", "direction",
        "line_count", "unmapped_count", "lines", "notes", "total", "due_date", "shown_line_count",
    ])

    private static let numberShape = Shape([
        "line_number", "item_number", "customer_item_number", "status", "via", "reason", "description",
        "customer_item_description", "unit", "customer_unit", "unit_factor", "valid_from", "valid_to",
        "last_bought",
    ])

    /// Empties the arena and fills it with the sheet of a customer's numbers.
    mutating func fill(_ arena: inout DataArena, with sheet: NumbersSheet, data: ReferenceData) {
        arena.removeAll(keepingCapacity: true)
        arena.lend(texts.bytes)
        var head = TradeDocument()
        head.customer = sheet.customer
        head.customerIndex = data.customers.index(of: sheet.customer)
        let words = catalogue(head)
        var lines: [Value] = []
        for (at, line) in sheet.lines.enumerated() {
            lines.append(arena.object(Self.numberShape, values(line, at + 1, words, data, &arena)))
        }
        let all = arena.array(lines)
        let notes = arena.array(settings.seller.notes.map { arena.text($0) })
        let currency = head.customerIndex.map { data.customers.records[$0].currency } ?? .blank
        arena.set(
            "document",
            arena.object(
                Self.sheetShape,
                [
                    arena.text("numbers"), arena.text(words.sheetTitle), text(sheet.customer, &arena),
                    .day(sheet.day),
                    currency.isBlank ? arena.text(settings.currency) : text(currency, &arena),
                    arena.text(numberDisplay(head).rawValue), arena.text(words.language),
                    arena.text(words.isRightToLeft ? "rtl" : "ltr"), .integer(sheet.lines.count),
                    .integer(sheet.blankCount), all, notes, .nil, .nil,
                    medium.shownLines.map { .integer($0) } ?? .nil,
                ]))
        setParties(head, &arena)
    }

    private func values(
        _ line: NumbersSheet.Line, _ number: Int, _ words: LabelCatalogue, _ data: ReferenceData,
        _ arena: inout DataArena
    ) -> [Value] {
        let item = data.items[line.item]
        let row = line.row >= 0 ? data.mappings.rows[Int(line.row)] : nil
        let factor = row.map { data.mappings.unitFactors[Int($0.unitFactor)] }
        return [
            .integer(number), text(line.item, &arena), text(row?.number ?? .blank, &arena),
            arena.text(line.status.name), line.via.map { arena.text($0.name) } ?? .nil,
            words.reason(TradeStatus(line.status)).map { arena.text($0) } ?? .nil,
            text(item?.description ?? .blank, &arena), text(row?.description ?? .blank, &arena),
            text(item?.unit ?? .blank, &arena), text(row?.unit ?? .blank, &arena),
            factor.map { arena.decimal($0.normalized) } ?? .nil,
            row.flatMap { $0.validFrom == .min ? nil : .day(Day(number: $0.validFrom)) } ?? .nil,
            row.flatMap { $0.validTo == .max ? nil : .day(Day(number: $0.validTo)) } ?? .nil,
            line.lastBought.map { .day($0) } ?? .nil,
        ]
    }
}
