/// The row of dashes under a table's head, and the alignments it gives.
struct DelimiterRow {
    enum Alignment {
        case unset, left, center, right

        /// What GFM writes behind `<th` and `<td`.
        var attribute: StaticString {
            switch self {
            case .unset: ""
            case .left: " align=\"left\""
            case .center: " align=\"center\""
            case .right: " align=\"right\""
            }
        }
    }

    var alignments: [Alignment] = []

    /// Nil where the line, behind its containers' marks, is not `|`-parted cells of `:?-+:?`. A line of
    /// dashes alone is a heading's underline or a rule, never a table's.
    init?(_ bytes: [UInt8], _ row: Range<Int>) {
        guard Self.looksLikeOne(bytes, row) else { return nil }
        let row = PipeRow.trimmed(bytes, row)
        var index = row.lowerBound
        if bytes[index] == UInt8(ascii: "|") { index += 1 }
        while index < row.upperBound {
            let end = bytes[index..<row.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? row.upperBound
            guard let alignment = Self.alignment(bytes, PipeRow.trimmed(bytes, index..<end)) else {
                return nil
            }
            alignments.append(alignment)
            index = end + 1
        }
    }

    private static func alignment(_ bytes: [UInt8], _ cell: Range<Int>) -> Alignment? {
        guard !cell.isEmpty else { return nil }
        let left = bytes[cell.lowerBound] == UInt8(ascii: ":")
        let right = bytes[cell.upperBound - 1] == UInt8(ascii: ":")
        let start = cell.lowerBound + (left ? 1 : 0)
        let end = cell.upperBound - (right ? 1 : 0)
        guard start < end, bytes[start..<end].allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
        return left ? (right ? .center : .left) : (right ? .right : .unset)
    }

    /// Whether a whole line, quote marks and indentation in front, has the characters of a delimiter row.
    static func looksLikeOne(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var index = line.lowerBound
        while index < line.upperBound, PipeRow.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: ">") {
            index += 1
        }
        var dash = false
        var mark = false
        while index < line.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "-"): dash = true
            case UInt8(ascii: "|"), UInt8(ascii: ":"): mark = true
            case let byte where PipeRow.isSpace(byte): break
            default: return false
            }
            index += 1
        }
        return dash && mark
    }
}
