/// A row of totals. Each is the exact sum, rounded when shown, and never the sum of rounded rows (rules.md 6).
package struct TotalRow: Sendable {
    /// `Total`, or `Total GBP` where there are several currencies.
    package var label: String
    /// One cell a column of the table; blank where a column has no total.
    package var cells: [Cell]

    /// Totals of the columns named in `values`; a name that no column has is left out.
    package init(_ label: String = "Total", of columns: [Column], _ values: KeyValuePairs<String, Cell>) {
        self.label = label
        cells = columns.map { column in values.first { $0.key == column.name }?.value ?? .blank }
    }
}
