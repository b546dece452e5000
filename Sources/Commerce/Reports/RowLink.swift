/// A place on a report's page: a row of the table or of one of its parts, or the table as a whole.
package struct RowLink: Sendable, Hashable {
    /// ``Table/name``
    package var table: String
    /// From 0; nil for the table itself.
    package var row: Int?

    package init(_ table: String, _ row: Int? = nil) {
        self.table = table
        self.row = row
    }

    /// Nil where there is no such row.
    package init?(_ table: String, found row: Int?) {
        guard let row else { return nil }
        self.init(table, row)
    }
}
