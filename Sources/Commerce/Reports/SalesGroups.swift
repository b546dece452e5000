import Notation

/// The cells of a cube in the order of the sales report, cut into its rows.
struct SalesGroups: Sendable {
    /// Where the rows begin in the order of the report.
    private(set) var rows: [UInt32] = []
    /// Rows whose cells are all credits: they are no sales, and stand in a part of their own.
    private(set) var creditRows: [UInt32] = []
    /// Cell numbers, sorted by the key columns by bytes; empty where that is the order of the cube.
    private var order: [UInt32] = []
    /// A bit for each place at which a row begins, and for the end of the last.
    private var begins: [UInt64] = []

    /// - Parameters:
    ///   - countries: the country of each customer as a text id, by ``TextID/index``; empty where the key has
    ///     no country.
    ///   - room: the bits that month, customer and item may take together; where they need more, customer and
    ///     item are ranked first.
    init(
        _ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey>, countries: [TextID],
        room: Int = UInt64.bitWidth
    ) {
        if keys == SalesKey.standard {
            cut(cube, cube.reportedSlices(scope))
        } else {
            sort(cube, scope, by: keys, countries: countries, room: room)
        }
    }

    /// The cell at a place of the order.
    @inline(__always)
    func cell(at place: Int) -> Int { order.isEmpty ? place : Int(order[place]) }

    /// The places of the row that begins at one.
    @inline(__always)
    func row(at start: UInt32) -> Range<Int> {
        let next = Int(start) + 1
        var word = next >> 6
        var rest = begins[word] & (~0 << UInt64(next & 63))
        while rest == 0 {
            word += 1
            rest = begins[word]
        }
        return Int(start)..<word << 6 + rest.trailingZeroBitCount
    }

    /// Cuts cells that stand in the order of the report already.
    private mutating func cut(_ cube: SalesCube, _ slices: ArraySlice<SalesCube.Slice>) {
        guard let last = slices.last?.cells.upperBound, let first = slices.first?.cells.lowerBound else {
            return
        }
        begins = [UInt64](repeating: 0, count: last / 64 + 1)
        rows.reserveCapacity(last - first)
        for slice in slices {
            var start = slice.cells.lowerBound
            while start < slice.cells.upperBound {
                let key = cube.cells[start]
                var hasSale = !key.isCredit
                var end = start + 1
                while end < slice.cells.upperBound, cube.cells[end].isOfRow(key) {
                    hasSale = hasSale || !cube.cells[end].isCredit
                    end += 1
                }
                append(start..<end, isCredit: !hasSale)
                start = end
            }
        }
    }

    /// Notes a row, and where it ends.
    @inline(__always)
    private mutating func append(_ row: Range<Int>, isCredit: Bool) {
        let start = UInt32(truncatingIfNeeded: row.lowerBound)
        if isCredit { creditRows.append(start) } else { rows.append(start) }
        begins[row.lowerBound >> 6] |= 1 << UInt64(row.lowerBound & 63)
        begins[row.upperBound >> 6] |= 1 << UInt64(row.upperBound & 63)
    }
}

extension SalesGroups {
    /// Sorts by other keys than those of the cube, and cuts.
    fileprivate mutating func sort(
        _ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey>, countries: [TextID], room: Int
    ) {
        let cells = cube.cells
        let texts = scope.texts
        func category(_ cell: CubeCell) -> TextID { scope.data.items[cell.item]?.category ?? .blank }
        func country(_ cell: CubeCell) -> TextID {
            cell.customer.index < countries.count ? countries[cell.customer.index] : .blank
        }
        var sorted = cube.reported(scope).indices.map { UInt32(truncatingIfNeeded: $0) }
        // Out of the loops: a set of names is dear to ask 700,000 times.
        let byCustomer = keys.contains(.customer)
        let (byCategory, byCountry) = (keys.contains(.category), keys.contains(.country))
        if byCategory || byCountry {
            let categories = TextRanks(of: sorted.map { category(cells[Int($0)]) }, texts)
            let lands = TextRanks(of: sorted.map { country(cells[Int($0)]) }, texts)
            let words = sorted.map { at -> UInt64 in
                let cell = cells[Int(at)]
                let high = byCategory ? UInt64(categories[category(cell)]) : 0
                return high << 32 | (byCountry ? UInt64(lands[country(cell)]) : 0)
            }
            sorted = RadixSort.sorted(sorted, by: words)
        }
        var words = Self.words(sorted, cube, scope, by: keys, room: room)
        RadixSort.sort(&sorted, by: &words)
        func sameGroup(_ a: UInt32, _ b: UInt32) -> Bool {
            let (a, b) = (cells[Int(a)], cells[Int(b)])
            return (!byCategory || category(a) == category(b)) && (!byCountry || country(a) == country(b))
        }
        func precedes(_ a: CubeCell, _ b: CubeCell) -> Bool {
            let byText = byCustomer ? texts.compare(a.number, b.number) : 0
            return byText != 0 ? byText < 0 : texts.precedes(cube.currency(of: a), cube.currency(of: b))
        }
        cut(sorted, words, cells, byCategory || byCountry ? sameGroup : nil, precedes) { a, b in
            (!byCustomer || a.number == b.number) && a.currency == b.currency
        }
    }

    /// Month, customer and item of each cell as one number.
    private static func words(
        _ sorted: [UInt32], _ cube: SalesCube, _ scope: ReportScope, by keys: Set<SalesKey>, room: Int
    ) -> [UInt64] {
        let customers = TextRanks(of: cube.cells.lazy.map(\.customer), scope.texts)
        let items = TextRanks(of: cube.cells.lazy.map(\.item), scope.texts)
        let (byCustomer, byItem) = (keys.contains(.customer), keys.contains(.item))
        let isWide = Month.bits + customers.bits + items.bits > room
        let customerShift = UInt64(isWide ? 32 : items.bits)
        let monthShift = isWide ? 32 : customerShift + UInt64(customers.bits)
        var words = sorted.map { at in
            let cell = cube.cells[Int(at)]
            return (byCustomer ? UInt64(customers[cell.customer]) << customerShift : 0)
                | (byItem ? UInt64(items[cell.item]) : 0)
        }
        if isWide { words = RadixSort.ranks(of: words) }
        guard keys.contains(.month) else { return words }
        var months = [UInt64](repeating: 0, count: cube.cells.count)
        for slice in cube.slices {
            for at in slice.cells { months[at] = UInt64(UInt32(bitPattern: slice.month.number)) }
        }
        for (place, at) in sorted.enumerated() { words[place] |= months[Int(at)] << monthShift }
        return words
    }

    /// Sorts within each run of equal keys by number and currency, and notes the rows. `words` holds the key
    /// of each of `sorted`, so that most cells need not be looked at.
    private mutating func cut(
        _ sorted: [UInt32], _ words: [UInt64], _ cells: [CubeCell], _ sameGroup: ((UInt32, UInt32) -> Bool)?,
        _ precedes: (CubeCell, CubeCell) -> Bool, _ sameRow: (CubeCell, CubeCell) -> Bool
    ) {
        order.reserveCapacity(sorted.count)
        begins = [UInt64](repeating: 0, count: sorted.count / 64 + 1)
        var at = 0
        while at < sorted.count {
            var end = at + 1
            while end < sorted.count, words[end] == words[at], sameGroup?(sorted[at], sorted[end]) ?? true {
                end += 1
            }
            let group = sorted[at..<end].sorted { precedes(cells[Int($0)], cells[Int($1)]) }
            order += group
            var start = 0
            for next in 1...group.count {
                let first = cells[Int(group[start])]
                if next < group.count, sameRow(first, cells[Int(group[next])]) { continue }
                let isCredit = group[start..<next].allSatisfy { cells[Int($0)].isCredit }
                append(at + start..<at + next, isCredit: isCredit)
                start = next
            }
            at = end
        }
    }
}

extension Month {
    /// As many as hold the number of any month: years have four digits.
    fileprivate static let bits = 17
}
