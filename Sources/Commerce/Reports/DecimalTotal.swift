package import Notation

/// A running exact total that remembers an overflow instead of throwing at each step.
///
/// Small amounts are gathered in 64 bits, and go to the rest where these are full. 32 bytes, in this order.
package struct DecimalTotal: Sendable {
    private var rest: ExactDecimal = .zero
    /// The most decimals of what was gathered in ``small``.
    private var smallScale: Int16 = 0
    private var isTooLarge = false
    private var small: Int64 = 0

    @inline(__always)
    private var scale: Int32 {
        get { Int32(smallScale) }
        set { smallScale = Int16(truncatingIfNeeded: newValue) }
    }

    package init() {}

    @inline(__always)
    package var value: ExactDecimal {
        let gathered = ExactDecimal(mantissa: Int128(small), scale: Int(scale))
        return rest.signum == 0 ? gathered : whole ?? rest
    }

    package var hasOverflowed: Bool { isTooLarge || rest.signum != 0 && whole == nil }

    /// Nil where that needs more than 38 digits.
    private var whole: ExactDecimal? {
        try? rest.adding(ExactDecimal(mantissa: Int128(small), scale: Int(scale)))
    }

    @inline(__always)
    package mutating func add(_ other: ExactDecimal) {
        if let mantissa = Int64(exactly: other.mantissa) {
            add(mantissa, scale: other.scale)
        } else {
            addToRest(other)
        }
    }

    /// Adds another total, with what it could not hold.
    package mutating func add(_ other: DecimalTotal) {
        if other.rest.signum != 0 { addToRest(other.rest) }
        add(other.small, scale: other.scale)
        isTooLarge = isTooLarge || other.isTooLarge
    }

    /// Adds `mantissa` x 10^-`scale`.
    @inline(__always)
    mutating func add(_ mantissa: Int32, scale: Int32) { add(Int64(mantissa), scale: scale) }

    @inline(__always)
    private mutating func add(_ mantissa: Int64, scale: Int32) {
        // Prices of one file differ in their decimals by one or two: 18.0 beside 6.95.
        let missing = self.scale &- scale
        if missing >= 0, missing < 4 {
            let factor: Int64 = missing == 0 ? 1 : missing == 1 ? 10 : missing == 2 ? 100 : 1_000
            let (amount, isLarge) = mantissa.multipliedReportingOverflow(by: factor)
            let (sum, isFull) = small.addingReportingOverflow(amount)
            if !isLarge, !isFull {
                small = sum
                return
            }
        }
        addOther(mantissa, scale: scale)
    }

    /// An amount of more decimals than those before it, of far fewer, or for which there is no room.
    @inline(never)
    private mutating func addOther(_ mantissa: Int64, scale: Int32) {
        if scale > self.scale {
            var (wider, isFull) = (small, false)
            for _ in self.scale..<scale where !isFull {
                (wider, isFull) = wider.multipliedReportingOverflow(by: 10)
            }
            let (sum, isLarge) = wider.addingReportingOverflow(mantissa)
            if !isFull, !isLarge {
                (small, self.scale) = (sum, scale)
                return
            }
        }
        let gathered = ExactDecimal(mantissa: Int128(small), scale: Int(self.scale))
        small = 0
        addToRest(gathered)
        addToRest(ExactDecimal(mantissa: Int128(mantissa), scale: Int(scale)))
    }

    private mutating func addToRest(_ other: ExactDecimal) {
        do throws(DecimalOverflow) {
            rest = try rest.adding(other)
        } catch {
            isTooLarge = true
        }
    }
}
