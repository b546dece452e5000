/// The stretches of ``RowBuckets`` while they are laid down: those of some accounts that follow one another.
struct AccountStretches: Sendable {
    /// Where each account's stretch starts.
    private(set) var starts: [UInt32] = []
    private(set) var slots: [UInt32] = []

    /// Accounts with about equally many rows, for each of several threads; one part where that is not worth it.
    static func parts(of nodes: [AccountLevels.Node], rowCount: Int, _ threads: Int) -> [Range<Int>] {
        let wanted = max(1, min(threads, rowCount / worthThread))
        var parts: [Range<Int>] = []
        var (start, rows) = (0, 0)
        for node in nodes.indices {
            rows += Int(nodes[node].count)
            if parts.count < wanted - 1, rows >= rowCount / wanted * (parts.count + 1) {
                parts.append(start..<node + 1)
                start = node + 1
            }
        }
        return parts + [start..<nodes.count]
    }

    /// For so many rows another thread is worth its start.
    private static let worthThread = 10_000

    init(
        _ part: Range<Int>, _ nodes: [AccountLevels.Node], _ groups: NodeRows, _ order: RowOrder,
        rowMask: UInt32, _ key: (Int) -> UInt32
    ) {
        let count = nodes[part].reduce(0) { $0 + Int($1.count) }
        slots = .roomy(capacity: RowBuckets.slots(UInt32(truncatingIfNeeded: count)) + part.count * 2)
        starts.reserveCapacity(part.count + 1)
        var shelf = RowShelf()
        for node in part {
            starts.append(UInt32(truncatingIfNeeded: slots.count))
            let count = nodes[node].count
            shelf.sort(groups.of(node), count: count, order, key)
            append(shelf.sorted, count: count, rowMask)
        }
    }

    /// Lays down the stretch of one account.
    private mutating func append(_ sorted: [RowShelf.Word], count: UInt32, _ rowMask: UInt32) {
        let start = slots.count
        for word in sorted {
            let home = start + RowBuckets.home(count, word.key)
            while slots.count < home { slots.append(RowBuckets.empty) }
            slots.append(RowBuckets.tag(word.key) & ~rowMask | word.row)
        }
        let end = start + RowBuckets.slots(count)
        repeat { slots.append(RowBuckets.empty) } while slots.count < end
    }

    /// Puts the accounts that follow behind these.
    mutating func append(_ more: AccountStretches) {
        let before = UInt32(truncatingIfNeeded: slots.count)
        for start in more.starts { starts.append(start &+ before) }
        slots.append(contentsOf: more.slots)
    }

    /// Says where the last stretch ends.
    mutating func end() { starts.append(UInt32(truncatingIfNeeded: slots.count)) }
}
