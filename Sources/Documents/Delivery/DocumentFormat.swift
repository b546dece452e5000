import Liquid

/// A form that a document is written in. The raw value is the format's name on the command line, the end of the
/// file's name, and the middle of its template's.
package enum DocumentFormat: String, Sendable, Hashable, CaseIterable {
    case markdown = "md"
    case html
    case csv
    case emailHTML = "email-html"
    /// A whole mail: the text of Markdown, the page of ``emailHTML``, the CSV attached.
    case message = "eml"
    /// The page of ``html`` on paper, made by another program of the machine (``PDFEngine``).
    case pdf

    /// Those that this program makes alone.
    package static let allCases: [DocumentFormat] = [.markdown, .html, .csv, .emailHTML, .message]

    /// How values are made safe in its templates.
    var escape: Escape {
        switch self {
        case .markdown: .markdown
        case .html, .emailHTML, .pdf: .html
        case .csv: .csv
        // Of the subject and of the text, which are plain.
        case .message: .none
        }
    }
}
