import Diagnostics
import Notation

/// How numbers are printed for people: a ``NumberStyle`` made ready for many numbers.
struct PeopleNumbers: Sendable {
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
        point = Array(style.decimalSeparator.utf8)
        separator = Array(style.groupingSeparator.utf8)
        minus = Array(style.minusSign.utf8)
        percent = Array(percentSign.utf8)
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
        if run.isNegative { sink.append(minus) }
        let whole = run.wholeCount
        let digits = UnsafeRawBufferPointer(start: sink.scratch + run.start, count: run.count)
        if separators(whole) == 0 {
            sink.append(UnsafeRawBufferPointer(rebasing: digits[..<whole]))
        } else {
            var at = 0
            var next = (whole - primary) % secondary
            if next == 0 { next = secondary }
            while at < whole {
                sink.append(UnsafeRawBufferPointer(rebasing: digits[at..<next]))
                at = next
                if at < whole { sink.append(separator) }
                next += whole - at > primary ? secondary : primary
            }
        }
        if run.scale > 0 {
            sink.append(point)
            sink.append(UnsafeRawBufferPointer(rebasing: digits[whole...]))
        }
        if isPercent { sink.append(percent) }
    }
}
