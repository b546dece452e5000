import Notation

/// The cells of a cube in the order of the sales report, cut into its rows.
struct SalesGroups: Sendable {
    /// Cell numbers, sorted by the key columns by bytes.
    private(set) var order: [UInt32] = []
    /// The rows, as parts of `order`.
    private(set) var rows: [Range<UInt32>] = []
    /// Rows whose cells are all credits: they are no sales, and stand in a part of their own.
    private(set) var creditRows: [Range<UInt32>] = []

    /// - Parameter countries: the country of each customer as a text id, by ``TextID/index``; empty where the
    ///   key has no country.
    init(_ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey>, countries: [TextID]) {
        let cells = cube.cells
        let wanted = cells.indices.filter { scope.reports(cells[$0].key.month) }.map { UInt32($0) }
        let texts = scope.texts
        func category(_ cell: CubeCell) -> TextID { scope.data.items[cell.key.item]?.category ?? .blank }
        func country(_ cell: CubeCell) -> TextID {
            cell.key.customer.index < countries.count ? countries[cell.key.customer.index] : .blank
        }
        var sorted = wanted
        // Out of the loops: a set of names is dear to ask 700,000 times.
        let (byMonth, byCustomer, byItem) = (
            keys.contains(.month), keys.contains(.customer), keys.contains(.item)
        )
        let (byCategory, byCountry) = (keys.contains(.category), keys.contains(.country))
        let byNumber = byCustomer
        if byCategory || byCountry {
            let categories = TextRanks(of: wanted.map { category(cells[Int($0)]) }, texts)
            let lands = TextRanks(of: wanted.map { country(cells[Int($0)]) }, texts)
            let words = wanted.map { at -> UInt64 in
                let cell = cells[Int(at)]
                let high = byCategory ? UInt64(categories[category(cell)]) : 0
                return high << 32 | (byCountry ? UInt64(lands[country(cell)]) : 0)
            }
            sorted = RadixSort.sorted(wanted, by: words)
        }
        let customers = TextRanks(of: cells.lazy.map(\.key.customer), texts)
        let items = TextRanks(of: cells.lazy.map(\.key.item), texts)
        var words = sorted.map { at -> UInt64 in
            let key = cells[Int(at)].key
            var word = byMonth ? UInt64(UInt32(bitPattern: key.month.number)) << 47 : 0
            if byCustomer { word |= UInt64(customers[key.customer]) << 24 }
            if byItem { word |= UInt64(items[key.item]) }
            return word
        }
        RadixSort.sort(&sorted, by: &words)
        func sameGroup(_ a: UInt32, _ b: UInt32) -> Bool {
            let (a, b) = (cells[Int(a)], cells[Int(b)])
            return (!byCategory || category(a) == category(b)) && (!byCountry || country(a) == country(b))
        }
        func precedes(_ a: CubeKey, _ b: CubeKey) -> Bool {
            let byText = byNumber ? texts.compare(a.number, b.number) : 0
            return byText != 0 ? byText < 0 : texts.precedes(cube.currency(of: a), cube.currency(of: b))
        }
        cut(sorted, words, cells, byCategory || byCountry ? sameGroup : nil, precedes) { a, b in
            (!byNumber || a.number == b.number) && a.currency == b.currency
        }
    }

    /// Sorts within each run of equal keys by number and currency, and notes the rows. `words` holds the key of
    /// each of `sorted`, so that most cells need not be looked at.
    private mutating func cut(
        _ sorted: [UInt32], _ words: [UInt64], _ cells: [CubeCell], _ sameGroup: ((UInt32, UInt32) -> Bool)?,
        _ precedes: (CubeKey, CubeKey) -> Bool, _ sameRow: (CubeKey, CubeKey) -> Bool
    ) {
        order.reserveCapacity(sorted.count)
        rows.reserveCapacity(sorted.count)
        let isCredit = cells.map(\.key.isCredit)
        var at = 0
        while at < sorted.count {
            var end = at + 1
            while end < sorted.count, words[end] == words[at], sameGroup?(sorted[at], sorted[end]) ?? true {
                end += 1
            }
            if end - at == 1 {
                append(sorted[at], isCredit: isCredit[Int(sorted[at])])
            } else {
                let group = sorted[at..<end].sorted { precedes(cells[Int($0)].key, cells[Int($1)].key) }
                appendRows(group, cells, sameRow)
            }
            at = end
        }
    }

    private mutating func appendRows(
        _ group: [UInt32], _ cells: [CubeCell], _ sameRow: (CubeKey, CubeKey) -> Bool
    ) {
        var start = 0
        for end in 1...group.count {
            let key = cells[Int(group[start])].key
            if end < group.count, sameRow(key, cells[Int(group[end])].key) { continue }
            append(
                group[start..<end], isCredit: group[start..<end].allSatisfy { cells[Int($0)].key.isCredit })
            start = end
        }
    }

    private mutating func append(_ cell: UInt32, isCredit: Bool) {
        let start = UInt32(truncatingIfNeeded: order.count)
        order.append(cell)
        if isCredit { creditRows.append(start..<start + 1) } else { rows.append(start..<start + 1) }
    }

    private mutating func append(_ part: ArraySlice<UInt32>, isCredit: Bool) {
        let start = UInt32(truncatingIfNeeded: order.count)
        order.append(contentsOf: part)
        let row = start..<UInt32(truncatingIfNeeded: order.count)
        if isCredit { creditRows.append(row) } else { rows.append(row) }
    }
}
