/// The cells that libcmark must read, as the paragraphs that are set in front of the document.
struct CellSource {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    /// How many lines they take.
    var lineCount: Int { 2 * count }

    /// Adds a cell, escaped pipes already resolved, and gives its number. The word in front keeps the
    /// paragraph a paragraph whatever the cell begins with, and the blank keeps emphasis as it is at a line's
    /// start.
    mutating func add(_ cell: ArraySlice<UInt8>) -> Int {
        bytes.append(UInt8(ascii: "x"))
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: cell)
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(UInt8(ascii: "\n"))
        count += 1
        return count - 1
    }
}
