package import Notation

/// All sale and credit lines of a run, each with the number shown (or why none), level and currency. Every report
/// on invoices is a pure function of it.
///
/// 28 bytes a line, appended as lines pass and never looked up; hardly two lines of a month are of one customer and
/// item, so sums of them would be no fewer. ``finish(_:)`` brings them into the order of the sales report, in which
/// the lines of any month, customer or row stand together.
package struct SalesCube: Sendable {
    package internal(set) var cells: [CubeCell] = []
    package internal(set) var months: [MonthTotals] = []
    /// The months that have cells, in order, and where theirs are. Known once ``finish(_:)`` has been called.
    package internal(set) var slices: [Slice] = []
    /// Quantities and values that do not fit a cell.
    var large: [ExactDecimal] = []
    var currencies: [TextID] = []
    /// Whether the sum of a row went beyond 38 digits.
    var rowsHaveOverflowed = false
    private var lastMonth = -1

    /// The cells of one month: by customer, item, number and currency, by bytes.
    package struct Slice: Sendable {
        package let month: Month
        package let cells: Range<Int>
    }

    /// - Parameter expectedLines: About how many lines come; room for their cells is set aside, and costs
    ///   nothing while it is not used.
    package init(expectedLines: Int = 0) {
        cells = .roomy(capacity: min(expectedLines, 16_000_000))
    }

    /// Whether a sum went beyond 38 digits.
    package var hasOverflowed: Bool {
        rowsHaveOverflowed
            || months.contains {
                $0.classes.hasOverflowed || $0.saleQuantity.hasOverflowed || $0.creditQuantity.hasOverflowed
            }
    }

    // MARK: Adding

    /// Adds a sale or credit line; ``nameNumbers(_:from:_:)`` says what number it shows.
    @inline(__always)
    mutating func append(
        customer: TextID, item: TextID, day: Int32, currency: TextID, isCredit: Bool, quantity: ExactDecimal,
        value: ExactDecimal
    ) {
        cells.append(
            CubeCell(
                customer: customer, item: item, number: .blank, day: day,
                currency: currencyPlace(currency), isCredit: isCredit, outcome: .missing, level: .shipTo,
                quantity: pack(quantity), value: pack(value)))
    }

    @inline(__always)
    private mutating func pack(_ value: ExactDecimal) -> (mantissa: Int32, scale: Int32) {
        if value.scale < CubeCell.aside, let small = Int32(exactly: value.mantissa) {
            return (small, value.scale)
        }
        return keep(value)
    }

    private mutating func keep(_ value: ExactDecimal) -> (mantissa: Int32, scale: Int32) {
        large.append(value)
        return (Int32(truncatingIfNeeded: large.count - 1), CubeCell.aside)
    }

    /// Gives the lines from `first` on their numbers, or why they have none.
    mutating func nameNumbers(_ shown: [NumberShown], from first: Int, _ resolver: Resolver) {
        for (at, answer) in shown.enumerated() {
            if case .mapped = answer.outcome {
                cells[first + at].show(resolver.number(ofRow: answer.row), .mapped, answer.level)
            } else {
                cells[first + at].show(.blank, answer.outcome, .shipTo)
            }
        }
    }

    /// The place in ``months`` of a month and currency, new or known.
    @inline(__always)
    mutating func monthPlace(_ month: Month, _ currency: TextID) -> Int {
        if lastMonth >= 0, months[lastMonth].month == month, months[lastMonth].currency == currency {
            return lastMonth
        }
        return newMonthPlace(month, currency)
    }

    private mutating func newMonthPlace(_ month: Month, _ currency: TextID) -> Int {
        if let found = months.firstIndex(where: { $0.month == month && $0.currency == currency }) {
            lastMonth = found
        } else {
            months.append(MonthTotals(month: month, currency: currency))
            lastMonth = months.count - 1
        }
        return lastMonth
    }

    @inline(__always)
    mutating func currencyPlace(_ currency: TextID) -> Int {
        for (i, known) in currencies.enumerated() where known == currency { return i }
        currencies.append(currency)
        return currencies.count - 1
    }

    /// Adds what another cube gathered from other lines.
    ///
    /// - Parameter ids: What its texts are here.
    mutating func add(_ other: consuming SalesCube, _ ids: RenamedTexts) {
        let offset = Int32(truncatingIfNeeded: large.count)
        let places = other.currencies.map { currencyPlace(ids[$0]) }
        for totals in other.months {
            let at = monthPlace(totals.month, ids[totals.currency])
            months[at].classes.add(totals.classes)
            months[at].driftLines += totals.driftLines
            months[at].printedLines += totals.printedLines
        }
        rowsHaveOverflowed = rowsHaveOverflowed || other.rowsHaveOverflowed
        let staysAside = offset == 0 || other.large.isEmpty
        large += other.large
        let first = cells.count
        if first == 0 { cells = other.cells } else { cells.append(contentsOf: other.cells) }
        // Hardly any: numbers and names are read before the lines.
        let areAlike = staysAside && places.elementsEqual(places.indices)
        for at in first..<cells.count where !areAlike || !cells[at].isNamedAlike(ids) {
            cells[at] = cells[at].renamed(currency: places[cells[at].currency], asideBy: offset, ids)
        }
    }

    // MARK: Reading

    package func currency(of cell: CubeCell) -> TextID { currencies[cell.currency] }

    @inline(__always)
    package func quantity(of cell: CubeCell) -> ExactDecimal {
        decimal(cell.quantityMantissa, cell.quantityScale)
    }

    @inline(__always)
    package func value(of cell: CubeCell) -> ExactDecimal { decimal(cell.valueMantissa, cell.valueScale) }

    @inline(__always)
    private func decimal(_ mantissa: Int32, _ scale: Int32) -> ExactDecimal {
        scale == CubeCell.aside
            ? large[Int(mantissa)] : ExactDecimal(mantissa: Int128(mantissa), scale: Int(scale))
    }

    @inline(__always)
    func addQuantity(of cell: CubeCell, to total: inout DecimalTotal) {
        if cell.quantityScale == CubeCell.aside { return total.add(quantity(of: cell)) }
        total.add(cell.quantityMantissa, scale: cell.quantityScale)
    }

    @inline(__always)
    func addValue(of cell: CubeCell, to total: inout DecimalTotal) {
        if cell.valueScale == CubeCell.aside { return total.add(value(of: cell)) }
        total.add(cell.valueMantissa, scale: cell.valueScale)
    }

    /// The cells of the months that are reported on: the last ones.
    func reported(_ scope: ReportScope) -> ArraySlice<CubeCell> {
        let first = slices.first { scope.reports($0.month) }?.cells.lowerBound
        return cells[(first ?? cells.endIndex)...]
    }

    /// The months that are reported on and have cells.
    func reportedSlices(_ scope: ReportScope) -> ArraySlice<Slice> {
        slices.drop { !scope.reports($0.month) }
    }
}
