/// The account of one input: read = used + excluded + rejected (rules.md 6).
package struct InputAccount: Sendable, Hashable {
    package let kind: RecordKind
    /// The file as the user named it.
    package let name: String
    /// Records seen, the heading not counted.
    package var read = 0
    /// Rows that could not be read.
    package var rejected = 0
    /// Rows read and left out by a rule, by its name: `duplicate key`, `repeated line`.
    package var excluded: [String: Int] = [:]

    package init(kind: RecordKind, name: String) {
        self.kind = kind
        self.name = name
    }

    package var used: Int { read - rejected - excluded.values.reduce(0, +) }
}
