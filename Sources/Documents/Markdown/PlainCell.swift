/// Writes a cell without markup as HTML by itself, which spares libcmark nearly all cells of our documents.
enum PlainCell {
    /// Appends the cell, or appends nothing and gives false where libcmark must read it: code, links,
    /// entities, raw HTML, and more than one run of `*` or of `_`, as a single run has nothing to close it.
    static func append(_ cell: ArraySlice<UInt8>, to html: inout [UInt8]) -> Bool {
        let start = html.count
        var stars = 0
        var lines = 0
        var previous: UInt8 = 0
        var index = cell.startIndex
        while index < cell.endIndex {
            let byte = cell[index]
            let next = index + 1 < cell.endIndex ? cell[index + 1] : 0
            switch byte {
            case UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "<"):
                return undo(&html, start)
            case UInt8(ascii: "&") where next == UInt8(ascii: "#") || isLetter(next):
                return undo(&html, start)
            case UInt8(ascii: "*"):
                if previous != byte { stars += 1 }
                if stars > 1 { return undo(&html, start) }
                html.append(byte)
            case UInt8(ascii: "_"):
                if previous != byte { lines += 1 }
                if lines > 1 { return undo(&html, start) }
                html.append(byte)
            case UInt8(ascii: "\\") where isPunctuation(next):
                HTMLText.append(next, to: &html)
                previous = 0
                index += 2
                continue
            default:
                HTMLText.append(byte, to: &html)
            }
            previous = byte
            index += 1
        }
        return true
    }

    private static func undo(_ html: inout [UInt8], _ count: Int) -> Bool {
        html.removeLast(html.count - count)
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
            || (0x7B...0x7E).contains(byte)
    }
}
