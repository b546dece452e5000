package import Notation

/// Lines and value of each class in one month and currency, the part of the figures that needs no key.
package struct MonthTotals: Sendable {
    package let month: Month
    package let currency: TextID
    /// By ``LineClass/rawValue``.
    package private(set) var lines: [Int]
    package private(set) var values: [DecimalTotal]
    /// Lines whose stored printed number differs from the answer for that day (rules.md 2.5).
    package var driftLines = 0
    /// Lines that carry a stored printed number, and so could be compared.
    package var printedLines = 0

    /// Where the cells of this month are: their index in the cube plus one, 0 for empty. A table for each month
    /// stays in the cache, as invoices stand by date; one for all would miss it on almost every line.
    var slots = [UInt32](repeating: 0, count: 1 << 14)
    var cellCount = 0

    init(month: Month, currency: TextID) {
        self.month = month
        self.currency = currency
        lines = [Int](repeating: 0, count: LineClass.allCases.count)
        values = [DecimalTotal](repeating: DecimalTotal(), count: LineClass.allCases.count)
    }

    @inline(__always)
    mutating func add(_ lineClass: LineClass, _ value: ExactDecimal) {
        lines[Int(lineClass.rawValue)] += 1
        values[Int(lineClass.rawValue)].add(value)
    }

    mutating func add(_ lineClass: LineClass, lines: Int, value: ExactDecimal) {
        self.lines[Int(lineClass.rawValue)] += lines
        values[Int(lineClass.rawValue)].add(value)
    }

    package func lines(_ lineClass: LineClass) -> Int { lines[Int(lineClass.rawValue)] }
    package func value(_ lineClass: LineClass) -> ExactDecimal { values[Int(lineClass.rawValue)].value }
    package var allLines: Int { lines.reduce(0, +) }
}
