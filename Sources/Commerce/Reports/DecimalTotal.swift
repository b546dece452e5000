package import Notation

/// A running exact total that remembers an overflow instead of throwing at each step.
package struct DecimalTotal: Sendable {
    package private(set) var value: ExactDecimal = .zero
    package private(set) var hasOverflowed = false

    package init() {}

    @inline(__always)
    package mutating func add(_ other: ExactDecimal) {
        if let small = Int64(exactly: other.mantissa), add(small, scale: other.scale) { return }
        addSlowly(other)
    }

    /// Adds `mantissa` x 10^-`scale`.
    @inline(__always)
    mutating func add(_ mantissa: Int32, scale: Int32) {
        if !add(Int64(mantissa), scale: scale) {
            addSlowly(ExactDecimal(mantissa: Int128(mantissa), scale: Int(scale)))
        }
    }

    /// False, and nothing added, where that needs a closer look.
    @inline(__always)
    private mutating func add(_ mantissa: Int64, scale: Int32) -> Bool {
        // Prices of one file differ in their decimals by one or two: 18.0 beside 6.95.
        let missing = value.scale &- scale
        guard missing >= 0, missing < 4 else { return false }
        let factor: Int128 = missing == 0 ? 1 : missing == 1 ? 10 : missing == 2 ? 100 : 1_000
        let (sum, overflow) = value.mantissa.addingReportingOverflow(Int128(mantissa) &* factor)
        guard !overflow, sum.magnitude < Self.room else { return false }
        value = ExactDecimal(mantissa: sum, scale: Int(value.scale))
        return true
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
