/// Where in HTML, XML or CSV a position of a template's literal text stands.
///
/// The compiler carries one along the literal text, through branches and loops, and asks it at every output how
/// a value is made safe there. The states follow the tokenizer of the HTML standard (13.2.5), cut down to what
/// decides about values. Small and trivial, so that places can be kept, compared and joined.
struct TextPlace: Hashable, Sendable, BitwiseCopyable {
    enum State: UInt8 {
        /// Not reachable: behind a `break`.
        case dead
        /// Text of HTML, XML, or any other kind of output that has no places.
        case text
        /// In `title` or `textarea`: text, but tags do not count.
        case plainText
        /// In `script`, `style` and the like.
        case rawText
        /// Behind `<`, and behind `</`.
        case tagOpen, endTagOpen
        case tagName
        /// In a tag, between attributes.
        case tag
        case attributeName, afterAttributeName, beforeValue, doubleQuoted, singleQuoted, unquoted
        /// Behind `<!`.
        case declaration
        case comment
        /// `<!…>`, `<?…>`: ends at the next `>`.
        case bogusComment
        case cdata
        /// In a field of CSV that the literal text has put in quotes.
        case csvQuoted
    }

    /// Which language the literal text is.
    enum Language: UInt8 { case other, html, xml, csv }

    /// How far a URL in an attribute is.
    enum URLPart: UInt8 {
        /// Nothing yet, or letters that may become a scheme.
        case start
        /// A value stands in it already; what follows may still be a scheme.
        case dynamic
        /// Behind an allowed scheme, or behind `/`, `?` or `#`: nothing that follows can change the scheme.
        case rest
        /// The literal text names a scheme that is not allowed, or one cannot know which.
        case forbidden
    }

    /// How far CSS is: between tokens, in a comment, or in a string.
    enum CSSPart: UInt8 { case plain, comment, doubleQuoted, singleQuoted }

    var state = State.text
    var language: Language
    var element = ElementKind.other
    var attribute = AttributeKind.plain
    /// FNV-1a of the name at hand, small letters; its length; whether it begins with `on`.
    var nameHash: UInt64 = 0
    var nameLength: UInt8 = 0
    var beginsWithOn = false
    var isEndTag = false
    /// Two ways lead here, and on one of them a name may not have ended: only a blank, `/` or `>` may follow.
    var isGlued = false
    /// A glued place behind a blank: everything but `=` may follow.
    var isAfterBlank = false
    /// How much of a closing tag, or of the end of a comment, has been read.
    var matched: UInt8 = 0
    /// 0; 1 behind `<!--` in a script; 2 behind `<script` in that, where `</script` does not end the script.
    var scriptDepth: UInt8 = 0
    /// An `svg` or `math` came before: browsers may read tags where HTML has none.
    var mayBeForeign = false
    /// The `meta` at hand has `http-equiv`, or a value in `content`.
    var hasHTTPEquiv = false
    var hasContentValue = false
    var url = URLPart.start
    /// The last eight letters of a scheme in the making; all ones where there are more.
    var scheme: UInt64 = 0
    var css = CSSPart.plain
    var isCSSEscape = false
    /// The last four bytes of CSS outside of strings, small letters.
    var cssTail: UInt32 = 0
    /// The CSS string at hand is a URL.
    var isCSSURL = false
    /// Open `{` of a `style` element.
    var cssDepth: UInt8 = 0

    init(_ escape: Escape) {
        language =
            switch escape {
            case .html: .html
            case .xml: .xml
            case .csv: .csv
            case .none, .markdown: .other
            }
    }

    /// Whether the place is known, so that outputs must be asked about.
    var hasPlaces: Bool { language != .other }

    /// Reads on; the first problem, with its place in `bytes`.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> (problem: PlaceProblem, at: Int)? {
        guard hasPlaces, state != .dead else { return nil }
        for i in bytes.indices {
            if language == .csv {
                if bytes[i] == UInt8(ascii: "\"") { state = state == .text ? .csvQuoted : .text }
            } else if let problem = read(bytes[i]) {
                return (problem, i)
            }
        }
        return nil
    }
}

/// The elements of HTML that change how a value in them, or in their attributes, is read.
enum ElementKind: UInt8, CaseIterable {
    case other, script, style, title, textarea, xmp, iframe, noembed, noframes, noscript, plaintext
    case svg, math, object, embed, applet, meta, animate, set, animatetransform, animatemotion

    var isPlainText: Bool { self == .title || self == .textarea }

    var isRawText: Bool {
        switch self {
        case .script, .style, .xmp, .iframe, .noembed, .noframes, .noscript, .plaintext: true
        default: false
        }
    }

    var isAnimation: Bool {
        self == .animate || self == .set || self == .animatetransform || self == .animatemotion
    }

    /// Its name as bytes, for the closing tag.
    var closingName: [UInt8] { Self.names[Int(rawValue)] }

    private static let names = allCases.map { Array("\($0)".utf8) }

    static let byHash: [UInt64: ElementKind] = Dictionary(
        uniqueKeysWithValues: allCases.filter { $0 != .other }.map { (NameHash.of("\($0)"), $0) })
}

/// What a value in an attribute is read as.
enum AttributeKind: UInt8 {
    case plain, url, style
    /// Runs as a script: `onclick` and the like.
    case event
    /// HTML, a list of URLs, code from elsewhere: cannot be made safe.
    case unsafe
}

/// FNV-1a, 64 bits.
enum NameHash {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    static func of(_ name: String) -> UInt64 { name.utf8.reduce(start) { adding($1, to: $0) } }
}
