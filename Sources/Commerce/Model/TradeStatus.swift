/// What became of the number of a document's line: of the customer's number on an invoice (rules.md 2), of the
/// number that came in on an order (rules.md 3).
package enum TradeStatus: UInt8, Sendable, Hashable, CaseIterable {
    case mapped, missing, expired, notYetValid, inactive, nonItem
    case exact, normalized, ownNumber, gtin, ambiguous, conflict, unknown

    /// As templates and CSV files spell it.
    package var name: String {
        switch self {
        case .mapped: "mapped"
        case .missing: "missing"
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .inactive: "inactive"
        case .nonItem: "non_item"
        case .exact: "exact"
        case .normalized: "normalized"
        case .ownNumber: "own_number"
        case .gtin: "gtin"
        case .ambiguous: "ambiguous"
        case .conflict: "conflict"
        case .unknown: "unknown"
        }
    }

    /// Whether a number is missing: no customer number on an invoice, no item of ours on an order.
    package var isUnmapped: Bool {
        switch self {
        case .missing, .expired, .notYetValid, .inactive, .ambiguous, .conflict, .unknown: true
        case .mapped, .nonItem, .exact, .normalized, .ownNumber, .gtin: false
        }
    }

    /// Why the number is missing, in words for a page; nil where nothing is.
    package var reason: String? {
        switch self {
        case .mapped, .nonItem, .exact, .normalized, .ownNumber, .gtin: nil
        case .missing: "no customer item number"
        case .expired: "customer item number expired"
        case .notYetValid: "customer item number not yet valid"
        case .inactive: "customer item number switched off"
        case .ambiguous: "stands for several items"
        case .conflict: "numbers on the line disagree"
        case .unknown: "number not known"
        }
    }

    package init(_ outcome: MappingOutcome) {
        switch outcome {
        case .mapped: self = .mapped
        case .expired: self = .expired
        case .notYetValid: self = .notYetValid
        case .inactive: self = .inactive
        case .missing: self = .missing
        }
    }

    package init(_ outcome: InboundOutcome) {
        switch outcome {
        case .exact: self = .exact
        case .normalized: self = .normalized
        case .ownNumber: self = .ownNumber
        case .gtin: self = .gtin
        case .ambiguous: self = .ambiguous
        case .conflict: self = .conflict
        case .expired: self = .expired
        case .notYetValid: self = .notYetValid
        case .inactive: self = .inactive
        case .unknown: self = .unknown
        }
    }
}
