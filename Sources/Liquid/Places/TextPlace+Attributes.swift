// What attributes mean, and how far the URL or the CSS in one is.
extension TextPlace {
    static let httpEquiv = NameHash.of("http-equiv")
    private static let content = NameHash.of("content")
    private static let style = NameHash.of("style")

    private static let urls = hashes([
        "href", "src", "action", "formaction", "cite", "poster", "xlink:href", "background", "longdesc",
        "usemap", "profile", "data", "codebase", "archive", "classid", "icon", "manifest", "dynsrc", "lowsrc",
    ])
    private static let unsafe = hashes(["srcdoc", "srcset", "imagesrcset", "ping"])
    /// Where these elements take code from.
    private static let code = hashes([
        "src", "href", "xlink:href", "data", "code", "codebase", "classid", "archive",
    ])
    private static let animated = hashes(["to", "from", "by", "values", "attributename"])

    private static func hashes(_ names: [String]) -> Set<UInt64> { Set(names.map { NameHash.of($0) }) }

    /// What the name at hand says about its value.
    func attributeKind() -> AttributeKind {
        guard language == .html else { return .plain }
        if beginsWithOn { return .event }
        if nameHash == Self.style { return .style }
        if Self.unsafe.contains(nameHash) { return .unsafe }
        switch element {
        case .script, .object, .embed, .applet: if Self.code.contains(nameHash) { return .unsafe }
        case .meta:
            if nameHash == Self.httpEquiv || (nameHash == Self.content && hasHTTPEquiv) { return .unsafe }
        default: if element.isAnimation, Self.animated.contains(nameHash) { return .unsafe }
        }
        return Self.urls.contains(nameHash) ? .url : .plain
    }

    // MARK: URL

    /// The schemes that a value may name, or the literal text before one. Packed: at most eight letters.
    static let schemes: Set<UInt64> = Set(["http", "https", "mailto", "tel"].map { packed($0.utf8) })

    private static func packed(_ name: some Sequence<UInt8>) -> UInt64 {
        name.reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func readURL(_ byte: UInt8) {
        guard url == .start || url == .dynamic else { return }
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): url = .rest
        case UInt8(ascii: ":"):
            url = url == .start && Self.schemes.contains(scheme) ? .rest : .forbidden
        case UInt8(ascii: "&"): url = .forbidden
        case 0...0x20: break
        default: scheme = scheme >> 56 != 0 ? .max : scheme << 8 | UInt64(lowered(byte))
        }
    }

    // MARK: CSS

    mutating func clearCSS() {
        css = .plain
        isCSSEscape = false
        cssTail = 0
        isCSSURL = false
        cssDepth = 0
        nameHash = 0
    }

    mutating func readCSS(_ byte: UInt8) {
        if isCSSEscape {
            isCSSEscape = false
            return
        }
        switch css {
        case .comment:
            if byte == UInt8(ascii: "/"), cssTail & 0xFF == 0x2A { css = .plain }
        case .doubleQuoted, .singleQuoted:
            let quote = css == .doubleQuoted ? UInt8(ascii: "\"") : UInt8(ascii: "'")
            if byte == UInt8(ascii: "\\") { isCSSEscape = true }
            if byte == quote || byte == 0x0A || byte == 0x0D || byte == 0x0C { css = .plain }
        case .plain: readPlainCSS(byte)
        }
        if !isBlank(byte) { cssTail = cssTail << 8 | UInt32(lowered(byte)) }
    }

    private mutating func readPlainCSS(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): isCSSEscape = true
        case UInt8(ascii: "*") where cssTail & 0xFF == 0x2F: css = .comment
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            css = byte == UInt8(ascii: "\"") ? .doubleQuoted : .singleQuoted
            // `url(`, and functions that take one, such as `src(` and `image(`.
            isCSSURL = cssTail & 0xFF == 0x28
        case UInt8(ascii: "{"): cssDepth = cssDepth == .max ? .max : cssDepth + 1
        case UInt8(ascii: "}"): cssDepth = cssDepth == 0 ? 0 : cssDepth - 1
        default: break
        }
    }
}
