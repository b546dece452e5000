import Synchronization

/// What a ``Resolver`` holds, behind one reference, so that handing it about costs nothing.
final class ResolverStore: Sendable {
    let data: ReferenceData
    let levels: AccountLevels
    let byItem: RowBuckets
    let succession: ItemSuccession
    private let madeInbound = Mutex<InboundIndex?>(nil)

    init(_ data: ReferenceData) {
        var rowNodes: [Int32] = []
        let levels = AccountLevels(data, rowNodes: &rowNodes)
        let rows = data.mappings.rows
        self.data = data
        self.levels = levels
        succession = ItemSuccession(data)
        byItem = RowBuckets(RowOrder(data), rowNodes: rowNodes, levels: levels) {
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
