/// A selector of types, classes, ids, attributes and places among siblings, with descendants, children and siblings
/// (Selectors 3).
struct CSSSelector {
    enum Combinator {
        case descendant, child
        /// `+` and `~`
        case next, later
    }

    struct Attribute {
        var name: String
        /// nil for `[name]`, else one of `=`, `~=`, `|=`, `^=`, `$=`, `*=`.
        var comparison: String?
        var value = ""
    }

    /// What one element must be.
    struct Compound {
        var type: String?
        var ids: [String] = []
        var classes: [String] = []
        var attributes: [Attribute] = []
        var places: [Place] = []
    }

    enum Place: String {
        case root
        case first = "first-child"
        case last = "last-child"
    }

    /// From left to right; each but the last with how the next one hangs below it.
    private(set) var compounds: [Compound] = []
    private(set) var combinators: [Combinator] = []

    /// Ids, then classes and attributes, then types.
    var specificity: (Int, Int, Int) {
        compounds.reduce((0, 0, 0)) { sum, part in
            (
                sum.0 + part.ids.count,
                sum.1 + part.classes.count + part.attributes.count + part.places.count,
                sum.2 + (part.type == nil ? 0 : 1)
            )
        }
    }

    /// Nil for what is not understood: states, counted children, parts of an element.
    init?(_ text: String) {
        var scanner = Scanner(rest: text[...])
        guard let compounds = scanner.read() else { return nil }
        self.compounds = compounds.0
        combinators = compounds.1
    }

    private struct Scanner {
        var rest: Substring

        mutating func read() -> ([Compound], [Combinator])? {
            var compounds: [Compound] = []
            var combinators: [Combinator] = []
            while true {
                guard let compound = compound() else { return nil }
                compounds.append(compound)
                let hadBlank = rest.first?.isWhitespace ?? false
                rest = rest.drop(while: \.isWhitespace)
                guard let next = rest.first else { return (compounds, combinators) }
                let marks: [Character: Combinator] = [">": .child, "+": .next, "~": .later]
                if let combinator = marks[next] {
                    rest = rest.dropFirst().drop(while: \.isWhitespace)
                    combinators.append(combinator)
                } else if hadBlank {
                    combinators.append(.descendant)
                } else {
                    return nil
                }
            }
        }

        private mutating func compound() -> Compound? {
            var part = Compound()
            var isAnything = false
            if rest.first == "*" {
                rest = rest.dropFirst()
                isAnything = true
            } else if let name = name() {
                part.type = name.lowercased()
                isAnything = true
            }
            while let mark = rest.first {
                if mark == "." || mark == "#" {
                    rest = rest.dropFirst()
                    guard let name = name() else { return nil }
                    if mark == "." { part.classes.append(name) } else { part.ids.append(name) }
                } else if mark == ":" {
                    rest = rest.dropFirst()
                    guard let name = name(), let place = Place(rawValue: name) else { return nil }
                    part.places.append(place)
                } else if mark == "[" {
                    guard let attribute = attribute() else { return nil }
                    part.attributes.append(attribute)
                } else {
                    break
                }
                isAnything = true
            }
            return isAnything ? part : nil
        }

        private mutating func name() -> String? {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            guard let first = name.first, !first.isNumber else { return nil }
            rest = rest[name.endIndex...]
            return String(name)
        }

        private mutating func attribute() -> Attribute? {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            let inside = rest[rest.index(after: rest.startIndex)..<end].trimmed
            rest = rest[rest.index(after: end)...]
            guard let equals = inside.firstIndex(of: "=") else {
                return inside.isEmpty ? nil : Attribute(name: inside.lowercased(), comparison: nil)
            }
            var name = inside[..<equals].trimmed
            var comparison = "="
            if let last = name.last, "~|^$*".contains(last) {
                comparison = "\(last)="
                name = name.dropLast().trimmed
            }
            var value = inside[inside.index(after: equals)...].trimmed
            if let quote = value.first, quote == "\"" || quote == "'" {
                guard value.count > 1, value.last == quote else { return nil }
                value = String(value.dropFirst().dropLast())
            }
            guard !name.isEmpty else { return nil }
            return Attribute(name: name.lowercased(), comparison: comparison, value: value)
        }
    }

    // MARK: Matching

    /// Whether the selector means an element of the tree.
    func matches(_ element: Int, in tree: HTMLTree) -> Bool {
        matches(element, in: tree, from: compounds.count - 1)
    }

    private func matches(_ element: Int, in tree: HTMLTree, from part: Int) -> Bool {
        guard compounds[part].matches(tree.elements[element]) else { return false }
        if part == 0 { return true }
        var above = tree.elements[element].parent
        switch combinators[part - 1] {
        case .child: return above.map { matches($0, in: tree, from: part - 1) } ?? false
        case .next:
            return tree.elements[element].previous.map { matches($0, in: tree, from: part - 1) } ?? false
        case .later:
            var before = tree.elements[element].previous
            while let sibling = before {
                if matches(sibling, in: tree, from: part - 1) { return true }
                before = tree.elements[sibling].previous
            }
            return false
        case .descendant:
            while let ancestor = above {
                if matches(ancestor, in: tree, from: part - 1) { return true }
                above = tree.elements[ancestor].parent
            }
            return false
        }
    }
}

extension CSSSelector.Compound {
    func matches(_ element: HTMLTree.Element) -> Bool {
        if let type, type != element.name { return false }
        for id in ids where element["id"] != id { return false }
        if !classes.isEmpty {
            let own = (element["class"] ?? "").split(whereSeparator: \.isWhitespace)
            for name in classes where !own.contains(name[...]) { return false }
        }
        for place in places {
            switch place {
            case .root: if element.parent != nil || element.name != "html" { return false }
            case .first: if element.previous != nil { return false }
            case .last: if !element.isLast { return false }
            }
        }
        return attributes.allSatisfy { $0.matches(element) }
    }
}

extension CSSSelector.Attribute {
    func matches(_ element: HTMLTree.Element) -> Bool {
        guard let own = element[name] else { return false }
        switch comparison {
        case nil: return true
        case "=": return own == value
        case "~=": return !value.isEmpty && own.split(whereSeparator: \.isWhitespace).contains(value[...])
        case "|=": return own == value || own.hasPrefix(value + "-")
        case "^=": return !value.isEmpty && own.hasPrefix(value)
        case "$=": return !value.isEmpty && own.hasSuffix(value)
        default: return !value.isEmpty && own.contains(value)
        }
    }
}

/// The elements of a page, each with the one it stands in.
struct HTMLTree {
    struct Element {
        var name: String
        var attributes: [HTMLAttribute]
        var parent: Int?
        /// The element before it in the same parent.
        var previous: Int?
        var isLast = true
        /// Its start tag among the tokens.
        var token: Int

        subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    private(set) var elements: [Element] = []
    /// Of each token, the element it stands in.
    private(set) var holders: [Int?] = []

    /// What ends an element whose end tag may be left out: one of these.
    private static let closers: [String: Set<String>] = [
        "tr": ["tr"], "td": ["td", "th"], "th": ["td", "th"], "li": ["li"], "p": ["p"], "option": ["option"],
        "tbody": ["thead", "tbody"], "tfoot": ["thead", "tbody"],
    ]

    init(_ tokens: [HTMLToken]) {
        var open: [Int] = []
        var youngest: [Int?: Int] = [:]
        for (i, token) in tokens.enumerated() {
            switch token.kind {
            case .start(let name, let attributes, let closesItself):
                if let last = open.last, Self.closers[name]?.contains(elements[last].name) ?? false {
                    open.removeLast()
                }
                holders.append(open.last)
                let previous = youngest.updateValue(elements.count, forKey: open.last)
                if let previous { elements[previous].isLast = false }
                elements.append(
                    Element(
                        name: name, attributes: attributes, parent: open.last, previous: previous, token: i))
                if !HTMLScanner.voidNames.contains(name), !closesItself { open.append(elements.count - 1) }
            case .end(let name):
                if let at = open.lastIndex(where: { elements[$0].name == name }) {
                    open.removeSubrange(at...)
                }
                holders.append(open.last)
            case .text, .comment: holders.append(open.last)
            }
        }
    }
}
