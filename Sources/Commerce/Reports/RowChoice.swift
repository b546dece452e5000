/// Which rows of a long table a page shows.
package struct RowChoice: Sendable {
    /// What they are: `of each month the customers with the most unmapped value`.
    package var words: String
    /// At most so many rows, ascending.
    package var rows: @Sendable (Int) -> [Int]

    package init(_ words: String, rows: @escaping @Sendable (Int) -> [Int]) {
        self.words = words
        self.rows = rows
    }
}
