/// Finds rows whose days meet, without comparing all with all.
enum WindowClashes {
    /// The rows whose window shares a day with that of a row of another label, in the order of the file.
    static func rows(_ rows: [Int32], of table: MappingRows, label: (Int32) -> Int32) -> [Int32] {
        guard rows.count > 1 else { return [] }
        let sorted = rows.sorted {
            let (a, b) = (table[Int($0)].validFrom, table[Int($1)].validFrom)
            return a != b ? a < b : $0 < $1
        }
        let labels = sorted.map(label)
        var clashes = [Bool](repeating: false, count: sorted.count)
        markMeetingEarlier(sorted, table, labels, &clashes)
        // The next row of another label is the first of these to start.
        var next = sorted.count
        for at in sorted.indices.reversed().dropFirst() {
            if labels[at + 1] != labels[at] { next = at + 1 }
            if next < sorted.count, table[Int(sorted[next])].validFrom <= table[Int(sorted[at])].validTo {
                clashes[at] = true
            }
        }
        return sorted.indices.filter { clashes[$0] }.map { sorted[$0] }.sorted()
    }

    /// Walks by first day with the latest last day so far, and the latest one of any other label.
    private static func markMeetingEarlier(
        _ sorted: [Int32], _ table: MappingRows, _ labels: [Int32], _ clashes: inout [Bool]
    ) {
        var latest: (label: Int32, to: Int32)?
        var other: Int32 = .min
        for at in sorted.indices {
            let row = table[Int(sorted[at])]
            guard let held = latest else {
                latest = (labels[at], row.validTo)
                continue
            }
            let isSame = held.label == labels[at]
            let reach = isSame ? other : held.to
            if reach >= row.validFrom, reach != .min { clashes[at] = true }
            if isSame {
                latest = (held.label, max(held.to, row.validTo))
            } else if row.validTo > held.to {
                other = held.to
                latest = (labels[at], row.validTo)
            } else {
                other = max(other, row.validTo)
            }
        }
    }
}
