/// Proposes items for order lines that found none, best first, each with its reason (rules.md 3). Nothing here
/// is ever applied by itself.
///
/// Every clue gives an item a likelihood; clues that agree strengthen each other. The likelihoods are calibrated
/// on the planted faults of `orders_truth.csv`. All look-ups go through indexes: the cost of a line does not
/// grow with the number of mappings.
package struct Suggester: Sendable {
    let store: ResolverStore
    let descriptions: DescriptionIndex
    /// Mapping rows by account and folded description: the customer's own words.
    let byDescription: RowBuckets
    let siblings: SiblingAccounts
    /// Customer and item packed, ascending.
    private let bought: [UInt64]

    /// - Parameter bought: What each customer has bought, in any order; decides between equal descriptions.
    package init(_ resolver: Resolver, bought: [(customer: TextID, item: TextID)] = []) {
        store = resolver.store
        descriptions = DescriptionIndex(store.data)
        byDescription = Self.rowsByDescription(store)
        siblings = SiblingAccounts(store.levels)
        self.bought = bought.map { Self.pack($0.customer, $0.item) }.sorted()
    }

    /// At most three items for a line, best first; none for one that is resolved or where nothing speaks clearly.
    ///
    /// - Parameters:
    ///   - resolution: What ``Resolver/resolve(_:texts:accept:explaining:)`` said of the line.
    ///   - texts: What the ids of the line belong to.
    package func suggest(
        for line: OrderLineNumbers, description: TextID, resolution: InboundResolution, texts: Texts
    ) -> [Suggestion] {
        if resolution.outcome.isResolved { return [] }
        return texts.withBytes(line.customerItemNumber) { customer in
            texts.withBytes(line.itemNumber) { own in
                texts.withBytes(line.gtin) { gtin in
                    texts.withBytes(description) { words in
                        var search = ClueSearch(
                            suggester: self, line: line, customerNumber: NumberText.trim(customer),
                            ownNumber: NumberText.trim(own), gtin: NumberText.trim(gtin), words: words)
                        search.gather(resolution)
                        return search.suggestions()
                    }
                }
            }
        }
    }

    package func suggest(for line: OrderLine, resolution: InboundResolution, texts: Texts) -> [Suggestion] {
        suggest(
            for: OrderLineNumbers(line), description: line.description, resolution: resolution, texts: texts)
    }

    func hasBought(_ customer: TextID, _ item: TextID) -> Bool {
        let wanted = Self.pack(customer, item)
        var (low, high) = (0, bought.count)
        while low < high {
            let middle = (low + high) / 2
            if bought[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < bought.count && bought[low] == wanted
    }

    private static func pack(_ customer: TextID, _ item: TextID) -> UInt64 {
        UInt64(UInt32(bitPattern: customer.rawValue)) << 32 | UInt64(UInt32(bitPattern: item.rawValue))
    }

    private static func rowsByDescription(_ store: ResolverStore) -> RowBuckets {
        let rows = store.data.mappings.rows
        var hashes = [UInt32](repeating: 0, count: store.data.texts.count)
        var runs = NodeRows.Runs()
        var codes: [UInt8] = []
        for (at, row) in rows.enumerated() {
            if row.isNeverValid || row.description.isBlank {
                runs.add(-1, at: at)
                continue
            }
            runs.add(store.levels.node(of: row.account), at: at)
            if hashes[row.description.index] == 0 {
                store.data.texts.withBytes(row.description) { DescriptionText.fold($0, into: &codes) }
                hashes[row.description.index] = DescriptionText.hash(codes)
            }
        }
        runs.end(at: rows.count)
        return RowBuckets(RowOrder(store.data), runs: runs, levels: store.levels) { [hashes] in
            hashes[rows.description(at: $0).index]
        }
    }
}

/// The accounts with the same parent, and an account's own children.
struct SiblingAccounts: Sendable {
    private var starts: [Int32]
    private var children: [Int32]
    /// So many are tried; a parent of more is a market place, not a family.
    private static let most = 500

    init(_ levels: AccountLevels) {
        let nodes = levels.nodes
        starts = [Int32](repeating: 0, count: nodes.count + 1)
        for node in nodes where node.parent >= 0 { starts[Int(node.parent)] += 1 }
        var end: Int32 = 0
        for at in nodes.indices {
            end += starts[at]
            starts[at] = end
        }
        starts[nodes.count] = end
        children = [Int32](repeating: -1, count: Int(end))
        for at in nodes.indices.reversed() where nodes[at].parent >= 0 {
            let parent = Int(nodes[at].parent)
            starts[parent] -= 1
            children[Int(starts[parent])] = Int32(truncatingIfNeeded: at)
        }
    }

    func nodes(of node: Int32, _ levels: AccountLevels) -> [Int32] {
        guard node >= 0 else { return [] }
        var found = Array(children(of: node).prefix(Self.most))
        let parent = levels.nodes[Int(node)].parent
        if parent >= 0 { found += children(of: parent).prefix(Self.most) }
        return found.filter { $0 != node && levels.nodes[Int($0)].count > 0 }
    }

    private func children(of node: Int32) -> ArraySlice<Int32> {
        children[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])]
    }
}
