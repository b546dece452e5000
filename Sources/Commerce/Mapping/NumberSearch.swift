/// Finds items by a piece of a number or by words of a description, for the person on the telephone.
///
/// Looks at every item and every mapping row once; the best hits come first, and no more than were asked for.
package struct NumberSearch: Sendable {
    /// What of an item was like the text.
    package enum Match: UInt8, Sendable, CaseIterable {
        case itemNumber, gtin, customerItemNumber, description, customerDescription

        package var name: String {
            switch self {
            case .itemNumber: "item_number"
            case .gtin: "gtin"
            case .customerItemNumber: "customer_item_number"
            case .description: "description"
            case .customerDescription: "customer_item_description"
            }
        }
    }

    package struct Hit: Sendable {
        package var match: Match
        /// The cleaned item number.
        package var item: TextID
        /// Index into ``MappingTable/rows``, -1 where our own record was hit.
        package var row: Int32 = -1
        /// 0 to 100; 100 is the number itself.
        package var score: Int
    }

    private let data: ReferenceData
    private let number: [UInt8]
    /// The words looked for, each as ``DescriptionText`` folds it, with a space before.
    private let words: [[UInt8]]

    package init(_ data: ReferenceData, text: String) {
        self.data = data
        var text = text
        var folded: [UInt8] = []
        number = text.withUTF8 { bytes in
            DescriptionText.fold(UnsafeRawBufferPointer(bytes), into: &folded)
            return NumberText.normalized(UnsafeRawBufferPointer(bytes))
        }
        words = folded.split(separator: 0).map { [0] + $0 }
    }

    /// The best hits and how many there are in all.
    ///
    /// - Parameter accounts: whose rows are looked at; nil for all.
    package func hits(limit: Int, accounts: Set<Account>? = nil) -> (best: [Hit], count: Int) {
        var hits: [Hit] = []
        for item in data.items.records { add(item, to: &hits) }
        for (at, row) in data.mappings.rows.enumerated() {
            if let accounts, !accounts.contains(row.account) { continue }
            add(row, Int32(truncatingIfNeeded: at), to: &hits)
        }
        let texts = data.texts
        hits.sort { a, b in
            if a.score != b.score { return a.score > b.score }
            if a.match != b.match { return a.match.rawValue < b.match.rawValue }
            let order = texts.compare(a.item, b.item)
            return order != 0 ? order < 0 : a.row < b.row
        }
        return (Array(hits.prefix(limit)), hits.count)
    }

    private func add(_ item: Item, to hits: inout [Hit]) {
        if let score = numberScore(item.number) {
            hits.append(Hit(match: .itemNumber, item: item.number, score: score))
        } else if let score = item.gtin.isBlank ? nil : numberScore(item.gtin) {
            hits.append(Hit(match: .gtin, item: item.number, score: score))
        } else if let score = wordScore(item.description) {
            hits.append(Hit(match: .description, item: item.number, score: score))
        }
    }

    private func add(_ row: MappingRow, _ at: Int32, to hits: inout [Hit]) {
        if let score = numberScore(row.number) {
            hits.append(Hit(match: .customerItemNumber, item: row.item, row: at, score: score))
        } else if !row.description.isBlank, let score = wordScore(row.description) {
            hits.append(Hit(match: .customerDescription, item: row.item, row: at, score: score))
        }
    }

    /// 100 for the number itself, 90 where it begins so, 70 where the text stands in it; pieces of one character
    /// say nothing.
    private func numberScore(_ id: TextID) -> Int? {
        guard !number.isEmpty else { return nil }
        return data.texts.withBytes(id) { bytes in
            var walk = NumberText.Normalized(bytes)
            var matched = 0
            while matched < number.count, let byte = walk.next(), byte == number[matched] { matched += 1 }
            if matched == number.count { return walk.next() == nil ? 100 : number.count > 1 ? 90 : nil }
            guard number.count > 2 else { return nil }
            let whole = NumberText.normalized(bytes)
            return Self.contains(whole, number) ? 70 : nil
        }
    }

    /// 80 for the whole description, 60 where each word is in it, 50 where each begins a word of it.
    private func wordScore(_ id: TextID) -> Int? {
        guard !words.isEmpty, words.contains(where: { $0.count > 2 }) else { return nil }
        var folded: [UInt8] = []
        data.texts.withBytes(id) { DescriptionText.fold($0, into: &folded) }
        guard words.allSatisfy({ Self.contains(folded, $0) }) else { return nil }
        if folded == words.flatMap({ $0 }) + [0] { return 80 }
        return words.allSatisfy { Self.contains(folded, $0 + [0]) } ? 60 : 50
    }

    private static func contains(_ text: [UInt8], _ piece: [UInt8]) -> Bool {
        guard let first = piece.first, text.count >= piece.count else { return false }
        for start in 0...(text.count - piece.count) where text[start] == first {
            if text[start..<(start + piece.count)].elementsEqual(piece) { return true }
        }
        return false
    }
}
