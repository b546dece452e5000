/// What order lines are looked up in: mapping rows by account and number, items by number and by GTIN.
final class InboundIndex: Sendable {
    let byNumber: RowBuckets
    let byOwnNumber: ItemBuckets
    let byGTIN: ItemBuckets
    /// The value of each item's GTIN, 0 for none.
    let gtins: [UInt64]

    init(_ data: ReferenceData, levels: AccountLevels) {
        let rows = data.mappings.rows
        var keys = [UInt32](repeating: 0, count: rows.count)
        var rowNodes = [Int32](repeating: -1, count: rows.count)
        data.texts.withArena { arena, starts in
            for (at, row) in rows.enumerated() where !row.isNeverValid {
                let text = Int(starts[row.number.index])..<Int(starts[row.number.index + 1])
                keys[at] = NumberText.hash(UnsafeRawBufferPointer(rebasing: arena[text]))
                rowNodes[at] = levels.node(of: row.account)
            }
        }
        byNumber = RowBuckets(keys: keys, rowNodes: rowNodes, levels: levels, order: RowOrder(data))
        let items = data.items.records
        byOwnNumber = ItemBuckets(
            keys: items.map { item in data.texts.withBytes(item.number) { NumberText.foldedHash($0) } })
        gtins = items.map { item in
            data.texts.withBytes(item.gtin) { NumberText.gtin($0, allowingEight: true) } ?? 0
        }
        byGTIN = ItemBuckets(keys: gtins.map { $0 == 0 ? nil : Self.key($0) })
    }

    static func key(_ gtin: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: gtin ^ gtin >> 32) }
}
