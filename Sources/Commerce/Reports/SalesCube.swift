package import Notation

/// All sale and credit lines of a run, summed by month, customer, item, number shown (or why none), level and
/// currency. Every report on invoices is a pure function of it.
///
/// 64 bytes a cell; the invoice lines themselves are not held.
package struct SalesCube: Sendable {
    package private(set) var cells: [CubeCell] = []
    package internal(set) var months: [MonthTotals] = []
    var large = LargeSums()
    private var currencies: [TextID] = []
    private var lastMonth = -1
    private var lastTouched: UInt32 = 0

    /// - Parameter expectedLines: About how many lines come; room for their cells is set aside, and costs
    ///   nothing while it is not used.
    package init(expectedLines: Int = 0) {
        cells = .roomy(capacity: min(expectedLines, 4_000_000))
    }

    /// Whether a sum went beyond 38 digits.
    package var hasOverflowed: Bool {
        large.hasOverflowed || months.contains { $0.values.contains(where: \.hasOverflowed) }
    }

    /// Adds a batch of lines. Lines that take no part in mapping figures count in their month alone.
    package mutating func add(_ entries: inout [CubeEntry]) {
        for at in entries.indices { prepare(&entries[at]) }
        // Touches what the next loop needs, so that the waits for memory overlap.
        var touched: UInt32 = 0
        for entry in entries where entry.isCounted {
            let slots = months[Int(entry.place)].slots
            let cell = slots[Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)]
            if cell > 0 { touched &+= cells[Int(cell) - 1].lines }
        }
        lastTouched = touched
        for entry in entries where entry.isCounted {
            let line = entry.line
            let key = CubeKey(
                month: entry.month, currency: currencyPlace(entry.currency),
                isCredit: line.lineClass == .credit,
                shown: entry.shown, customer: line.customer, item: line.item, number: entry.number)
            let at = cellPlace(key, entry.hash, Int(entry.place))
            cells[at].add(day: line.day, quantity: entry.quantity, value: entry.value, &large)
        }
    }

    /// Counts a line in its month, and finds where its cell is looked for.
    @inline(__always)
    private mutating func prepare(_ entry: inout CubeEntry) {
        let line = entry.line
        let place = monthPlace(entry.month, entry.currency)
        months[place].add(line.lineClass, entry.value)
        guard line.lineClass == .sale || line.lineClass == .credit else { return }
        if !line.printedNumber.isBlank {
            months[place].printedLines += 1
            if line.printedNumber != entry.number { months[place].driftLines += 1 }
        }
        entry.isCounted = true
        entry.place = Int32(truncatingIfNeeded: place)
        entry.hash =
            CubeKey(
                month: entry.month, currency: currencyPlace(entry.currency),
                isCredit: line.lineClass == .credit,
                shown: entry.shown, customer: line.customer, item: line.item, number: entry.number
            ).hash
    }

    package func currency(of cell: CubeCell) -> TextID { currencies[cell.key.currency] }
    func currency(of key: CubeKey) -> TextID { currencies[key.currency] }
    package func quantity(of cell: CubeCell) -> ExactDecimal { cell.quantity.value(large) }
    package func value(of cell: CubeCell) -> ExactDecimal { cell.value.value(large) }

    func total(of cell: CubeCell) -> DecimalTotal {
        var total = DecimalTotal()
        total.add(value(of: cell))
        return total
    }

    @inline(__always)
    mutating func monthPlace(_ month: Month, _ currency: TextID) -> Int {
        if lastMonth >= 0, months[lastMonth].month == month, months[lastMonth].currency == currency {
            return lastMonth
        }
        if let found = months.firstIndex(where: { $0.month == month && $0.currency == currency }) {
            lastMonth = found
        } else {
            months.append(MonthTotals(month: month, currency: currency))
            lastMonth = months.count - 1
        }
        return lastMonth
    }

    @inline(__always)
    mutating func currencyPlace(_ currency: TextID) -> Int {
        for (i, known) in currencies.enumerated() where known == currency { return i }
        currencies.append(currency)
        return currencies.count - 1
    }

    @inline(__always)
    mutating func cellPlace(_ key: CubeKey, _ hash: UInt64, _ month: Int) -> Int {
        let mask = months[month].slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = Int(months[month].slots[slot])
            if entry == 0 { break }
            if cells[entry - 1].key == key { return entry - 1 }
            slot = (slot + 1) & mask
        }
        cells.append(CubeCell(key: key))
        months[month].slots[slot] = UInt32(truncatingIfNeeded: cells.count)
        months[month].cellCount += 1
        if months[month].cellCount * 5 > months[month].slots.count * 3 { grow(month) }
        return cells.count - 1
    }

    private mutating func grow(_ month: Int) {
        let old = months[month].slots
        var larger = [UInt32](repeating: 0, count: old.count * 2)
        let mask = larger.count - 1
        for entry in old where entry != 0 {
            var slot = Int(truncatingIfNeeded: cells[Int(entry) - 1].key.hash) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = entry
        }
        months[month].slots = larger
    }

    /// Adds what another cube holds in a cell of the same key.
    mutating func merge(
        _ cell: Int, lines: UInt32, days: ClosedRange<Int32>, quantity: ExactDecimal, value: ExactDecimal
    ) {
        cells[cell].merge(lines: lines, days: days, quantity: quantity, value: value, &large)
    }

    /// Notes that a sum merged into this cube went beyond 38 digits.
    mutating func noteOverflow() { large.noteOverflow() }

    /// Gives back what only adding needs.
    package mutating func finish() {
        for at in months.indices { months[at].slots = [] }
    }
}
