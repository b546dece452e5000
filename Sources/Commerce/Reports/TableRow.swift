/// The cells of one row, or of some rows one after the other, filled anew again and again so that 700,000 rows need
/// no allocation each.
///
/// A report appends one cell a column, in the order of ``Table/columns``; cells that are left out are blank.
package struct RowBuffer: ~Copyable {
    // No array: each of nine million cells would ask whether its buffer is shared.
    private var base: UnsafeMutablePointer<Cell>
    private var capacity = 32
    package private(set) var count = 0
    /// Texts made for this row only.
    package private(set) var bytes: [UInt8] = []

    package init() {
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// Valid until the next cell is appended.
    package var cells: UnsafeBufferPointer<Cell> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    package mutating func append(_ cell: Cell) {
        if count == capacity { grow() }
        (base + count).initialize(to: cell)
        count &+= 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Cell>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// A text made for this row; a text that occurs often belongs into ``Table/texts``.
    package mutating func append(_ text: String) {
        append(bytes: text.utf8)
    }

    package mutating func append(bytes text: some Collection<UInt8>) {
        if text.isEmpty { return append(.blank) }
        let start = Int32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: text)
        append(.rowText(RowText(start: start, count: Int32(truncatingIfNeeded: text.count))))
    }

    /// Makes room for the next row.
    package mutating func clear() {
        count = 0
        if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
    }
}
