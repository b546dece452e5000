import Commerce

/// The rows of a table that a page shows.
struct PageRows {
    private(set) var ranges: [Range<Int>]
    private(set) var count: Int
    /// How many of them were added because something leads to them.
    private(set) var added = 0

    private static let mostAdded = 200

    init(_ table: Table, limit: Int) {
        ranges = [0..<min(table.rowCount, limit)]
        if table.rowCount > limit, let choice = table.choice { ranges = Self.ranges(choice.rows(limit)) }
        count = ranges.reduce(0) { $0 + $1.count }
    }

    func contains(_ row: Int) -> Bool { ranges.contains { $0.contains(row) } }

    /// Leaves the first rows.
    mutating func cut(to room: Int) {
        var left = room
        ranges = ranges.compactMap { range in
            let kept = range.prefix(left)
            left -= kept.count
            return kept.isEmpty ? nil : kept
        }
        count = min(count, room)
    }

    /// Adds rows that are not shown yet behind the others, as far as there is room.
    ///
    /// - Returns: those added.
    mutating func add(_ rows: Set<Int>) -> [Range<Int>] {
        let new = Array(rows.subtracting(ranges.joined()).sorted().prefix(Self.mostAdded))
        if new.isEmpty { return [] }
        let found = Self.ranges(new)
        ranges += found
        added = new.count
        count += new.count
        return found
    }

    /// Runs of rows that follow one another.
    private static func ranges(_ rows: [Int]) -> [Range<Int>] {
        var out: [Range<Int>] = []
        for row in rows {
            if let last = out.last, last.upperBound == row {
                out[out.count - 1] = last.lowerBound..<row + 1
            } else {
                out.append(row..<row + 1)
            }
        }
        return out
    }
}
