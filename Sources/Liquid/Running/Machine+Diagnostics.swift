import Diagnostics

extension Machine {
    /// A fault with its place and the calls that led there.
    func diagnostic(_ fault: Fault, _ program: Program, _ data: DataArena) -> Diagnostic {
        let origin = program.origins[min(pc, program.origins.count - 1)]
        let source = program.sources[Int(origin.file)]
        var fault = fault
        if fault.code == "undefined-variable" {
            let path = source.text(Int(origin.start)..<Int(origin.start + origin.length))
            fault.message = "undefined variable `\(path)`"
            fault.hint = hint(forPath: path, program, data)
        }
        return source.diagnostic(
            fault.code, fault.message, at: Int(origin.start), length: Int(origin.length), hint: fault.hint,
            trace: Array(callTrace(program).dropFirst()))
    }

    /// The place at hand and the tags that led there, innermost first.
    func callTrace(_ program: Program) -> [Position] {
        var places = [pc]
        for i in stride(from: calls.count - 1, through: 0, by: -1) { places.append(calls[i].call) }
        return places.map { at in
            let origin = program.origins[min(at, program.origins.count - 1)]
            return program.sources[Int(origin.file)].place(of: Int(origin.start), length: Int(origin.length))
                .position
        }
    }

    /// Which part of a path is not there, and what is there instead.
    private func hint(forPath path: String, _ program: Program, _ data: DataArena) -> String? {
        guard let steps = Self.steps(of: Array(path.utf8)), let root = steps.first,
            let number = program.numberOfName[root.key]
        else { return nil }
        var value = slots[frame + Int(number)]
        if value.tag == .unset { return Spelling.hint(for: root.key, among: data.rootNames) }
        var before = root.key
        for step in steps.dropFirst() {
            if value.isNil { return "`\(before)` is nil" }
            guard value.space == .data else { return nil }
            let first = Int(value.payload) / MemoryLayout<Value>.stride
            var place = first
            if value.tag == .array, let index = Int(step.key), index >= 0, index < value.size {
                place += index
            } else if value.tag == .object, value.size < data.shapes.entries.count {
                let keys = keys(of: value, data)
                guard let slot = keys.firstIndex(of: step.key) else { return hint(step.key, before, keys) }
                place += slot
            } else {
                return nil
            }
            guard place < data.nodes.count else { return nil }
            value = data.nodes[place]
            before += step.written
        }
        return nil
    }

    private func hint(_ key: String, _ object: String, _ keys: [String]) -> String? {
        if let near = nearestName(to: key, among: keys) { return "did you mean `\(object).\(near)`?" }
        let shown = keys.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        return keys.isEmpty ? nil : "`\(object)` has \(shown)" + (keys.count > 12 ? ", …" : "")
    }

    /// The names and numbers of a path, each with how it is written; nil where a part is itself a variable.
    private static func steps(of path: [UInt8]) -> [(key: String, written: String)]? {
        var tokens: [Token] = []
        do throws(SyntaxProblem) {
            try Lexer.tokens(of: path, in: 0..<path.count, into: &tokens)
        } catch {
            return nil
        }
        var steps: [(key: String, written: String)] = []
        var inBrackets = false
        for token in tokens {
            let text = path.text(token.start..<token.end)
            switch token.kind {
            case .openSquare: inBrackets = true
            case .closeSquare: inBrackets = false
            case .dot, .end: break
            case .name where !inBrackets: steps.append((text, steps.isEmpty ? text : "." + text))
            case .text where inBrackets: steps.append((String(text.dropFirst().dropLast()), "[\(text)]"))
            case .number where inBrackets: steps.append((text, "[\(text)]"))
            default: return nil
            }
        }
        return steps
    }

    private func keys(of object: Value, _ data: DataArena) -> [String] {
        let entry = data.shapes.entries[object.size]
        return data.shapes.keys[Int(entry.firstKey)..<Int(entry.firstKey + entry.count)].map { key in
            String(
                decoding: data.shapes.keyBytes[Int(key.offset)..<Int(key.offset + key.count)], as: UTF8.self)
        }
    }
}
