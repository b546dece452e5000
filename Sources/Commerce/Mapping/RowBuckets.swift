import Dispatch
import Synchronization

/// Mapping rows found by account and a 32-bit key, in one flat array: 5 1/3 bytes a row.
///
/// Every account has a stretch of its own, so the rows of one customer lie together (an invoice's look-ups stay
/// in the cache) and an account's rows can be listed. In it a row stands at the place its key gives or, where
/// that is taken, soon after; equal keys stand in the order of rules.md 2.2, so that the first valid row wins. An
/// empty slot ends each search. A slot is the number of a row and, in the bits that leaves free, some of its key:
/// most other keys are passed over without a look at their rows.
struct RowBuckets: Sendable {
    /// A row that was found, and the days on which it answers.
    struct Entry: Sendable {
        var row: Int32
        var item: TextID
        var number: TextID
        /// Of a row that is switched off no day at all.
        var validFrom: Int32
        var validTo: Int32

        @inline(__always)
        func covers(_ day: Int32) -> Bool { validFrom <= day && day <= validTo }
    }

    /// Where each node's stretch starts; one more than there are nodes.
    private let stretches: [UInt32]
    private let slots: [UInt32]
    private let rows: MappingRows
    /// The bits of a slot that are the number of a row.
    private let rowMask: UInt32

    static let empty = UInt32.max

    /// - Parameters:
    ///   - runs: The node of each row, -1 for one that is not to be found.
    ///   - threads: How many lay down the rows at once.
    ///   - key: The key of a row.
    init(
        _ order: RowOrder, runs: NodeRows.Runs, levels: AccountLevels, threads: Int = 1,
        key: @Sendable (Int) -> UInt32
    ) {
        rows = order.rows
        rowMask =
            UInt32.max
            >> UInt32(truncatingIfNeeded: UInt32(truncatingIfNeeded: rows.count).leadingZeroBitCount)
        let groups = NodeRows(runs, nodeCount: levels.nodes.count)
        let parts = AccountStretches.parts(of: levels.nodes, rowCount: rows.count, threads)
        let mask = rowMask
        let made = Mutex<[AccountStretches?]>(Array(repeating: nil, count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { part in
            let laid = AccountStretches(parts[part], levels.nodes, groups, order, rowMask: mask, key)
            made.withLock { $0[part] = laid }
        }
        var laid = made.withLock { made in
            defer { made = [] }
            return made.compactMap { $0 }
        }
        var all = laid.removeFirst()
        for part in laid { all.append(part) }
        all.end()
        stretches = all.starts
        slots = all.slots
    }

    @inline(__always)
    static func slots(_ count: UInt32) -> Int { Int(count) + Int(count) / 3 }

    /// A place in the account's stretch: the key, spread, as a fraction of it.
    @inline(__always)
    static func home(_ count: UInt32, _ key: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(key &* 0x9E37_79B1) &* UInt64(slots(count))) &>> 32)
    }

    /// Bits of the key that do not depend on its home.
    @inline(__always)
    static func tag(_ key: UInt32) -> UInt32 {
        let mixed = (key ^ key &>> 15) &* 0x85EB_CA6B
        return mixed ^ mixed &<< 13
    }

    /// The rows of one account that may have a key, in the order of rules.md 2.2 among those that have.
    struct Matches {
        fileprivate var at: Int
        fileprivate let tag: UInt32
        /// The item that is looked for; ``anyItem`` where the caller compares.
        fileprivate let item: Int32

        fileprivate static let anyItem = Int32.min

        @inline(__always)
        mutating func next(_ buckets: RowBuckets) -> Entry? {
            while true {
                let slot = buckets.slots[at]
                if slot == RowBuckets.empty { return nil }
                at &+= 1
                guard (slot ^ tag) & ~buckets.rowMask == 0 else { continue }
                let row = slot & buckets.rowMask
                let core = buckets.rows.cores[Int(row)]
                guard item == Self.anyItem || core.item.rawValue == item else { continue }
                let days = buckets.rows.answeringDays(core)
                return Entry(
                    row: Int32(truncatingIfNeeded: row), item: core.item, number: core.number,
                    validFrom: days.from, validTo: days.to)
            }
        }
    }

    /// The rows of an item, where items are the keys.
    @inline(__always)
    func matches(_ step: LevelWalk.Step, item: TextID) -> Matches {
        matches(step, key: Self.key(item), item: item.rawValue)
    }

    /// Rows whose key may be this one: what it is made of, the caller compares.
    @inline(__always)
    func matches(_ step: LevelWalk.Step, key: UInt32) -> Matches {
        matches(step, key: key, item: Matches.anyItem)
    }

    @inline(__always)
    private func matches(_ step: LevelWalk.Step, key: UInt32, item: Int32) -> Matches {
        Matches(at: start(Int(step.node), step.count, key: key), tag: Self.tag(key), item: item)
    }

    /// Where the search for a key begins.
    @inline(__always)
    func start(_ node: Int, _ count: UInt32, key: UInt32) -> Int {
        Int(stretches[node]) + Self.home(count, key)
    }

    @inline(__always)
    func touchStretch(_ node: Int) -> UInt32 { stretches[node] }

    @inline(__always)
    func touchSlot(_ place: Int) -> UInt32 {
        // A search that begins near the end of a cache line goes on in the next.
        slots[place] &+ slots[min(place &+ 8, slots.count &- 1)]
    }

    @inline(__always)
    func touchRow(_ row: Int) -> UInt32 { UInt32(truncatingIfNeeded: rows.cores[row].item.rawValue) }

    /// The first row from the start of a search that may have the key, -1 for none.
    @inline(__always)
    func firstRow(from start: Int, key: UInt32) -> Int {
        let tag = Self.tag(key)
        var at = start
        while slots[at] != Self.empty {
            if (slots[at] ^ tag) & ~rowMask == 0 { return Int(slots[at] & rowMask) }
            at &+= 1
        }
        return -1
    }

    /// The only row from the start of a search that may have the key, -1 where there is none, or another one.
    ///
    /// - Parameter keyOfRow: As when the buckets were made.
    @inline(__always)
    func onlyRow(from start: Int, key: UInt32, _ keyOfRow: (Int) -> UInt32) -> Int {
        let tag = Self.tag(key)
        var at = start
        var row = -1
        while slots[at] != Self.empty {
            if (slots[at] ^ tag) & ~rowMask == 0 {
                if row >= 0 { return onlyRow(ofKey: key, from: start, keyOfRow) }
                row = Int(slots[at] & rowMask)
            }
            at &+= 1
        }
        return row
    }

    /// As above, where several rows have the bits of the key that a slot holds: by the key itself.
    @inline(never)
    private func onlyRow(ofKey key: UInt32, from start: Int, _ keyOfRow: (Int) -> UInt32) -> Int {
        let tag = Self.tag(key)
        var at = start
        var row = -1
        while slots[at] != Self.empty {
            if (slots[at] ^ tag) & ~rowMask == 0, keyOfRow(Int(slots[at] & rowMask)) == key {
                if row >= 0 { return -1 }
                row = Int(slots[at] & rowMask)
            }
            at &+= 1
        }
        return row
    }

    /// The key of an item.
    @inline(__always)
    static func key(_ item: TextID) -> UInt32 { UInt32(bitPattern: item.rawValue) }

    /// Every row of an account that ever applies, those of one key together.
    func rows(ofNode node: Int32) -> [Int32] {
        slots[Int(stretches[Int(node)])..<Int(stretches[Int(node) + 1])].compactMap {
            $0 == Self.empty ? nil : Int32(truncatingIfNeeded: $0 & rowMask)
        }
    }

    /// Calls `body` with the rows of each key of an account, in the order of rules.md 2.2.
    ///
    /// - Parameter key: The key of a row, as when the buckets were made.
    func forEachKey(ofNode node: Int32, key: (Int) -> UInt32, _ body: ([Int32]) -> Void) {
        var group: [Int32] = []
        var last: UInt32 = 0
        for row in rows(ofNode: node) {
            let key = key(Int(row))
            if !group.isEmpty, last != key {
                body(group)
                group.removeAll(keepingCapacity: true)
            }
            last = key
            group.append(row)
        }
        if !group.isEmpty { body(group) }
    }
}
