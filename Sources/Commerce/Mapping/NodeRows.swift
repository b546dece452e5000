/// The rows of each account as stretches of the file, in its order: mostly an account's rows stand together.
struct NodeRows {
    private var stretches: [Range<UInt32>]
    private var ends: [UInt32]

    /// Rows one after the other that belong to one account, put together while they pass.
    struct Runs {
        fileprivate var runs: [(node: Int32, from: UInt32)] = []
        private var last = Int32.min

        /// - Parameter node: -1 for a row that is not to be found.
        @inline(__always)
        mutating func add(_ node: Int32, at row: Int) {
            if node == last { return }
            last = node
            runs.append((node, UInt32(truncatingIfNeeded: row)))
        }

        /// Says where the rows end.
        mutating func end(at row: Int) { add(.min + 1, at: row) }
    }

    init(_ made: Runs, nodeCount: Int) {
        let runs = made.runs
        var ends = [UInt32](repeating: 0, count: nodeCount + 1)
        for run in runs where run.node >= 0 { ends[Int(run.node) + 1] += 1 }
        for node in 0..<nodeCount { ends[node + 1] += ends[node] }
        // Each count of stretches before a node moves on to the end of the node's own.
        var stretches = [Range<UInt32>](repeating: 0..<0, count: Int(ends[nodeCount]))
        for at in runs.indices.dropLast() where runs[at].node >= 0 {
            let node = Int(runs[at].node)
            stretches[Int(ends[node])] = runs[at].from..<runs[at + 1].from
            ends[node] += 1
        }
        self.stretches = stretches
        self.ends = ends
    }

    /// The stretches of an account.
    func of(_ node: Int) -> ArraySlice<Range<UInt32>> {
        stretches[(node == 0 ? 0 : Int(ends[node - 1]))..<Int(ends[node])]
    }
}
