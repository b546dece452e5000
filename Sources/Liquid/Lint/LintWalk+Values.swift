import Diagnostics

extension LintWalk {
    /// The kind of a variable; reports one that nothing sets.
    mutating func variable(_ name: String, _ place: SourceRange) -> DataType {
        pendingReads.append(name)
        for scope in scopes.reversed() {
            if let type = scope[name] { return type }
        }
        var known = frame.assigned[name]
        if let given = frame.given[name] { known = known.map { $0.joined(with: given) } ?? given }
        if frame.isRoot, let data = schema.type(of: name) {
            known = known.map { $0.joined(with: data) } ?? data
        }
        if let known { return known }
        if outline.isLoose(place) { return .any }
        if frame.isRoot { free.insert(name) }
        guard !frame.isOpen, !frame.isDynamic, isReporting, !isOwn(name) else { return .any }
        report(
            .error, "unknown-variable", "unknown variable `\(path(place))`", place,
            hint: hint(forVariable: name))
        return .any
    }

    /// Whether a name is a variable's, so that it means nothing else.
    func isSet(_ name: String) -> Bool {
        scopes.contains { $0[name] != nil } || frame.assigned[name] != nil || frame.given[name] != nil
            || (frame.isRoot && schema.type(of: name) != nil)
    }

    /// A partial may ask for what it was not handed; a template only where its schema allows variables of its own
    /// and none that is known resembles it.
    private func isOwn(_ name: String) -> Bool {
        guard frame.asked.contains(name) else { return false }
        if !frame.isRoot || !calls.isEmpty { return true }
        return schema.allowsOwnVariables
            && Spelling.closest(to: name, among: schema.fields.map(\.name)) == nil
    }

    /// Notes which names a file asks for.
    mutating func learnAsked(_ steps: [Outline.Step]) {
        for (i, step) in steps.enumerated().dropLast() {
            guard case .variable(let name) = step.kind else { continue }
            switch steps[i + 1].kind {
            case .test: frame.asked.insert(name)
            case .literal(.nothing, _):
                if i + 2 < steps.count, case .compare = steps[i + 2].kind { frame.asked.insert(name) }
                if i + 2 < steps.count, case .filter("default", _) = steps[i + 2].kind {
                    frame.asked.insert(name)
                }
            case .literal, .variable:
                if i + 2 < steps.count, case .filter("default", 1) = steps[i + 2].kind {
                    frame.asked.insert(name)
                }
            default: break
            }
        }
    }

    /// The kind of an object's field; reports one that it does not have.
    mutating func field(_ name: String, of object: Operand, _ place: SourceRange) -> DataType {
        switch (object.type, name) {
        case (.any, _), (.nothing, _): return .any
        case (.object(let kind), _):
            if let type = kind.type(of: name) { return type }
            if name == "size" { return .integer }
            if kind.isOpen || name == "first" { return .any }
            report(
                .error, "unknown-field", "unknown variable `\(path(place))`", place,
                hint: hint(forField: name, of: kind, path(object.place)))
        case (.list(let element), _):
            if name == "size" { return .integer }
            if name == "first" || name == "last" { return element }
            let of = path(object.place)
            report(
                .error, "not-an-object", "unknown variable `\(path(place))`: `\(of)` is a list", place,
                hint: "go through it: {% for element in \(of) %}{{ element\(fieldHint(element, name)) }}")
        case (_, "size"): return .integer
        case (_, "first"), (_, "last"): return .text
        default:
            report(
                .error, "not-an-object",
                "unknown variable `\(path(place))`: `\(path(object.place))` is \(object.type.words), not an object",
                place)
        }
        return .any
    }

    private func fieldHint(_ element: DataType, _ name: String) -> String {
        guard case .object(let kind) = element, kind.type(of: name) != nil else { return "" }
        return ".\(name)"
    }

    func element(of object: Operand, _ place: SourceRange) -> DataType { object.type.element }

    /// Reports a comparison of a value that is one of a few texts with a text that is none of them.
    mutating func compare(_ left: Operand, _ right: Operand) {
        for (value, literal) in [(left, right), (right, left)] {
            guard case .choice(let words) = value.type, let text = literal.text, !text.isEmpty,
                !words.contains(text)
            else { continue }
            let list = words.map { "`\($0)`" }.joined(separator: ", ")
            report(
                .warning, "never-equal", "`\(path(value.place))` is never `\(text)`", literal.place,
                hint: Spelling.hint(for: text, among: words) ?? "it is one of \(list)")
        }
    }

    // MARK: Hints

    private func hint(forVariable name: String) -> String? {
        if name == "forloop" { return "`forloop` is there only within `for`" }
        if name == "tablerowloop" { return "`tablerowloop` is there only within `tablerow`" }
        if !frame.isRoot, schema.type(of: name) != nil {
            return "a partial sees only what it is handed: {% render '…', \(name): \(name) %}"
        }
        var names = Set(frame.assigned.keys).union(frame.given.keys)
        for scope in scopes { names.formUnion(scope.keys) }
        if frame.isRoot { names.formUnion(schema.fields.map(\.name)) }
        if let hint = Spelling.hint(for: name, among: names) { return hint }
        guard frame.isRoot else { return nil }
        for field in schema.fields {
            if case .object(let kind) = field.type, kind.type(of: name) != nil {
                return "did you mean `\(field.name).\(name)`?"
            }
        }
        return names.isEmpty ? nil : "there are \(list(names.sorted()))"
    }

    func fieldHint(_ name: String, _ kind: DataObject) -> String? {
        let names = kind.fields.map(\.name)
        if let near = nearestName(to: name, among: names) {
            return "did you mean `\(near)`?"
        }
        return names.isEmpty ? nil : "they have \(list(names))"
    }

    private func hint(forField name: String, of kind: DataObject, _ path: String) -> String? {
        let names = kind.fields.map(\.name)
        if let near = nearestName(to: name, among: names) {
            return "did you mean `\(path).\(near)`?"
        }
        return names.isEmpty ? nil : "`\(path)` has \(list(names))"
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        return names.count > 12 ? shown + ", …" : shown
    }
}
