/// Whole numbers as digits in memory that has room for them. What each returns is the end of what it wrote.
///
/// The caller has made room for 20 digits; nothing is checked here.
enum Numerals {
    typealias Target = UnsafeMutablePointer<UInt8>

    @inline(__always)
    static func write(_ value: UInt64, to target: Target) -> Target {
        if value < 10 {
            target.pointee = 0x30 | UInt8(truncatingIfNeeded: value)
            return target + 1
        }
        if value < 100 {
            two(value, to: target)
            return target + 2
        }
        return many(value, to: target)
    }

    /// Two digits of a number below 100.
    @inline(__always)
    static func two(_ value: UInt64, to target: Target) {
        let value = UInt32(truncatingIfNeeded: value)
        // 205 / 2048 is near enough to a tenth below 100.
        let tens = (value &* 205) &>> 11
        let ones = value &- tens &* 10
        UnsafeMutableRawPointer(target).storeBytes(
            of: UInt16(truncatingIfNeeded: (tens | ones &<< 8) | 0x3030), as: UInt16.self)
    }

    /// Three digits of a number below 1,000.
    @inline(__always)
    static func three(_ value: UInt64, to target: Target) -> Target {
        let hundreds = value / 100
        target.pointee = 0x30 | UInt8(truncatingIfNeeded: hundreds)
        two(value &- hundreds &* 100, to: target + 1)
        return target + 3
    }

    private static func many(_ value: UInt64, to target: Target) -> Target {
        var width = 3
        var bound: UInt64 = 1_000
        while width < 20, value >= bound {
            width &+= 1
            bound = bound &* 10
        }
        var at = target + width
        var rest = value
        while rest >= 100 {
            let quotient = rest / 100
            at -= 2
            two(rest &- quotient &* 100, to: at)
            rest = quotient
        }
        if rest >= 10 {
            two(rest, to: at - 2)
        } else {
            (at - 1).pointee = 0x30 | UInt8(truncatingIfNeeded: rest)
        }
        return target + width
    }

    /// The lowest `width` digits.
    @inline(__always)
    static func write(_ value: UInt64, width: Int, to target: Target) -> Target {
        var rest = value
        var at = target + width
        while at > target {
            at -= 1
            let quotient = rest / 10
            at.pointee = 0x30 | UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
        }
        return target + width
    }
}
