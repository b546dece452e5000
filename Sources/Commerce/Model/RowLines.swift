/// The line of each row: rows mostly stand one under the other, so only the lines after a gap are held.
struct RowLines: Sendable {
    private struct Run: Sendable {
        var row: UInt32
        var line: UInt32
    }

    private var runs: [Run] = []
    private var next: UInt32 = 0

    @inline(__always)
    mutating func append(_ line: UInt32, at row: Int) {
        if line != next || row == 0 { runs.append(Run(row: UInt32(truncatingIfNeeded: row), line: line)) }
        next = line &+ 1
    }

    subscript(row: Int) -> UInt32 {
        var (low, high) = (0, runs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(runs[middle].row) <= row { low = middle } else { high = middle }
        }
        return low < runs.count ? runs[low].line &+ UInt32(truncatingIfNeeded: row - Int(runs[low].row)) : 0
    }

    /// Changes the line of one of `count` rows.
    mutating func set(_ line: UInt32, at row: Int, of count: Int) {
        if self[row] == line { return }
        let lines = (0..<count).map { $0 == row ? line : self[$0] }
        self = RowLines()
        for (at, line) in lines.enumerated() { append(line, at: at) }
    }
}
