import Diagnostics

extension Machine {
    /// A fault with its place and the calls that led there.
    func diagnostic(_ fault: Fault, _ program: Program, _ data: DataArena) -> Diagnostic {
        let origin = program.origins[min(pc, program.origins.count - 1)]
        let source = program.sources[Int(origin.file)]
        var trace: [Position] = []
        for i in stride(from: calls.count - 1, through: 0, by: -1) {
            let caller = program.origins[calls[i].call]
            trace.append(
                program.sources[Int(caller.file)].place(of: Int(caller.start), length: Int(caller.length))
                    .position)
        }
        var fault = fault
        if fault.code == "undefined-variable" {
            let path = source.text(Int(origin.start)..<Int(origin.start + origin.length))
            fault.message = "undefined variable `\(path)`"
            fault.hint = hint(for: program.code[pc], program, data)
        }
        return source.diagnostic(
            fault.code, fault.message, at: Int(origin.start), length: Int(origin.length), hint: fault.hint,
            trace: trace)
    }

    private func hint(for instruction: Instruction, _ program: Program, _ data: DataArena) -> String? {
        switch instruction.operation {
        case .pushName, .writeName:
            return Spelling.hint(for: program.name(instruction.a), among: data.rootNames)
        case .pushPath, .writePath, .writePathAmount, .jumpUnlessPath:
            let object = slots[frame + Int(instruction.a)]
            if object.tag == .unset {
                return Spelling.hint(for: program.name(instruction.a), among: data.rootNames)
            }
            guard object.tag == .object, object.size < data.shapes.entries.count else { return nil }
            let entry = data.shapes.entries[object.size]
            let keys = data.shapes.keys[Int(entry.firstKey)..<Int(entry.firstKey + entry.count)].map { key in
                String(
                    decoding: data.shapes.keyBytes[Int(key.offset)..<Int(key.offset + key.count)],
                    as: UTF8.self)
            }
            return Spelling.hint(for: program.name(instruction.b), among: keys)
        default: return nil
        }
    }
}
