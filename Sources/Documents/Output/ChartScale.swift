import Commerce
import Notation

/// The value axis of a chart: round marks from `low` to `high`.
struct ChartScale {
    let low: ExactDecimal
    let high: ExactDecimal
    let marks: [ExactDecimal]

    /// From zero to a round number above the greatest value, in at most five steps of 1, 2 or 5 times a power of
    /// ten; of things that are counted the steps are whole.
    init(upTo greatest: ExactDecimal, isWhole: Bool = false) {
        var step = Self.steps.last ?? .one
        for candidate in Self.steps
        where Self.times(candidate, 5) >= greatest && !(isWhole && candidate < .one) {
            step = candidate
            break
        }
        var marks: [ExactDecimal] = [.zero]
        while let last = marks.last, last < greatest, marks.count < 6 {
            marks.append(Self.times(step, marks.count))
        }
        if marks.count == 1 { marks.append(step) }
        low = .zero
        high = marks.last ?? step
        self.marks = marks
    }

    /// Percentages up to 100, from a round number below the least one: a change of two points is then seen.
    init(percentagesFrom least: ExactDecimal) {
        let bottom = [90, 80, 60, 50, 0].first { ExactDecimal($0) <= least } ?? 0
        let step = [90: 2, 80: 5, 60: 10, 50: 10][bottom] ?? 20
        low = ExactDecimal(bottom)
        high = 100
        marks = stride(from: bottom, through: 100, by: step).map { ExactDecimal($0) }
    }

    /// Where a value stands between `low` (0) and `high` (1,000), held within them.
    func thousandths(_ value: ExactDecimal) -> Int {
        guard let part = try? value.subtracting(low), let whole = try? high.subtracting(low),
            whole.signum > 0,
            let scaled = try? part.multiplied(by: 1_000),
            let place = try? scaled.divided(by: whole, digits: 0),
            let whole = Int(exactly: place.normalized.mantissa), place.normalized.scale == 0
        else { return value.isNegative ? 0 : 1_000 }
        return min(max(whole, 0), 1_000)
    }

    private static func times(_ value: ExactDecimal, _ count: Int) -> ExactDecimal {
        (try? value.multiplied(by: ExactDecimal(count))) ?? value
    }

    /// 0.01, 0.02, 0.05, 0.1 … up to 10 to the power of 30.
    private static let steps: [ExactDecimal] = {
        var steps: [ExactDecimal] = []
        for scale in [2, 1] {
            for digit in [1, 2, 5] { steps.append(ExactDecimal(mantissa: Int128(digit), scale: scale)) }
        }
        var power: Int128 = 1
        for _ in 0..<30 {
            for digit in [1, 2, 5] { steps.append(ExactDecimal(mantissa: Int128(digit) * power)) }
            power *= 10
        }
        return steps
    }()
}
