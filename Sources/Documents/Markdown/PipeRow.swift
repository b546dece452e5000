/// Cuts a row of a pipe table into its cells (GFM 4.10): at every `|` without a backslash in front, also
/// inside code spans; the outer pipes may be left out.
enum PipeRow {
    /// The trimmed cells of the row, none for a lone `|`. `row` is the line behind its containers' marks.
    static func cells(_ bytes: [UInt8], _ row: Range<Int>, into cells: inout [Range<Int>]) {
        cells.removeAll(keepingCapacity: true)
        var index = row.lowerBound
        let end = row.upperBound
        while index < end, isSpace(bytes[index]) { index += 1 }
        if index < end, bytes[index] == UInt8(ascii: "|") { index = skipSpaces(bytes, index + 1, end) }
        while index < end {
            let start = index
            while index < end,
                bytes[index] != UInt8(ascii: "|") || (index > start && bytes[index - 1] == backslash)
            {
                index += 1
            }
            cells.append(trimmed(bytes, start..<index))
            if index < end { index = skipSpaces(bytes, index + 1, end) }
        }
    }

    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    static let backslash = UInt8(ascii: "\\")

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func skipSpaces(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int {
        var index = from
        while index < end, isSpace(bytes[index]) { index += 1 }
        return index
    }
}
