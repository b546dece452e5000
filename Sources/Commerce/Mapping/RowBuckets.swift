/// Mapping rows found by account and a 32-bit key, in one flat array: 20 bytes a row.
///
/// Every account has a stretch of its own, so the rows of one customer lie together (an invoice's look-ups stay
/// in the cache) and an account's rows can be listed. In it a row stands at the place its key gives or, where
/// that is taken, soon after; equal keys stand in the order of rules.md 2.2, so that the first valid row wins. An
/// empty slot ends each search. A slot holds the days too, because a look-up costs what it misses in the cache.
struct RowBuckets: Sendable {
    struct Entry: Sendable {
        var key: UInt32
        /// -1 in an empty slot.
        var row: Int32
        /// The days of the row; of one that is switched off no day at all.
        var validFrom: Int32
        var validTo: Int32

        static let empty = Entry(key: 0, row: -1, validFrom: .max, validTo: .min)

        @inline(__always)
        func covers(_ day: Int32) -> Bool { validFrom <= day && day <= validTo }
    }

    /// Where each node's stretch starts; one more than there are nodes.
    private var stretches: [UInt32] = []
    private var entries: [Entry] = []

    init(keys: [UInt32], rowNodes: [Int32], levels: AccountLevels, order: RowOrder) {
        let sorted = Self.sorted(keys: keys, rowNodes: rowNodes, levels: levels, order: order)
        stretches.reserveCapacity(levels.nodes.count + 1)
        entries = .roomy(capacity: sorted.count + sorted.count / 4 + levels.nodes.count * 2)
        var next = 0
        for node in levels.nodes {
            let start = entries.count
            stretches.append(UInt32(truncatingIfNeeded: start))
            for at in next..<(next + Int(node.count)) {
                let (key, place) = sorted[at]
                let row = order.rows[Int(place)]
                let home = start + Self.home(node.count, key)
                while entries.count < home { entries.append(.empty) }
                entries.append(
                    Entry(
                        key: key, row: place, validFrom: row.isActive ? row.validFrom : .max,
                        validTo: row.isActive ? row.validTo : .min))
            }
            next += Int(node.count)
            let slots = start + Self.slots(node.count)
            repeat { entries.append(.empty) } while entries.count < slots
        }
        stretches.append(UInt32(truncatingIfNeeded: entries.count))
    }

    /// All rows that ever apply: by account, home, key, then rules.md 2.2.
    private static func sorted(
        keys: [UInt32], rowNodes: [Int32], levels: AccountLevels, order: RowOrder
    ) -> [(key: UInt32, row: Int32)] {
        let total = levels.nodes.reduce(0) { $0 + slots($1.count) }
        var firstSlot: [Int] = []
        var slot = 0
        for node in levels.nodes {
            firstSlot.append(slot)
            slot += slots(node.count)
        }
        var starts = [UInt32](repeating: 0, count: total + 1)
        var homes = [UInt32](repeating: 0, count: keys.count)
        for (row, node) in rowNodes.enumerated() where node >= 0 {
            let home = firstSlot[Int(node)] + Self.home(levels.nodes[Int(node)].count, keys[row])
            homes[row] = UInt32(truncatingIfNeeded: home)
            starts[home] += 1
        }
        var end: UInt32 = 0
        for home in 0..<total {
            end += starts[home]
            starts[home] = end
        }
        starts[total] = end
        var sorted = [(key: UInt32, row: Int32)](repeating: (0, -1), count: Int(end))
        for row in rowNodes.indices.reversed() where rowNodes[row] >= 0 {
            let home = Int(homes[row])
            starts[home] -= 1
            sorted[Int(starts[home])] = (keys[row], Int32(truncatingIfNeeded: row))
        }
        sort(&sorted, starts, order)
        return sorted
    }

    private static func sort(_ rows: inout [(key: UInt32, row: Int32)], _ starts: [UInt32], _ order: RowOrder)
    {
        rows.withUnsafeMutableBufferPointer { rows in
            for home in 0..<(starts.count - 1) where starts[home + 1] - starts[home] > 1 {
                var part = UnsafeMutableBufferPointer(
                    rebasing: rows[Int(starts[home])..<Int(starts[home + 1])])
                if part.count == 2 {
                    if order.precedes(part[1], part[0]) { part.swapAt(0, 1) }
                } else {
                    part.sort { order.precedes($0, $1) }
                }
            }
        }
    }

    @inline(__always)
    private static func slots(_ count: UInt32) -> Int { Int(count) + Int(count) / 4 }

    /// A place in the account's stretch: the key, spread, as a fraction of it.
    @inline(__always)
    private static func home(_ count: UInt32, _ key: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(key &* 0x9E37_79B1) &* UInt64(slots(count))) &>> 32)
    }

    /// The rows of one key in one account, in the order of rules.md 2.2.
    struct Matches {
        fileprivate var at: Int
        fileprivate let key: UInt32

        @inline(__always)
        mutating func next(_ buckets: RowBuckets) -> Entry? {
            while true {
                let entry = buckets.entries[at]
                if entry.row < 0 { return nil }
                at &+= 1
                if entry.key == key { return entry }
            }
        }
    }

    @inline(__always)
    func matches(_ step: LevelWalk.Step, key: UInt32) -> Matches {
        Matches(at: Int(stretches[Int(step.node)]) + Self.home(step.count, key), key: key)
    }

    /// Every row of an account that ever applies, those of one key together.
    func rows(ofNode node: Int32) -> [Int32] {
        let stretch = Int(stretches[Int(node)])..<Int(stretches[Int(node) + 1])
        return entries[stretch].compactMap { $0.row < 0 ? nil : $0.row }
    }

    /// Calls `body` with the rows of each key of an account, in the order of rules.md 2.2.
    func forEachKey(ofNode node: Int32, _ body: ([Int32]) -> Void) {
        var group: [Int32] = []
        var key: UInt32 = 0
        for at in Int(stretches[Int(node)])..<Int(stretches[Int(node) + 1]) where entries[at].row >= 0 {
            if !group.isEmpty, entries[at].key != key {
                body(group)
                group.removeAll(keepingCapacity: true)
            }
            key = entries[at].key
            group.append(entries[at].row)
        }
        if !group.isEmpty { body(group) }
    }
}
