package import Notation

/// A picture of a report's figures. It says what is drawn; the page decides how.
package struct Chart: Sendable {
    package enum Form: Sendable, Hashable {
        /// One line a series over ``Chart/labels`` in order; the axis need not begin at zero.
        case trend
        /// One column a label, the series on top of each other.
        case stack
        /// One bar a label, the longest for the greatest value; one series.
        case ranking
        /// A rising share of the whole over a number of rows; labels are those numbers, one series in percent.
        case share
    }

    package struct Series: Sendable {
        package var name: String
        /// One for each label; nil where there is none.
        package var values: [ExactDecimal?]

        package init(_ name: String, _ values: [ExactDecimal?]) {
            self.name = name
            self.values = values
        }
    }

    package var title: String
    package var form: Form
    package var labels: [String]
    package var series: [Series]
    /// How values are printed.
    package var kind: Column.Kind
    /// Where the values should be, drawn across a trend.
    package var target: ExactDecimal?
    /// What the picture shows in words; empty for none.
    package var note: [Paragraph.Part]
    /// By label, the row it is about; empty for none.
    package var links: [RowLink?]

    package init(
        _ title: String, _ form: Form, labels: [String], series: [Series], kind: Column.Kind,
        target: ExactDecimal? = nil, note: [Paragraph.Part] = [], links: [RowLink?] = []
    ) {
        self.title = title
        self.form = form
        self.labels = labels
        self.series = series
        self.kind = kind
        self.target = target
        self.note = note
        self.links = links
    }
}

extension Chart {
    /// Whether there is anything to draw.
    package var hasValues: Bool {
        !labels.isEmpty && series.contains { $0.values.contains { $0 != nil } }
    }
}

/// What the pages of a report open with: words, then pictures.
package struct Opening: Sendable {
    /// A page has room for the pictures of so many currencies; words and tables name all.
    static let currencies = 3

    package var paragraphs: [Paragraph] = []
    package var charts: [Chart] = []

    package init(paragraphs: [Paragraph] = [], charts: [Chart] = []) {
        self.paragraphs = paragraphs
        self.charts = charts
    }
}

/// Words with figures in them, which are printed as those of the tables.
package struct Paragraph: Sendable, ExpressibleByStringLiteral {
    package enum Part: Sendable {
        case words(String)
        /// An item number: not broken at its hyphen.
        case number(String)
        case figure(Cell, Column.Kind)
        /// Words that lead to the rows they are about.
        case link(String, RowLink)
    }

    package var parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    package init(stringLiteral value: String) {
        parts = value.isEmpty ? [] : [.words(value)]
    }

    package var isEmpty: Bool { parts.isEmpty }

    /// `1 line`, `1,234 lines`.
    static func count(_ number: Int, _ noun: String) -> [Part] {
        [.figure(.integer(number), .integer), .words(" \(noun)\(number == 1 ? "" : "s")")]
    }
}
