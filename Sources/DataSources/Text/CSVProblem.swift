/// What can be wrong with one record of a CSV file.
package enum CSVProblem: UInt8, Sendable, CaseIterable {
    case none
    case unclosedQuote, textAfterQuote, nul, invalidUTF8, fieldTooLong, tooManyColumns
    /// More or fewer fields than the heading line. The fields can be read all the same.
    case fieldCount

    /// The diagnostic's code.
    package var code: String {
        switch self {
        case .none: ""
        case .unclosedQuote: "unclosed-quote"
        case .textAfterQuote: "text-after-quote"
        case .nul: "nul-byte"
        case .invalidUTF8: "invalid-utf8"
        case .fieldTooLong: "field-too-long"
        case .tooManyColumns: "too-many-columns"
        case .fieldCount: "field-count"
        }
    }
}
