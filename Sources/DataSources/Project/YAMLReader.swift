import Diagnostics
import Notation
import Yams

/// Takes values out of YAML nodes and gathers every problem on the way, each with its place.
struct YAMLReader {
    let source: YAMLSource
    var problems: [Diagnostic] = []

    init(source: YAMLSource) {
        self.source = source
    }

    mutating func report(_ code: String, _ message: String, at node: Node, hint: String? = nil) {
        let place = source.place(of: node)
        problems.append(.error(code, message, at: place.position, excerpt: place.excerpt, hint: hint))
    }

    static func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The pairs of a mapping, in file order; nil, reported, where the node is none.
    mutating func pairs(_ node: Node, _ what: String) -> [(key: String, keyNode: Node, value: Node)]? {
        guard case .mapping(let mapping) = node else {
            report("bad-value", "`\(what)` must be a mapping (`key: value`)", at: node)
            return nil
        }
        var out: [(String, Node, Node)] = []
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                report("unknown-key", "a key must be a word", at: key)
                continue
            }
            out.append((name.string, key, value))
        }
        return out
    }

    /// As ``pairs(_:_:)``, with every unknown key reported, and values left blank left out.
    mutating func known(
        _ node: Node, _ what: String, _ keys: [String]
    ) -> [String: Node] {
        var out: [String: Node] = [:]
        for (key, keyNode, value) in pairs(node, what) ?? [] {
            guard keys.contains(key) else {
                unknownKey(key, keyNode, of: what, keys)
                continue
            }
            if !Self.isNull(value) { out[key] = value }
        }
        return out
    }

    mutating func unknownKey(_ key: String, _ node: Node, of what: String, _ keys: [String]) {
        report(
            "unknown-key", what.isEmpty ? "unknown key `\(key)`" : "unknown key `\(key)` in `\(what)`",
            at: node,
            hint: Spelling.hint(for: key, among: keys)
                ?? "known are " + keys.map { "`\($0)`" }.joined(separator: ", "))
    }

    /// A scalar's text, to the character, whatever YAML would take it for.
    mutating func text(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            report("bad-value", "`\(what)` must be a single value", at: node)
            return nil
        }
        return scalar.string
    }

    /// One text or a list of texts.
    mutating func texts(_ node: Node?, _ what: String) -> [String] {
        items(node).compactMap { text($0, what) }
    }

    /// The members of a list; a single value counts as a list of one.
    func items(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        if case .sequence(let sequence) = node { return Array(sequence) }
        return [node]
    }

    mutating func decimal(_ node: Node?, _ what: String, in range: ClosedRange<ExactDecimal>) -> ExactDecimal?
    {
        guard let node, let written = text(node, what) else { return nil }
        do throws(DecimalSyntaxError) {
            let value = try ExactDecimal.parse(written)
            if range.contains(value) { return value }
        } catch {
            report(
                "bad-value", "`\(what)` must be a number, not `\(written)`", at: node,
                hint: written.hasSuffix("%") ? "without the percent sign" : nil)
            return nil
        }
        report("bad-value", "`\(what)` must be from \(range.lowerBound) to \(range.upperBound)", at: node)
        return nil
    }

    mutating func flag(_ node: Node?, _ what: String) -> Bool? {
        guard let node, let written = text(node, what) else { return nil }
        switch written.lowercased() {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            report("bad-value", "`\(what)` must be `true` or `false`, not `\(written)`", at: node)
            return nil
        }
    }

    /// One of the words of an enum.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: Node?, _ what: String, _ type: Choice.Type
    ) -> Choice? {
        guard let node, let written = text(node, what) else { return nil }
        if let found = Choice(rawValue: written) { return found }
        let words = Choice.allCases.map(\.rawValue)
        report(
            "bad-value", "`\(written)` is no value of `\(what)`", at: node,
            hint: Spelling.hint(for: written, among: words)
                ?? "it is one of " + words.map { "`\($0)`" }.joined(separator: ", "))
        return nil
    }
}
