import Notation

/// Numbers and days as bytes.
enum Digits {
    @inline(__always)
    static func append(_ value: Int64, to out: inout RawList<UInt8>) {
        out.reserve(20)
        if value < 0 { out.append(0x2D) }
        append(magnitude: value.magnitude, to: &out)
    }

    /// `out` has room for 20 bytes.
    @inline(__always)
    static func append(magnitude: UInt64, to out: inout RawList<UInt8>) {
        out.reserve(20)
        var rest = magnitude
        var width = 1
        var bound: UInt64 = 10
        while width < 20, rest >= bound {
            width &+= 1
            bound = width < 20 ? bound &* 10 : .max
        }
        var at = out.base + (out.count &+ width)
        repeat {
            at -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            at.pointee = 0x30 | UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        out.count &+= width
    }

    static func append(magnitude: UInt128, to out: inout RawList<UInt8>) {
        if magnitude <= UInt128(UInt64.max) { return append(magnitude: UInt64(magnitude), to: &out) }
        let (high, low) = magnitude.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
        append(magnitude: high, to: &out)
        append(UInt64(low), width: 19, to: &out)
    }

    static func append(_ value: UInt64, width: Int, to out: inout RawList<UInt8>) {
        out.reserve(width)
        var rest = value
        for i in stride(from: width - 1, through: 0, by: -1) {
            out.base[out.count + i] = 0x30 | UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        out.count += width
    }

    static func append(_ day: Day, to out: inout RawList<UInt8>) {
        let (year, month, number) = day.components
        append(UInt64(clamping: year), width: 4, to: &out)
        out.append(0x2D)
        append(UInt64(month), width: 2, to: &out)
        out.append(0x2D)
        append(UInt64(number), width: 2, to: &out)
    }

    /// A decimal as the reference prints a float: at least one digit after the point, no zeros after that; in
    /// scientific form from 1e16 on and below 1e-4; with more digits than a double holds, the double next to
    /// it.
    static func appendFloat(_ value: ExactDecimal, to out: inout RawList<UInt8>) {
        if value.scale == 0 {
            if value.isNegative { out.append(0x2D) }
            return append(magnitude: value.mantissa.magnitude, to: &out)
        }
        var mantissa = value.mantissa.magnitude
        var scale = Int(value.scale)
        if let small = UInt64(exactly: mantissa) {
            var rest = small
            while scale > 1, rest % 10 == 0 {
                rest /= 10
                scale -= 1
            }
            mantissa = UInt128(rest)
        } else {
            while scale > 1, mantissa % 10 == 0 {
                mantissa /= 10
                scale -= 1
            }
        }
        if mantissa >= 1_000_000_000_000_000, let near = nearestDouble(mantissa, scale) {
            (mantissa, scale) = near
        }
        if value.isNegative { out.append(0x2D) }
        append(mantissa, scale, to: &out)
    }

    private static func append(_ mantissa: UInt128, _ scale: Int, to out: inout RawList<UInt8>) {
        let exponent = digitCount(mantissa) - scale
        if mantissa != 0, exponent > 16 || exponent < -3 {
            return appendScientific(mantissa, exponent - 1, to: &out)
        }
        if scale <= 18, let small = UInt64(exactly: mantissa) {
            let (whole, part) = small.quotientAndRemainder(dividingBy: UInt64(Int128.powerOfTen(scale)))
            append(magnitude: whole, to: &out)
            out.append(0x2E)
            return append(part, width: scale, to: &out)
        }
        let unit = UInt128(Int128.powerOfTen(scale))
        append(magnitude: mantissa / unit, to: &out)
        out.append(0x2E)
        let part = mantissa % unit
        let upper = UInt64(truncatingIfNeeded: part / 10_000_000_000_000_000_000)
        if scale > 19 { append(upper, width: scale - 19, to: &out) }
        append(UInt64(truncatingIfNeeded: part % 10_000_000_000_000_000_000), width: min(scale, 19), to: &out)
    }

    private static func digitCount(_ value: UInt128) -> Int {
        var count = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }

    private static func appendScientific(_ mantissa: UInt128, _ exponent: Int, to out: inout RawList<UInt8>) {
        var rest = mantissa
        while rest >= 10, rest % 10 == 0 { rest /= 10 }
        let start = out.count
        append(magnitude: rest, to: &out)
        out.append(0x30)
        let count = out.count - start - 1
        for i in stride(from: start + count, to: start + 1, by: -1) where count > 1 { out[i] = out[i - 1] }
        if count == 1 { out.append(0x30) }
        out[start + 1] = 0x2E
        out.append(exponent < 0 ? "e-" : "e+")
        if abs(exponent) < 100 {
            append(UInt64(abs(exponent)), width: 2, to: &out)
        } else {
            append(magnitude: UInt64(abs(exponent)), to: &out)
        }
    }

    /// A double beyond the range of decimals, in scientific form.
    static func append(double: Double, to out: inout RawList<UInt8>) {
        let text = "\(double)"
        let parts = text.split(separator: "e")
        out.append(text: String(parts[0]))
        if !parts[0].contains(".") { out.append(".0") }
        if parts.count > 1 { out.append(text: "e" + parts[1]) }
    }

    /// The shortest digits that name the double nearest to a value, as mantissa and scale.
    private static func nearestDouble(_ mantissa: UInt128, _ scale: Int) -> (UInt128, Int)? {
        guard let double = Double("\(mantissa)e-\(scale)") else { return nil }
        return shortest(double)
    }

    /// The digits of a double's description (`123.45`, `1.5e-07`, `1e+20`).
    static func shortest(_ double: Double) -> (mantissa: UInt128, scale: Int)? {
        var mantissa: UInt128 = 0
        var scale = 0
        var afterPoint = false
        var exponent = 0
        let text = Array("\(double)".utf8)
        var i = 0
        while i < text.count {
            let byte = text[i]
            if byte &- 0x30 < 10 {
                mantissa = mantissa * 10 + UInt128(byte - 0x30)
                if afterPoint { scale += 1 }
            } else if byte == 0x2E {
                afterPoint = true
            } else if byte == 0x65 {
                exponent = Int(String(decoding: text[(i + 1)...], as: UTF8.self)) ?? 0
                break
            } else if byte != 0x2D {
                return nil
            }
            i += 1
        }
        scale -= exponent
        while scale < 1 {
            guard mantissa < UInt128.max / 100 else { return nil }
            mantissa *= 10
            scale += 1
        }
        return (mantissa, scale)
    }
}
