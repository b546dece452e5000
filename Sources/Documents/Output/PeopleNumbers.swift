import Diagnostics
import Notation

/// How numbers are printed for people: a ``NumberStyle`` made ready for many numbers.
struct PeopleNumbers: Sendable {
    /// More bytes than any number takes: 38 digits, and marks of at most 16 bytes each.
    private static let longest = 1_024
    private static let longestMark = 16

    private let point: [UInt8]
    private let separator: [UInt8]
    private let minus: [UInt8]
    private let percent: [UInt8]
    private let pointWidth: Int
    private let separatorWidth: Int
    private let minusWidth: Int
    private let percentWidth: Int
    private let primary: Int
    private let secondary: Int
    private let smallestGrouped: Int

    init(_ style: NumberStyle, percentSign: String) {
        point = Array(style.decimalSeparator.utf8.prefix(Self.longestMark))
        separator = Array(style.groupingSeparator.utf8.prefix(Self.longestMark))
        minus = Array(style.minusSign.utf8.prefix(Self.longestMark))
        percent = Array(percentSign.utf8.prefix(Self.longestMark))
        pointWidth = DisplayWidth.of(style.decimalSeparator)
        separatorWidth = DisplayWidth.of(style.groupingSeparator)
        minusWidth = DisplayWidth.of(style.minusSign)
        percentWidth = DisplayWidth.of(percentSign)
        primary = style.groupingSeparator.isEmpty ? 0 : style.primaryGroup
        secondary = style.secondaryGroup > 0 ? style.secondaryGroup : style.primaryGroup
        smallestGrouped = style.primaryGroup + max(1, style.minimumGroupingDigits)
    }

    /// How many separators stand in a number of so many whole digits.
    @inline(__always)
    private func separators(_ whole: Int) -> Int {
        guard primary > 0, whole >= smallestGrouped else { return 0 }
        return 1 &+ (whole &- primary &- 1) / secondary
    }

    /// The columns of a terminal the number takes.
    func width(_ run: DigitRun, isPercent: Bool) -> Int {
        var width = run.count + separators(run.wholeCount) * separatorWidth
        if run.isNegative { width += minusWidth }
        if run.scale > 0 { width += pointWidth }
        return isPercent ? width + percentWidth : width
    }

    func append(_ run: DigitRun, isPercent: Bool, to sink: inout ByteSink) {
        sink.reserve(Self.longest)
        var to = sink.base + sink.used
        if run.isNegative { put(minus, &to) }
        let whole = run.wholeCount
        var from = UnsafePointer(sink.scratch) + run.start
        if separators(whole) == 0 {
            put(whole, &from, &to)
        } else {
            let first = (whole - primary) % secondary
            put(first == 0 ? secondary : first, &from, &to)
            var left = whole - (first == 0 ? secondary : first)
            while left > 0 {
                put(separator, &to)
                let next = left > primary ? secondary : primary
                put(next, &from, &to)
                left -= next
            }
        }
        if run.scale > 0 {
            put(point, &to)
            put(run.scale, &from, &to)
        }
        if isPercent { put(percent, &to) }
        sink.used = to - sink.base
    }

    @inline(__always)
    private func put(_ mark: [UInt8], _ to: inout UnsafeMutablePointer<UInt8>) {
        for byte in mark {
            to.pointee = byte
            to += 1
        }
    }

    @inline(__always)
    private func put(
        _ count: Int, _ from: inout UnsafePointer<UInt8>, _ to: inout UnsafeMutablePointer<UInt8>
    ) {
        for i in 0..<count { to[i] = from[i] }
        from += count
        to += count
    }
}
