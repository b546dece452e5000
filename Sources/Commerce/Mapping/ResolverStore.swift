import Synchronization

/// What a ``Resolver`` holds, behind one reference, so that handing it about costs nothing.
final class ResolverStore: Sendable {
    let data: ReferenceData
    let levels: AccountLevels
    let byItem: RowBuckets
    let succession: ItemSuccession
    private let madeInbound: Mutex<InboundIndex?>

    /// - Parameters:
    ///   - forOrders: Makes the index of the order lines at the same time.
    ///   - threads: How many make the indexes.
    init(_ data: ReferenceData, forOrders: Bool, threads: Int) {
        var runs = NodeRows.Runs()
        let levels = AccountLevels(data, runs: &runs)
        let found = runs
        self.data = data
        self.levels = levels
        succession = ItemSuccession(data)
        let isSplit = forOrders && threads > 1 && data.mappings.rows.count >= Self.worthThreads
        let share = isSplit ? threads / 2 : threads
        let (byItem, inbound) = sideBySide(isSplit ? threads : 1) {
            Self.byItem(data, found, levels, threads: isSplit ? threads - share : threads)
        } _: {
            isSplit ? InboundIndex(data, levels: levels, threads: share) : nil
        }
        self.byItem = byItem
        madeInbound = Mutex(inbound)
    }

    /// From so many rows on a second thread is quicker than it takes to start.
    private static let worthThreads = 20_000

    private static func byItem(
        _ data: ReferenceData, _ runs: NodeRows.Runs, _ levels: AccountLevels, threads: Int
    ) -> RowBuckets {
        let rows = data.mappings.rows
        return RowBuckets(RowOrder(data), runs: runs, levels: levels, threads: threads) {
            RowBuckets.key(rows.item(at: $0))
        }
    }

    /// The index of the order lines, made when the first line is looked up: invoices do not need it.
    var inbound: InboundIndex {
        madeInbound.withLock { made in
            if let index = made { return index }
            let index = InboundIndex(data, levels: levels)
            made = index
            return index
        }
    }
}
