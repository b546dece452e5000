/// "Did you mean": finds the known name nearest to what was written.
public enum Spelling {
    /// The nearest of `names` within a third of the length in edits (optimal string alignment distance,
    /// case ignored), or nil. Ties go to the first by bytes, so that the order of `names` does not matter.
    public static func closest(to name: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased())
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in names {
            let letters = Array(candidate.lowercased())
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, letters)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// `did you mean ...?`, or nil where nothing is near.
    public static func hint(for name: String, among names: some Sequence<String>) -> String? {
        closest(to: name, among: names).map { "did you mean `\($0)`?" }
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1 each.
    public static func distance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [Int](repeating: i, count: b.count + 1)
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
