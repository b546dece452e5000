/// Walks over the front of a line as libcmark does: in columns, with tab stops of four, a tab taken in parts.
struct LineCursor {
    let bytes: [UInt8]
    let end: Int
    private(set) var offset: Int
    private(set) var column = 0

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        self.bytes = bytes
        offset = line.lowerBound
        end = line.upperBound
    }

    var peek: UInt8? { offset < end ? bytes[offset] : nil }

    /// What is left, from where the cursor stands.
    var rest: Range<Int> { offset..<end }

    /// Columns of blank space in front of the next other byte.
    var indent: Int {
        var ahead = self
        ahead.skipBlanks()
        return ahead.column - column
    }

    mutating func advance(columns: Int) {
        var left = columns
        while left > 0, offset < end {
            if bytes[offset] == UInt8(ascii: "\t") {
                let width = 4 - column % 4
                let step = min(width, left)
                column += step
                left -= step
                if step == width { offset += 1 }
            } else {
                column += 1
                left -= 1
                offset += 1
            }
        }
    }

    mutating func skipBlanks() {
        while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
            column += byte == UInt8(ascii: "\t") ? 4 - column % 4 : 1
            offset += 1
        }
    }
}
