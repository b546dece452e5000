import Notation

extension Machine {
    /// Pops the attributes and the collection. False where there is nothing to go through.
    mutating func beginLoop(_ instruction: Instruction) throws(Fault) -> Bool {
        var record = try newLoop(.for, instruction)
        if instruction.flag & LoopFlag.reversed != 0 { record.isReversed = true }
        if instruction.c != Instruction.none {
            try note(continuing: instruction.c, at: record.start + record.count)
        }
        guard record.count > 0 else { return false }
        record.saves = saves.count
        cover(labels.forloop)
        cover(record.slot)
        setScoped(labels.forloop, Value(.forLoop, count: UInt32(loops.count), payload: record.serial))
        loops.append(record)
        try setElement()
        return true
    }

    private mutating func newLoop(_ kind: LoopRecord.Kind, _ instruction: Instruction) throws(Fault)
        -> LoopRecord
    {
        let columns = instruction.flag & LoopFlag.columns != 0 ? stack.popLast() : Value.unset
        let offset = instruction.flag & LoopFlag.offset != 0 ? stack.popLast() : Value.unset
        let limit = instruction.flag & LoopFlag.limit != 0 ? stack.popLast() : Value.unset
        let collection = stack.popLast()
        var start = 0
        if instruction.flag & LoopFlag.goOn != 0 {
            start = try continuing(instruction.c)
        } else if offset.tag != .unset {
            start = try attribute(offset, "offset", kind)
        }
        let length = elementCount(collection)
        var end = length
        if limit.tag != .unset, kind == .table || limit.tag != .nil {
            let number = try attribute(limit, "limit", kind)
            end = min(length, number.addingReportingOverflow(start).overflow ? length : number + start)
        }
        start = max(0, start)
        serial &+= 1
        var record = LoopRecord(
            kind: kind, serial: serial, collection: collection, start: start, count: max(0, end - start),
            parent: parentLoop, key: instruction.c, slot: instruction.b)
        if kind == .table {
            record.columns = record.count
            if columns.tag != .unset { record.columns = try attribute(columns, "cols", kind) }
        }
        return record
    }

    /// The place of the `for` around, for `parentloop`; a rendered partial does not see its caller's.
    private var parentLoop: Int {
        let first = calls.count > 0 ? calls.last.firstLoop : 0
        var i = loops.count - 1
        while i >= first {
            if loops[i].kind == .for { return i }
            i -= 1
        }
        return -1
    }

    /// `limit`, `offset`, `cols`: nil is 0; a text must be a whole number (`for`), or is read as far as it is
    /// one.
    private mutating func attribute(_ value: Value, _ name: String, _ kind: LoopRecord.Kind) throws(Fault)
        -> Int
    {
        if value.isNil { return 0 }
        if value.tag == .integer { return Int(value.payload) }
        if kind == .table, value.tag == .text || value.isNumber { return wholePart(number(of: value)) }
        return try integer(value, name)
    }

    func elementCount(_ collection: Value) -> Int {
        switch collection.tag {
        case .array: collection.size
        case .range: rangeCount(collection)
        case .object: Int(shape(of: collection).count)
        case .text: collection.count > 0 ? 1 : 0
        default: 0
        }
    }

    /// Sets the variable of the innermost loop to its element.
    @inline(__always)
    mutating func setElement() throws(Fault) {
        let record = loops.last
        let index = record.start &+ (record.isReversed ? record.count &- 1 &- record.index : record.index)
        let element =
            record.collection.tag == .array
            ? nodes(of: record.collection)[index] : try element(of: record.collection, at: index)
        setScoped(record.slot, element)
    }

    mutating func element(of collection: Value, at index: Int) throws(Fault) -> Value {
        switch collection.tag {
        case .array: return nodes(of: collection)[index]
        case .range: return .integer(rangeEnds(collection).first &+ index)
        case .object: return try makePair(key(index, of: shape(of: collection)), nodes(of: collection)[index])
        default: return collection
        }
    }

    /// True where the loop goes on; else it is over and gone.
    @inline(__always)
    mutating func nextElement() throws(Fault) -> Bool {
        let next = loops.last.index &+ 1
        if next < loops.last.count {
            loops.base[loops.count &- 1].index = next
            try setElement()
            return true
        }
        popLoop()
        return false
    }

    mutating func popLoop() {
        let record = loops.popLast()
        restore(to: record.saves)
    }

    // MARK: offset: continue

    private mutating func note(continuing key: UInt32, at offset: Int) throws(Fault) {
        try step(continued.count >> 3)
        for i in 0..<continued.count where continued[i].key == key && continued[i].frame == frame {
            continued.base[i].offset = offset
            return
        }
        continued.append(ContinueRecord(frame: frame, key: key, offset: offset))
    }

    private mutating func continuing(_ key: UInt32) throws(Fault) -> Int {
        try step(continued.count >> 3)
        for i in 0..<continued.count where continued[i].key == key && continued[i].frame == frame {
            return continued[i].offset
        }
        return 0
    }

    // MARK: tablerow

    /// False where the collection is nothing or empty.
    mutating func beginTable(_ instruction: Instruction) throws(Fault) -> Bool {
        var record = try newLoop(.table, instruction)
        guard record.collection.isTruthy else { return false }
        out.append("<tr class=\"row1\">\n")
        guard record.count > 0 else {
            out.append("</tr>\n")
            return false
        }
        record.saves = saves.count
        cover(labels.tablerowloop)
        cover(record.slot)
        setScoped(labels.tablerowloop, Value(.tableLoop, count: UInt32(loops.count), payload: record.serial))
        loops.append(record)
        try setElement()
        openCell()
        return true
    }

    private mutating func openCell() {
        out.append("<td class=\"col")
        Digits.append(Int64(loops.last.column), to: &out)
        out.append("\">")
    }

    mutating func nextCell() throws(Fault) -> Bool {
        out.append("</td>")
        try checkOutput()
        let last = loops.count - 1
        if loops[last].column == loops[last].columns {
            if loops[last].index + 1 < loops[last].count {
                out.append("</tr>\n<tr class=\"row")
                Digits.append(Int64(loops[last].row + 1), to: &out)
                out.append("\">")
            }
            loops.base[last].column = 1
            loops.base[last].row += 1
        } else {
            loops.base[last].column += 1
        }
        if try nextElement() {
            openCell()
            return true
        }
        out.append("</tr>\n")
        return false
    }

    mutating func breakTable() {
        out.append("</td></tr>\n")
        popLoop()
    }

    // MARK: forloop, tablerowloop

    func loopField(_ loop: Value, _ name: UInt32) -> Value {
        guard loop.size < loops.count, loops[loop.size].serial == loop.payload else { return .unset }
        let record = loops[loop.size]
        let fields = LoopField.list
        let number = Int(name) - Int(labels.allowFalse) - 1
        guard number >= 0, number < fields.count else {
            if name == labels.first { return .bool(record.index == 0) }
            if name == labels.last { return .bool(record.index == record.count - 1) }
            return .unset
        }
        switch fields[number] {
        case .length: return .integer(record.count)
        case .index: return .integer(record.index + 1)
        case .index0: return .integer(record.index)
        case .rindex: return .integer(record.count - record.index)
        case .rindex0: return .integer(record.count - record.index - 1)
        default:
            return loop.tag == .forLoop
                ? parentField(record, fields[number]) : cellField(record, fields[number])
        }
    }

    private func parentField(_ record: LoopRecord, _ field: LoopField) -> Value {
        switch field {
        case .parentloop:
            guard record.parent >= 0 else { return .nil }
            return Value(.forLoop, count: UInt32(record.parent), payload: loops[record.parent].serial)
        case .name:
            guard record.key != Instruction.none else { return .nil }
            let name = names[Int(record.key)]
            let prefix = UInt32("loop ".utf8.count)
            return Value(
                .text, space: .literal, count: name.count - prefix, payload: Int64(name.offset + prefix))
        default: return .unset
        }
    }

    private func cellField(_ record: LoopRecord, _ field: LoopField) -> Value {
        switch field {
        case .row: .integer(record.row)
        case .col: .integer(record.column)
        case .col0: .integer(record.column - 1)
        case .colFirst: .bool(record.column == 1)
        case .colLast: .bool(record.column == record.columns)
        default: .unset
        }
    }
}
