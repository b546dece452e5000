extension Machine {
    /// Why the machine stopped without a fault.
    enum Stop {
        case finished
        /// An `include` names a partial by a value; the name is on the stack below its operands.
        case needsPartial
        /// What was written is to be handed out before more is.
        case chunk
    }

    /// Runs from `pc` on.
    mutating func run() throws(Fault) -> Stop {
        while true {
            let at = code + pc
            stepsLeft &-= 1
            if stepsLeft < 0 { throw stepLimit }
            switch at.pointee.operation {
            case .text:
                guard try put(literal: Int(at.pointee.a), Int(at.pointee.b)) else { return .chunk }
            case .writePath:
                guard try put(path(at), at.pointee.flag) else { return .chunk }
            case .writePathAmount:
                let value = try path(at)
                let withSigns = at.pointee.short == 1
                if put(amount: value, at.pointee.flag, withSigns: withSigns) {
                    pc &+= 3
                    continue
                }
                stack.append(try defined(value.pointee))
            case .jumpUnlessPath:
                if try defined(path(at).pointee).isTruthy {
                    pc &+= 2
                } else {
                    pc = Int((at + 1).pointee.a)
                }
                continue
            case .pushPath: stack.append(try defined(path(at).pointee))
            case .pushName: stack.append(try variable(at.pointee.a))
            case .pushConstant: stack.append(constants[Int(at.pointee.a)])
            case .field:
                let found = try field(
                    stack.popLast(), at.pointee.b, at.pointee.c, isDotted: at.pointee.flag == 1)
                stack.append(try defined(found))
            case .index:
                let key = stack.popLast()
                stack.append(try defined(element(stack.popLast(), key)))
            case .pushNamed: stack.append(try defined(variable(named: stack.popLast())))
            case .range: try range(areLiterals: at.pointee.flag == 1)
            case .filter: try filter(at.pointee)
            case .customFilter: try customFilter(at.pointee)
            case .customTag: try customTag(at.pointee)
            case .assign: assign(at.pointee.a, stack.popLast())
            case .captureBegin, .changedBegin: marks.append(out.count)
            case .captureEnd: try endCapture(at.pointee.a)
            case .changedEnd: try endChanged()
            case .count: count(at.pointee.a, isDecrement: at.pointee.flag == 1)
            case .jump:
                pc = Int(at.pointee.a)
                continue
            case .writeName:
                let value = visible + Int(at.pointee.a)
                guard try put(value, at.pointee.flag) else { return .chunk }
            case .write:
                guard try put(stack.base + (stack.count &- 1), at.pointee.flag) else { return .chunk }
                stack.count &-= 1
            case .jumpUnless:
                if !stack.popLast().isTruthy {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .jumpIf:
                if stack.popLast().isTruthy {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .compare:
                let right = stack.popLast()
                let comparison = Comparison(rawValue: at.pointee.flag) ?? .equal
                stack.append(.bool(try compare(stack.popLast(), comparison, right)))
            case .caseBegin:
                stack.append(.integer(0))
                stack.append(.false)
            case .caseTest, .caseEnter, .caseElse, .caseEnd:
                if try branch(at.pointee) { continue }
            case .cycle: try cycle(at.pointee)
            case .loopBegin:
                if try !beginLoop(at.pointee) {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .loopNext:
                if try nextElement() {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .loopPop: popLoop()
            case .tableBegin:
                if try !beginTable(at.pointee) {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .tableNext:
                if try nextCell() {
                    pc = Int(at.pointee.a)
                    continue
                }
            case .tableBreak: breakTable()
            case .call:
                if at.pointee.flag & CallFlag.dynamic != 0 { return .needsPartial }
                try call(at.pointee)
                continue
            case .afterCall:
                pc = Int(interrupt == 0 ? at.pointee.c : interrupt == 1 ? at.pointee.a : at.pointee.b)
                interrupt = 0
                continue
            case .interrupt:
                interrupt = Int(at.pointee.flag) + 1
                try leavePartial()
                continue
            case .ret:
                try leavePartial()
                continue
            case .halt:
                isTidy = calls.count == 0 && saves.count == 0
                return .finished
            }
            pc &+= 1
        }
    }

    @inline(__always)
    private mutating func variable(_ slot: UInt32) throws(Fault) -> Value {
        try defined(visible[Int(slot)])
    }

    /// The address of a field of a variable; of an unset value where there is none.
    @inline(__always)
    private mutating func path(_ at: UnsafePointer<Instruction>) throws(Fault) -> UnsafePointer<Value> {
        let object = UnsafePointer(visible + Int(at.pointee.a))
        if object.pointee.tag == .object {
            let site = UnsafePointer(sites.base + Int(at.pointee.c))
            if site.pointee.shape == (shapes + object.pointee.size).pointee.id, site.pointee.slot >= 0 {
                let fields =
                    nodeBases[Int(object.pointee.space.rawValue)]
                    &+ UInt(bitPattern: Int(object.pointee.payload))
                return UnsafePointer<Value>(bitPattern: fields).unsafelyUnwrapped + Int(site.pointee.slot)
            }
        }
        return try searchedPath(at)
    }

    @inline(never)
    private mutating func searchedPath(
        _ at: UnsafePointer<Instruction>
    ) throws(Fault) -> UnsafePointer<Value> {
        let object = visible[Int(at.pointee.a)]
        cell.pointee = try field(object, at.pointee.b, at.pointee.c, isDotted: true)
        return UnsafePointer(cell)
    }

    /// What is not there is nil, or an error in a strict run; its place names the whole path.
    @inline(__always)
    private func defined(_ value: Value) throws(Fault) -> Value {
        if value.tag == .unset {
            if isStrict { throw Fault("undefined-variable", "") }
            return .nil
        }
        return value
    }

    /// On the stack of a `case`: the subject, how many values are still to be entered for, whether one was.
    /// True where `pc` is set.
    private mutating func branch(_ instruction: Instruction) throws(Fault) -> Bool {
        switch instruction.operation {
        case .caseTest:
            let value = stack.popLast()
            if try conditionEqual(stack[stack.count - 3], value) {
                stack.base[stack.count - 2].payload += 1
            }
        case .caseEnter:
            if stack[stack.count - 2].payload == 0 {
                pc = Int(instruction.a)
                return true
            }
            stack.base[stack.count - 2].payload -= 1
            stack.last = .true
        case .caseElse:
            if stack.last.isTruthy {
                pc = Int(instruction.a)
                return true
            }
        default: stack.count -= 3
        }
        return false
    }

    private mutating func range(areLiterals: Bool) throws(Fault) {
        let last = stack.popLast()
        let first = stack.popLast()
        stack.append(try makeRange(end(first, areLiterals), end(last, areLiterals)))
    }

    /// Ends written out may have a fraction, which is dropped; ends from data may not.
    private mutating func end(_ value: Value, _ isLiteral: Bool) throws(Fault) -> Int {
        switch value.tag {
        case .integer: return Int(value.payload)
        case .unset, .nil: return 0
        case .text: return wholePart(number(of: value))
        case .decimal where isLiteral, .wide where isLiteral: return wholePart(decimal(of: value))
        default: return try integer(value, "range")
        }
    }

    private mutating func filter(_ instruction: Instruction) throws(Fault) {
        let count = Int(instruction.flag)
        let arguments = Arguments(
            base: UnsafePointer(stack.base + (stack.count - count)), total: count,
            keywords: instruction.a == Instruction.none ? nil : keywordLists + Int(instruction.a))
        let input = stack[stack.count - count - 1]
        let result = try apply(Filter.list[Int(instruction.short)], input, arguments)
        work.count = 0
        stack.count -= count
        stack.last = result
    }
}

/// The arguments of a filter.
struct Arguments {
    let base: UnsafePointer<Value>
    let total: Int
    /// For each argument the number of its keyword, or `none`.
    let keywords: UnsafePointer<UInt32>?

    /// The `index`th argument without a keyword.
    subscript(_ index: Int) -> Value? {
        guard let keywords else { return index < total ? base[index] : nil }
        var left = index
        for i in 0..<total where keywords[i] == Instruction.none {
            if left == 0 { return base[i] }
            left -= 1
        }
        return nil
    }

    func keyword(_ name: UInt32) -> Value? {
        guard let keywords else { return nil }
        for i in stride(from: total - 1, through: 0, by: -1) where keywords[i] == name { return base[i] }
        return nil
    }

    /// The last argument whose keyword's number passes.
    func keyword(_ isWanted: (UInt32) -> Bool) -> Value? {
        guard let keywords else { return nil }
        for i in stride(from: total - 1, through: 0, by: -1)
        where keywords[i] != Instruction.none && isWanted(keywords[i]) {
            return base[i]
        }
        return nil
    }
}
