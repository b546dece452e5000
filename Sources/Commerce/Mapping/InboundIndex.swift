/// What order lines are looked up in: mapping rows by account and number, items by number and by GTIN.
final class InboundIndex: Sendable {
    let byNumber: RowBuckets
    let byOwnNumber: ItemBuckets
    let byGTIN: ItemBuckets
    /// The value of each item's GTIN, 0 for none.
    let gtins: [UInt64]
    private let rows: MappingRows
    private let texts: Texts

    init(_ data: ReferenceData, levels: AccountLevels) {
        rows = data.mappings.rows
        texts = data.texts
        byNumber = RowBuckets(RowOrder(data), runs: levels.runs(of: rows), levels: levels) {
            [rows, texts] row in
            texts.withBytes(rows.number(at: row)) { NumberText.hash($0) }
        }
        let items = data.items.records
        byOwnNumber = ItemBuckets(
            keys: items.map { item in data.texts.withBytes(item.number) { NumberText.foldedHash($0) } })
        gtins = items.map { item in
            data.texts.withBytes(item.gtin) { NumberText.gtin($0, allowingEight: true) } ?? 0
        }
        byGTIN = ItemBuckets(keys: gtins.map { $0 == 0 ? nil : Self.key($0) })
    }

    /// The key of a row's number.
    func key(_ row: Int) -> UInt32 { texts.withBytes(rows.number(at: row)) { NumberText.hash($0) } }

    static func key(_ gtin: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: gtin ^ gtin >> 32) }
}
