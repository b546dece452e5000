/// A definition or a remark below a report.
package struct Note: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The figure that is defined: `Line coverage`; empty for a remark.
    package var term: String
    package var text: String
    /// How many there are, printed in front of the text.
    package var count: Int?

    package init(_ term: String = "", _ text: String, count: Int? = nil) {
        self.term = term
        self.text = text
        self.count = count
    }

    package init(stringLiteral value: String) {
        self.init("", value)
    }
}
