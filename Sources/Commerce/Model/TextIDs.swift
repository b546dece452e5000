/// What the texts of another table are here: one that began with the same texts and went on with its own.
package struct TextIDs: Sendable {
    /// How many texts both tables begin with.
    private let shared: Int
    /// The ids here of those behind them.
    private var others: [TextID] = []

    package init(shared: Int) {
        self.shared = shared
    }

    /// Says what the next text of the other table is here.
    package mutating func append(_ id: TextID) {
        others.append(id)
    }

    @inline(__always)
    package subscript(there: TextID) -> TextID {
        there.index < shared ? there : others[there.index - shared]
    }

    /// Whether a text has the same id in both tables.
    @inline(__always)
    func isShared(_ there: TextID) -> Bool { there.index < shared }
}
