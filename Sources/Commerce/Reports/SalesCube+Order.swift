import Notation

extension SalesCube {
    /// Says that no more lines come: brings the cells into order, and sums those of each month.
    ///
    /// - Parameter texts: What the ids of the cells name.
    package mutating func finish(_ texts: Texts) {
        groupByMonth()
        var sorter = CellSorter(cells, texts, currencies: currencies)
        for slice in slices {
            cells.withUnsafeMutableBufferPointer {
                sorter.sort(UnsafeMutableBufferPointer(rebasing: $0[slice.cells]))
            }
            sum(slice)
        }
        if !large.isEmpty { checkRows() }
    }

    /// Makes the cells of each month stand together, in order of the months.
    private mutating func groupByMonth() {
        let runs = monthRuns()
        guard let lowest = runs.map(\.month).min(), let highest = runs.map(\.month).max() else {
            slices = []
            return
        }
        // Years have four digits, so there are at most 120,000 months.
        var starts = [Int](repeating: 0, count: Int(highest.number - lowest.number) + 2)
        for run in runs { starts[Int(run.month.number - lowest.number) + 1] += run.cells.count }
        for at in starts.indices.dropFirst() { starts[at] += starts[at - 1] }
        slices = starts.indices.dropLast().filter { starts[$0] < starts[$0 + 1] }.map { at in
            Slice(month: lowest.adding(months: at), cells: starts[at]..<starts[at + 1])
        }
        // Files are in order of their dates as a rule.
        if slices.count < runs.count { move(runs, lowest, starts) }
    }

    private mutating func move(_ runs: [Slice], _ lowest: Month, _ starts: [Int]) {
        var next = starts
        let scattered = cells
        cells = .roomy(capacity: scattered.count)
        cells.append(contentsOf: repeatElement(CubeCell.nothing, count: scattered.count))
        for run in runs {
            let month = Int(run.month.number - lowest.number)
            for (at, cell) in scattered[run.cells].enumerated() { cells[next[month] + at] = cell }
            next[month] += run.cells.count
        }
    }

    /// Stretches of cells of one month, as they stand.
    private func monthRuns() -> [Slice] {
        var runs: [Slice] = []
        var days: Range<Int32> = 0..<0
        var month = Month(number: 0)
        var start = 0
        for (at, cell) in cells.enumerated() where !days.contains(cell.day) {
            if at > 0 { runs.append(Slice(month: month, cells: start..<at)) }
            start = at
            month = Day(number: cell.day).month
            days = month.firstDay.number..<month.adding(months: 1).firstDay.number
        }
        if start < cells.count { runs.append(Slice(month: month, cells: start..<cells.count)) }
        return runs
    }

    // MARK: Sums

    private mutating func sum(_ slice: Slice) {
        for at in months.indices where months[at].month == slice.month {
            months[at].figures = MappingFigures()
            (months[at].saleQuantity, months[at].creditQuantity) = (DecimalTotal(), DecimalTotal())
        }
        var currency = cells[slice.cells.lowerBound].currency
        var place = monthPlace(slice.month, currencies[currency])
        var totals = months[place]
        for at in slice.cells {
            let cell = cells[at]
            if cell.currency != currency {
                months[place] = totals
                currency = cell.currency
                place = monthPlace(slice.month, currencies[currency])
                totals = months[place]
            }
            totals.figures.add(cell, self)
            if cell.isCredit {
                addQuantity(of: cell, to: &totals.creditQuantity)
            } else {
                addQuantity(of: cell, to: &totals.saleQuantity)
            }
        }
        months[place] = totals
    }

    /// Whether each row of the sales report has a sum: only where a line alone has many digits it may have none.
    private mutating func checkRows() {
        for slice in slices {
            var start = slice.cells.lowerBound
            while start < slice.cells.upperBound {
                var sums = InlineArray<4, DecimalTotal>(repeating: DecimalTotal())
                var at = start
                while at < slice.cells.upperBound, cells[at].isOfRow(cells[start]) {
                    addQuantity(of: cells[at], to: &sums[cells[at].isCredit ? 0 : 1])
                    addValue(of: cells[at], to: &sums[cells[at].isCredit ? 2 : 3])
                    at += 1
                }
                for i in sums.indices where sums[i].hasOverflowed { rowsHaveOverflowed = true }
                start = at
            }
        }
    }
}

/// Sorts the cells of one month after the other.
private struct CellSorter {
    private let customers: TextRanks
    private let items: TextRanks
    private let texts: Texts
    private let currencies: [TextID]
    /// Key and place of each cell: where both fit one word, the key above the place.
    private var words: [UInt64] = []
    private var sorted: [CubeCell] = []
    private var scratch: [UInt64] = []

    init(_ cells: [CubeCell], _ texts: Texts, currencies: [TextID]) {
        customers = TextRanks(of: cells.lazy.map(\.customer), texts)
        items = TextRanks(of: cells.lazy.map(\.item), texts)
        self.texts = texts
        self.currencies = currencies
    }

    mutating func sort(_ cells: UnsafeMutableBufferPointer<CubeCell>) {
        sorted.removeAll(keepingCapacity: true)
        if customers.bits + items.bits <= 32, cells.count <= Int(UInt32.max) {
            sortNarrow(cells)
        } else {
            sortWide(cells)
        }
        settleTies()
        sorted.withUnsafeBufferPointer { _ = cells.update(fromContentsOf: $0) }
    }

    private mutating func sortNarrow(_ cells: UnsafeMutableBufferPointer<CubeCell>) {
        words.removeAll(keepingCapacity: true)
        let shift = UInt64(32 + items.bits)
        for (at, cell) in cells.enumerated() {
            let key = UInt64(customers[cell.customer]) &<< shift | UInt64(items[cell.item]) &<< 32
            words.append(key | UInt64(truncatingIfNeeded: at))
        }
        RadixSort.sort(&words, &scratch, from: 32)
        for word in words { sorted.append(cells[Int(word & 0xFFFF_FFFF)]) }
    }

    /// For more customers and items than 32 bits can number together.
    private mutating func sortWide(_ cells: UnsafeMutableBufferPointer<CubeCell>) {
        var keys = cells.map { UInt64(customers[$0.customer]) << 32 | UInt64(items[$0.item]) }
        var order = cells.indices.map { UInt32(truncatingIfNeeded: $0) }
        RadixSort.sort(&order, by: &keys)
        for at in order { sorted.append(cells[Int(at)]) }
    }

    /// Sorts lines of one customer and item by number and currency.
    private mutating func settleTies() {
        var start = 0
        while start < sorted.count {
            let first = sorted[start]
            var end = start + 1
            var differ = false
            while end < sorted.count, sorted[end].item == first.item, sorted[end].customer == first.customer {
                differ = differ || !sorted[end].isOfRow(first)
                end += 1
            }
            if differ {
                let (texts, currencies) = (texts, currencies)
                sorted[start..<end].sort { a, b in
                    let byText = texts.compare(a.number, b.number)
                    if byText != 0 { return byText < 0 }
                    return texts.precedes(currencies[a.currency], currencies[b.currency])
                }
            }
            start = end
        }
    }
}
