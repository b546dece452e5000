// Calls of the host's own filters and tags. The machine is handed over as a whole and taken back, so that nothing
// points into it meanwhile.
extension Machine {
    mutating func customFilter(_ instruction: Instruction) throws(Fault) {
        let count = Int(instruction.flag)
        let input = stack[stack.count - count - 1]
        let result = try custom(instruction, input) { $0.customFilters[Int(instruction.short)].body }
        stack.count -= count
        stack.last = result
    }

    /// `b` 1: a block, whose text was gathered since the last mark.
    mutating func customTag(_ instruction: Instruction) throws(Fault) {
        let body = instruction.b == 1 ? try takeGathered() : .nil
        let result = try custom(instruction, body) { $0.customTags[Int(instruction.short)].body }
        stack.count -= Int(instruction.flag)
        try write(result, UInt8(truncatingIfNeeded: instruction.c))
    }

    private mutating func custom(
        _ instruction: Instruction, _ input: Value, _ find: (Program) -> CustomBody
    ) throws(Fault) -> Value {
        let body = withHeld(find)
        let count = Int(instruction.flag)
        let arguments = Arguments(
            base: UnsafePointer(stack.base + (stack.count - count)), total: count,
            keywords: instruction.a == Instruction.none ? nil : keywordLists + Int(instruction.a))
        try step(16)
        var call = CustomCall(input, arguments, in: self)
        do throws(CustomProblem) {
            let result = try body(&call)
            self = call.machine
            work.count = 0
            return result
        } catch {
            self = call.machine
            throw error.fault
        }
    }

    func bytes(ofName number: UInt32) -> Bytes {
        let entry = names[Int(number)]
        return Bytes(start: literals + Int(entry.offset), count: Int(entry.count))
    }

    func member(_ object: Value, named name: [UInt8]) -> Value {
        name.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return .unset }
            let hash = keyHash(UnsafeRawBufferPointer(bytes))
            let entry = KeyEntry(offset: 0, count: UInt32(bytes.count), hash: hash)
            let slot = find(entry, in: shape(of: object), start)
            return slot >= 0 ? nodes(of: object)[slot] : .unset
        }
    }
}
