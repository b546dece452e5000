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
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let root = parts.first,
            parts.allSatisfy({ $0.utf8.allSatisfy { Lexer.isWord($0) || $0 == 0x2D } })
        else { return nil }
        guard let number = program.numberOfName[root] else { return nil }
        var value = slots[frame + Int(number)]
        if value.tag == .unset { return Spelling.hint(for: root, among: data.rootNames) }
        for i in 1..<max(1, parts.count) {
            let before = parts[..<i].joined(separator: ".")
            if value.isNil { return "`\(before)` is nil" }
            guard value.tag == .object, value.space == .data, value.size < data.shapes.entries.count else {
                return nil
            }
            let keys = keys(of: value, data)
            guard let slot = keys.firstIndex(of: parts[i]) else {
                if let near = nearestName(to: parts[i], among: keys) {
                    return "did you mean `\(before).\(near)`?"
                }
                let shown = keys.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
                return keys.isEmpty ? nil : "`\(before)` has \(shown)" + (keys.count > 12 ? ", …" : "")
            }
            let at = Int(value.payload) / MemoryLayout<Value>.stride + slot
            guard at < data.nodes.count else { return nil }
            value = data.nodes[at]
        }
        return nil
    }

    private func keys(of object: Value, _ data: DataArena) -> [String] {
        let entry = data.shapes.entries[object.size]
        return data.shapes.keys[Int(entry.firstKey)..<Int(entry.firstKey + entry.count)].map { key in
            String(
                decoding: data.shapes.keyBytes[Int(key.offset)..<Int(key.offset + key.count)], as: UTF8.self)
        }
    }
}
