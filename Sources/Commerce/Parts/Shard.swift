/// One of several shares of a run, split by document: all lines of a number are in the same one.
package struct Shard: Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    package let number: Int
    package let count: Int

    /// More shares than this make no sense.
    package static let most = 10_000

    /// The whole.
    package static let whole = Shard(number: 1, count: 1)

    private init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// Nil unless 1 ≤ number ≤ count.
    package init?(_ number: Int, of count: Int) {
        guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
        self.init(number: number, count: count)
    }

    /// Reads `2/7`.
    package init?(_ text: String) {
        let words = text.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, let number = Int(words[0]), let count = Int(words[1]) else { return nil }
        self.init(number, of: count)
    }

    package var description: String { "\(number)/\(count)" }

    /// Whether a document is of this share. The answer rests on the bytes of its number alone, so that it is the
    /// same on every machine and in every version that reads the same parts.
    package func takes(_ document: TextID, _ texts: borrowing Texts) -> Bool {
        if count == 1 { return true }
        var sum = Checksum()
        texts.withBytes(document) { sum.add($0) }
        return Int(sum.value % UInt64(count)) == number - 1
    }
}
