import Diagnostics

extension LintWalk {
    /// What `forloop` is in a loop.
    static let forloop = DataObject(
        name: "forloop", meaning: "the loop at hand",
        fields: [
            DataField("name", .text, "variable and list"), DataField("length", .integer, "how many elements"),
            DataField("index", .integer, "from 1"), DataField("index0", .integer, "from 0"),
            DataField("rindex", .integer, "down to 1"), DataField("rindex0", .integer, "down to 0"),
            DataField("first", .boolean, "the first one"), DataField("last", .boolean, "the last one"),
            DataField("parentloop", .any, "the loop around"),
        ])

    /// What `tablerowloop` is in a table.
    static let tablerowloop = DataObject(
        name: "tablerowloop", meaning: "the table at hand",
        fields: forloop.fields.filter { !["name", "parentloop"].contains($0.name) } + [
            DataField("row", .integer, "from 1"), DataField("col", .integer, "from 1"),
            DataField("col0", .integer, "from 0"), DataField("col_first", .boolean, "the first of its row"),
            DataField("col_last", .boolean, "the last of its row"),
        ])

    mutating func beginLoop(_ name: String, _ isTable: Bool) {
        let collection = pop()
        let element = elementOfLoop(collection)
        scopes.append(
            isTable
                ? [name: element, "tablerowloop": .object(Self.tablerowloop)]
                : [name: element, "forloop": .object(Self.forloop)])
    }

    /// What a loop goes through; reports what is no list.
    private mutating func elementOfLoop(_ collection: Operand) -> DataType {
        switch collection.type {
        case .list(let element): return element
        case .any, .nothing: return .any
        case .object(let kind) where kind.isOpen: return .any
        default:
            report(
                .error, "not-a-list",
                "`\(path(collection.place))` is \(collection.type.words), not a list", collection.place,
                hint: listHint(collection))
            return .any
        }
    }

    private func listHint(_ collection: Operand) -> String? {
        guard case .object(let kind) = collection.type else { return nil }
        let lists = kind.fields.filter { if case .list = $0.type { true } else { false } }
        guard let first = lists.first else { return nil }
        return "its lists: "
            + ([first] + lists.dropFirst()).map { "`\(path(collection.place)).\($0.name)`" }
            .joined(separator: ", ")
    }

    // MARK: Partials

    mutating func call(_ call: Outline.Call, _ place: SourceRange) {
        var given: [String: DataType] = [:]
        for name in call.arguments.reversed() {
            let type = pop().type
            if given[name] == nil { given[name] = type }
        }
        var bound: DataType?
        if call.isBound {
            let value = pop()
            bound = value.type
            if call.isRepeated { bound = elementOfLoop(value) }
            if call.isShared, case .list(let element) = value.type { bound = element }
        }
        guard let name = call.name else {
            _ = pop()
            frame.isDynamic = true
            return
        }
        if let bound, let variable = call.variable { given[variable] = bound }
        if call.isRepeated, !call.isShared { given["forloop"] = .object(Self.forloop) }
        guard let file = outline.partials[name] else {
            if hasPartials {
                report(.error, "no-partial", "there is no partial `\(name)`", place)
            } else if call.isShared {
                frame.isDynamic = true
            }
            return
        }
        guard calls.count < depthLimit, !activeFiles.contains(file) else { return }
        calls.append(place)
        activeFiles.append(file)
        if call.isShared { include(file, given) } else { render(file, given) }
        activeFiles.removeLast()
        calls.removeLast()
    }

    /// An included partial is a part of the template that includes it.
    private mutating func include(_ file: Int, _ given: [String: DataType]) {
        scopes.append(given)
        defer { scopes.removeLast() }
        let inclusion = Inclusion(file: file, scopes: scopes, assigned: frame.assigned)
        if inclusions.insert(inclusion).inserted { walk(file) }
    }

    /// A rendered partial has a frame of its own.
    private mutating func render(_ file: Int, _ given: [String: DataType]) {
        guard isReporting, seenCalls.insert(CallKey(file: file, given: given)).inserted else { return }
        let outer = (frame, scopes, stack, subjects, inclusions)
        frame = Frame(given: given, isRoot: false, isOpen: false)
        scopes = []
        stack = []
        subjects = []
        analyse(file: file)
        (frame, scopes, stack, subjects, inclusions) = outer
    }
}
