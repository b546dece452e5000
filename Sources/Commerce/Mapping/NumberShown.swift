/// The answer to "which of their numbers do we print?" (rules.md 2). Trivial, 8 bytes.
package struct NumberShown: Sendable, Hashable {
    /// Index into ``MappingTable/rows`` of the row that won, -1 unless mapped.
    package var row: Int32
    package var outcome: MappingOutcome
    /// The level that answered; `everyone` and without meaning unless mapped.
    package var level: Level
    /// How many parents up, for the levels parent and group; at most 255.
    package var distance: UInt8

    package init(outcome: MappingOutcome, row: Int32 = -1, level: Level = .everyone, distance: UInt8 = 0) {
        self.row = row
        self.outcome = outcome
        self.level = level
        self.distance = distance
    }
}
