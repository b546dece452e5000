/// How values are made safe for the kind of text a template writes. Literal text is never touched.
public enum Escape: UInt8, Sendable, Hashable, CaseIterable {
    /// Values are printed as they are, as Shopify's Liquid does.
    case none
    /// `& < > " '` become character references.
    case html
    /// Punctuation that CommonMark or a table would read gets a backslash; line ends become blanks.
    case markdown
    /// A value is one field: quoted where it holds a comma, a quote or a line end (RFC 4180).
    case csv
    /// As ``html``, and characters that XML 1.0 does not allow are left out.
    case xml
}
