/// Which rows of a long table a page shows.
package struct RowChoice: Sendable {
    /// What they are: `of each month the customers with the most unmapped value`.
    package var words: String
    /// At most so many rows, ascending; with more room, those of less room and others.
    package var rows: @Sendable (Int) -> [Int]

    package init(_ words: String, rows: @escaping @Sendable (Int) -> [Int]) {
        self.words = words
        self.rows = rows
    }
}

extension RowChoice {
    /// The first rows that matter, and where there is room for more, the first of the others.
    static func first(of count: Int, _ room: Int, _ matters: (Int) -> Bool) -> [Int] {
        var (chosen, others): ([Int], [Int]) = ([], [])
        for row in 0..<count where chosen.count < room {
            if matters(row) { chosen.append(row) } else if others.count < room { others.append(row) }
        }
        return (chosen + others.prefix(room - chosen.count)).sorted()
    }

    /// The first rows of each group, as many of each as there is room for.
    ///
    /// - Parameter groups: The group of each row.
    static func firstOfEach(_ groups: [Int], _ room: Int) -> [Int] {
        var members: [Int: [Int]] = [:]
        for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
        var left = room
        var chosen: [Int] = []
        // The smallest first: what they leave is for the others.
        let sorted = members.sorted {
            $0.value.count != $1.value.count ? $0.value.count < $1.value.count : $0.key < $1.key
        }
        for (at, group) in sorted.enumerated() {
            let share = group.value.prefix(left / (sorted.count - at))
            chosen += share
            left -= share.count
        }
        return chosen.sorted()
    }
}
