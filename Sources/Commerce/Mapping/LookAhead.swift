/// Reads ahead what a group of look-ups will come to (``Touching``). It changes no answer: the group is answered as
/// each of its lines would be alone, from memory that is near by then.
///
/// Only the customer's own rows are read ahead; the few lines that a parent, a group or a ship-to account answers
/// wait as ever.
package struct LookAhead: Sendable {
    package init() {}

    private var touching = Touching()
    /// Of the numbers of the rows that were found; kept, as reads whose sum is lost are left out by the compiler.
    private var found = Touching()
    /// The key of each line's customer item number.
    private(set) var keys: [UInt32] = []

    /// Up to so many accounts are near as it is.
    private static let nearNodes = 1 << 14

    /// The customer's own row that the look-up of a question begins with; -1 where it is to be looked for.
    @inline(__always)
    func row(_ question: Int) -> Int { touching.places[question] }

    /// Places in the index and rows of items.
    @inline(never)
    mutating func read(_ asked: [NumberAsked], _ store: ResolverStore) {
        let buckets = store.byItem
        let accounts = asked.lazy.map { (customer: $0.customer, shipTo: $0.shipTo) }
        Self.begin(&touching, accounts, store, buckets) { RowBuckets.key(asked[$0].item) }
        touching.go { at, start in buckets.firstRow(from: start, key: RowBuckets.key(asked[at].item)) }
        touching.touch { buckets.touchRow($0) }
    }

    /// Places in the index and rows of order lines, by the ids of their numbers.
    @inline(never)
    mutating func read(
        _ lines: ArraySlice<OrderLineNumbers>, _ texts: Texts, _ store: ResolverStore, _ index: InboundIndex
    ) {
        // Numbers of no row, and those that may be one of ours, are read.
        let readsAll = store.data.items.count > 0
        let first = lines.startIndex
        keys.removeAll(keepingCapacity: true)
        for line in lines { keys.append(index.knownKey(line.customerItemNumber)) }
        touching.begin(lines.indices) { at in
            readsAll || keys[at - first] == 0 ? lines[at].customerItemNumber.index : -1
        }
        texts.touch(&touching)
        for (at, line) in lines.enumerated() where keys[at] == 0 {
            keys[at] = texts.withBytes(line.customerItemNumber) { NumberText.hash($0) }
        }
        readRows(lines, store, index)
    }

    /// As above, by the bytes of their numbers; and the numbers of the rows.
    @inline(never)
    mutating func read(
        _ lines: ArraySlice<OrderLineNumbers>, _ numbers: (Int) -> UnsafeRawBufferPointer,
        _ store: ResolverStore, _ index: InboundIndex
    ) {
        keys.removeAll(keepingCapacity: true)
        for at in lines.indices { keys.append(NumberText.hash(numbers(at))) }
        readRows(lines, store, index)
        let rows = store.data.mappings.rows
        found.begin(touching.places) { $0 < 0 ? -1 : rows.number(at: $0).index }
        store.data.texts.touch(&found)
    }

    private mutating func readRows(
        _ lines: ArraySlice<OrderLineNumbers>, _ store: ResolverStore, _ index: InboundIndex
    ) {
        let buckets = index.byNumber
        let accounts = lines.lazy.map { (customer: $0.customer, shipTo: $0.shipTo) }
        Self.begin(&touching, accounts, store, buckets) { keys[$0] }
        touching.go { at, start in buckets.onlyRow(from: start, key: keys[at], index.key) }
        touching.touch { buckets.touchRow($0) }
    }

    /// Goes to where the search among the customer's own rows begins; nowhere where a ship-to account comes first.
    @inline(__always)
    private static func begin(
        _ touching: inout Touching, _ accounts: some Sequence<(customer: TextID, shipTo: TextID)>,
        _ store: ResolverStore, _ buckets: RowBuckets, _ key: (Int) -> UInt32
    ) {
        let levels = store.levels
        if levels.nodes.count > nearNodes {
            touching.begin(accounts) { levels.home(ofCustomer: $0.customer) }
            touching.touch { levels.touchSlot($0) }
            touching.go { _, place in levels.firstNode(from: place) }
            touching.touch { levels.nodes[$0].count &+ buckets.touchStretch($0) }
        }
        var last = TextID(rawValue: .min)
        var (at, node, count) = (0, -1, UInt32(0))
        touching.begin(accounts) { account in
            defer { at &+= 1 }
            if account.customer != last {
                last = account.customer
                node = Int(levels.node(ofCustomer: last))
                count = node < 0 ? 0 : levels.nodes[node].count
            }
            return count == 0 || !account.shipTo.isBlank ? -1 : buckets.start(node, count, key: key(at))
        }
        touching.touch { buckets.touchSlot($0) }
    }
}
