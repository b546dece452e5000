import Commerce

/// A table as a page is to show it.
struct PageTable {
    let table: Table
    /// The report that the table is, or is a part of.
    let report: String
    /// Its place on the page, 0 for the report itself.
    let number: Int
    /// About as many bytes as it may take.
    let bytes: Int
    /// The rows that something on the page leads to.
    let marked: Set<Int>
    /// The rows that are printed; nil where all are.
    let printed: PageRows?
}
