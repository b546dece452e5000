/// Why a value may not stand somewhere, or the literal text is not understood.
enum PlaceProblem: Error {
    enum Place {
        case tagName, tag, attributeName, unquoted, event, style, styleElement, script, rawText, comment,
            cdata
        case unsafeAttribute, scheme
    }

    case value(Place)
    case ambiguousTag, foreign, cdata

    var message: String {
        switch self {
        case .value(let place): "a value \(Self.name(of: place)) cannot be made safe"
        case .ambiguousTag: "depending on a branch before, a name in this tag ends here or goes on"
        case .foreign: "a tag within a text element, after `<svg>` or `<math>`, is read in two ways"
        case .cdata: "`<![CDATA[` is not HTML"
        }
    }

    private static func name(of place: Place) -> String {
        switch place {
        case .tagName: "in the name of a tag"
        case .tag: "between the attributes of a tag"
        case .attributeName: "in the name of an attribute"
        case .unquoted: "in an attribute without quotes"
        case .event: "in an event handler (`on…`)"
        case .style: "in a `style` attribute"
        case .styleElement: "in a `<style>`"
        case .script: "in a `<script>`"
        case .rawText: "in an element whose text is not HTML (`iframe`, `noscript`, `xmp`)"
        case .comment: "in an HTML comment"
        case .cdata: "in a CDATA section"
        case .unsafeAttribute: "in an attribute that holds code, HTML or a list of URLs"
        case .scheme: "in a URL whose scheme is not http, https, mailto or tel"
        }
    }

    var hint: String? {
        switch self {
        case .value(.tagName): "write the tag out, with `if` or `case` around it"
        case .value(.tag), .value(.attributeName):
            "write the attribute out and put the value in quotes: `class=\"{{ name }}\"`"
        case .value(.unquoted): "put quotes around it: `class=\"{{ name }}\"`"
        case .value(.event), .value(.script): "put the value in a `data-…` attribute and read it from there"
        case .value(.style), .value(.styleElement): "choose between classes with `if` or `case`"
        case .value(.comment): "`{% comment %}` hides text from the output"
        case .value(.scheme): "write `https://` before the value, or let the value be the whole URL"
        case .value(.rawText), .value(.cdata), .value(.unsafeAttribute), .foreign, .cdata: nil
        case .ambiguousTag: "let each branch hold whole attributes, with a blank before them"
        }
    }
}

extension TextPlace {
    /// How a value is written here, and the place behind it.
    mutating func output(allowsStyles: Bool) throws(PlaceProblem) -> OutputEscape {
        switch language {
        case .other: return .none
        case .csv: return state == .csvQuoted ? .csvQuoted : .csv
        case .xml, .html: break
        }
        switch state {
        case .dead: return language == .xml ? .xml : .html
        case .text: return language == .xml ? .xml : .html
        case .plainText:
            guard matched == 0 else { throw .value(.tagName) }
            return .attribute
        case .rawText: return try rawTextOutput(allowsStyles)
        case .doubleQuoted, .singleQuoted: return try attributeOutput(allowsStyles)
        case .tagOpen, .endTagOpen, .tagName: throw .value(.tagName)
        case .tag, .afterAttributeName: throw .value(.tag)
        case .attributeName: throw .value(.attributeName)
        case .beforeValue, .unquoted: throw .value(attribute == .event ? .event : .unquoted)
        case .declaration, .comment, .bogusComment: throw .value(.comment)
        case .cdata: throw .value(.cdata)
        case .csvQuoted: return .csvQuoted
        }
    }

    private mutating func rawTextOutput(_ allowsStyles: Bool) throws(PlaceProblem) -> OutputEscape {
        if element == .script { throw .value(.script) }
        guard element == .style else { throw .value(.rawText) }
        guard allowsStyles, isInCSSText, cssDepth > 0, matched == 0 else { throw .value(.styleElement) }
        return .cssString
    }

    private var isInCSSText: Bool {
        (css == .doubleQuoted || css == .singleQuoted) && !isCSSURL && !isCSSEscape
    }

    private mutating func attributeOutput(_ allowsStyles: Bool) throws(PlaceProblem) -> OutputEscape {
        if language == .xml { return .xmlAttribute }
        switch attribute {
        case .plain:
            if element == .meta { hasContentValue = true }
            return .attribute
        case .url:
            switch url {
            case .rest: return .attribute
            case .forbidden: throw .value(.scheme)
            case .start, .dynamic:
                url = .dynamic
                scheme = .max
                return .url
            }
        case .style:
            guard allowsStyles, css != .comment, !isCSSEscape else { throw .value(.style) }
            if css == .plain {
                cssTail = cssTail << 8 | 0x30
                return .cssValue
            }
            guard isInCSSText else { throw .value(.style) }
            return .cssString
        case .event: throw .value(.event)
        case .unsafe: throw .value(.unsafeAttribute)
        }
    }

    /// The place after either of two ways, or nil where text after them would be read in two ways.
    func joined(with other: TextPlace) -> TextPlace? {
        if state == .dead { return other }
        if other.state == .dead { return self }
        var (a, b) = (self, other)
        a.mayBeForeign = mayBeForeign || other.mayBeForeign
        b.mayBeForeign = a.mayBeForeign
        if a == b { return a }
        if a.isQuoted, a.state == b.state, a.attribute == b.attribute, a.element == b.element {
            if a.attribute == .url {
                a.url =
                    a.url == b.url
                    ? a.url : a.url == .forbidden || b.url == .forbidden ? .forbidden : .dynamic
                if a.scheme != b.scheme, !(Self.schemes.contains(a.scheme) && Self.schemes.contains(b.scheme))
                {
                    a.scheme = .max
                }
                (b.url, b.scheme) = (a.url, a.scheme)
            } else if a.attribute == .style, a.css == .plain, b.css == .plain, !a.isCSSEscape, !b.isCSSEscape
            {
                b.cssTail = a.cssTail
                b.isCSSURL = a.isCSSURL
                b.cssDepth = a.cssDepth
            }
            return a == b ? a : nil
        }
        if a.state == .rawText || a.state == .plainText { return a.joinedRaw(with: b) }
        guard a.isInTag, b.isInTag, a.isEndTag == b.isEndTag else { return nil }
        a.leaveName()
        b.leaveName()
        a.isGlued = true
        a.isAfterBlank = false
        b.isGlued = true
        b.isAfterBlank = false
        a.hasContentValue = a.hasContentValue || b.hasContentValue
        a.hasHTTPEquiv = a.hasHTTPEquiv || b.hasHTTPEquiv
        (b.hasContentValue, b.hasHTTPEquiv) = (a.hasContentValue, a.hasHTTPEquiv)
        return a == b ? a : nil
    }

    /// Behind a partial, which ends where it began but may have written anything that is allowed there.
    mutating func passPartial() {
        if isQuoted, attribute == .url, url == .start {
            url = .dynamic
            scheme = .max
        }
        if isInTag {
            leaveName()
            isGlued = true
            isAfterBlank = false
        }
    }

    /// In text elements only what leads out of them matters, and in a style where its strings begin.
    private func joinedRaw(with other: TextPlace) -> TextPlace? {
        var (a, b) = (self, other)
        if a.element == .script, a.nameHash != b.nameHash, a.scriptDepth == 1 || a.mayGoOn || b.mayGoOn {
            return nil
        }
        if a.element != .style || (a.css == .plain && b.css == .plain && !a.isCSSEscape && !b.isCSSEscape) {
            a.cssTail = 0
            b.cssTail = 0
            a.isCSSURL = false
            b.isCSSURL = false
            a.nameHash = 0
            b.nameHash = 0
            a.cssDepth = min(a.cssDepth, b.cssDepth)
            b.cssDepth = a.cssDepth
        }
        return a == b ? a : nil
    }

    /// `<!--` of a script has begun.
    private var mayGoOn: Bool {
        let last = UInt8(truncatingIfNeeded: nameHash)
        return last == UInt8(ascii: "<") || last == UInt8(ascii: "!") || last == UInt8(ascii: "-")
    }

    private var isQuoted: Bool { state == .doubleQuoted || state == .singleQuoted }

    private var isInTag: Bool {
        switch state {
        case .tagName, .tag, .attributeName, .afterAttributeName, .unquoted: true
        default: false
        }
    }

    /// As if the name or value at hand had ended.
    private mutating func leaveName() {
        if state == .tagName { endTagName() }
        state = .tag
        attribute = .plain
        nameHash = 0
        nameLength = 0
        beginsWithOn = false
        url = .start
        scheme = 0
        clearCSS()
    }

    /// For messages: where text after this place stands.
    var description: String {
        switch state {
        case .dead: "nowhere"
        case .text: language == .csv ? "outside of quotes" : "in text"
        case .plainText: "in `\(element)`"
        case .rawText: "in `\(element)`"
        case .tagOpen, .endTagOpen, .tagName: "in the name of a tag"
        case .tag, .attributeName, .afterAttributeName: "in a tag"
        case .beforeValue: "before the value of an attribute"
        case .unquoted: "in an attribute without quotes"
        case .doubleQuoted, .singleQuoted:
            switch attribute {
            case .url: "in an attribute that holds a URL"
            case .style: "in a `style` attribute"
            case .event: "in an event handler"
            case .plain, .unsafe: "in an attribute"
            }
        case .declaration, .comment, .bogusComment: "in a comment"
        case .cdata: "in a CDATA section"
        case .csvQuoted: "in a field in quotes"
        }
    }
}
