import Notation

/// Fills the rows of the sales report from the cells of a cube.
struct SalesRows: Sendable {
    private let cube: SalesCube
    private let groups: SalesGroups
    private let scope: ReportScope
    private let countries: [TextID]
    private let digits: CurrencyDigits
    /// The description of each item, by ``TextID/index``.
    private let descriptions: [TextID]
    private let months: MonthsOfDays
    private let hasMonth: Bool
    private let hasCustomer: Bool
    private let hasItem: Bool
    private let hasCategory: Bool
    private let hasCountry: Bool

    init(
        cube: SalesCube, groups: SalesGroups, scope: ReportScope, keys: Set<SalesKey>, countries: [TextID],
        digits: CurrencyDigits
    ) {
        self.cube = cube
        self.groups = groups
        self.scope = scope
        self.countries = countries
        self.digits = digits
        descriptions = scope.data.items.records.descriptions
        months = MonthsOfDays(cube.slices.map(\.month))
        hasMonth = keys.contains(.month)
        hasCustomer = keys.contains(.customer)
        hasItem = keys.contains(.item)
        hasCategory = keys.contains(.category)
        hasCountry = keys.contains(.country)
    }

    /// - Parameter start: Where the row begins in the order of the groups.
    func fill(_ start: UInt32, _ buffer: inout RowBuffer) {
        let row = groups.row(at: start)
        let first = cube.cells[groups.cell(at: row.lowerBound)]
        let currency = cube.currency(of: first)
        buffer.append(hasMonth ? .month(months[first.day]) : .blank)
        buffer.append(hasCustomer ? .text(first.customer) : .blank)
        buffer.append(hasItem ? .text(first.item) : .blank)
        buffer.append(hasCustomer ? .text(first.number) : .blank)
        buffer.append(hasItem ? .text(description(first.item)) : .blank)
        if row.count == 1 {
            fillFigures(first, digits[currency], &buffer)
        } else {
            fillFigures(row, digits[currency], &buffer)
        }
        buffer.append(.text(currency))
        if hasCategory { buffer.append(.text(scope.data.items[first.item]?.category ?? .blank)) }
        if hasCountry {
            buffer.append(
                .text(first.customer.index < countries.count ? countries[first.customer.index] : .blank))
        }
    }

    @inline(__always)
    private func description(_ item: TextID) -> TextID {
        item.index < descriptions.count ? descriptions[item.index] : .blank
    }

    /// The figures of the one line that nearly every row is made of.
    @inline(__always)
    private func fillFigures(_ cell: CubeCell, _ digits: UInt8, _ buffer: inout RowBuffer) {
        let (quantity, value) = (cube.quantity(of: cell).normalized, cube.value(of: cell))
        if cell.isCredit { Self.fillNothing(digits, &buffer) }
        buffer.append(.integer(1))
        buffer.append(.decimal(quantity))
        buffer.append(.money(value, digits: digits))
        if !cell.isCredit { Self.fillNothing(digits, &buffer) }
    }

    @inline(__always)
    private static func fillNothing(_ digits: UInt8, _ buffer: inout RowBuffer) {
        buffer.append(.integer(0))
        buffer.append(.decimal(.zero))
        buffer.append(.money(.zero, digits: digits))
    }

    private func fillFigures(_ row: Range<Int>, _ digits: UInt8, _ buffer: inout RowBuffer) {
        var sums = RowSums()
        for at in row { sums.add(cube.cells[groups.cell(at: at)], cube) }
        buffer.append(.integer(sums.lines))
        buffer.append(.decimal(sums.quantity.value.normalized))
        buffer.append(.money(sums.value.value, digits: digits))
        buffer.append(.integer(sums.creditLines))
        buffer.append(.decimal(sums.creditQuantity.value.normalized))
        buffer.append(.money(sums.creditValue.value, digits: digits))
    }
}

extension [Item] {
    /// The description of each item, by ``TextID/index`` of its number.
    fileprivate var descriptions: [TextID] {
        var descriptions = [TextID](repeating: .blank, count: (map(\.number.index).max() ?? -1) + 1)
        for item in self { descriptions[item.number.index] = item.description }
        return descriptions
    }
}

/// The month of each day of some months, looked up instead of counted.
private struct MonthsOfDays: Sendable {
    private let first: Int32
    private let months: [Month]

    /// - Parameter months: in order.
    init(_ months: [Month]) {
        first = months.first?.firstDay.number ?? 0
        let last = months.last?.lastDay.number ?? 0
        // 180 years; where documents are of more, somebody has mistyped a date.
        self.months = last - first < 1 << 16 ? (first...max(first, last)).map { Day(number: $0).month } : []
    }

    @inline(__always)
    subscript(day: Int32) -> Month {
        let at = Int(day) - Int(first)
        return at >= 0 && at < months.count ? months[at] : Day(number: day).month
    }
}

/// The figures of one row of the sales report.
private struct RowSums {
    var lines = 0
    var creditLines = 0
    var quantity = DecimalTotal()
    var value = DecimalTotal()
    var creditQuantity = DecimalTotal()
    var creditValue = DecimalTotal()

    @inline(__always)
    mutating func add(_ cell: CubeCell, _ cube: borrowing SalesCube) {
        if cell.isCredit {
            creditLines += 1
            cube.addQuantity(of: cell, to: &creditQuantity)
            cube.addValue(of: cell, to: &creditValue)
        } else {
            lines += 1
            cube.addQuantity(of: cell, to: &quantity)
            cube.addValue(of: cell, to: &value)
        }
    }
}
