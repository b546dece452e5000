/// The rows of each account, in the order of the file.
struct NodeRows {
    let rows: [UInt32]
    private let ends: [UInt32]

    init(_ rowNodes: [Int32], nodeCount: Int) {
        var ends = [UInt32](repeating: 0, count: nodeCount + 1)
        for node in rowNodes where node >= 0 { ends[Int(node) + 1] += 1 }
        for node in 0..<nodeCount { ends[node + 1] += ends[node] }
        // Each count of rows before a node moves on to the end of the node's own.
        var rows = [UInt32](repeating: 0, count: Int(ends[nodeCount]))
        for (row, node) in rowNodes.enumerated() where node >= 0 {
            rows[Int(ends[Int(node)])] = UInt32(truncatingIfNeeded: row)
            ends[Int(node)] += 1
        }
        self.rows = rows
        self.ends = ends
    }

    func range(of node: Int) -> Range<Int> { (node == 0 ? 0 : Int(ends[node - 1]))..<Int(ends[node]) }
}

/// Where the rows of one account are brought into order: by home, key, then rules.md 2.2. One for all accounts.
struct RowShelf {
    typealias Word = (key: UInt32, row: UInt32)
    private(set) var sorted: [Word] = []
    private var words: [Word] = []
    private var starts: [UInt32] = []

    /// - Parameter count: What the homes of the account are fractions of.
    mutating func sort(
        _ rows: ArraySlice<UInt32>, count: UInt32, _ order: RowOrder, _ key: (Int) -> UInt32
    ) {
        let homes = RowBuckets.slots(count) + 1
        words.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: homes + 1))
        for row in rows {
            let word = (key: key(Int(row)), row: row)
            words.append(word)
            starts[RowBuckets.home(count, word.key)] += 1
        }
        var end: UInt32 = 0
        for home in 0...homes {
            end += starts[home]
            starts[home] = end
        }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: words)
        for word in words.reversed() {
            let home = RowBuckets.home(count, word.key)
            starts[home] -= 1
            sorted[Int(starts[home])] = word
        }
        for home in 0..<homes where starts[home + 1] - starts[home] > 1 {
            sort(Int(starts[home])..<Int(starts[home + 1]), order)
        }
    }

    private mutating func sort(_ part: Range<Int>, _ order: RowOrder) {
        if part.count == 2 {
            let (a, b) = (sorted[part.lowerBound], sorted[part.lowerBound + 1])
            if order.precedes(b, a) { sorted.swapAt(part.lowerBound, part.lowerBound + 1) }
        } else {
            sorted[part].sort { order.precedes($0, $1) }
        }
    }
}
