extension Int128 {
    /// 10 to the power of `exponent`, 0 to 38; what lies outside is taken as the nearer end.
    @inlinable
    public static func powerOfTen(_ exponent: Int) -> Int128 {
        if exponent <= 0 { return 1 }
        if exponent < 19 { return Int128(smallPowersOfTen[exponent]) }
        let upper = Int128(1_000_000_000_000_000_000) * Int128(smallPowersOfTen[Swift.min(exponent, 36) - 18])
        return upper * Int128(smallPowersOfTen[Swift.min(exponent, 38) - Swift.min(exponent, 36)])
    }

    /// The largest magnitude of 38 digits.
    @inlinable static var largest38: Int128 { 99_999_999_999_999_999_999_999_999_999_999_999_999 }
}

@usableFromInline
let smallPowersOfTen: [Int64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
]
