/// A decimal number held exactly: `mantissa` x 10^-`scale`, up to 38 digits.
///
/// Money and quantities are this and never floating point. 24 bytes, trivial, no heap. Arithmetic that
/// would need more than 38 digits throws ``DecimalOverflow``; nothing is ever cut off in silence.
public struct ExactDecimal: Sendable {
    @usableFromInline var high: Int64
    @usableFromInline var low: UInt64
    /// Digits after the point, 0 to 38.
    public let scale: Int32

    public static let maximumDigits = 38

    @inlinable
    public init(mantissa: Int128, scale: Int = 0) {
        high = Int64(truncatingIfNeeded: mantissa >> 64)
        low = UInt64(truncatingIfNeeded: mantissa)
        self.scale = Int32(truncatingIfNeeded: scale)
    }

    @inlinable
    public init(_ value: Int) {
        self.init(mantissa: Int128(value), scale: 0)
    }

    @inlinable public static var zero: ExactDecimal { ExactDecimal(mantissa: 0, scale: 0) }
    @inlinable public static var one: ExactDecimal { ExactDecimal(mantissa: 1, scale: 0) }

    @inlinable public var mantissa: Int128 { Int128(high) << 64 | Int128(low) }
    @inlinable public var isZero: Bool { high == 0 && low == 0 }
    @inlinable public var isNegative: Bool { high < 0 }
    @inlinable public var signum: Int { high < 0 ? -1 : isZero ? 0 : 1 }

    /// The value without zeros at its end: 18.50 becomes 18.5, 20.0 becomes 20.
    public var normalized: ExactDecimal {
        if scale == 0 { return self }
        if isZero { return .zero }
        var s = Int(scale)
        // Dividing 128 bits is no instruction.
        if var small = Int64(exactly: mantissa) {
            while s > 0, small % 10 == 0 {
                small /= 10
                s -= 1
            }
            return ExactDecimal(mantissa: Int128(small), scale: s)
        }
        var m = mantissa
        while s > 0, m % 10 == 0 {
            m /= 10
            s -= 1
        }
        return ExactDecimal(mantissa: m, scale: s)
    }

    /// The value as a whole number, or nil where it has a fraction or does not fit.
    public var wholeNumber: Int? {
        let plain = normalized
        return plain.scale == 0 ? Int(exactly: plain.mantissa) : nil
    }
}

/// A result would need more than 38 digits.
public struct DecimalOverflow: Error, Sendable, Hashable {
    public init() {}
}

extension ExactDecimal: Hashable, Comparable {
    public static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
        if a.scale == b.scale { return a.high == b.high && a.low == b.low }
        let (x, y) = (a.normalized, b.normalized)
        return x.scale == y.scale && x.high == y.high && x.low == y.low
    }

    public func hash(into hasher: inout Hasher) {
        let plain = normalized
        hasher.combine(plain.high)
        hasher.combine(plain.low)
        hasher.combine(plain.scale)
    }

    public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
        if a.scale == b.scale { return a.mantissa < b.mantissa }
        if a.signum != b.signum { return a.signum < b.signum }
        // Whole parts first: aligning the scales could need more than 38 digits.
        let (x, y) = (a.parts, b.parts)
        if x.whole != y.whole { return x.whole < y.whole }
        let width = max(a.scale, b.scale)
        let left = x.fraction * Int128.powerOfTen(Int(width - a.scale))
        return left < y.fraction * Int128.powerOfTen(Int(width - b.scale))
    }

    private var parts: (whole: Int128, fraction: Int128) {
        let unit = Int128.powerOfTen(Int(scale))
        let split = mantissa.quotientAndRemainder(dividingBy: unit)
        return (split.quotient, split.remainder)
    }
}
