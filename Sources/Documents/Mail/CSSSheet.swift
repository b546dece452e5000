/// A style sheet as far as mail needs it: plain rules, and everything else as it stands.
struct CSSSheet {
    struct Rule {
        var selectors: [CSSSelector]
        var declarations: [CSSDeclaration]
    }

    private(set) var rules: [Rule] = []
    /// What cannot stand in an attribute: at-rules, and rules for states (`:hover`), as they were written.
    private(set) var kept = ""

    init(_ text: String) {
        var scanner = CSSScanner(text)
        while let block = scanner.next() {
            if block.prelude.hasPrefix("@") {
                keep(block.text)
                continue
            }
            let declarations = CSSDeclaration.list(block.body)
            var selectors: [CSSSelector] = []
            for part in CSSScanner.split(block.prelude, at: ",") {
                if let selector = CSSSelector(part) {
                    selectors.append(selector)
                } else {
                    keep("\(part) {\(block.body)}")
                }
            }
            if !selectors.isEmpty, !declarations.isEmpty {
                rules.append(Rule(selectors: selectors, declarations: declarations))
            }
        }
    }

    private mutating func keep(_ text: String) {
        kept += kept.isEmpty ? text : "\n" + text
    }
}

/// `color: red !important`
struct CSSDeclaration: Hashable {
    /// In lower case, but for names of one's own (`--accent`).
    var name: String
    var value: String
    var isImportant = false

    static func list(_ text: String) -> [CSSDeclaration] {
        CSSScanner.split(text, at: ";").compactMap { part in
            guard let colon = part.firstIndex(of: ":") else { return nil }
            let written = part[..<colon].trimmed
            var value = part[part.index(after: colon)...].trimmed
            guard !written.isEmpty, !value.isEmpty, !written.contains(where: \.isWhitespace) else {
                return nil
            }
            let name = written.hasPrefix("--") ? written : written.lowercased()
            var isImportant = false
            if let mark = value.lastIndex(of: "!"),
                value[value.index(after: mark)...].trimmed.lowercased() == "important"
            {
                isImportant = true
                value = value[..<mark].trimmed
            }
            return CSSDeclaration(name: name, value: value, isImportant: isImportant)
        }
    }
}

/// Cuts a style sheet into blocks, comments left out.
struct CSSScanner {
    struct Block {
        /// What stands before `{`, or the whole of a statement such as `@import`.
        var prelude: String
        var body: String
        /// As it was written.
        var text: String
    }

    private var rest: Substring

    init(_ text: String) {
        rest = Self.withoutComments(text)[...]
    }

    mutating func next() -> Block? {
        rest = rest.drop { $0.isWhitespace || $0 == "}" }
        guard !rest.isEmpty else { return nil }
        var quote: Character?
        var depth = 0
        var open: String.Index?
        var at = rest.startIndex
        while at < rest.endIndex {
            let character = rest[at]
            if let inside = quote {
                if character == "\\" {
                    at = rest.index(after: at)
                    if at == rest.endIndex { break }
                } else if character == inside {
                    quote = nil
                }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "{" {
                if depth == 0 { open = at }
                depth += 1
            } else if character == "}" {
                depth -= 1
                if depth == 0, let open { return block(open, at) }
            } else if character == ";", depth == 0 {
                let text = rest[...at].trimmed
                rest = rest[rest.index(after: at)...]
                return Block(prelude: text, body: "", text: text)
            }
            at = rest.index(after: at)
        }
        // An open block ends with the sheet.
        if let open { return block(open, rest.endIndex) }
        rest = rest[rest.endIndex...]
        return nil
    }

    private mutating func block(_ open: String.Index, _ close: String.Index) -> Block {
        let prelude = rest[..<open].trimmed
        let body = String(rest[rest.index(after: open)..<close])
        rest = close < rest.endIndex ? rest[rest.index(after: close)...] : rest[rest.endIndex...]
        return Block(prelude: prelude, body: body, text: "\(prelude) {\(body)}")
    }

    static func withoutComments(_ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "/*") {
            out += rest[..<start.lowerBound]
            let after = rest[start.upperBound...]
            guard let end = after.firstRange(of: "*/") else { return out }
            rest = after[end.upperBound...]
        }
        return out + rest
    }

    /// Parts outside of quotes and brackets, without blanks around them; empty ones are left out.
    static func split(_ text: String, at separator: Character) -> [String] {
        var parts: [String] = []
        var part = ""
        var quote: Character?
        var depth = 0
        for character in text {
            if let inside = quote {
                if character == inside { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "(" || character == "[" {
                depth += 1
            } else if character == ")" || character == "]" {
                depth -= 1
            } else if character == separator, depth == 0 {
                parts.append(part)
                part = ""
                continue
            }
            part.append(character)
        }
        parts.append(part)
        return parts.map(\.trimmed).filter { !$0.isEmpty }
    }
}

extension StringProtocol {
    /// Without blanks and line ends around it.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        var end = start[...]
        while let last = end.last, last.isWhitespace { end = end.dropLast() }
        return String(end)
    }
}
