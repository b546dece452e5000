package import Notation

/// Exact sums in 9 bytes where they fit, and aside in full where they do not.
///
/// A cube of 750,000 cells holds two sums each; almost all of them fit 64 bits.
struct PackedSum: Sendable {
    var mantissa: Int64 = 0
    /// ``aside`` says that `mantissa` is an index into the sums kept aside.
    var scale: UInt8 = 0

    static let aside: UInt8 = 255

    @inline(__always)
    mutating func add(_ value: ExactDecimal, _ large: inout LargeSums) {
        // Prices of one file differ in their decimals by one or two: 18.0 beside 6.95.
        let missing = Int(scale) - Int(value.scale)
        if scale != Self.aside, missing >= 0, missing < 4, let small = Int64(exactly: value.mantissa) {
            let factor: Int64 = missing == 0 ? 1 : missing == 1 ? 10 : missing == 2 ? 100 : 1_000
            let (scaled, isTooLarge) = small.multipliedReportingOverflow(by: factor)
            let (sum, overflow) = mantissa.addingReportingOverflow(scaled)
            if !overflow, !isTooLarge {
                mantissa = sum
                return
            }
        }
        addSlowly(value, &large)
    }

    private mutating func addSlowly(_ value: ExactDecimal, _ large: inout LargeSums) {
        let sum = large.sum(self.value(large), value)
        if scale != Self.aside, let small = Int64(exactly: sum.mantissa) {
            mantissa = small
            scale = UInt8(truncatingIfNeeded: sum.scale)
        } else if scale == Self.aside {
            large.values[Int(mantissa)] = sum
        } else {
            large.values.append(sum)
            mantissa = Int64(large.values.count - 1)
            scale = Self.aside
        }
    }

    @inline(__always)
    func value(_ large: borrowing LargeSums) -> ExactDecimal {
        scale == Self.aside
            ? large.values[Int(mantissa)] : ExactDecimal(mantissa: Int128(mantissa), scale: Int(scale))
    }
}

/// Sums beyond 64 bits, and whether one went beyond 38 digits, which makes a report refuse to print.
struct LargeSums: Sendable {
    var values: [ExactDecimal] = []
    private(set) var hasOverflowed = false

    mutating func noteOverflow() { hasOverflowed = true }

    mutating func sum(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal {
        do throws(DecimalOverflow) {
            return try a.adding(b)
        } catch {
            hasOverflowed = true
            return a
        }
    }
}

/// A running exact total that remembers an overflow instead of throwing at each step.
package struct DecimalTotal: Sendable {
    package private(set) var value: ExactDecimal = .zero
    package private(set) var hasOverflowed = false

    package init() {}

    @inline(__always)
    package mutating func add(_ other: ExactDecimal) {
        let missing = value.scale &- other.scale
        if missing >= 0, missing < 4, let small = Int64(exactly: other.mantissa) {
            let factor: Int128 = missing == 0 ? 1 : missing == 1 ? 10 : missing == 2 ? 100 : 1_000
            let (sum, overflow) = value.mantissa.addingReportingOverflow(Int128(small) &* factor)
            if !overflow, sum.magnitude < Self.room {
                value = ExactDecimal(mantissa: sum, scale: Int(value.scale))
                return
            }
        }
        addSlowly(other)
    }

    private mutating func addSlowly(_ other: ExactDecimal) {
        do throws(DecimalOverflow) {
            value = try value.adding(other)
        } catch {
            hasOverflowed = true
        }
    }

    /// 10 to the power of 37: sums below it are exact without a further look.
    private static var room: UInt128 { 10_000_000_000_000_000_000_000_000_000_000_000_000 }
}
