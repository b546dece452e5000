// Writing values straight into the output: the hot path.
//
// Invariant: `roof + slack` is at most the capacity of `out`. So where `out.count + n <= roof`, n bytes may be
// written unchecked, and up to `slack` more may be scribbled behind them; and the limit is not reached.
extension Machine {
    static let slack = 64
    /// Bytes gathered before they are handed out, where they are handed out in pieces.
    static let chunk = 1 << 16

    /// Makes room for `bytes` more, whether or not `roof` then says so: the caller checks the limit after
    /// writing. False where what was written must be handed out first.
    @inline(never)
    mutating func makeRoom(_ bytes: Int) -> Bool {
        if isStreaming, marks.count == 0, out.count >= Self.chunk {
            stepsLeft &+= 1
            return false
        }
        out.reserve(bytes + Self.slack)
        roof = min(out.capacity - Self.slack, max(0, limits.outputBytes - handedOut))
        if isStreaming { roof = min(roof, Self.chunk) }
        return true
    }

    /// Literal text. Literals have `slack` bytes behind them.
    @inline(__always)
    mutating func put(literal start: Int, _ count: Int) throws(Fault) -> Bool {
        if out.count &+ count > roof {
            guard makeRoom(count) else { return false }
            out.append(literals + start, count)
            try checkOutput()
            return true
        }
        let source = UnsafeRawPointer(literals + start)
        let target = UnsafeMutableRawPointer(out.base + out.count)
        var i = 0
        repeat {
            let words = source.loadUnaligned(fromByteOffset: i, as: SIMD32<UInt8>.self)
            target.storeBytes(of: words, toByteOffset: i, as: SIMD32<UInt8>.self)
            i &+= 32
        } while i < count
        out.count &+= count
        return true
    }

    /// What `{{ value }}` prints. False where nothing is done because what was written must be handed out first.
    @inline(__always)
    mutating func put(_ value: UnsafePointer<Value>, _ escape: UInt8) throws(Fault) -> Bool {
        switch value.pointee.tag {
        case .text:
            let count = value.pointee.size
            guard escape & 7 == Escape.html.rawValue, !value.pointee.isMarkup,
                out.count &+ count &* 6 &+ 8 <= roof
            else { return try putSlowly(value, escape) }
            let start =
                textBases[Int(value.pointee.space.rawValue)]
                &+ UInt(bitPattern: Int(value.pointee.payload))
            let end = Escaping.html(
                UnsafePointer(bitPattern: start).unsafelyUnwrapped, count, to: out.base + out.count)
            out.count = end - out.base
            return true
        case .integer:
            guard out.count &+ 24 <= roof else { return try putSlowly(value, escape) }
            var target = out.base + out.count
            let number = value.pointee.payload
            if number < 0 {
                target.pointee = 0x2D
                target += 1
            }
            out.count = Numerals.write(number.magnitude, to: target) - out.base
            return true
        default: return try putSlowly(value, escape)
        }
    }

    @inline(never)
    mutating func putSlowly(_ value: UnsafePointer<Value>, _ escape: UInt8) throws(Fault) -> Bool {
        if value.pointee.tag == .decimal, out.count &+ 40 <= roof, putShortDecimal(value.pointee) {
            return true
        }
        if value.pointee.tag == .unset, isStrict { throw Fault("undefined-variable", "") }
        let value = value.pointee
        let expected = value.tag == .text ? value.size : 0
        guard out.count &+ expected &+ 64 <= roof || makeRoom(expected) else { return false }
        try write(value, escape)
        return true
    }

    /// A decimal of up to four digits after the point, as the reference prints a float. False where it is another.
    private mutating func putShortDecimal(_ value: Value) -> Bool {
        guard value.count <= 4, value.count > 0, value.payload.magnitude < 1_000_000_000_000_000 else {
            return false
        }
        var rest = value.payload.magnitude
        var scale = value.size
        var unit: UInt64 = 10
        for _ in 1..<scale { unit *= 10 }
        while scale > 1, rest % 10 == 0 {
            rest /= 10
            unit /= 10
            scale -= 1
        }
        var target = out.base + out.count
        if value.payload < 0 {
            target.pointee = 0x2D
            target += 1
        }
        let whole = rest / unit
        target = Numerals.write(whole, to: target)
        target.pointee = 0x2E
        out.count = Numerals.write(rest &- whole &* unit, width: scale, to: target + 1) - out.base
        return true
    }

    // MARK: Amounts

    /// What `{{ value | money }}` prints, where the number and the style are usual ones; else false, and nothing is
    /// written. `sign` false: as `money_without_currency`.
    @inline(__always)
    mutating func put(amount value: UnsafePointer<Value>, _ escape: UInt8, withSigns: Bool) -> Bool {
        guard numbers.isUsual, escape & 7 == Escape.html.rawValue || escape == Escape.none.rawValue,
            out.count &+ 128 <= roof, let number = cents(value)
        else { return false }
        var target = out.base + out.count
        let isNegative = number < 0
        if withSigns {
            part(isNegative ? numbers.negativePrefix : numbers.positivePrefix, &target)
        } else if isNegative {
            part(numbers.minusSign, &target)
        }
        let magnitude = number.magnitude
        let whole = magnitude / 100
        if whole < numbers.ungrouped {
            target = Numerals.write(whole, to: target)
        } else if whole < 1_000_000 {
            target = Numerals.write(whole / 1_000, to: target)
            part(numbers.groupingSeparator, &target)
            target = Numerals.three(whole % 1_000, to: target)
        } else {
            target = Numerals.write(whole / 1_000_000, to: target)
            part(numbers.groupingSeparator, &target)
            target = Numerals.three(whole / 1_000 % 1_000, to: target)
            part(numbers.groupingSeparator, &target)
            target = Numerals.three(whole % 1_000, to: target)
        }
        part(numbers.decimalSeparator, &target)
        Numerals.two(magnitude &- whole &* 100, to: target)
        target += 2
        if withSigns { part(isNegative ? numbers.negativeSuffix : numbers.positiveSuffix, &target) }
        out.count = target - out.base
        return true
    }

    /// The amount in hundredths, rounded half away from zero; nil where it has more than three digits after the
    /// point, is no number or is very large.
    @inline(__always)
    private func cents(_ value: UnsafePointer<Value>) -> Int64? {
        let number = value.pointee.payload
        guard number.magnitude < numbers.largest else { return nil }
        if value.pointee.tag == .integer { return number &* 100 }
        guard value.pointee.tag == .decimal else { return nil }
        switch value.pointee.count {
        case 2: return number
        case 1: return number &* 10
        case 3: return (number < 0 ? number &- 5 : number &+ 5) / 10
        default: return nil
        }
    }

    /// A text of the style, at most 8 bytes; `styleBytes` has as many behind it.
    @inline(__always)
    private func part(_ part: StyleText.Part, _ target: inout UnsafeMutablePointer<UInt8>) {
        let word = UnsafeRawPointer(styleBytes.base + Int(part.start)).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
        target += Int(part.count)
    }
}
