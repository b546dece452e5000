package import Notation

/// Splitting an amount by largest remainder (rules.md 7): the parts add up to the amount, exactly.
package enum Split {
    /// The parts of an amount in proportion to the magnitudes of the weights, each with the amount's decimals.
    ///
    /// What is left after cutting every part goes, unit by unit, to the largest remainders; of equal ones to the
    /// first. Where all weights are 0 the first takes everything. No weights, no parts.
    package static func parts(
        of amount: ExactDecimal, by weights: [ExactDecimal]
    ) throws(DecimalOverflow) -> [ExactDecimal] {
        guard !weights.isEmpty else { return [] }
        var total = ExactDecimal.zero
        for weight in weights { total = try total.adding(weight.magnitude) }
        guard !total.isZero else { return [amount] + weights.dropFirst().map { _ in zero(amount) } }
        let scale = weights.reduce(Int(total.scale)) { max($0, Int($1.scale)) }
        let whole = try total.withScale(scale).mantissa.magnitude
        let units = amount.mantissa.magnitude
        var parts: [UInt128] = []
        var remainders: [UInt128] = []
        var left = units
        for weight in weights {
            let (product, overflow) = try weight.withScale(scale).mantissa.magnitude
                .multipliedReportingOverflow(by: units)
            if overflow { throw DecimalOverflow() }
            let (part, remainder) = product.quotientAndRemainder(dividingBy: whole)
            parts.append(part)
            remainders.append(remainder)
            left -= part
        }
        let order = remainders.indices.sorted {
            remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
        }
        for i in order.prefix(Int(left)) { parts[i] += 1 }
        return parts.map { part in
            let value = ExactDecimal(mantissa: Int128(part), scale: Int(amount.scale))
            return amount.isNegative ? value.negated : value
        }
    }

    private static func zero(_ amount: ExactDecimal) -> ExactDecimal {
        ExactDecimal(mantissa: 0, scale: Int(amount.scale))
    }
}
