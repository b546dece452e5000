import Notation

/// One customer and item sold without a number for one reason, in one currency.
struct UnmappedRow: Sendable {
    let customer: TextID
    let item: TextID
    let outcome: MappingOutcome
    let currency: TextID
    var lines = 0
    var quantity = DecimalTotal()
    var value = DecimalTotal()
    var firstDay = Int32.max
    var lastDay = Int32.min
    var creditLines = 0
    var creditValue = DecimalTotal()
    /// Running share of the value in this currency, in percent.
    var share: ExactDecimal?

    /// All rows, value descending, then customer, item and reason by bytes.
    static func rows(_ cube: SalesCube, _ scope: ReportScope) -> [UnmappedRow] {
        let cells = cube.reported(scope)
        var order: [UInt32] = []
        var pairs: [UInt64] = []
        for at in cells.indices where !cells[at].isMapped {
            order.append(UInt32(truncatingIfNeeded: at))
            pairs.append(UInt64(cells[at].customer.index) << 32 | UInt64(cells[at].item.index))
        }
        RadixSort.sort(&order, by: &pairs)
        var rows: [UnmappedRow] = .roomy(capacity: order.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, pairs[end] == pairs[start] { end += 1 }
            add(order[start..<end], cube, to: &rows)
            start = end
        }
        rows = ranked(consume rows, scope)
        addShares(&rows)
        return rows
    }

    /// Adds the rows of one customer and item: the sales, then what was credited of them.
    private static func add(_ order: ArraySlice<UInt32>, _ cube: SalesCube, to rows: inout [UnmappedRow]) {
        let first = rows.count
        for at in order where !cube.cells[Int(at)].isCredit {
            let cell = cube.cells[Int(at)]
            let currency = cube.currency(of: cell)
            var row = first
            while row < rows.count, rows[row].outcome != cell.outcome || rows[row].currency != currency {
                row += 1
            }
            if row == rows.count {
                rows.append(
                    UnmappedRow(
                        customer: cell.customer, item: cell.item, outcome: cell.outcome, currency: currency))
            }
            rows[row].add(cell, cube)
        }
        for at in order where cube.cells[Int(at)].isCredit {
            let cell = cube.cells[Int(at)]
            let currency = cube.currency(of: cell)
            for row in first..<rows.count
            where rows[row].outcome == cell.outcome && rows[row].currency == currency {
                rows[row].creditLines += 1
                cube.addValue(of: cell, to: &rows[row].creditValue)
            }
        }
    }

    private mutating func add(_ cell: CubeCell, _ cube: SalesCube) {
        lines += 1
        cube.addQuantity(of: cell, to: &quantity)
        cube.addValue(of: cell, to: &value)
        firstDay = min(firstDay, cell.day)
        lastDay = max(lastDay, cell.day)
    }

    private static func ranked(_ rows: consuming [UnmappedRow], _ scope: ReportScope) -> [UnmappedRow] {
        let customers = TextRanks(of: rows.lazy.map(\.customer), scope.texts)
        let items = TextRanks(of: rows.lazy.map(\.item), scope.texts)
        if let order = orderByWords(rows, customers, items) { return rearranged(rows, order) }
        return rows.sorted { a, b in
            if a.value.value != b.value.value { return a.value.value > b.value.value }
            if a.customer != b.customer { return customers[a.customer] < customers[b.customer] }
            if a.item != b.item { return items[a.item] < items[b.item] }
            if a.outcome != b.outcome { return a.outcome.name < b.outcome.name }
            return scope.texts.precedes(a.currency, b.currency)
        }
    }

    /// Puts the row of each place of `order` into that place, circle by circle and without a copy of all.
    private static func rearranged(_ rows: consuming [UnmappedRow], _ order: [UInt32]) -> [UnmappedRow] {
        var order = order
        for start in order.indices where Int(order[start]) != start {
            let first = rows[start]
            var at = start
            while Int(order[at]) != start {
                let next = Int(order[at])
                rows[at] = rows[next]
                order[at] = UInt32(truncatingIfNeeded: at)
                at = next
            }
            rows[at] = first
            order[at] = UInt32(truncatingIfNeeded: at)
        }
        return rows
    }

    /// The same order without comparing rows one by one; nil where a value does not fit 64 bits, or rows of one
    /// customer and item differ in nothing but reason or currency.
    private static func orderByWords(
        _ rows: [UnmappedRow], _ customers: TextRanks, _ items: TextRanks
    ) -> [UInt32]? {
        guard rows.count < Int(UInt32.max) else { return nil }
        let scale = rows.reduce(0) { max($0, Int($1.value.value.scale)) }
        guard scale <= 18 else { return nil }
        var values: [UInt64] = []
        values.reserveCapacity(rows.count)
        for row in rows {
            let value = row.value.value
            var factor: Int64 = 1
            for _ in Int(value.scale)..<scale { factor *= 10 }
            guard let small = Int64(exactly: value.mantissa) else { return nil }
            let (scaled, overflow) = small.multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            // Descending, negative values last.
            values.append(~(UInt64(bitPattern: scaled) ^ 1 << 63))
        }
        let pairs = rows.map { UInt64(customers[$0.customer]) << 32 | UInt64(items[$0.item]) }
        let byPair = RadixSort.sorted(rows.indices.map { UInt32(truncatingIfNeeded: $0) }, by: pairs)
        for (a, b) in zip(byPair, byPair.dropFirst()) where pairs[Int(a)] == pairs[Int(b)] {
            if values[Int(a)] == values[Int(b)] { return nil }
        }
        return RadixSort.sorted(byPair, by: byPair.map { values[Int($0)] })
    }

    private static func addShares(_ rows: inout [UnmappedRow]) {
        var totals: [(currency: TextID, whole: DecimalTotal, running: DecimalTotal)] = []
        for row in rows {
            var at = 0
            while at < totals.count, totals[at].currency != row.currency { at += 1 }
            if at == totals.count { totals.append((row.currency, DecimalTotal(), DecimalTotal())) }
            totals[at].whole.add(row.value.value)
        }
        for row in rows.indices {
            var at = 0
            while totals[at].currency != rows[row].currency { at += 1 }
            totals[at].running.add(rows[row].value.value)
            rows[row].share = percent(totals[at].running.value, of: totals[at].whole.value)
        }
    }

    func fill(_ buffer: inout RowBuffer, _ scope: ReportScope, _ families: AccountFamilies, digits: UInt8) {
        let hint = UnmappedHint.of(self, scope, families)
        let first = Day(number: firstDay)
        buffer.append(.text(customer))
        buffer.append(.text(item))
        buffer.append(.blank)
        buffer.append(.text(scope.customerName(customer)))
        buffer.append(.text(scope.itemDescription(item)))
        buffer.append(outcome.name)
        buffer.append(.integer(lines))
        buffer.append(.decimal(quantity.value.normalized))
        buffer.append(.money(value.value, digits: digits))
        buffer.append(.day(first))
        buffer.append(.day(Day(number: lastDay)))
        buffer.append(.blank)
        buffer.append(.blank)
        buffer.append(.day(first))
        buffer.append(.blank)
        buffer.append(.text(currency))
        buffer.append(.decimal(optional: share))
        buffer.append(hint.number.map { .text($0) } ?? .blank)
        buffer.append(bytes: hint.reason)
        buffer.append(.integer(creditLines))
        buffer.append(.money(creditValue.value, digits: digits))
    }
}
