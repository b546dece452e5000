/// Reads ahead what a group of look-ups will come to (``Touching``). It changes no answer: the group is answered as
/// each of its lines would be alone, from memory that is near by then.
///
/// Only the customer's own rows are read ahead; the few lines that a parent, a group or a ship-to account answers
/// wait as ever.
package struct LookAhead: Sendable {
    package init() {}

    private var touching = Touching()
    /// The key of each line's customer item number.
    private(set) var keys: [UInt32] = []

    /// Texts, places in the index, rows and their numbers of order lines.
    @inline(never)
    mutating func read(
        _ lines: ArraySlice<OrderLineNumbers>, _ texts: Texts, _ store: ResolverStore, _ index: InboundIndex
    ) {
        touching.begin(lines) { $0.customerItemNumber.index }
        texts.touch(&touching)
        keys.removeAll(keepingCapacity: true)
        for line in lines { keys.append(texts.withBytes(line.customerItemNumber) { NumberText.hash($0) }) }
        touching.begin(lines) { store.levels.home(ofCustomer: $0.customer) }
        readRows(of: lines.lazy.map(\.customer), index.byNumber, store.levels)
        // A number that is the line's own, to the byte, is not compared.
        let rows = store.data.mappings.rows
        let first = lines.startIndex
        touching.go { at, row in
            let number = rows.number(at: row)
            return number == lines[first + at].customerItemNumber ? -1 : number.index
        }
        store.data.texts.touch(&touching)
    }

    /// Places in the index and rows of items.
    @inline(never)
    mutating func read(_ lines: [NumberAsked], _ store: ResolverStore) {
        keys.removeAll(keepingCapacity: true)
        for line in lines { keys.append(RowBuckets.key(line.item)) }
        touching.begin(lines) { store.levels.home(ofCustomer: $0.customer) }
        readRows(of: lines.lazy.map(\.customer), store.byItem, store.levels)
    }

    /// Goes from the customers to the first of their rows that may answer.
    @inline(__always)
    private mutating func readRows(
        of customers: some Sequence<TextID>, _ buckets: RowBuckets, _ levels: AccountLevels
    ) {
        touching.touch { levels.touchSlot($0) }
        touching.go { _, place in levels.firstNode(from: place) }
        touching.touch { levels.nodes[$0].count }
        touching.begin(customers) { Int(levels.node(ofCustomer: $0)) }
        touching.touch { levels.nodes[$0].count &+ buckets.touchStretch($0) }
        touching.go { at, node in
            let count = levels.nodes[node].count
            return count == 0 ? -1 : buckets.start(node, count, key: keys[at])
        }
        touching.touch { buckets.touchSlot($0) }
        touching.go { at, start in buckets.firstRow(from: start, key: keys[at]) }
        touching.touch { buckets.touchRow($0) }
    }
}
