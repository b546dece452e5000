/// Which numbers a document shows (rules.md, interface.md `number_display`).
package enum NumberDisplay: String, Sendable, Hashable, CaseIterable {
    case ours
    /// The customer's, or ours, marked, where the item is unmapped.
    case theirs
    case both
    case bothTheirsFirst = "both_theirs_first"
}
