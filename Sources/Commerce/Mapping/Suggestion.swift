/// Why an item is proposed for a line that found none (rules.md 3, last point).
package enum SuggestionReason: UInt8, Sendable, Hashable, CaseIterable {
    /// The number is known but out of date, and something newer took its place.
    case superseded
    /// The number is known but outside its dates or switched off.
    case outOfDate
    /// The number means several items, or the numbers of the line contradict each other; this is one of them.
    case oneOfSeveral
    case lookAlike, oneEdit, twoEdits, checkDigit, siblingAccount, ownNumberPart, boughtBefore, description

    /// The word every report and JSON prints.
    package var name: String {
        switch self {
        case .superseded: "superseded"
        case .outOfDate: "out_of_date"
        case .oneOfSeveral: "one_of_several"
        case .lookAlike: "look_alike"
        case .oneEdit: "one_edit"
        case .twoEdits: "two_edits"
        case .checkDigit: "check_digit"
        case .siblingAccount: "sibling_account"
        case .ownNumberPart: "own_number_part"
        case .boughtBefore: "bought_before"
        case .description: "description"
        }
    }
}

extension SuggestionReason {
    /// Whether it takes a number for another one that is like it.
    var isGuessFromNumber: Bool {
        switch self {
        case .lookAlike, .oneEdit, .twoEdits, .checkDigit, .siblingAccount, .ownNumberPart: true
        case .superseded, .outOfDate, .oneOfSeveral, .boughtBefore, .description: false
        }
    }
}

/// An item a line may mean. Never applied by itself.
package struct Suggestion: Sendable, Hashable {
    package var item: TextID
    package var reason: SuggestionReason
    /// What speaks for it, in words a person can check.
    package var evidence: String
    /// 0 to 100: how likely, in per cent, as calibrated on `orders_truth.csv`.
    package var score: Int
}
