import Diagnostics
import Yams

/// The text of a YAML file, for pointing into it.
struct YAMLSource {
    let file: String
    let lines: [String]

    init(text: String, file: String) {
        self.file = file
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    }

    /// Where a node stands. libyaml counts columns in Unicode scalars, we in characters.
    func place(_ mark: Mark?, length: Int = 1) -> Place {
        guard let mark, mark.line >= 1, mark.line <= lines.count else {
            return Place(position: Position(file: file))
        }
        let line = lines[mark.line - 1]
        var prefix = String.UnicodeScalarView()
        prefix.append(contentsOf: line.unicodeScalars.prefix(max(0, mark.column - 1)))
        let column = String(prefix).count + 1
        return Place(
            position: Position(file: file, line: mark.line, column: column, length: max(1, length)),
            excerpt: line)
    }

    func place(of node: Node) -> Place {
        var length = 1
        if case .scalar(let scalar) = node {
            let quotes = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 2 : 0
            length = scalar.string.count + quotes
        }
        return place(node.mark, length: length)
    }

    /// libyaml and Yams go down recursively; a file nested past any use is refused before they see it.
    func refuseDeepNesting() throws {
        let limit = 100
        for (index, line) in lines.enumerated() {
            let openings = line.count { $0 == "[" || $0 == "{" }
            let indicators = line.split(separator: " ").prefix { $0 == "-" || $0 == "?" }.count
            if openings > limit || indicators > limit || line.prefix(while: { $0 == " " }).count > 2 * limit {
                throw TooDeep(line: index + 1)
            }
        }
        let open = lines.reduce(0) { $0 + $1.count { $0 == "[" || $0 == "{" } }
        if open > 20_000 { throw TooDeep(line: 1) }
    }

    private struct TooDeep: Error {
        var line: Int
    }

    /// An error of the YAML parser, in our form.
    func diagnostic(_ error: any Error) -> Diagnostic {
        if let deep = error as? TooDeep {
            return .error(
                "bad-yaml", "nested too deeply for a project file", at: Position(file: file, line: deep.line))
        }
        guard let error = error as? YamlError else {
            return .error("bad-yaml", "`\(file)` cannot be read as YAML", at: Position(file: file))
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = place(mark)
            let around = context.map { " \($0.text)" } ?? ""
            return .error(
                "bad-yaml", "\(problem)\(around)", at: place.position, excerpt: place.excerpt,
                hint: problem.contains("tab") || problem.contains("start any token")
                    ? "indent with blanks; put text with special signs in quotes" : nil)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
            let place = place(context.mark)
            return .error(
                "duplicate-key", "\(names) stands twice in one mapping", at: place.position,
                excerpt: place.excerpt)
        default:
            return .error("bad-yaml", "`\(file)` cannot be read as YAML", at: Position(file: file))
        }
    }
}
