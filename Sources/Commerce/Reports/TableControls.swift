package import Notation

/// The control totals of one input: what was read equals what was used, excluded and rejected (rules.md 6).
package struct ControlTotals: Sendable {
    /// Lines, and their value where the report knows it.
    package struct Entry: Sendable {
        /// `Read`, `In this report`, `No customer`, `Rejected`.
        package var label: String
        package var lines: Int
        package var value: ExactDecimal?

        package init(_ label: String, lines: Int, value: ExactDecimal? = nil) {
            self.label = label
            self.lines = lines
            self.value = value
        }
    }

    /// The input: `invoices (online_retail_II.csv)`.
    package var input: String
    package var read: Entry
    /// What must add up to ``read``.
    package var parts: [Entry]
    /// The decimals values are shown with.
    package var valueDigits: Int

    package init(_ input: String, read: Entry, parts: [Entry], valueDigits: Int = 2) {
        self.input = input
        self.read = read
        self.parts = parts
        self.valueDigits = valueDigits
    }

    /// Whether lines add up, and values where all are known.
    package var isBalanced: Bool {
        var lines = 0
        var value: ExactDecimal? = .zero
        for part in parts {
            let (sum, overflow) = lines.addingReportingOverflow(part.lines)
            if overflow { return false }
            lines = sum
            value = Self.sum(value, part.value)
        }
        guard lines == read.lines else { return false }
        guard let value, let expected = read.value else { return true }
        return value == expected
    }

    /// Nil where one is not known.
    private static func sum(_ a: ExactDecimal?, _ b: ExactDecimal?) -> ExactDecimal? {
        guard let a, let b else { return nil }
        return try? a.adding(b)
    }
}
