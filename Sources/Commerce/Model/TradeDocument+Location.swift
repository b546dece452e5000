extension TradeDocument {
    /// Puts the lines in the order of a walk through the store: by location, those without one last. Runs of
    /// digits count as numbers, so that `A-2` comes before `A-10`; lines of one location keep their order.
    package mutating func sortByLocation(_ texts: borrowing Texts) {
        var names: [[UInt8]] = []
        names.reserveCapacity(lines.count)
        for line in lines { names.append(texts.withBytes(line.location) { Array($0) }) }
        let order = lines.indices.sorted { a, b in
            if names[a].isEmpty != names[b].isEmpty { return names[b].isEmpty }
            let difference = NaturalOrder.compare(names[a], names[b])
            return difference == 0 ? a < b : difference < 0
        }
        lines = order.map { lines[$0] }
        if explanations.count == order.count { explanations = order.map { explanations[$0] } }
    }
}

/// Text compared by bytes, runs of digits by their value.
enum NaturalOrder {
    /// Below, at or above 0 as `a` comes before, with or after `b`.
    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            guard isDigit(a[i]), isDigit(b[j]) else {
                if a[i] != b[j] { return a[i] < b[j] ? -1 : 1 }
                (i, j) = (i + 1, j + 1)
                continue
            }
            let (left, right) = (run(a, &i), run(b, &j))
            if left.count != right.count { return left.count < right.count ? -1 : 1 }
            if left != right { return left.lexicographicallyPrecedes(right) ? -1 : 1 }
        }
        if a.count - i != b.count - j { return a.count - i < b.count - j ? -1 : 1 }
        // `A-2` and `A-02` are one place in the walk, but not one text.
        return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    }

    /// The digits from a place on, without leading zeros.
    private static func run(_ text: [UInt8], _ at: inout Int) -> ArraySlice<UInt8> {
        while at < text.count, text[at] == 0x30 { at += 1 }
        let start = at
        while at < text.count, isDigit(text[at]) { at += 1 }
        return text[start..<at]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
