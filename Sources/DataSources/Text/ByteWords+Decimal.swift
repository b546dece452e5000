extension ByteWords {
    /// The mask of the first `count` bytes of a word; 0 to 8 of them.
    @inline(__always)
    static func first(_ count: Int) -> UInt64 { count >= 8 ? .max : 1 &<< UInt64(count &* 8) &- 1 }

    /// Mantissa and scale of the decimal that the first `count` bytes of a word write: 1 to 7 bytes, a minus or none,
    /// digits, a decimal sign between them or none. Nil for all else.
    ///
    /// Without a loop: the sign is taken out, the digits are moved to the end of the word and added up in pairs.
    ///
    /// - Parameter points: A word filled with the decimal sign.
    @inline(__always)
    static func decimal(_ word: UInt64, _ count: Int, points: UInt64) -> (mantissa: Int64, scale: UInt8)? {
        var word = word
        var count = count
        let isNegative = word & 0xFF == 0x2D
        if isNegative {
            word &>>= 8
            count &-= 1
        }
        var scale = 0
        let point = ~differs(word, points) & tops & first(count)
        if point != 0 {
            let at = point.trailingZeroBitCount &>> 3
            scale = count &- 1 &- at
            if scale == 0 { return nil }
            let before = first(at)
            word = word & before | (word &>> 8) & ~before
            count &-= 1
        }
        if count == 0 { return nil }
        let shift = UInt64(64 &- count &* 8)
        let zeros: UInt64 = 0x3030_3030_3030_3030
        let digits = (word &<< shift | zeros & (1 &<< shift &- 1)) ^ zeros
        // A byte above 9 carries into its own top bit.
        if (digits &+ 0x7676_7676_7676_7676 | digits) & tops != 0 { return nil }
        let pairs = (digits &* 2_561) &>> 8 & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 6_553_601) &>> 16 & 0x0000_FFFF_0000_FFFF
        let mantissa = Int64(truncatingIfNeeded: (fours &* 42_949_672_960_001) &>> 32)
        return (isNegative ? 0 &- mantissa : mantissa, UInt8(truncatingIfNeeded: scale))
    }
}
