/// What order lines are looked up in: mapping rows by account and number, items by number and by GTIN.
final class InboundIndex: Sendable {
    let byNumber: RowBuckets
    let byOwnNumber: ItemBuckets
    let byGTIN: ItemBuckets
    /// The value of each item's GTIN, 0 for none.
    let gtins: [UInt64]
    /// The key of each number of a row, by ``TextID/index``; 0 for other texts, and for blanks.
    private let keys: [UInt32]
    private let rows: MappingRows
    private let texts: Texts

    init(_ data: ReferenceData, levels: AccountLevels, threads: Int = 1) {
        rows = data.mappings.rows
        texts = data.texts
        let keys = Self.keys(rows, texts)
        self.keys = keys
        byNumber = RowBuckets(RowOrder(data), runs: levels.runs(of: rows), levels: levels, threads: threads) {
            [rows, texts] row in Self.key(rows.number(at: row), keys, texts)
        }
        let items = data.items.records
        byOwnNumber = ItemBuckets(
            keys: items.map { item in data.texts.withBytes(item.number) { NumberText.foldedHash($0) } })
        gtins = items.map { item in
            data.texts.withBytes(item.gtin) { NumberText.gtin($0, allowingEight: true) } ?? 0
        }
        byGTIN = ItemBuckets(keys: gtins.map { $0 == 0 ? nil : Self.key($0) })
    }

    private static func keys(_ rows: MappingRows, _ texts: Texts) -> [UInt32] {
        var keys: [UInt32] = RoomyTable.zeros(texts.count)
        for row in rows.indices {
            let number = rows.number(at: row)
            guard keys[number.index] == 0 else { continue }
            keys[number.index] = texts.withBytes(number) { bytes in
                NumberText.trim(bytes).isEmpty ? 0 : NumberText.hash(bytes)
            }
        }
        return keys
    }

    @inline(__always)
    private static func key(_ number: TextID, _ keys: [UInt32], _ texts: Texts) -> UInt32 {
        let key = keys[number.index]
        return key != 0 ? key : texts.withBytes(number) { NumberText.hash($0) }
    }

    /// The key of a row's number.
    func key(_ row: Int) -> UInt32 { Self.key(rows.number(at: row), keys, texts) }

    /// The key of a text that is the number of a row, and not blank; else 0.
    @inline(__always)
    func knownKey(_ number: TextID) -> UInt32 { number.index < keys.count ? keys[number.index] : 0 }

    static func key(_ gtin: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: gtin ^ gtin >> 32) }
}
