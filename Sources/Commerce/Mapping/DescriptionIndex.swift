/// Our items by the three-letter runs of their descriptions, rare runs counting more: finds what is equal, cut
/// off, prefixed, misspelt or in another order.
struct DescriptionIndex: Sendable {
    struct Match {
        /// Index in the register of items.
        var item: Int
        /// 0 to 1,000: twice the shared weight over the weight of both.
        var likeness: Int
    }

    private var starts: [UInt32]
    private var items: [UInt32]
    private var weights: [UInt16]
    private var totals: [UInt32]

    init(_ data: ReferenceData) {
        let cells = DescriptionText.codes * DescriptionText.codes * DescriptionText.codes
        var codes: [UInt8] = []
        var grams: [[UInt16]] = []
        starts = [UInt32](repeating: 0, count: cells + 1)
        for item in data.items.records {
            data.texts.withBytes(item.description) { DescriptionText.fold($0, into: &codes) }
            grams.append(DescriptionText.trigrams(codes))
            for gram in grams[grams.count - 1] { starts[Int(gram)] += 1 }
        }
        weights = starts.map { Self.weight(count: $0, of: data.items.count) }
        var end: UInt32 = 0
        for cell in 0..<cells {
            end += starts[cell]
            starts[cell] = end
        }
        starts[cells] = end
        items = [UInt32](repeating: 0, count: Int(end))
        totals = [UInt32](repeating: 0, count: grams.count)
        for item in grams.indices.reversed() {
            for gram in grams[item] {
                starts[Int(gram)] -= 1
                items[Int(starts[Int(gram)])] = UInt32(truncatingIfNeeded: item)
                totals[item] += UInt32(weights[Int(gram)])
            }
        }
    }

    /// Four times the binary logarithm of how rare a run is, in whole steps.
    private static func weight(count: UInt32, of all: Int) -> UInt16 {
        let ratio = UInt64(all + 1) * 16 / UInt64(count + 1)
        let squared = ratio * ratio
        return UInt16(max(1, (UInt64.bitWidth - squared.leadingZeroBitCount - 8) * 2))
    }

    /// The items most like the text, best first, at most `limit`, none below `floor`; equal ones in the order
    /// of the register.
    func matches(_ codes: [UInt8], limit: Int, floor: Int) -> [Match] {
        var shared = [UInt32](repeating: 0, count: totals.count)
        var touched: [UInt32] = []
        var asked: UInt32 = 0
        for gram in DescriptionText.trigrams(codes) {
            let weight = UInt32(weights[Int(gram)])
            asked += weight
            for at in Int(starts[Int(gram)])..<Int(starts[Int(gram) + 1]) {
                let item = Int(items[at])
                if shared[item] == 0 { touched.append(items[at]) }
                shared[item] += weight
            }
        }
        var best: [Match] = []
        for item in touched {
            let at = Int(item)
            let likeness = Int(2_000 * UInt64(shared[at]) / UInt64(asked + totals[at]))
            if likeness < floor { continue }
            if best.count == limit, let last = best.last, !Self.precedes((at, likeness), last) { continue }
            let place = best.firstIndex { Self.precedes((at, likeness), $0) } ?? best.count
            best.insert(Match(item: at, likeness: likeness), at: place)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    private static func precedes(_ a: (item: Int, likeness: Int), _ b: Match) -> Bool {
        a.likeness != b.likeness ? a.likeness > b.likeness : a.item < b.item
    }
}
