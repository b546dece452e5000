extension Machine {
    /// Goes into a partial; with nothing to go through the program goes on behind the call.
    ///
    /// On the stack from the bottom: the name where it is dynamic, the bound value, the arguments.
    mutating func call(_ instruction: Instruction) throws(Fault) {
        let arguments = Int(instruction.short)
        let isBound = instruction.flag & CallFlag.bound != 0
        let isShared = instruction.flag & CallFlag.shared != 0
        let number = instruction.a
        guard number != Instruction.none, partials[Int(number)].entry != Instruction.none else {
            throw noPartial(
                number == Instruction.none ? "" : withHeld { $0.partials[Int(number)].name })
        }
        if isShared, frame != 0 {
            throw Fault(
                "include-in-render", "`include` is not allowed in a partial that `render` renders",
                hint: "use `render`, and hand over the values it needs")
        }
        if calls.count >= limits.partialDepth {
            throw Fault("limit-partials", "more than \(limits.partialDepth) partials within each other")
        }
        let base =
            stack.count - arguments - (isBound ? 1 : 0) - (instruction.flag & CallFlag.dynamic != 0 ? 1 : 0)
        let variable = instruction.c == Instruction.none ? partials[Int(number)].variable : instruction.c
        var record = CallRecord(
            call: pc, flag: instruction.flag, partial: number, frame: frame, stack: base, saves: saves.count,
            loops: loops.count, firstLoop: calls.count > 0 ? calls.last.firstLoop : 0, touched: touched.count,
            list: .unset, index: 0,
            count: 1, bound: variable)
        var value = Value.unset
        if isBound {
            value = stack[stack.count - arguments - 1]
        } else if isShared {
            value = visible[Int(partials[Int(number)].whole)]
        }
        let repeats =
            isShared ? value.tag == .array : instruction.flag & CallFlag.repeated != 0 && isList(value)
        if repeats {
            record.list = value
            record.count = elementCount(value)
        }
        guard record.count > 0 else {
            stack.count = base
            pc += 1
            return
        }
        if !isShared {
            record.firstLoop = loops.count
            pushFrame()
            setScope()
        }
        calls.append(record)
        bind(arguments, from: stack.count - arguments, names: instruction.b, isShared: isShared)
        try bindValue(value)
        pc = Int(partials[Int(number)].entry)
    }

    private func isList(_ value: Value) -> Bool {
        value.tag == .array || value.tag == .range || value.tag == .object
    }

    private func noPartial(_ name: String) -> Fault {
        if name.isEmpty { return Fault("no-partial", "`include` wants the name of a partial, a text") }
        let hint = "a name is made of letters, digits, `_`, `-` and `/`"
        return Fault(
            "no-partial", "there is no partial `\(name)`", hint: isPartialName(Array(name.utf8)) ? nil : hint)
    }

    private mutating func bind(_ count: Int, from start: Int, names list: UInt32, isShared: Bool) {
        for i in 0..<count {
            let slot = keywordLists[Int(list) + i]
            put(slot, stack[start + i], isShared: isShared)
        }
    }

    /// Puts a value over the caller's variable, or gives the isolated partial a variable that it may assign
    /// to.
    private mutating func put(_ slot: UInt32, _ value: Value, isShared: Bool) {
        if isShared {
            cover(slot)
            setScoped(slot, value)
        } else {
            assign(slot, value)
        }
    }

    /// Sets the bound variable for the first, or next, time through a partial.
    private mutating func bindValue(_ value: Value) throws(Fault) {
        let record = calls.last
        let isShared = record.flag & CallFlag.shared != 0
        guard isShared || record.flag & CallFlag.bound != 0 else { return }
        var bound = value
        if record.list.tag != .unset { bound = try element(of: record.list, at: record.index) }
        if !isShared, record.list.tag != .unset { bindLoop(record) }
        if bound.tag != .unset || isShared {
            put(record.bound, bound.tag == .unset ? .nil : bound, isShared: isShared)
        }
    }

    /// `render … for` has a `forloop` of its own.
    private mutating func bindLoop(_ record: CallRecord) {
        serial &+= 1
        loops.append(
            LoopRecord(
                kind: .partial, serial: serial, collection: record.list, start: 0, count: record.count,
                index: record.index, parent: -1, key: Instruction.none, slot: record.bound))
        assign(labels.forloop, Value(.forLoop, count: UInt32(loops.count - 1), payload: serial))
    }

    /// The end of a partial: the next time through it, or back behind the call.
    mutating func leavePartial() throws(Fault) {
        let record = calls.last
        let isShared = record.flag & CallFlag.shared != 0
        loops.count = record.loops
        restore(to: record.saves)
        let instruction = code[record.call]
        let next = record.index + 1
        if next < record.count, interrupt == 0 || !isShared {
            try step(1)
            calls.base[calls.count - 1].index = next
            interrupt = isShared ? interrupt : 0
            if !isShared {
                clearFrame(from: record.touched)
                setScope()
            }
            let arguments = Int(instruction.short)
            bind(arguments, from: stack.count - arguments, names: instruction.b, isShared: isShared)
            try bindValue(.unset)
            pc = entry
            return
        }
        calls.count -= 1
        stack.count = record.stack
        if !isShared {
            forget(frame: frame)
            clearFrame(from: record.touched)
            slots.count = frame
            frame = record.frame
            interrupt = 0
        }
        pc = record.call + 1
    }

    /// What `cycle` and `offset: continue` remember is gone with a rendered partial.
    private mutating func forget(frame: Int) {
        while cycles.count > 0, cycles.last.frame >= frame { cycles.count -= 1 }
        while continued.count > 0, continued.last.frame >= frame { continued.count -= 1 }
    }

    private var entry: Int { Int(partials[Int(calls.last.partial)].entry) }

    // MARK: Counters and cycles

    /// Counters live beside the data, below what is assigned.
    mutating func count(_ slot: UInt32, isDecrement: Bool) {
        let old = given[Int(slot)]
        let value = old.tag == .integer ? old.payload : 0
        let new = isDecrement ? value &- 1 : value &+ 1
        if old.tag == .unset { touched.append(slot) }
        given[Int(slot)] = .integer(Int(new))
        if scoped[Int(slot)].tag == .unset, assigned[Int(slot)].tag == .unset {
            visible[Int(slot)] = given[Int(slot)]
        }
        Digits.append(isDecrement ? new : value, to: &out)
    }

    mutating func cycle(_ instruction: Instruction) throws(Fault) {
        let count = Int(instruction.flag)
        let isNamed = instruction.short == 1
        let first = stack.count - count
        let name = isNamed ? stack[first - 1] : .unset
        var place = -1
        for i in 0..<cycles.count where cycles[i].frame == frame && place < 0 {
            try step(1)
            if isNamed {
                if cycles[i].key == Instruction.none, try equal(cycles[i].name, name) { place = i }
            } else if cycles[i].key == instruction.a {
                place = i
            }
        }
        if place < 0 {
            place = cycles.count
            cycles.append(
                CycleRecord(
                    frame: frame, key: isNamed ? Instruction.none : instruction.a, name: name, index: 0))
        }
        let index = cycles[place].index
        let value = index < count ? stack[first + index] : .nil
        cycles.base[place].index = index + 1 >= count ? 0 : index + 1
        stack.count = isNamed ? first - 1 : first
        try write(value, UInt8(truncatingIfNeeded: instruction.b))
    }
}
