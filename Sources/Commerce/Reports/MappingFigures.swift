import Notation

/// The figures of the accuracy report for one group of cells: a month, or a customer in a month.
struct MappingFigures: Sendable {
    // In line and not on the heap: there is one of these for each customer in each month.
    /// Sale lines by ``MappingOutcome/rawValue``, and their value.
    private var outcomeLines = InlineArray<5, Int>(repeating: 0)
    private var outcomeValues = InlineArray<5, DecimalTotal>(repeating: DecimalTotal())
    /// Mapped sale lines by ``Level/rawValue``.
    private var levelLines = InlineArray<5, Int>(repeating: 0)
    private(set) var creditMappedLines = 0
    private(set) var creditUnmappedLines = 0
    private(set) var creditMappedValue = DecimalTotal()
    private(set) var creditUnmappedValue = DecimalTotal()

    @inline(__always)
    mutating func add(_ cell: CubeCell, _ cube: borrowing SalesCube) {
        let outcome = cell.outcome
        if cell.isCredit {
            if outcome == .mapped {
                creditMappedLines += 1
                cube.addValue(of: cell, to: &creditMappedValue)
            } else {
                creditUnmappedLines += 1
                cube.addValue(of: cell, to: &creditUnmappedValue)
            }
            return
        }
        outcomeLines[Int(outcome.rawValue)] += 1
        cube.addValue(of: cell, to: &outcomeValues[Int(outcome.rawValue)])
        if outcome == .mapped { levelLines[Int(cell.level.rawValue)] += 1 }
    }

    mutating func add(_ other: MappingFigures) {
        for i in outcomeLines.indices {
            outcomeLines[i] += other.outcomeLines[i]
            outcomeValues[i].add(other.outcomeValues[i])
        }
        for i in levelLines.indices { levelLines[i] += other.levelLines[i] }
        creditMappedLines += other.creditMappedLines
        creditUnmappedLines += other.creditUnmappedLines
        creditMappedValue.add(other.creditMappedValue)
        creditUnmappedValue.add(other.creditUnmappedValue)
    }

    func lines(_ outcome: MappingOutcome) -> Int { outcomeLines[Int(outcome.rawValue)] }
    func value(_ outcome: MappingOutcome) -> ExactDecimal { outcomeValues[Int(outcome.rawValue)].value }
    func lines(_ level: Level) -> Int { levelLines[Int(level.rawValue)] }

    var saleLines: Int {
        var sum = 0
        for i in outcomeLines.indices { sum += outcomeLines[i] }
        return sum
    }
    /// Sales and credits.
    var allLines: Int { saleLines + creditLines }
    var mappedLines: Int { lines(.mapped) }
    var unmappedLines: Int { saleLines - mappedLines }
    var mappedValue: ExactDecimal { value(.mapped) }

    /// The exact sum over the four outcomes that are no mapping.
    var unmappedValue: ExactDecimal {
        var sum = DecimalTotal()
        for outcome in MappingOutcome.allCases where outcome != .mapped { sum.add(value(outcome)) }
        return sum.value
    }

    var saleValue: ExactDecimal {
        var sum = DecimalTotal()
        for i in outcomeValues.indices { sum.add(outcomeValues[i].value) }
        return sum.value
    }

    var creditLines: Int { creditMappedLines + creditUnmappedLines }
    var creditValue: ExactDecimal {
        var sum = creditMappedValue
        sum.add(creditUnmappedValue.value)
        return sum.value
    }

    var lineCoverage: ExactDecimal? { percent(mappedLines, of: saleLines) }
    var valueCoverage: ExactDecimal? { percent(mappedValue, of: saleValue) }
}

/// The change of a percentage, in points; nil where one of them has no base.
func change(_ now: ExactDecimal?, _ before: ExactDecimal?) -> ExactDecimal? {
    guard let now, let before else { return nil }
    return try? now.subtracting(before)
}
