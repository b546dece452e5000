package import Notation

/// The digits of one number as they are shown, lying in the sink's scratch space until they are printed.
struct DigitRun {
    var isNegative: Bool
    var start: Int
    var count: Int
    /// How many of the digits stand after the point.
    var scale: Int

    var wholeCount: Int { count - scale }
}

extension ByteSink {
    /// Appends `-1234.50`: rounded half away from zero to `maximum` decimals, padded with zeros to `minimum`.
    @inline(__always)
    package mutating func append(_ value: ExactDecimal, minimum: Int, maximum: Int) {
        reserve(PlainBytes.longestNumber)
        var to = base + used
        if PlainBytes.put(value, minimum: minimum, maximum: maximum, &to) {
            used = to - base
        } else {
            append(lay(value, minimum: minimum, maximum: maximum))
        }
    }

    /// Appends a whole number.
    @inline(__always)
    package mutating func append(whole value: Int) {
        reserve(PlainBytes.longestNumber)
        var to = base + used
        PlainBytes.put(whole: value, &to)
        used = to - base
    }

    /// Prints digits plainly, with a point.
    @inline(__always)
    mutating func append(_ run: DigitRun) {
        reserve(Self.scratchSize)
        var to = base + used
        if run.isNegative {
            to.pointee = 0x2D
            to += 1
        }
        let from = scratch + run.start
        let whole = run.wholeCount
        var i = 0
        while i < whole {
            to[i] = from[i]
            i &+= 1
        }
        if run.scale > 0 {
            to[whole] = 0x2E
            while i < run.count {
                to[i &+ 1] = from[i]
                i &+= 1
            }
            to += 1
        }
        used = to + run.count - base
    }

    @inline(__always)
    mutating func layWhole(_ value: Int) -> DigitRun {
        let start = layDigits(UInt64(value.magnitude), endingAt: Self.digitsEnd)
        return DigitRun(isNegative: value < 0, start: start, count: Self.digitsEnd &- start, scale: 0)
    }

    /// Lays the digits of a decimal, rounded and padded.
    @inline(__always)
    mutating func lay(_ value: ExactDecimal, minimum: Int, maximum: Int) -> DigitRun {
        var scale = Int(value.scale)
        let mantissa = value.mantissa
        guard scale <= 18, let small = Int64(exactly: mantissa) else {
            return layWide(value, minimum: minimum, maximum: maximum)
        }
        var digits = small.magnitude
        if scale > maximum {
            digits = Self.rounded(digits, dropping: scale &- maximum)
            scale = maximum
        }
        while scale > minimum, digits % 10 == 0 {
            digits /= 10
            scale &-= 1
        }
        let isNegative = small < 0 && digits != 0
        let start = layDigits(digits, endingAt: Self.digitsEnd)
        return padded(isNegative, start: start, scale: scale, minimum: minimum)
    }

    /// Digits end here in the scratch space; zeros up to 38 decimals may follow.
    private static var digitsEnd: Int { 80 }

    private static func rounded(_ digits: UInt64, dropping count: Int) -> UInt64 {
        var divisor: UInt64 = 1
        for _ in 0..<count { divisor &*= 10 }
        let (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
        return rest >= divisor &- rest ? quotient &+ 1 : quotient
    }

    private mutating func layWide(_ value: ExactDecimal, minimum: Int, maximum: Int) -> DigitRun {
        let shown = value.rounded(to: maximum).normalized
        var rest = shown.mantissa.magnitude
        var start = Self.digitsEnd
        let part: UInt128 = 1_000_000_000_000_000_000
        while rest >= part {
            let (quotient, low) = rest.quotientAndRemainder(dividingBy: part)
            let from = layDigits(UInt64(low), endingAt: start)
            start -= 18
            for i in start..<from { scratch[i] = 0x30 }
            rest = quotient
        }
        if rest > 0 || start == Self.digitsEnd { start = layDigits(UInt64(rest), endingAt: start) }
        return padded(shown.isNegative, start: start, scale: Int(shown.scale), minimum: minimum)
    }

    /// Zeros in front up to one whole digit, and behind up to `minimum` decimals.
    @inline(__always)
    private func padded(_ isNegative: Bool, start: Int, scale: Int, minimum: Int) -> DigitRun {
        var start = start
        var end = Self.digitsEnd
        while end &- start <= scale {
            start &-= 1
            scratch[start] = 0x30
        }
        var decimals = scale
        while decimals < minimum, end < Self.scratchSize {
            scratch[end] = 0x30
            end &+= 1
            decimals &+= 1
        }
        return DigitRun(isNegative: isNegative, start: start, count: end &- start, scale: decimals)
    }

    /// Writes the digits before `end`; where they start.
    @inline(__always)
    private func layDigits(_ value: UInt64, endingAt end: Int) -> Int {
        let pairs = PlainBytes.pairs.utf8Start
        var rest = value
        var at = end
        while rest >= 100 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            at &-= 2
            scratch[at] = pairs[Int(truncatingIfNeeded: pair) &* 2]
            scratch[at &+ 1] = pairs[Int(truncatingIfNeeded: pair) &* 2 &+ 1]
            rest = quotient
        }
        if rest >= 10 {
            at &-= 2
            scratch[at] = pairs[Int(truncatingIfNeeded: rest) &* 2]
            scratch[at &+ 1] = pairs[Int(truncatingIfNeeded: rest) &* 2 &+ 1]
        } else {
            at &-= 1
            scratch[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest)
        }
        return at
    }
}
