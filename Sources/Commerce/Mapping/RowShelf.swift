/// Where the rows of one account are brought into order: by home, key, then rules.md 2.2. One for all accounts.
struct RowShelf {
    typealias Word = (key: UInt32, row: UInt32)
    private(set) var sorted: [Word] = []
    private var words: [Word] = []
    private var starts: [UInt32] = []

    /// - Parameter count: What the homes of the account are fractions of.
    mutating func sort(
        _ stretches: ArraySlice<Range<UInt32>>, count: UInt32, _ order: RowOrder, _ key: (Int) -> UInt32
    ) {
        let homes = RowBuckets.slots(count) + 1
        words.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: homes + 1))
        for stretch in stretches {
            for row in stretch {
                let word = (key: key(Int(row)), row: row)
                words.append(word)
                starts[RowBuckets.home(count, word.key)] += 1
            }
        }
        var end: UInt32 = 0
        for home in 0...homes {
            end += starts[home]
            starts[home] = end
        }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: words)
        for word in words.reversed() {
            let home = RowBuckets.home(count, word.key)
            starts[home] -= 1
            sorted[Int(starts[home])] = word
        }
        for home in 0..<homes where starts[home + 1] - starts[home] > 1 {
            sort(Int(starts[home])..<Int(starts[home + 1]), order)
        }
    }

    private mutating func sort(_ part: Range<Int>, _ order: RowOrder) {
        if part.count > 16 {
            sorted[part].sort { order.precedes($0, $1) }
            return
        }
        for at in part.dropFirst() {
            let word = sorted[at]
            var place = at
            while place > part.lowerBound, order.precedes(word, sorted[place - 1]) {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = word
        }
    }
}
