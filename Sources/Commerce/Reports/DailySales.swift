import Notation

/// Quantity sold of each item on each day, for days of cover and for stock that lies still.
struct DailySales: Sendable {
    struct Entry: Sendable {
        let item: TextID
        let day: Int32
        fileprivate(set) var quantity = DecimalTotal()
    }

    /// By id of the item, then by day.
    private(set) var entries: [Entry] = []

    /// Those of the sale lines up to a day.
    init(_ cube: SalesCube, until last: Day) {
        var keys: [UInt64] = []
        var places: [UInt32] = []
        for (at, cell) in cube.cells.enumerated() where !cell.isCredit && cell.day <= last.number {
            // Days before 1970 are negative.
            let day = UInt32(bitPattern: cell.day) ^ 1 << 31
            keys.append(UInt64(UInt32(bitPattern: cell.item.rawValue)) << 32 | UInt64(day))
            places.append(UInt32(truncatingIfNeeded: at))
        }
        RadixSort.sort(&places, by: &keys)
        for at in places {
            let cell = cube.cells[Int(at)]
            if entries.last.map({ $0.item != cell.item || $0.day != cell.day }) ?? true {
                entries.append(Entry(item: cell.item, day: cell.day))
            }
            cube.addQuantity(of: cell, to: &entries[entries.count - 1].quantity)
        }
    }

    /// Quantity by item, sold in the `days` days that end with `last`.
    func sum(days: Int, until last: Day) -> [TextID: ExactDecimal] {
        var sums: [TextID: DecimalTotal] = [:]
        for entry in entries where entry.day <= last.number && entry.day > last.number - Int32(days) {
            sums[entry.item, default: DecimalTotal()].add(entry.quantity.value)
        }
        return sums.mapValues(\.value)
    }

    /// The last day of each item not after `last`.
    func lastDays(until last: Day) -> [TextID: Int32] {
        var days: [TextID: Int32] = [:]
        for entry in entries where entry.day <= last.number && entry.quantity.value.signum != 0 {
            days[entry.item] = entry.day
        }
        return days
    }
}
