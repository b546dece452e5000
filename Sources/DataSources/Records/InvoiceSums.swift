package import Commerce

/// What the lines of an invoice file are carried into: on one thread, or in shares that are put together.
package protocol InvoiceSums: Sendable {
    /// Adds a batch of lines.
    mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts)

    /// Adds the sums of lines that stand behind those added so far.
    ///
    /// - Parameters:
    ///   - linesBefore: The lines of the file before those of `other`, which counts from 1.
    ///   - ids: What its texts are here.
    mutating func add(_ other: consuming Self, linesBefore: Int, _ ids: RenamedTexts)

    /// Empty sums of the same kind, for other lines of the file.
    func another() -> Self
}
