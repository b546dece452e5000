package import Commerce

/// The invoice lines of a project, in the order of the file.
package struct InvoiceLineList: InvoiceSums {
    package private(set) var lines: [InvoiceLine] = []

    package init() {}

    package mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts) {
        self.lines += lines
    }

    package mutating func add(_ other: Self, linesBefore: Int, _ id: (TextID) -> TextID) {
        let before = UInt32(truncatingIfNeeded: linesBefore)
        lines.reserveCapacity(lines.count + other.lines.count)
        for var line in other.lines {
            // Plain rows have nothing else that is numbered.
            line.document = id(line.document)
            line.customer = id(line.customer)
            line.item = id(line.item)
            line.description = id(line.description)
            line.printedNumber = id(line.printedNumber)
            line.line &+= before
            lines.append(line)
        }
    }

    /// Puts lines where they stand in the file: those that only who knows the rows before could read came early.
    package mutating func putInOrder() {
        let isOrdered = zip(lines, lines.dropFirst()).allSatisfy { $0.line <= $1.line }
        if !isOrdered { lines.sort { $0.line < $1.line } }
    }
}
