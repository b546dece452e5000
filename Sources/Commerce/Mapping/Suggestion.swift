/// What a number that found no item probably meant (rules.md 3). Never applied by itself.
package struct Suggestion: Sendable, Hashable {
    /// Our item number.
    package var item: TextID
    /// `look_alike`, `one_edit`, `superseded`, …
    package var reason: String
    /// What speaks for it, in words.
    package var evidence: String
    /// 0 to 100.
    package var score: Int

    package init(item: TextID, reason: String, evidence: String, score: Int) {
        self.item = item
        self.reason = reason
        self.evidence = evidence
        self.score = score
    }
}
