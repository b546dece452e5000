import Notation

/// Why a row that could have answered did not (rules.md 2 and 3).
package enum LossReason: UInt8, Sendable, Hashable, CaseIterable {
    case expired, notYetValid, switchedOff, fartherLevel, normalizedOnly, otherUnit, notPreferred
    case earlierValidFrom, greaterNumber, sameNumber, otherItem

    /// The words a person reads after "lost:".
    package var words: String {
        switch self {
        case .expired: "out of date: ended before the day"
        case .notYetValid: "out of date: starts after the day"
        case .switchedOff: "switched off"
        case .fartherLevel: "farther level"
        case .normalizedOnly: "equal only after normalizing"
        case .otherUnit: "other unit"
        case .notPreferred: "not preferred"
        case .earlierValidFrom: "earlier valid_from"
        case .greaterNumber: "greater number"
        case .sameNumber: "the same number again"
        case .otherItem: "other item: the number is ambiguous"
        }
    }

    /// The word in JSON.
    package var name: String {
        switch self {
        case .expired: "expired"
        case .notYetValid: "not_yet_valid"
        case .switchedOff: "inactive"
        case .fartherLevel: "farther_level"
        case .normalizedOnly: "normalized_only"
        case .otherUnit: "other_unit"
        case .notPreferred: "not_preferred"
        case .earlierValidFrom: "earlier_valid_from"
        case .greaterNumber: "greater_number"
        case .sameNumber: "same_number"
        case .otherItem: "other_item"
        }
    }

    /// Why a row out of its dates or switched off cannot answer; nil for one that could.
    static func unusable(_ row: MappingRow, _ day: Day) -> LossReason? {
        if !row.isActive { return .switchedOff }
        if row.validTo < day.number { return .expired }
        return row.validFrom > day.number ? .notYetValid : nil
    }

    /// The step of rules.md 2.2 at which a row fell behind the winner of its level.
    static func step(_ row: MappingRow, behind winner: MappingRow, unit: TextID) -> LossReason {
        if !unit.isBlank, winner.unit == unit, row.unit != unit { return .otherUnit }
        if winner.isPreferred, !row.isPreferred { return .notPreferred }
        if winner.validFrom != row.validFrom { return .earlierValidFrom }
        return winner.number == row.number ? .sameNumber : .greaterNumber
    }
}
