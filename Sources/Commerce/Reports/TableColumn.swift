/// A column of a report: its name for programs, its heading for people and how its values are printed.
package struct Column: Sendable {
    /// What a column holds. It decides alignment, digits and the JSON type, the same in every format.
    package enum Kind: Sendable, Hashable {
        /// Words for people: names, descriptions. May be shortened where a terminal is narrow.
        case text
        /// Sentences of ours, in which texts of the data stand between backquotes; people read those as
        /// quoted.
        case prose
        /// A word of ours for programs and people alike: `not_yet_valid`, which people read with blanks.
        case code
        /// The number of a thing (item, customer, order): text kept to the character, never a JSON number.
        case number
        case integer
        /// Rounded half away from zero to `maximum` decimals, padded with zeros to `minimum`.
        case decimal(minimum: Int, maximum: Int)
        /// An amount in the report's currency; a cell ``Cell/money(_:digits:)`` has its own digits.
        case money(digits: Int)
        /// A percentage, 98.50 for 98.50 %.
        case percent(digits: Int)
        case day
        case month

        /// The decimals a number of this column is shown with. A decimal where none was expected shows all.
        package var digits: (minimum: Int, maximum: Int) {
            switch self {
            case .decimal(let minimum, let maximum): (minimum, maximum)
            case .money(let digits), .percent(let digits): (digits, digits)
            case .text, .prose, .code, .number, .integer, .day, .month: (0, 38)
            }
        }

        /// Whether values stand at the right, digit under digit.
        package var isNumeric: Bool {
            switch self {
            case .integer, .decimal, .money, .percent: true
            case .text, .prose, .code, .number, .day, .month: false
            }
        }

        /// Whether people read words here, which may be broken or shortened where there is no room.
        package var isWords: Bool { self == .text || self == .prose }
    }

    /// The name in CSV, JSON and NDJSON, exactly as interface.md gives it: `customer_item_number`.
    package var name: String
    /// The heading for people: `Customer Item #`.
    package var heading: String
    package var kind: Kind
    /// Whether the column is part of what identifies a row. Key columns are repeated where a terminal is too
    /// narrow for all columns, and stay in sight when a page is scrolled sideways.
    package var isKey: Bool
    /// What the column is about, in a report of too many columns to stand side by side: people then see one
    /// grid for the columns without a group and one for each group, all with the key columns. CSV and JSON
    /// ignore it.
    package var group: String

    /// Whether people do not see the column, as no row has a value here or other columns say the same: CSV,
    /// JSON and workbooks keep it in its place.
    package var isHidden = false

    package init(_ name: String, _ heading: String, _ kind: Kind, isKey: Bool = false, group: String = "") {
        self.name = name
        self.heading = heading
        self.kind = kind
        self.isKey = isKey
        self.group = group
    }
}
