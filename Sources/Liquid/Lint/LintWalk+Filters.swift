import Diagnostics

extension LintWalk {
    /// Pops the input and the arguments of a filter and pushes the kind of its result. Of a filter that is not
    /// known here, nothing is known.
    mutating func filter(_ name: String, _ count: Int, _ place: SourceRange) {
        var arguments: [Operand] = []
        for _ in 0..<count { arguments.insert(pop(), at: 0) }
        let input = pop()
        push(result(name, input, arguments), SourceRange(joining: input.place, place))
    }

    private mutating func result(_ name: String, _ input: Operand, _ arguments: [Operand]) -> DataType {
        switch name {
        case "append", "capitalize", "date", "downcase", "escape", "escape_once", "h", "join", "lstrip",
            "money",
            "money_with_currency", "money_without_currency", "newline_to_br", "number", "prepend", "remove",
            "remove_first", "remove_last", "replace", "replace_first", "replace_last", "rstrip", "squish",
            "strip", "strip_html", "strip_newlines", "truncate", "truncatewords", "upcase", "url_decode",
            "url_encode", "base64_encode", "base64_decode", "base64_url_safe_encode",
            "base64_url_safe_decode":
            return .text
        case "abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round",
            "size", "times":
            return .decimal
        case "split": return .list(.text)
        case "first", "last": return input.type.element
        case "default": return arguments.first.map { input.type.joined(with: $0.type) } ?? input.type
        case "reverse": return listLike(input)
        case "sort", "sort_natural", "uniq", "compact", "where", "reject":
            _ = elementField(input, arguments.first)
            return listLike(input)
        case "concat":
            guard case .list = input.type, let other = arguments.first else { return .any }
            return input.type.joined(with: other.type)
        case "map": return .list(elementField(input, arguments.first))
        case "sum":
            _ = elementField(input, arguments.first)
            return .decimal
        case "find":
            _ = elementField(input, arguments.first)
            return input.type.element
        case "has", "find_index":
            _ = elementField(input, arguments.first)
            return name == "has" ? .boolean : .integer
        default: return .any
        }
    }

    private func listLike(_ input: Operand) -> DataType {
        if case .list = input.type { return input.type }
        return .any
    }

    /// The kind of the field that a filter takes of each element; reports one that they do not have.
    private mutating func elementField(_ input: Operand, _ name: Operand?) -> DataType {
        guard let name, let text = name.text, !text.contains("."), case .list(.object(let kind)) = input.type
        else {
            return .any
        }
        if let type = kind.type(of: text) { return type }
        if !kind.isOpen {
            report(
                .error, "unknown-field", "the elements of `\(path(input.place))` have no field `\(text)`",
                name.place, hint: fieldHint(text, kind))
        }
        return .any
    }
}

extension SourceRange {
    /// From the start of one to the end of another of the same file.
    init(joining first: SourceRange, _ last: SourceRange) {
        let end = max(first.start + first.length, last.start + last.length)
        self =
            first.file == last.file && first.start <= last.start
            ? SourceRange(file: first.file, start: first.start, length: end - first.start) : first
    }
}
