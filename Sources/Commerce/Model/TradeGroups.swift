/// Which lines belong to which document: all lines of one number, wherever they stand in the file.
///
/// Documents are in the order of their first lines, the lines of a document in the order of the file. Two passes
/// over the lines and no comparison: 8 bytes a line.
package struct TradeGroups: Sendable {
    /// Indices of lines, those of one document together.
    package private(set) var order: [Int32] = []
    private var starts: [Int32] = [0]

    package var count: Int { starts.count - 1 }

    /// The indices of the lines of a document.
    package func lines(_ document: Int) -> ArraySlice<Int32> {
        order[Int(starts[document])..<Int(starts[document + 1])]
    }

    /// Groups by the number that `key` gives for a line; `textCount` is how many texts there are.
    package init<Line>(_ lines: [Line], textCount: Int, key: (borrowing Line) -> TextID) {
        var places = [Int32](repeating: -1, count: textCount)
        var counts: [Int32] = []
        var groups = [Int32](repeating: 0, count: lines.count)
        for i in lines.indices {
            let number = key(lines[i]).index
            if places[number] < 0 {
                places[number] = Int32(truncatingIfNeeded: counts.count)
                counts.append(0)
            }
            let group = places[number]
            groups[i] = group
            counts[Int(group)] += 1
        }
        starts.reserveCapacity(counts.count + 1)
        var next: [Int32] = []
        next.reserveCapacity(counts.count)
        for count in counts {
            next.append(starts[starts.count - 1])
            starts.append(starts[starts.count - 1] + count)
        }
        order = [Int32](repeating: 0, count: lines.count)
        for i in lines.indices {
            let group = Int(groups[i])
            order[Int(next[group])] = Int32(truncatingIfNeeded: i)
            next[group] += 1
        }
    }

    package init(_ lines: [InvoiceLine], textCount: Int) {
        self.init(lines, textCount: textCount) { $0.document }
    }

    package init(_ lines: [OrderLine], textCount: Int) {
        self.init(lines, textCount: textCount) { $0.order }
    }
}
