/// How values are made safe for the kind of text a template writes. Literal text is never touched.
///
/// In HTML, XML and CSV the place of each output decides further, once, while the template is parsed:
///
/// | place | a value there |
/// |---|---|
/// | text of HTML or XML; `title`, `textarea`; a quoted attribute | `& < > " '` become references |
/// | a quoted attribute with a URL (`href`, `src`, `action`, …) | as well, and `#` where its scheme is not http, https, mailto or tel, and the program does not vouch for it (`DataArena.markup`) |
/// | `<script>`, `<style>`, comments, event handlers, `style`, unquoted attributes, names of tags and attributes | refused by the parser; ``Environment/allowsStyles`` allows strings of CSS and simple values of `style` |
/// | a CSV field | in quotes where it must be; only quotes doubled where the literal text put the quotes |
///
/// Branches of `if` and `case` and the body of a loop must lead to the same place, or the parser refuses them.
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
