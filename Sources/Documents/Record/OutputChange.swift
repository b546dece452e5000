/// What a run does to one file, and why.
package struct OutputChange: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case new
        /// It was made before and is gone.
        case missing
        /// Somebody else wrote to it.
        case edited = "edited by hand"
        case data = "data changed"
        case template = "template changed"
        case style = "options changed"
        case program = "other version of counterpart"
        case unchanged
        /// No document of this run has this name any more.
        case stale
    }

    /// Relative to the output folder.
    package let path: String
    package let reason: Reason

    package var isWritten: Bool { reason != .unchanged && reason != .stale }
}
