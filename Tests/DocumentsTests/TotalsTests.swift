import Commerce
import Foundation
import Notation
import Testing

/// A seeded generator (SplitMix64), so that a failure repeats.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// The figures of a document in whole minor units, computed with nothing but integers.
private struct IntegerOracle {
    var lines: Int128 = 0
    var bases: [[Int]: Int128] = [:]

    static func power(_ n: Int) -> Int128 { n <= 0 ? 1 : 10 * power(n - 1) }

    /// a / b, halves away from zero.
    static func rounded(_ a: Int128, _ b: Int128) -> Int128 {
        let half = (2 * (a < 0 ? -a : a) + b) / (2 * b)
        return a < 0 ? -half : half
    }

    /// The amount cut into parts in proportion to the weights: one unit at a time to whoever is owed most.
    static func split(_ amount: Int128, _ weights: [Int128]) -> [Int128] {
        let sizes = weights.map { $0 < 0 ? -$0 : $0 }
        let all = sizes.reduce(0, +)
        let (size, sign): (Int128, Int128) = amount < 0 ? (-amount, -1) : (amount, 1)
        if all == 0 { return weights.indices.map { $0 == 0 ? amount : 0 } }
        var parts = sizes.map { $0 * size / all }
        while parts.reduce(0, +) < size {
            // Owed: the exact share less the part, in units of 1 / all.
            let owed = parts.indices.map { sizes[$0] * size - parts[$0] * all }
            let most = owed.max() ?? 0
            parts[owed.firstIndex(of: most) ?? 0] += 1
        }
        return parts.map { $0 * sign }
    }

    static func minor(_ mantissa: Int128, scale: Int, digits: Int) -> Int128 {
        scale <= digits ? mantissa * power(digits - scale) : rounded(mantissa, power(scale - digits))
    }
}

@Suite struct `Totals` {
    /// How many documents the property test makes: 10,000, or what the environment says.
    private static let documentCount =
        ProcessInfo.processInfo.environment["COUNTERPART_RANDOM_DOCUMENTS"].flatMap { Int($0) } ?? 10_000

    @Test func `random documents agree with integer arithmetic`() throws {
        var random = SeededNumbers(state: 2_011)
        var texts = Texts()
        let categories = ["S", "AA", "Z"].map { texts.intern($0) }
        var totals = DocumentTotals()
        for document in 0..<Self.documentCount {
            let digits = [0, 2, 2, 3][Int.random(in: 0...3, using: &random)]
            totals.clear(digits: digits)
            var oracle = IntegerOracle()
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let (qm, qs) = (
                    Int.random(in: -9_999...99_999, using: &random), Int.random(in: 0...3, using: &random)
                )
                let (pm, ps) = (
                    Int.random(in: 0...9_999_999, using: &random), Int.random(in: 0...6, using: &random)
                )
                let (dm, ds) = (
                    Int.random(in: 0...1_000, using: &random), Int.random(in: 1...2, using: &random)
                )
                let discounted = Bool.random(using: &random)
                let category = Int.random(in: 0...2, using: &random)
                let rate = category == 2 ? 0 : [1_900, 700, 2_550][Int.random(in: 0...2, using: &random)]
                let net = try DocumentTotals.lineNet(
                    quantity: ExactDecimal(mantissa: Int128(qm), scale: qs),
                    unitPrice: ExactDecimal(mantissa: Int128(pm), scale: ps),
                    discountPercent: discounted ? ExactDecimal(mantissa: Int128(dm), scale: ds) : nil,
                    digits: digits)
                var value = Int128(qm) * Int128(pm)
                var scale = qs + ps
                if discounted {
                    value *= IntegerOracle.power(ds + 2) - Int128(dm)
                    scale += ds + 2
                }
                let expected = IntegerOracle.minor(value, scale: scale, digits: digits)
                #expect(net.mantissa == expected && net.scale == digits)
                oracle.lines += expected
                oracle.bases[[category, rate], default: 0] += expected
                try totals.add(
                    net: net, category: categories[category],
                    rate: ExactDecimal(mantissa: Int128(rate), scale: 2))
            }
            func amount(_ most: Int) -> ExactDecimal? {
                let scale = Int.random(in: 0...3, using: &random)
                let value = Int.random(in: -most / 4...most, using: &random)
                return Bool.random(using: &random) ? ExactDecimal(mantissa: Int128(value), scale: scale) : nil
            }
            let (allowance, charge, paid) = (amount(99_999), amount(9_999), amount(50_000))
            try totals.finish(allowance: allowance, charge: charge, paid: paid, texts: texts)
            check(totals, oracle, allowance, charge, paid, digits, document)
        }
    }

    private func check(
        _ totals: DocumentTotals, _ oracle: IntegerOracle, _ allowance: ExactDecimal?,
        _ charge: ExactDecimal?, _ paid: ExactDecimal?, _ digits: Int, _ document: Int
    ) {
        func minor(_ value: ExactDecimal?) -> Int128 {
            value.map { IntegerOracle.minor($0.mantissa, scale: Int($0.scale), digits: digits) } ?? 0
        }
        let keys = oracle.bases.keys.sorted {
            ["S", "AA", "Z"][$0[0]] == ["S", "AA", "Z"][$1[0]]
                ? $0[1] < $1[1] : ["S", "AA", "Z"][$0[0]] < ["S", "AA", "Z"][$1[0]]
        }
        let weights = keys.map { oracle.bases[$0] ?? 0 }
        let less = IntegerOracle.split(minor(allowance), weights)
        let more = IntegerOracle.split(minor(charge), weights)
        let net = oracle.lines - minor(allowance) + minor(charge)
        var tax: Int128 = 0
        #expect(totals.taxes.count == keys.count)
        for (i, key) in keys.enumerated() where i < totals.taxes.count {
            let base = weights[i] - less[i] + more[i]
            let amount = IntegerOracle.rounded(base * Int128(key[1]), 10_000)
            // BR-S-08 and BR-S-09, and the like for the other categories.
            #expect(totals.taxes[i].base.mantissa == base, "document \(document)")
            #expect(totals.taxes[i].amount.mantissa == amount, "document \(document)")
            tax += amount
        }
        #expect(totals.lineTotal.mantissa == oracle.lines, "document \(document)")
        #expect(totals.net.mantissa == net, "document \(document)")
        #expect(totals.tax.mantissa == tax, "document \(document)")
        #expect(totals.total.mantissa == net + tax)
        // BR-CO-16, of which EN 16931 has no fragment.
        #expect(totals.due.mantissa == net + tax - minor(paid))
        // BR-DEC: no amount has more decimals than the currency.
        for value in [
            totals.lineTotal, totals.allowance, totals.charge, totals.net, totals.tax, totals.total,
            totals.paid, totals.due,
        ] {
            #expect(Int(value.scale) == digits)
        }
        // BR-CO-13 and the sum of the bases, on the figures as they are printed.
        #expect(totals.taxes.reduce(Int128(0)) { $0 + $1.base.mantissa } == totals.net.mantissa)
    }

    @Test func `tax is computed once on the summed base`() throws {
        // Three lines of 0.33 at 10 %: rounded line by line the tax would be 0.09.
        var texts = Texts()
        let category = texts.intern("S")
        var totals = DocumentTotals()
        totals.clear(digits: 2)
        for _ in 0..<3 {
            try totals.add(net: ExactDecimal(mantissa: 33, scale: 2), category: category, rate: 10)
        }
        try totals.finish(paid: nil, texts: texts)
        #expect(totals.tax == ExactDecimal(mantissa: 10, scale: 2))
        #expect(totals.total == ExactDecimal(mantissa: 109, scale: 2))
    }

    @Test(arguments: [
        (0, "2.345", "3", "7"), (2, "2.345", "1", "2.35"), (3, "0.0005", "1", "0.001"),
        (2, "-0.005", "1", "-0.01"),
        (2, "0.004", "1", "0.00"),
    ])
    func `halves are rounded away from zero to the minor unit`(
        digits: Int, price: String, quantity: String, net: String
    ) throws {
        let made = try DocumentTotals.lineNet(
            quantity: .parse(quantity), unitPrice: .parse(price), discountPercent: nil, digits: digits)
        #expect(made.description == net)
    }

    @Test func `amounts beyond 38 digits are refused and never cut`() throws {
        let large = try ExactDecimal.parse("99999999999999999999999999999999999999")
        #expect(throws: DecimalOverflow.self) {
            try DocumentTotals.lineNet(quantity: large, unitPrice: large, discountPercent: nil, digits: 2)
        }
    }

    @Test func `taxes stand by category and rate whatever the order of the lines`() throws {
        var texts = Texts()
        let (z, s) = (texts.intern("Z"), texts.intern("S"))
        var totals = DocumentTotals()
        totals.clear(digits: 2)
        for (category, rate) in [(z, 0), (s, 20), (s, 5), (s, 20)] {
            try totals.add(net: ExactDecimal(1), category: category, rate: ExactDecimal(rate))
        }
        try totals.finish(paid: nil, texts: texts)
        let shown = totals.taxes.map { "\(texts.string($0.category)) \($0.rate) \($0.base)" }
        #expect(shown == ["S 5 1", "S 20 2", "Z 0 1"])
    }

    @Test func `without any tax the total is the net`() throws {
        var totals = DocumentTotals()
        totals.clear(digits: 2)
        try totals.add(net: ExactDecimal(mantissa: 1_850, scale: 2), category: .blank, rate: nil)
        try totals.finish(paid: nil, texts: Texts())
        #expect(totals.taxes.isEmpty)
        #expect(totals.total.description == "18.50")
        #expect(totals.due.description == "18.50")
    }
}
