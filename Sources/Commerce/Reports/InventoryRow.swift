import Notation

/// One stock record with what the reports adds to it.
struct InventoryRow {
    let stock: StockLevel
    let known: KnownNumbers
    let cover: Cover
    private let shown: MappingRow?
    private let factor: ExactDecimal?
    private let isDead: Bool

    init(_ stock: StockLevel, _ known: KnownNumbers, _ cover: Cover, _ scope: ReportScope, isDead: Bool) {
        self.isDead = isDead
        self.stock = stock
        self.known = known
        self.cover = cover
        shown = known.shown(of: stock.item)
        factor = shown.map { scope.data.mappings.unitFactors[Int($0.unitFactor)] }
    }

    static func listValue(_ stock: StockLevel, _ scope: ReportScope) -> ExactDecimal? {
        scope.data.items[stock.item]?.listPrice.flatMap { try? stock.onHand.multiplied(by: $0) }
    }

    func fill(_ buffer: inout RowBuffer, _ scope: ReportScope, digits: UInt8) {
        let available = try? stock.onHand.subtracting(stock.allocated)
        buffer.append(.text(stock.item))
        buffer.append(.text(stock.location))
        buffer.append(.text(description(scope)))
        buffer.append(quantity(stock.onHand))
        buffer.append(quantity(stock.allocated))
        buffer.append(available.map(quantity) ?? .blank)
        buffer.append(quantity(stock.onOrder))
        buffer.append(Self.listValue(stock, scope).map { .money($0, digits: digits) } ?? .blank)
        buffer.append(.integer(known.count(of: stock.item)))
        buffer.append(.text(unit(scope)))
        buffer.append(.decimal(optional: cover[stock.item]))
        buffer.append(stock.onHand.isNegative ? "negative" : isDead ? "no sale" : "")
        if let shown { buffer.append(.text(shown.number)) }
    }

    private func description(_ scope: ReportScope) -> TextID {
        if let shown, !shown.description.isBlank { return shown.description }
        return scope.itemDescription(stock.item)
    }

    private func unit(_ scope: ReportScope) -> TextID {
        if let shown, !shown.unit.isBlank { return shown.unit }
        return scope.data.items[stock.item]?.unit ?? .blank
    }

    /// In the customer's unit, where the report is for one.
    private func quantity(_ value: ExactDecimal) -> Cell {
        guard let factor, factor != .one else { return .decimal(value) }
        return .decimal(optional: (try? value.divided(by: factor, digits: 3))?.normalized)
    }
}

/// Days of cover of each item: what is available at all places, by the daily average sold.
struct Cover {
    private var days: [TextID: ExactDecimal] = [:]

    init(_ stock: [StockLevel], _ sold: [TextID: ExactDecimal], _ scope: ReportScope) {
        var available: [TextID: DecimalTotal] = [:]
        for level in stock {
            available[level.item, default: DecimalTotal()].add(level.onHand)
            available[level.item]?.add(level.allocated.negated)
        }
        for (item, total) in available {
            guard let quantity = sold[item], quantity.signum > 0, total.value.signum >= 0,
                let product = try? total.value.multiplied(by: ExactDecimal(InventoryReport.coverDays))
            else { continue }
            days[item] = try? product.divided(by: quantity, digits: 0)
        }
    }

    subscript(item: TextID) -> ExactDecimal? { days[item] }
}
