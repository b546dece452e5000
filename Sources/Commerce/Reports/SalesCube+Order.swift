import Dispatch
import Notation
import Synchronization

extension SalesCube {
    /// Says that no more lines come: brings the cells into order, and sums those of each month.
    ///
    /// - Parameters:
    ///   - texts: What the ids of the cells name.
    ///   - jobs: How many threads work, each on a month at a time.
    package mutating func finish(_ texts: Texts, jobs: Int = 1) {
        groupByMonth()
        let sorter = CellSorter(cells, texts, currencies: currencies, jobs: jobs)
        let made = Mutex([[SliceSum]](repeating: [], count: slices.count))
        let next = Atomic(0)
        var sorted: [CubeCell] = []
        swap(&sorted, &cells)
        let cube = self
        let threads = sorted.count < Self.worthThreads ? 1 : min(jobs, slices.count)
        sorted.withUnsafeMutableBufferPointer { all in
            // Each thread has the cells of other months.
            nonisolated(unsafe) let cells = all
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                var sorter = sorter
                while true {
                    let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard at < cube.slices.count else { return }
                    let own = UnsafeMutableBufferPointer(rebasing: cells[cube.slices[at].cells])
                    sorter.sort(own)
                    let sums = cube.sums(of: UnsafeBufferPointer(own))
                    made.withLock { $0[at] = sums }
                }
            }
        }
        swap(&sorted, &cells)
        for (slice, sums) in zip(slices, made.withLock { $0 }) { take(sums, of: slice) }
        if !large.isEmpty { checkRows() }
    }

    /// Fewer cells are not worth a second thread.
    private static let worthThreads = 20_000

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
            days = month.dayNumbers
        }
        if start < cells.count { runs.append(Slice(month: month, cells: start..<cells.count)) }
        return runs
    }

    // MARK: Sums

    /// What the cells of a month in one currency come to.
    private struct SliceSum {
        let currency: Int
        var figures = MappingFigures()
        var saleQuantity = DecimalTotal()
        var creditQuantity = DecimalTotal()
    }

    private func sums(of cells: UnsafeBufferPointer<CubeCell>) -> [SliceSum] {
        guard let first = cells.first else { return [] }
        var sums: [SliceSum] = []
        var sum = SliceSum(currency: first.currency)
        for cell in cells {
            if cell.currency != sum.currency {
                let known = sums.firstIndex { $0.currency == cell.currency }
                sums.append(sum)
                sum = known.map { sums.remove(at: $0) } ?? SliceSum(currency: cell.currency)
            }
            sum.figures.add(cell, self)
            if cell.isCredit {
                addQuantity(of: cell, to: &sum.creditQuantity)
            } else {
                addQuantity(of: cell, to: &sum.saleQuantity)
            }
        }
        return sums + [sum]
    }

    private mutating func take(_ sums: [SliceSum], of slice: Slice) {
        for at in months.indices where months[at].month == slice.month {
            months[at].figures = MappingFigures()
            (months[at].saleQuantity, months[at].creditQuantity) = (DecimalTotal(), DecimalTotal())
        }
        for sum in sums {
            let place = monthPlace(slice.month, currencies[sum.currency])
            months[place].figures = sum.figures
            (months[place].saleQuantity, months[place].creditQuantity) = (
                sum.saleQuantity, sum.creditQuantity
            )
        }
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

    init(_ cells: [CubeCell], _ texts: Texts, currencies: [TextID], jobs: Int) {
        let made = Mutex<(customers: TextRanks?, items: TextRanks?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: jobs > 1 ? 2 : 1) { at in
            if at == 0 {
                let ranks = TextRanks(of: cells.lazy.map(\.customer), texts)
                made.withLock { $0.customers = ranks }
            } else {
                let ranks = TextRanks(of: cells.lazy.map(\.item), texts)
                made.withLock { $0.items = ranks }
            }
        }
        let ranks = made.withLock { $0 }
        customers = ranks.customers ?? TextRanks(of: [], texts)
        items = ranks.items ?? TextRanks(of: cells.lazy.map(\.item), texts)
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
