extension Machine {
    /// Why the machine stopped without a fault.
    enum Stop {
        case finished
        /// An `include` names a partial by a value; the name is on the stack below its operands.
        case needsPartial
    }

    /// Runs from `pc` on.
    mutating func run(partials: [Program.Partial]) throws(Fault) -> Stop {
        while true {
            let instruction = code[pc]
            stepsLeft &-= 1
            if stepsLeft < 0 { throw stepLimit }
            switch instruction.operation {
            case .text:
                out.append(literals + Int(instruction.a), Int(instruction.b))
                try checkOutput()
            case .writePath: try write(path(instruction), instruction.flag)
            case .writeName: try write(variable(instruction.a), instruction.flag)
            case .write: try write(stack.popLast(), instruction.flag)
            case .pushPath: stack.append(try path(instruction))
            case .pushName: stack.append(try variable(instruction.a))
            case .pushConstant: stack.append(constants[Int(instruction.a)])
            case .field:
                let found = try field(
                    stack.popLast(), instruction.b, instruction.c, isDotted: instruction.flag == 1)
                stack.append(try defined(found))
            case .index:
                let key = stack.popLast()
                stack.append(try defined(element(stack.popLast(), key)))
            case .pushNamed: stack.append(try defined(variable(named: stack.popLast())))
            case .range: try range(areLiterals: instruction.flag == 1)
            case .filter: try filter(instruction)
            case .customFilter: try customFilter(instruction)
            case .customTag: try customTag(instruction)
            case .assign: assign(instruction.a, stack.popLast())
            case .captureBegin, .changedBegin: marks.append(out.count)
            case .captureEnd: try endCapture(instruction.a)
            case .changedEnd: try endChanged()
            case .count: count(instruction.a, isDecrement: instruction.flag == 1)
            case .jump:
                pc = Int(instruction.a)
                continue
            case .jumpUnless:
                if !stack.popLast().isTruthy {
                    pc = Int(instruction.a)
                    continue
                }
            case .jumpIf:
                if stack.popLast().isTruthy {
                    pc = Int(instruction.a)
                    continue
                }
            case .compare:
                let right = stack.popLast()
                let comparison = Comparison(rawValue: instruction.flag) ?? .equal
                stack.append(.bool(try compare(stack.popLast(), comparison, right)))
            case .caseBegin:
                stack.append(.integer(0))
                stack.append(.false)
            case .caseTest, .caseEnter, .caseElse, .caseEnd:
                if try branch(instruction) { continue }
            case .cycle: try cycle(instruction)
            case .loopBegin:
                if try !beginLoop(instruction) {
                    pc = Int(instruction.a)
                    continue
                }
            case .loopNext:
                if try nextElement() {
                    pc = Int(instruction.a)
                    continue
                }
            case .loopPop: popLoop()
            case .tableBegin:
                if try !beginTable(instruction) {
                    pc = Int(instruction.a)
                    continue
                }
            case .tableNext:
                if try nextCell() {
                    pc = Int(instruction.a)
                    continue
                }
            case .tableBreak: breakTable()
            case .call:
                if instruction.flag & CallFlag.dynamic != 0 { return .needsPartial }
                try call(instruction, partials: partials)
                continue
            case .afterCall:
                pc = Int(interrupt == 0 ? instruction.c : interrupt == 1 ? instruction.a : instruction.b)
                interrupt = 0
                continue
            case .interrupt:
                interrupt = Int(instruction.flag) + 1
                try leavePartial()
                continue
            case .ret:
                try leavePartial()
                continue
            case .halt: return .finished
            }
            pc &+= 1
        }
    }

    @inline(__always)
    private mutating func variable(_ slot: UInt32) throws(Fault) -> Value {
        try defined(visible[Int(slot)])
    }

    @inline(__always)
    private mutating func path(_ instruction: Instruction) throws(Fault) -> Value {
        let object = visible[Int(instruction.a)]
        return try defined(field(object, instruction.b, instruction.c, isDotted: true))
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
