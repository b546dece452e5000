package import Notation

/// Quantity sold of each item on each day, for days of cover.
package struct DailySales: Sendable {
    private var places: [UInt64: Int] = [:]
    private var keys: [(item: TextID, day: Int32)] = []
    private var quantities: [DecimalTotal] = []

    package init() {}

    package mutating func add(item: TextID, day: Int32, quantity: ExactDecimal) {
        let key = UInt64(UInt32(bitPattern: item.rawValue)) << 32 | UInt64(UInt32(bitPattern: day))
        let at: Int
        if let known = places[key] {
            at = known
        } else {
            at = keys.count
            places[key] = at
            keys.append((item, day))
            quantities.append(DecimalTotal())
        }
        quantities[at].add(quantity)
    }

    /// Adds other sales, whose items are named by other ids.
    mutating func add(_ other: DailySales, _ id: (TextID) -> TextID) {
        for entry in other.entries { add(item: id(entry.item), day: entry.day, quantity: entry.quantity) }
    }

    /// Every item and day with the quantity sold.
    var entries: [(item: TextID, day: Int32, quantity: ExactDecimal)] {
        zip(keys, quantities).map { ($0.item, $0.day, $1.value) }
    }

    /// Quantity by item, sold in the `days` days that end with `last`.
    func sum(days: Int, until last: Day) -> [TextID: ExactDecimal] {
        var sums: [TextID: DecimalTotal] = [:]
        for (at, key) in keys.enumerated() where key.day <= last.number && key.day > last.number - Int32(days)
        {
            sums[key.item, default: DecimalTotal()].add(quantities[at].value)
        }
        return sums.mapValues(\.value)
    }
}
