/// The place of each text in byte order, for sorting by ids instead of by text.
struct TextRanks: Sendable {
    /// By ``TextID/index``; only the ids asked for have a meaning.
    private let ranks: [UInt32]
    /// As many as hold any rank.
    let bits: Int

    /// Ranks of the ids that occur, equal only for equal ids. The blank text is first.
    init(of ids: some Sequence<TextID>, _ texts: Texts) {
        // The ids of customers and items are small: they are read before anything else.
        var seen: [Bool] = []
        var distinct: [TextID] = []
        var last = TextID(rawValue: -1)
        for id in ids where id != last {
            last = id
            if id.index >= seen.count {
                seen.append(
                    contentsOf: repeatElement(false, count: max(id.index + 1, seen.count * 2) - seen.count))
            }
            if seen[id.index] { continue }
            seen[id.index] = true
            distinct.append(id)
        }
        // Eight bytes first: most texts differ within them.
        let keyed = distinct.map { (prefix: texts.prefixWord($0), id: $0) }
        let sorted = keyed.sorted { a, b in
            a.prefix != b.prefix ? a.prefix < b.prefix : texts.precedes(a.id, b.id)
        }
        var ranks = [UInt32](repeating: 0, count: seen.count)
        for (rank, entry) in sorted.enumerated() {
            ranks[entry.id.index] = UInt32(truncatingIfNeeded: rank)
        }
        self.ranks = ranks
        bits = Int.bitWidth - distinct.count.leadingZeroBitCount
    }

    subscript(id: TextID) -> UInt32 { ranks[id.index] }
}

extension Texts {
    /// The first eight bytes as a number that sorts as they do.
    func prefixWord(_ id: TextID) -> UInt64 {
        withBytes(id) { bytes in
            var word: UInt64 = 0
            for i in 0..<min(8, bytes.count) { word |= UInt64(bytes[i]) << UInt64(56 - 8 * i) }
            return word
        }
    }
}
