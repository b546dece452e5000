/// Sorts row numbers by 64-bit keys, least significant digit first; stable, linear.
enum RadixSort {
    /// The row numbers of `order` in ascending order of key, equal keys in their first order. `keys` holds
    /// the key of each place of `order`.
    static func sorted(_ order: [UInt32], by keys: [UInt64]) -> [UInt32] {
        var order = order
        var words = keys
        sort(&order, by: &words)
        return order
    }

    /// Sorts row numbers and their keys in place, likewise.
    static func sort(_ order: inout [UInt32], by words: inout [UInt64]) {
        guard let first = words.first, words.count > 1 else { return }
        var nextWords = [UInt64](repeating: 0, count: words.count)
        var nextOrder = [UInt32](repeating: 0, count: words.count)
        let varying = words.reduce(0) { $0 | ($1 ^ first) }
        for shift in stride(from: 0, to: 64, by: 11) where varying >> UInt64(shift) & 0x7FF != 0 {
            pass(shift, words, order, &nextWords, &nextOrder)
            swap(&words, &nextWords)
            swap(&order, &nextOrder)
        }
    }

    /// Of each word its place among the distinct ones: fewer than there are words, so that 32 bits hold it.
    static func ranks(of words: [UInt64]) -> [UInt64] {
        var sorted = words
        var order = words.indices.map { UInt32(truncatingIfNeeded: $0) }
        sort(&order, by: &sorted)
        var ranks = words
        var rank: UInt64 = 0
        for at in order.indices {
            if at > 0, sorted[at] != sorted[at - 1] { rank += 1 }
            ranks[Int(order[at])] = rank
        }
        return ranks
    }

    /// Sorts words in place.
    static func sort(_ words: inout [UInt64]) {
        var scratch: [UInt64] = []
        sort(&words, &scratch, from: 0)
    }

    /// Sorts words in place by their bits from `lowest` up.
    ///
    /// - Parameter scratch: Room for as many words; what it holds is lost.
    static func sort(_ words: inout [UInt64], _ scratch: inout [UInt64], from lowest: Int) {
        guard let first = words.first, words.count > 1 else { return }
        if scratch.count < words.count {
            scratch.append(contentsOf: repeatElement(0, count: words.count - scratch.count))
        } else {
            scratch.removeLast(scratch.count - words.count)
        }
        let varying = words.reduce(0) { $0 | ($1 ^ first) }
        for shift in stride(from: lowest, to: 64, by: 11) where varying >> UInt64(shift) & 0x7FF != 0 {
            pass(shift, words, &scratch)
            swap(&words, &scratch)
        }
    }

    private static func pass(_ shift: Int, _ words: [UInt64], _ next: inout [UInt64]) {
        var starts = Self.starts(of: words, shift)
        for word in words {
            let digit = Int(word >> UInt64(shift) & 0x7FF)
            next[starts[digit]] = word
            starts[digit] += 1
        }
    }

    /// Where the words of each digit begin.
    private static func starts(of words: [UInt64], _ shift: Int) -> [Int] {
        var starts = [Int](repeating: 0, count: 2_048)
        for word in words { starts[Int(word >> UInt64(shift) & 0x7FF)] += 1 }
        var sum = 0
        for digit in starts.indices {
            let count = starts[digit]
            starts[digit] = sum
            sum += count
        }
        return starts
    }

    private static func pass(
        _ shift: Int, _ words: [UInt64], _ order: [UInt32], _ nextWords: inout [UInt64],
        _ nextOrder: inout [UInt32]
    ) {
        var starts = Self.starts(of: words, shift)
        for i in words.indices {
            let digit = Int(words[i] >> UInt64(shift) & 0x7FF)
            nextWords[starts[digit]] = words[i]
            nextOrder[starts[digit]] = order[i]
            starts[digit] += 1
        }
    }
}
