/// Whether an item has a number of the customer's on a day (rules.md 2.3 and 2.4).
package enum MappingOutcome: UInt8, Sendable, Hashable, CaseIterable {
    case mapped, expired, notYetValid, inactive, missing

    /// The word every report, document and JSON prints.
    package var name: String {
        switch self {
        case .mapped: "mapped"
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .inactive: "inactive"
        case .missing: "missing"
        }
    }

    @inlinable package var isMapped: Bool { self == .mapped }
}
