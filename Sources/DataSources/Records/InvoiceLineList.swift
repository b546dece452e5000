package import Commerce

/// The invoice lines of a project, in the order of the file.
package struct InvoiceLineList: InvoiceSums {
    package private(set) var lines: [InvoiceLine] = []

    /// - Parameter expectedLines: About how many come; room for them is set aside, and costs nothing while it is not
    ///   used.
    package init(expectedLines: Int) {
        lines.reserveCapacity(min(expectedLines, 16_000_000))
    }

    package mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts) {
        self.lines += lines
    }

    package mutating func add(_ other: consuming Self, linesBefore: Int, _ ids: RenamedTexts) {
        let before = UInt32(truncatingIfNeeded: linesBefore)
        let first = lines.count
        if first == 0 { lines = other.lines } else { lines += other.lines }
        for at in first..<lines.count {
            var line = lines[at]
            // Plain rows have nothing else that is numbered.
            line.document = ids[line.document]
            line.customer = ids[line.customer]
            line.item = ids[line.item]
            line.description = ids[line.description]
            line.printedNumber = ids[line.printedNumber]
            line.line &+= before
            lines[at] = line
        }
    }

    package func another() -> Self { Self(expectedLines: lines.capacity) }

    /// Puts lines where they stand in the file: those that only who knows the rows before could read came early.
    package mutating func putInOrder() {
        let isOrdered = zip(lines, lines.dropFirst()).allSatisfy { $0.line <= $1.line }
        if !isOrdered { lines.sort { $0.line < $1.line } }
    }
}
