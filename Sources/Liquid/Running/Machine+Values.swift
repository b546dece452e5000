import Notation

/// A run of bytes that stays where it is for the whole rendering.
typealias Bytes = UnsafeBufferPointer<UInt8>

// Building values: the only places where a rendering makes a text or a list, and so the only ones that charge
// for it.
extension Machine {
    /// A text of these bytes, which may be anywhere.
    mutating func makeText(_ bytes: Bytes, isMarkup: Bool = false) throws(Fault) -> Value {
        valueBytesLeft &-= bytes.count &+ 16
        if valueBytesLeft < 0 { throw valueLimit }
        guard bytes.count > 0, let start = bytes.baseAddress else {
            return Value(.text, space: .literal, isMarkup: isMarkup)
        }
        let copy = scratch.allocate(bytes.count).assumingMemoryBound(to: UInt8.self)
        copy.update(from: start, count: bytes.count)
        return Value(
            .text, space: .scratch, isMarkup: isMarkup, count: UInt32(bytes.count),
            payload: Int64(Int(bitPattern: copy)))
    }

    /// A text of what `work` holds; `work` is empty afterwards.
    mutating func finishWork(isMarkup: Bool = false) throws(Fault) -> Value {
        let bytes = Bytes(start: work.base, count: work.count)
        work.count = 0
        return try makeText(bytes, isMarkup: isMarkup)
    }

    /// Refuses early what would become a text of that many bytes.
    func checkRoom(_ bytes: Int) throws(Fault) {
        if bytes > valueBytesLeft { throw valueLimit }
    }

    /// Room for a list; the caller fills all of it before the next value is made.
    mutating func makeArray(_ count: Int) throws(Fault) -> (value: Value, nodes: UnsafeMutablePointer<Value>)
    {
        guard count <= valueBytesLeft >> 4 else { throw valueLimit }
        valueBytesLeft &-= count &* 16 &+ 16
        if valueBytesLeft < 0 { throw valueLimit }
        try step(count)
        let nodes = scratch.allocate(count &* MemoryLayout<Value>.stride).assumingMemoryBound(to: Value.self)
        let value = Value(
            .array, space: .scratch, count: UInt32(count), payload: Int64(Int(bitPattern: nodes)))
        return (value, nodes)
    }

    /// A list of what `workNodes` holds from `start` on.
    mutating func finishNodes(from start: Int) throws(Fault) -> Value {
        let count = workNodes.count - start
        let made = try makeArray(count)
        made.nodes.update(from: workNodes.base + start, count: count)
        workNodes.count = start
        return made.value
    }

    mutating func makePair(_ first: Value, _ second: Value) throws(Fault) -> Value {
        let made = try makeArray(2)
        made.nodes[0] = first
        made.nodes[1] = second
        return made.value
    }

    mutating func makeRange(_ first: Int, _ last: Int) throws(Fault) -> Value {
        var made = try makePair(.integer(first), .integer(last))
        made.tag = .range
        return made
    }

    /// Scale 0 makes an integer, anything else what the reference calls a float.
    mutating func makeNumber(_ decimal: ExactDecimal) throws(Fault) -> Value {
        let mantissa = decimal.mantissa
        if let small = Int64(exactly: mantissa), decimal.scale <= 18 {
            return Value(
                decimal.scale == 0 ? .integer : .decimal, count: UInt32(decimal.scale), payload: small)
        }
        var made = try makePair(
            .integer(Int(truncatingIfNeeded: mantissa >> 64)), .integer(Int(truncatingIfNeeded: mantissa)))
        made.tag = .wide
        made.count = UInt32(decimal.scale)
        return made
    }

    // MARK: Reading

    @inline(__always)
    func bytes(of text: Value) -> Bytes {
        let address = textBases[Int(text.space.rawValue)] &+ UInt(bitPattern: Int(text.payload))
        return Bytes(start: UnsafePointer(bitPattern: address), count: text.size)
    }

    @inline(__always)
    func nodes(of value: Value) -> UnsafePointer<Value> {
        let address = nodeBases[Int(value.space.rawValue)] &+ UInt(bitPattern: Int(value.payload))
        return UnsafePointer(bitPattern: address).unsafelyUnwrapped
    }

    func rangeEnds(_ range: Value) -> (first: Int, last: Int) {
        let ends = nodes(of: range)
        return (Int(ends[0].payload), Int(ends[1].payload))
    }

    /// How many numbers a range holds; as many as an `Int` counts where there are more.
    func rangeCount(_ range: Value) -> Int {
        let (first, last) = rangeEnds(range)
        guard last >= first else { return 0 }
        let (difference, overflow) = last.subtractingReportingOverflow(first)
        return overflow || difference == Int.max ? Int.max : difference + 1
    }

    func decimal(of number: Value) -> ExactDecimal {
        switch number.tag {
        case .integer: ExactDecimal(mantissa: Int128(number.payload), scale: 0)
        case .decimal: ExactDecimal(mantissa: Int128(number.payload), scale: number.size)
        case .wide: wide(number)
        default: .zero
        }
    }

    private func wide(_ number: Value) -> ExactDecimal {
        let halves = nodes(of: number)
        let mantissa = Int128(halves[0].payload) << 64 | Int128(UInt64(bitPattern: halves[1].payload))
        return ExactDecimal(mantissa: mantissa, scale: number.size)
    }

    @inline(__always)
    func shape(of object: Value) -> ShapeEntry { shapes[object.size] }

    func key(_ index: Int, of entry: ShapeEntry) -> Value {
        let key = shapeKeys[Int(entry.firstKey) + index]
        return Value(.text, space: .key, count: key.count, payload: Int64(key.offset))
    }

    /// The text of a value as filters see it. Other values than texts are written out first.
    mutating func plain(_ value: Value) throws(Fault) -> Bytes {
        if value.tag == .text {
            let bytes = bytes(of: value)
            try step(bytes.count >> 6)
            return bytes
        }
        if value.isNil { return Bytes(start: nil, count: 0) }
        let kept = work.count
        try appendPlain(value, isNested: false, depth: 0)
        let made = Bytes(start: work.base + kept, count: work.count - kept)
        let text = try makeText(made)
        work.count = kept
        return bytes(of: text)
    }
}
