extension ExactDecimal {
    /// The exact sum.
    @inlinable
    public func adding(_ other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        if scale == other.scale {
            let (sum, overflow) = mantissa.addingReportingOverflow(other.mantissa)
            if overflow || sum.magnitude > Int128.largest38.magnitude { throw DecimalOverflow() }
            return ExactDecimal(mantissa: sum, scale: Int(scale))
        }
        return try addingAligned(other)
    }

    @usableFromInline
    func addingAligned(_ other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let wide = Int(Swift.max(scale, other.scale))
        if let x = mantissaScaled(to: wide), let y = other.mantissaScaled(to: wide) {
            return try ExactDecimal(mantissa: x, scale: wide).adding(ExactDecimal(mantissa: y, scale: wide))
        }
        let (x, y) = (normalized, other.normalized)
        let narrow = Int(Swift.max(x.scale, y.scale))
        guard let p = x.mantissaScaled(to: narrow), let q = y.mantissaScaled(to: narrow) else {
            throw DecimalOverflow()
        }
        return try ExactDecimal(mantissa: p, scale: narrow).adding(ExactDecimal(mantissa: q, scale: narrow))
    }

    @inlinable
    public func subtracting(_ other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        try adding(other.negated)
    }

    @inlinable public var negated: ExactDecimal { ExactDecimal(mantissa: -mantissa, scale: Int(scale)) }
    @inlinable public var magnitude: ExactDecimal { isNegative ? negated : self }

    /// The exact product.
    @inlinable
    public func multiplied(by other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        let digits = Int(scale) + Int(other.scale)
        if overflow || digits > Self.maximumDigits || product.magnitude > Int128.largest38.magnitude {
            return try multipliedSlowly(by: other)
        }
        return ExactDecimal(mantissa: product, scale: digits)
    }

    @usableFromInline
    func multipliedSlowly(by other: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let (x, y) = (normalized, other.normalized)
        let (product, overflow) = x.mantissa.multipliedReportingOverflow(by: y.mantissa)
        let digits = Int(x.scale) + Int(y.scale)
        if overflow || product.magnitude > Int128.largest38.magnitude { throw DecimalOverflow() }
        let result = ExactDecimal(mantissa: product, scale: digits).normalized
        if result.scale > Self.maximumDigits { throw DecimalOverflow() }
        return result
    }

    /// The quotient rounded half away from zero to `digits` decimals. `other` must not be zero.
    public func divided(by other: ExactDecimal, digits: Int) throws(DecimalOverflow) -> ExactDecimal {
        guard !other.isZero else { throw DecimalOverflow() }
        let (x, y) = (normalized, other.normalized)
        // x.m / 10^x.s / (y.m / 10^y.s) * 10^digits = x.m * 10^(digits + y.s - x.s) / y.m
        let shift = digits + Int(y.scale) - Int(x.scale)
        if shift < 0 {
            let (denominator, overflow) = y.mantissa.multipliedReportingOverflow(by: .powerOfTen(-shift))
            if overflow || -shift > 38 {
                // Only a scale far beyond the wanted digits comes here: the quotient rounds from fewer digits.
                return try x.rounded(to: digits).divided(by: other, digits: digits)
            }
            return ExactDecimal(mantissa: Self.quotient(x.mantissa, denominator), scale: digits)
        }
        guard shift <= 38 else { throw DecimalOverflow() }
        if shift <= 18, let a = Int64(exactly: x.mantissa), let b = Int64(exactly: y.mantissa) {
            // Dividing 128 bits is no instruction.
            let (wide, overflow) = a.multipliedReportingOverflow(
                by: Int64(truncatingIfNeeded: Int128.powerOfTen(shift)))
            if !overflow {
                return ExactDecimal(mantissa: Self.quotient(Int128(wide), Int128(b)), scale: digits)
            }
        }
        let wide = x.mantissa.magnitude.multipliedFullWidth(by: Int128.powerOfTen(shift).magnitude)
        let divisor = y.mantissa.magnitude
        guard wide.high < divisor else { throw DecimalOverflow() }
        var (quotient, remainder) = divisor.dividingFullWidth(wide)
        if remainder >= divisor - remainder { quotient += 1 }
        guard quotient <= Int128.largest38.magnitude else { throw DecimalOverflow() }
        let value = Int128(quotient)
        return ExactDecimal(mantissa: x.isNegative != y.isNegative ? -value : value, scale: digits)
    }

    /// Rounded half away from zero (EN 16931; rules.md 7) to `digits` decimals, which the result then has
    /// if the value had as many; a value with fewer decimals is returned as it is.
    public func rounded(to digits: Int) -> ExactDecimal {
        let drop = Int(scale) - Swift.max(0, digits)
        if drop <= 0 { return self }
        return ExactDecimal(mantissa: Self.quotient(mantissa, .powerOfTen(drop)), scale: Int(scale) - drop)
    }

    /// The value with exactly `digits` decimals, rounded half away from zero where it has more.
    public func withScale(_ digits: Int) throws(DecimalOverflow) -> ExactDecimal {
        let value = rounded(to: digits)
        guard let m = value.mantissaScaled(to: digits) else { throw DecimalOverflow() }
        return ExactDecimal(mantissa: m, scale: digits)
    }

    /// Integer division rounding half away from zero.
    static func quotient(_ a: Int128, _ b: Int128) -> Int128 {
        if let x = Int64(exactly: a), let y = Int64(exactly: b), x != .min {
            let (q, r) = x.quotientAndRemainder(dividingBy: y)
            let (absR, absY) = (r.magnitude, y.magnitude)
            if absR >= absY - absR { return Int128((x < 0) != (y < 0) ? q - 1 : q + 1) }
            return Int128(q)
        }
        let (q, r) = a.quotientAndRemainder(dividingBy: b)
        let (absR, absB) = (r.magnitude, b.magnitude)
        if absR >= absB - absR { return (a < 0) != (b < 0) ? q - 1 : q + 1 }
        return q
    }

    /// The mantissa at a larger scale, or nil where 38 digits do not hold it.
    @usableFromInline
    func mantissaScaled(to digits: Int) -> Int128? {
        let factor = digits - Int(scale)
        if factor == 0 { return mantissa }
        if factor < 0 { return nil }
        if isZero { return 0 }
        if factor > 38 { return nil }
        let (m, overflow) = mantissa.multipliedReportingOverflow(by: .powerOfTen(factor))
        return overflow || m.magnitude > Int128.largest38.magnitude ? nil : m
    }
}
