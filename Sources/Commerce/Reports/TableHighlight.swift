/// A key figure at the top of a report: `Line coverage  98.50 %  +0.3 since October`.
package struct Highlight: Sendable {
    /// Whether the figure is as it should be.
    package enum Tone: Sendable, Hashable {
        case neutral, good, bad
    }

    package var label: String
    package var value: Cell
    /// How the value is printed.
    package var kind: Column.Kind
    /// A short remark below it; empty for none.
    package var note: Paragraph
    package var tone: Tone
    /// The row it stands in; nil for the table it belongs to.
    package var link: RowLink?

    package init(
        _ label: String, _ value: Cell, _ kind: Column.Kind, note: Paragraph = "", tone: Tone = .neutral,
        link: RowLink? = nil
    ) {
        self.label = label
        self.value = value
        self.kind = kind
        self.note = note
        self.tone = tone
        self.link = link
    }
}
