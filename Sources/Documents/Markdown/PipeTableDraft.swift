/// A table written as HTML, with gaps for the cells that libcmark has yet to read.
struct PipeTableDraft {
    private struct Gap {
        var offset: Int
        var cell: Int
    }

    private var bytes: [UInt8] = []
    private var gaps: [Gap] = []
    private let alignments: [DelimiterRow.Alignment]
    private var rows = 0
    private var scratch: [UInt8] = []

    init(alignments: [DelimiterRow.Alignment]) {
        self.alignments = alignments
    }

    /// Adds the head first, then a row at a time: too many cells are dropped, too few filled up with empty
    /// ones.
    mutating func addRow(_ text: [UInt8], _ row: [Range<Int>], cells: inout CellSource) {
        let isHead = rows == 0
        if isHead { HTMLText.append("<table>\n<thead>\n", to: &bytes) }
        if rows == 1 { HTMLText.append("<tbody>\n", to: &bytes) }
        HTMLText.append("<tr>\n", to: &bytes)
        for column in alignments.indices {
            HTMLText.append(isHead ? "<th" : "<td", to: &bytes)
            HTMLText.append(alignments[column].attribute, to: &bytes)
            bytes.append(UInt8(ascii: ">"))
            if column < row.count { addCell(text[row[column]], &cells) }
            HTMLText.append(isHead ? "</th>\n" : "</td>\n", to: &bytes)
        }
        HTMLText.append("</tr>\n", to: &bytes)
        if isHead { HTMLText.append("</thead>\n", to: &bytes) }
        rows += 1
    }

    mutating func finish() {
        if rows > 1 { HTMLText.append("</tbody>\n", to: &bytes) }
        HTMLText.append("</table>", to: &bytes)
        scratch = []
    }

    /// The table with its gaps filled, NUL-terminated for libcmark.
    func html(_ cells: RenderedCells) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64 * gaps.count + 1)
        var done = 0
        for gap in gaps {
            result.append(contentsOf: bytes[done..<gap.offset])
            result.append(contentsOf: cells[gap.cell])
            done = gap.offset
        }
        result.append(contentsOf: bytes[done...])
        result.append(0)
        return result
    }

    private mutating func addCell(_ cell: ArraySlice<UInt8>, _ cells: inout CellSource) {
        let cell = resolvingPipes(cell)
        if PlainCell.append(cell, to: &bytes) { return }
        gaps.append(Gap(offset: bytes.count, cell: cells.add(cell)))
    }

    /// `\|` is `|` before anything else is read, in code spans too.
    private mutating func resolvingPipes(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.contains(PipeRow.backslash) else { return cell }
        scratch.removeAll(keepingCapacity: true)
        for index in cell.indices {
            if cell[index] == PipeRow.backslash, index + 1 < cell.endIndex,
                cell[index + 1] == UInt8(ascii: "|")
            {
                continue
            }
            scratch.append(cell[index])
        }
        return scratch[...]
    }
}
