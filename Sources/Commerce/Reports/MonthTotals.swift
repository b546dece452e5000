package import Notation

/// Lines and value of each class in one month and currency, and its mapping figures.
package struct MonthTotals: Sendable {
    package let month: Month
    package let currency: TextID
    var classes = ClassTotals()
    /// Lines whose stored printed number differs from the answer for that day (rules.md 2.5).
    package var driftLines = 0
    /// Lines that carry a stored printed number, and so could be compared.
    package var printedLines = 0
    /// Of the cells of the month; known once ``SalesCube/finish(_:)`` has been called.
    var figures = MappingFigures()
    var saleQuantity = DecimalTotal()
    var creditQuantity = DecimalTotal()

    init(month: Month, currency: TextID) {
        self.month = month
        self.currency = currency
    }

    package func lines(_ lineClass: LineClass) -> Int { classes.lines(lineClass) }
    package func value(_ lineClass: LineClass) -> ExactDecimal { classes.value(lineClass) }
    package var allLines: Int { classes.allLines }
}

/// Lines and exact value of each class of lines.
struct ClassTotals: Sendable {
    // In line and not on the heap: every line counts here.
    /// By ``LineClass/rawValue``.
    private var counts = InlineArray<5, Int>(repeating: 0)
    private var values = InlineArray<5, DecimalTotal>(repeating: DecimalTotal())

    @inline(__always)
    mutating func add(_ lineClass: LineClass, _ value: ExactDecimal) {
        let at = Int(lineClass.rawValue)
        counts[at] += 1
        values[at].add(value)
    }

    mutating func add(_ lineClass: LineClass, lines: Int, value: ExactDecimal) {
        let at = Int(lineClass.rawValue)
        counts[at] += lines
        values[at].add(value)
    }

    mutating func add(_ other: ClassTotals) {
        for at in counts.indices where other.counts[at] > 0 {
            counts[at] += other.counts[at]
            values[at].add(other.values[at])
        }
    }

    func lines(_ lineClass: LineClass) -> Int { counts[Int(lineClass.rawValue)] }
    func value(_ lineClass: LineClass) -> ExactDecimal { values[Int(lineClass.rawValue)].value }
    var isEmpty: Bool { allLines == 0 }
    var allLines: Int { LineClass.allCases.reduce(0) { $0 + lines($1) } }
    var hasOverflowed: Bool { LineClass.allCases.contains { values[Int($0.rawValue)].hasOverflowed } }
}
