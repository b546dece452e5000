import Diagnostics

extension Machine {
    /// Forgets the rendering before and sets the limits of the next.
    mutating func prepare(style: UnsafePointer<RenderStyle>) {
        out.shrink(to: 4 << 20)
        stack.count = 0
        work.shrink(to: 1 << 20)
        second.shrink(to: 1 << 20)
        workNodes.shrink(to: 1 << 16)
        clearFrames()
        isTidy = false
        loops.count = 0
        calls.count = 0
        saves.count = 0
        cycles.count = 0
        continued.count = 0
        marks.count = 0
        scratch.reset()
        changed = .unset
        interrupt = 0
        serial = 0
        pc = 0
        frame = 0
        (limits, isStrict) = withHeld { ($0.environment.limits, $0.environment.strictVariables) }
        stepsLeft = limits.steps
        valueBytesLeft = limits.valueBytes
        setStyle(style)
        nameCount = 0
        handedOut = 0
        isStreaming = false
        roof = 0
    }

    private mutating func setStyle(_ style: UnsafePointer<RenderStyle>) {
        self.style = style
        let isSame = keptStyle?._withUnsafeGuaranteedRef { $0.isSame(as: style.pointee) } ?? false
        if isSame { return }
        keptStyle?.release()
        keptStyle = .passRetained(KeptStyle(style.pointee))
        numbers = StyleText(style.pointee, bytes: &styleBytes)
    }

    /// How a run begins.
    enum Entry {
        case fresh
        /// The partial that the machine waited for is there.
        case partial
        /// What was written has been handed out.
        case more
    }

    /// Runs the program over `data`, whose memory stays in place meanwhile, from where the machine stands.
    mutating func run(_ data: DataArena, _ entry: Entry) -> Result<Stop, Fault> {
        program._withUnsafeGuaranteedRef { run($0, data, entry) }
    }

    private mutating func run(_ program: Program, _ data: DataArena, _ entry: Entry) -> Result<Stop, Fault> {
        withData(data) { (machine) in
            machine.withProgram(program) { (machine) in
                switch entry {
                case .fresh: machine.start(program, data)
                case .partial: machine.spread(over: program, data)
                case .more: break
                }
                do throws(Fault) {
                    if entry == .partial { try machine.callNamed(program) }
                    return .success(try machine.run())
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private mutating func withData<R>(_ data: DataArena, _ body: (inout Machine) -> R) -> R {
        data.lent.withUnsafeBufferPointer { lent in
            setBase(.lent, lent.baseAddress, nil)
            return withOwnData(data, body)
        }
    }

    private mutating func withOwnData<R>(_ data: DataArena, _ body: (inout Machine) -> R) -> R {
        data.bytes.withUnsafeBufferPointer { bytes in
            data.nodes.withUnsafeBufferPointer { nodes in
                data.shapes.entries.withUnsafeBufferPointer { entries in
                    data.shapes.keys.withUnsafeBufferPointer { keys in
                        data.shapes.keyBytes.withUnsafeBufferPointer { keyBytes in
                            data.shapes.slots.withUnsafeBufferPointer { slots in
                                data.rootNames.withUnsafeBufferPointer { names in
                                    data.rootValues.withUnsafeBufferPointer { values in
                                        setBase(.data, bytes.baseAddress, nodes.baseAddress)
                                        setBase(.key, keyBytes.baseAddress, nil)
                                        if let base = entries.baseAddress { shapes = base }
                                        if let base = keys.baseAddress { shapeKeys = base }
                                        if let base = slots.baseAddress { shapeSlots = base }
                                        root = RootView(
                                            names: names.baseAddress, values: values.baseAddress,
                                            count: values.count)
                                        return body(&self)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func withProgram<R>(_ program: Program, _ body: (inout Machine) -> R) -> R {
        program.code.withUnsafeBufferPointer { code in
            program.literals.withUnsafeBufferPointer { literals in
                program.constants.withUnsafeBufferPointer { constants in
                    program.names.withUnsafeBufferPointer { names in
                        program.keywordLists.withUnsafeBufferPointer { lists in
                            if let base = code.baseAddress { self.code = base }
                            if let base = literals.baseAddress { self.literals = base }
                            if let base = constants.baseAddress { self.constants = base }
                            if let base = names.baseAddress { self.names = base }
                            if let base = lists.baseAddress { keywordLists = base }
                            setBase(.literal, literals.baseAddress, constants.baseAddress)
                            setBase(.scratch, nil, nil)
                            labels = program.labels
                            return body(&self)
                        }
                    }
                }
            }
        }
    }

    private func setBase(_ space: Value.Space, _ text: UnsafePointer<UInt8>?, _ nodes: UnsafePointer<Value>?)
    {
        textBases[Int(space.rawValue)] = UInt(bitPattern: text)
        nodeBases[Int(space.rawValue)] = UInt(bitPattern: nodes)
    }

    /// The first frame, with the top-level variables of the data.
    private mutating func start(_ program: Program, _ data: DataArena) {
        nameCount = program.names.count
        resetSites(program)
        mapRoots(program, data)
        pushFrame()
        setRoots(from: 0)
        setScope()
    }

    private mutating func resetSites(_ program: Program) {
        guard siteProgram != program.id else { return }
        siteProgram = program.id
        partials.count = 0
        for partial in program.partials {
            partials.append(
                PartialPlace(entry: partial.entry, variable: partial.variable, whole: partial.whole))
        }
        sites.count = 0
        sites.reserve(program.siteCount)
        for _ in 0..<program.siteCount { sites.append(SiteCache(shape: 0, slot: -1)) }
    }

    private mutating func mapRoots(_ program: Program, _ data: DataArena) {
        guard rootKey != (program.id, data.rootVersion) else { return }
        rootKey = (program.id, data.rootVersion)
        rootPlaces.count = 0
        for (i, name) in data.rootNames.enumerated() {
            guard let number = program.numberOfName[name] else { continue }
            rootPlaces.append(RootPlace(slot: number, index: Int32(truncatingIfNeeded: i)))
        }
    }

    private mutating func setRoots(from first: Int) {
        guard let values = root.values else { return }
        for i in 0..<rootPlaces.count {
            let slot = Int(rootPlaces[i].slot)
            let place = Int(rootPlaces[i].index)
            guard slot >= first, place < root.count else { continue }
            slots[3 * nameCount + slot] = values[place]
            if slots[nameCount + slot].tag == .unset, slots[2 * nameCount + slot].tag == .unset {
                slots[slot] = values[place]
            }
        }
    }

    /// Gives every frame the places of the names that a program has more than the one before.
    private mutating func spread(over program: Program, _ data: DataArena) {
        let (old, new) = (nameCount, program.names.count)
        resetSites(program)
        guard new > old else { return }
        let frames = slots.count / (4 * old)
        var wider = RawList<Value>(capacity: max(1 << 10, frames * 4 * new))
        wider.base.update(repeating: .unset, count: wider.capacity)
        wider.count = frames * 4 * new
        for plane in 0..<(frames * 4) {
            (wider.base + plane * new).update(from: slots.base + plane * old, count: old)
        }
        slots.free()
        slots = wider
        nameCount = new
        frame = frame / old * new
        for i in 0..<calls.count { calls.base[i].frame = calls[i].frame / old * new }
        for i in 0..<cycles.count { cycles.base[i].frame = cycles[i].frame / old * new }
        for i in 0..<continued.count { continued.base[i].frame = continued[i].frame / old * new }
        mapRoots(program, data)
        setRoots(from: old)
        setScope()
    }

    // MARK: Partials named while rendering

    /// The name that the `include` at `pc` asks for, or nil where it is no text.
    func wantedPartial() -> String? {
        let instruction = code[pc]
        let isBound = instruction.flag & CallFlag.bound != 0
        let name = stack[stack.count - Int(instruction.short) - (isBound ? 1 : 0) - 1]
        guard name.tag == .text else { return nil }
        return String(decoding: bytes(of: name), as: UTF8.self)
    }

    private mutating func callNamed(_ program: Program) throws(Fault) {
        var instruction = code[pc]
        let name = wantedPartial()
        let number = program.partials.firstIndex { $0.name == name && $0.place == TextPlace(program.escape) }
        instruction.a = number.map { UInt32($0) } ?? Instruction.none
        try call(instruction)
    }
}
