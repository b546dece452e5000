import Foundation

/// What a person reads off a document in one of its forms: the figures and numbers of each line, and the totals.
///
/// Numbers are read as the locale writes them, so that a wrong separator shows as a wrong figure.
struct ShownDocument: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        var item: String
        var customerItem: String
        /// Plain decimals without needless zeros; `–` where there is none.
        var quantity: String
        var price: String
        var net: String
    }

    var lines: [Line] = []
    /// The total, in the plain form; empty on packing slips.
    var total = ""

    /// A figure of a page as a plain decimal: groups and signs of money taken away.
    static func plain(_ shown: String, decimalComma: Bool) -> String {
        var digits = ""
        for scalar in shown.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "-", "\u{2212}": digits = "-" + digits
            case ",": if decimalComma { digits += "." }
            case ".": if !decimalComma { digits += "." }
            default: break
            }
        }
        return trimmed(digits)
    }

    /// Without zeros that say nothing: `1.50` is `1.5`.
    static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text[...]
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text == "-0" ? "0" : String(text)
    }
}
