/// The HTML of the cells that libcmark read, by their numbers in ``CellSource``.
struct RenderedCells {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    mutating func add(_ html: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: html)
        ends.append(bytes.count)
    }

    subscript(cell: Int) -> ArraySlice<UInt8> {
        bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
    }
}
