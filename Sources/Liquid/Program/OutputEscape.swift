/// How one output writes its value: the kinds of ``Escape``, and those that the place of the output asks for.
///
/// From 8 on what is markup already is not printed as it is, because a place such as an attribute needs more.
/// The low three bits of `html` and `attribute` are the same and no other's, so that the hot path tests once.
enum OutputEscape: UInt8 {
    case none, html, markdown, csv, xml
    /// In a quoted attribute, in `title` and `textarea`.
    case attribute = 9
    /// At the start of a URL in a quoted attribute.
    case url = 10
    /// In a field of CSV that the literal text has put in quotes.
    case csvQuoted = 11
    /// In a string of CSS.
    case cssString = 12
    /// In a `style` attribute, outside of strings.
    case cssValue = 13
    case xmlAttribute = 14

    /// The first kind that prints markup in a way of its own.
    static let firstPlace: UInt8 = 8

    init(_ escape: Escape) {
        self =
            switch escape {
            case .none: .none
            case .html: .html
            case .markdown: .markdown
            case .csv: .csv
            case .xml: .xml
            }
    }

    /// Whether a list is written as one text, not element by element.
    static func writesListsWhole(_ kind: UInt8) -> Bool {
        kind == csv.rawValue || kind == csvQuoted.rawValue || kind == url.rawValue
            || kind == cssValue.rawValue
    }
}
