/// The days of a mapping row that is switched on, in two times 16 bits: open ends, and days from 1900 to 2079. Other
/// days, and the days of rows that are switched off, stand in the row's ``RowTerms``.
struct PackedDays: Sendable {
    private let from: UInt16
    private let to: UInt16

    /// The day before 1900-01-01, which stands for open.
    private static let origin: Int32 = -25_568
    private static let openEnd: UInt16 = .max
    /// As a first day: see the terms.
    private static let elsewhere: UInt16 = .max

    static let inTerms = PackedDays(from: elsewhere, to: 0)

    private init(from: UInt16, to: UInt16) {
        self.from = from
        self.to = to
    }

    /// Nil where a day is none of these.
    @inline(__always)
    init?(from: Int32, to: Int32) {
        if from == .min {
            self.from = 0
        } else {
            let day = Int64(from) - Int64(Self.origin)
            guard day > 0, day < Int64(Self.elsewhere) else { return nil }
            self.from = UInt16(truncatingIfNeeded: day)
        }
        if to == .max {
            self.to = Self.openEnd
        } else {
            let day = Int64(to) - Int64(Self.origin)
            guard day >= 0, day < Int64(Self.openEnd) else { return nil }
            self.to = UInt16(truncatingIfNeeded: day)
        }
    }

    /// Nil where the terms have the days.
    @inline(__always)
    var plain: (from: Int32, to: Int32)? {
        if from == Self.elsewhere { return nil }
        return (
            from == 0 ? .min : Int32(from) + Self.origin, to == Self.openEnd ? .max : Int32(to) + Self.origin
        )
    }
}
