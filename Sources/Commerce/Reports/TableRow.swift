/// The cells of one row, filled anew for each row so that 700,000 rows need no allocation each.
///
/// A report appends one cell a column, in the order of ``Table/columns``; cells that are left out are blank.
package struct RowBuffer: Sendable {
    package var cells: [Cell] = []
    /// Texts made for this row only.
    package var bytes: [UInt8] = []

    package init() {
        cells.reserveCapacity(32)
    }

    @inlinable @inline(__always)
    package mutating func append(_ cell: Cell) {
        cells.append(cell)
    }

    /// A text made for this row; a text that occurs often belongs into ``Table/texts``.
    package mutating func append(_ text: String) {
        append(bytes: text.utf8)
    }

    package mutating func append(bytes text: some Collection<UInt8>) {
        if text.isEmpty { return cells.append(.blank) }
        let start = Int32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: text)
        cells.append(.rowText(RowText(start: start, count: Int32(truncatingIfNeeded: text.count))))
    }

    /// Makes room for the next row.
    @inlinable
    package mutating func clear() {
        cells.removeAll(keepingCapacity: true)
        if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
    }
}
