package import Notation

/// How an order line found its item, or why it did not (rules.md 3).
package enum InboundOutcome: UInt8, Sendable, Hashable, CaseIterable {
    case exact, normalized, ownNumber, gtin
    case ambiguous, conflict, expired, notYetValid, inactive, unknown

    /// The word every report, document and JSON prints as the reason.
    package var name: String {
        switch self {
        case .exact: "exact"
        case .normalized: "normalized"
        case .ownNumber: "own_number"
        case .gtin: "gtin"
        case .ambiguous: "ambiguous"
        case .conflict: "conflict"
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .inactive: "inactive"
        case .unknown: "unknown"
        }
    }

    /// As a column's heading.
    package var heading: String {
        switch self {
        case .gtin: "GTIN"
        default: name.prefix(1).uppercased() + name.dropFirst().replacing("_", with: " ")
        }
    }

    package var isResolved: Bool { self <= .gtin }
}

extension InboundOutcome: Comparable {
    package static func < (a: InboundOutcome, b: InboundOutcome) -> Bool { a.rawValue < b.rawValue }
}

/// Whose numbers a number was looked up among.
package enum Namespace: UInt8, Sendable, Hashable, CaseIterable {
    case customer, ours, gtin

    package var name: String {
        switch self {
        case .customer: "customer"
        case .ours: "own_number"
        case .gtin: "gtin"
        }
    }
}

/// One meaning a number has in one namespace.
package struct InboundCandidate: Sendable, Hashable {
    package var namespace: Namespace
    /// The cleaned number of the item; there may be no such item (a finding of the audit).
    package var item: TextID
    /// Index into ``MappingTable/rows``, -1 outside the customer namespace.
    package var row: Int32 = -1
    /// Of the row; nil outside the customer namespace.
    package var level: Level?
    package var distance: UInt8 = 0
}

/// The answer to "which of our items do they mean?" (rules.md 3).
package struct InboundResolution: Sendable {
    package var outcome: InboundOutcome
    /// Blank unless resolved.
    package var item: TextID = .blank
    /// The level of the deciding step of a customer number, also where that is ambiguous; else nil.
    package var via: Level?
    /// How many parents up, for parent and group.
    package var distance: UInt8 = 0
    /// Index into ``MappingTable/rows`` of the row used, -1 for none.
    package var row: Int32 = -1
    /// How many of our units one of the customer's holds; 1 without a row.
    package var unitFactor: ExactDecimal = .one
    /// Most answers have none of these: one word then, and not three lists to keep.
    private var others: Others?

    package init(outcome: InboundOutcome) {
        self.outcome = outcome
    }

    /// What the customer-number column means in other namespaces, where that is another item.
    package var alsoKnownAs: [InboundCandidate] {
        get { others?.alsoKnownAs ?? [] }
        set { others = Others(alsoKnownAs: newValue, candidates: candidates, lost: lost) }
    }

    /// The meanings an ambiguous number or the numbers of a conflict have, each item once.
    package var candidates: [InboundCandidate] {
        get { others?.candidates ?? [] }
        set { others = Others(alsoKnownAs: alsoKnownAs, candidates: newValue, lost: lost) }
    }

    /// Rows of the number that did not answer, when asked for.
    package var lost: [CandidateRow] {
        get { others?.lost ?? [] }
        set { others = Others(alsoKnownAs: alsoKnownAs, candidates: candidates, lost: newValue) }
    }

    private final class Others: Sendable {
        let alsoKnownAs: [InboundCandidate]
        let candidates: [InboundCandidate]
        let lost: [CandidateRow]

        /// Nil where there is nothing to hold.
        init?(alsoKnownAs: [InboundCandidate], candidates: [InboundCandidate], lost: [CandidateRow]) {
            if alsoKnownAs.isEmpty, candidates.isEmpty, lost.isEmpty { return nil }
            self.alsoKnownAs = alsoKnownAs
            self.candidates = candidates
            self.lost = lost
        }
    }

    /// Quantity in our units; nil unless resolved, or where it needs more than 38 digits.
    package func pieces(_ quantity: ExactDecimal) -> ExactDecimal? {
        outcome.isResolved ? (try? quantity.multiplied(by: unitFactor))?.normalized : nil
    }

    /// Price of one of our units, to 6 decimals, half away from zero; nil as for ``pieces(_:)``.
    package func pricePerPiece(_ unitPrice: ExactDecimal) -> ExactDecimal? {
        outcome.isResolved ? try? unitPrice.divided(by: unitFactor, digits: 6) : nil
    }
}
