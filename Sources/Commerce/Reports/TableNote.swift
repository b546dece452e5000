/// A definition or a remark below a report.
package struct Note: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The figure that is defined: `Line coverage`; empty for a remark.
    package var term: String
    package var text: String

    package init(_ term: String = "", _ text: String) {
        self.term = term
        self.text = text
    }

    package init(stringLiteral value: String) {
        self.init("", value)
    }
}
