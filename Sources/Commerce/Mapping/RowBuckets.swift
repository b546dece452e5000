/// Mapping rows found by account and a 32-bit key, in flat arrays: 12 bytes a row.
///
/// Every account has a stretch of its own with as many buckets as rows, so the rows of one customer lie together
/// (an invoice's look-ups stay in the cache) and an account's rows can be listed. In a bucket rows stand by key,
/// then in the order of rules.md 2.2, so that the first that is valid wins.
struct RowBuckets: Sendable {
    struct Entry: Sendable {
        var key: UInt32
        var row: Int32
    }

    /// Where each bucket starts; one more than there are buckets.
    private(set) var starts: [UInt32] = []
    private(set) var entries: [Entry] = []

    init(keys: [UInt32], rowNodes: [Int32], levels: AccountLevels, order: RowOrder) {
        let total = Int(levels.nodes.last.map { $0.start + $0.count } ?? 0)
        starts = [UInt32](repeating: 0, count: total + 1)
        var buckets = [UInt32](repeating: 0, count: rowNodes.count)
        for (row, node) in rowNodes.enumerated() where node >= 0 {
            let place = levels.nodes[Int(node)]
            let bucket = Self.bucket(place.start, place.count, keys[row])
            buckets[row] = UInt32(truncatingIfNeeded: bucket)
            starts[bucket] += 1
        }
        var end: UInt32 = 0
        for bucket in 0..<total {
            end += starts[bucket]
            starts[bucket] = end
        }
        starts[total] = end
        entries = [Entry](repeating: Entry(key: 0, row: -1), count: total)
        for row in rowNodes.indices.reversed() where rowNodes[row] >= 0 {
            let bucket = Int(buckets[row])
            starts[bucket] -= 1
            entries[Int(starts[bucket])] = Entry(key: keys[row], row: Int32(truncatingIfNeeded: row))
        }
        sortBuckets(order)
    }

    private mutating func sortBuckets(_ order: RowOrder) {
        let starts = starts
        entries.withUnsafeMutableBufferPointer { entries in
            for bucket in 0..<(starts.count - 1) where starts[bucket + 1] - starts[bucket] > 1 {
                var part = UnsafeMutableBufferPointer(
                    rebasing: entries[Int(starts[bucket])..<Int(starts[bucket + 1])])
                if part.count == 2 {
                    if order.precedes(part[1], part[0]) { part.swapAt(0, 1) }
                } else {
                    part.sort { order.precedes($0, $1) }
                }
            }
        }
    }

    /// A place in the account's stretch: the key, spread, as a fraction of it.
    @inline(__always)
    static func bucket(_ start: UInt32, _ count: UInt32, _ key: UInt32) -> Int {
        Int(start) + Int(truncatingIfNeeded: UInt64(key &* 0x9E37_79B1) &* UInt64(count) &>> 32)
    }

    /// The entries of the bucket that holds the key in an account; those of other keys are among them.
    @inline(__always)
    func range(_ step: LevelWalk.Step, key: UInt32) -> Range<Int> {
        let bucket = Self.bucket(step.start, step.count, key)
        return Int(starts[bucket])..<Int(starts[bucket + 1])
    }
}
