import Notation

/// One month (in one currency) of the accuracy report.
struct AccuracyRow: Sendable {
    let month: Month
    let currency: TextID
    var figures: MappingFigures
    /// Lines of each class, in the order of ``LineClass``.
    var classLines: [Int]
    var classValues: [ExactDecimal]
    var driftLines: Int
    var printedLines: Int
    /// The month before in the same currency, where it is known.
    var before: MappingFigures?

    /// The months of the period, in order; the month before it serves for the change only.
    static func months(_ cube: SalesCube, _ scope: ReportScope) -> [AccuracyRow] {
        var rows = cube.months.map { totals in
            AccuracyRow(
                month: totals.month, currency: totals.currency, figures: totals.figures,
                classLines: LineClass.allCases.map(totals.lines),
                classValues: LineClass.allCases.map(totals.value), driftLines: totals.driftLines,
                printedLines: totals.printedLines)
        }
        rows.sort {
            $0.month != $1.month ? $0.month < $1.month : scope.texts.precedes($0.currency, $1.currency)
        }
        let places = PlaceTable(rows.map { ($0.month, $0.currency) })
        for at in rows.indices {
            let earlier = places.find(rows[at].month.adding(months: -1), rows[at].currency)
            rows[at].before = earlier.map { rows[$0].figures }
        }
        return rows.filter { scope.reports($0.month) }
    }

    func fill(_ buffer: inout RowBuffer, digits: UInt8) {
        buffer.append(.month(month))
        fillFigures(&buffer, digits: digits)
        buffer.append(.decimal(optional: change(figures.lineCoverage, before?.lineCoverage)))
        buffer.append(.decimal(optional: change(figures.valueCoverage, before?.valueCoverage)))
        buffer.append(.integer(printedLines))
        buffer.append(.integer(driftLines))
        buffer.append(.text(currency))
    }

    private func fillFigures(_ buffer: inout RowBuffer, digits: UInt8) {
        func money(_ value: ExactDecimal) -> Cell { .money(value, digits: digits) }
        func lines(_ lineClass: LineClass) -> Cell { .integer(classLines[Int(lineClass.rawValue)]) }
        func value(_ lineClass: LineClass) -> Cell { money(classValues[Int(lineClass.rawValue)]) }
        let f = figures
        let cells: [Cell] = [
            .integer(classLines.reduce(0, +)), .integer(f.saleLines), .integer(f.mappedLines),
            .integer(f.unmappedLines), .integer(f.lines(.missing)), .integer(f.lines(.expired)),
            .integer(f.lines(.notYetValid)), money(f.mappedValue), money(f.unmappedValue),
            .decimal(optional: f.lineCoverage), .decimal(optional: f.valueCoverage), .integer(f.creditLines),
            .integer(f.creditMappedLines), money(f.creditValue), lines(.noCustomer), lines(.nonItem),
            lines(.adjustment), .integer(f.lines(.inactive)), .integer(f.lines(.shipTo)),
            .integer(f.lines(.own)),
            .integer(f.lines(.parent)), .integer(f.lines(.group)), .integer(f.lines(.everyone)),
            money(f.saleValue), money(f.value(.missing)), money(f.value(.expired)),
            money(f.value(.notYetValid)),
            money(f.value(.inactive)), .integer(f.creditUnmappedLines), money(f.creditMappedValue.value),
            money(f.creditUnmappedValue.value), value(.noCustomer), value(.nonItem), value(.adjustment),
        ]
        for cell in cells { buffer.append(cell) }
    }

    /// The exact sums over the months, one row a currency.
    static func totals(_ rows: [AccuracyRow], _ scope: ReportScope) -> [AccuracyRow] {
        var totals: [AccuracyRow] = []
        for row in rows {
            guard let at = totals.firstIndex(where: { $0.currency == row.currency }) else {
                var first = row
                first.before = nil
                totals.append(first)
                continue
            }
            totals[at].add(row)
        }
        return totals.sorted { scope.texts.precedes($0.currency, $1.currency) }
    }

    private mutating func add(_ other: AccuracyRow) {
        figures.add(other.figures)
        for i in classLines.indices {
            classLines[i] += other.classLines[i]
            var sum = DecimalTotal()
            sum.add(classValues[i])
            sum.add(other.classValues[i])
            classValues[i] = sum.value
        }
        driftLines += other.driftLines
        printedLines += other.printedLines
    }

    func totalRow(_ columns: [Column], digits: UInt8, single: Bool, _ scope: ReportScope) -> TotalRow {
        var buffer = RowBuffer()
        fill(&buffer, digits: digits)
        var row = TotalRow(single ? "Total" : "Total \(scope.texts.string(currency))", of: columns, [:])
        row.cells = [.blank] + buffer.cells.dropFirst()
        return row
    }
}

/// Finds the row of a month and currency.
private struct PlaceTable {
    private let keys: [(month: Month, currency: TextID)]

    init(_ keys: [(Month, TextID)]) {
        self.keys = keys.map { (month: $0.0, currency: $0.1) }
    }

    func find(_ month: Month, _ currency: TextID) -> Int? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].month < month { low = middle + 1 } else { high = middle }
        }
        while low < keys.count, keys[low].month == month {
            if keys[low].currency == currency { return low }
            low += 1
        }
        return nil
    }
}
