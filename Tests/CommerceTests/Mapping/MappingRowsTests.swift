import Commerce
import Notation
import Testing

@Suite struct MappingRowsTests {
    private static let days: [Int32] = [
        .min, -30_000, -25_569, -25_568, -25_567, 0, 14_500, 39_966, 39_967, 60_000, .max,
    ]

    /// Rows of every kind of day, text and flag, on lines with and without gaps.
    private static func rows() -> [MappingRow] {
        var random = SeededGenerator(seed: 11)
        var line: UInt32 = 2
        return (0..<2_000).map { _ in
            func any(_ count: Int32) -> TextID {
                TextID(rawValue: Int32.random(in: 0..<count, using: &random))
            }
            let account: Account =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: .everyone
                case 1: .group(any(5))
                default: .customer(any(50))
                }
            line += UInt32([1, 1, 1, 1, 3, 40].randomElement(using: &random) ?? 1)
            return MappingRow(
                account: account, item: any(1_000), number: any(9_000),
                description: Bool.random(using: &random) ? any(99) : .blank,
                unit: any(3), revision: any(2), unitFactor: Int32.random(in: 0..<4, using: &random),
                validFrom: days.randomElement(using: &random) ?? .min,
                validTo: days.randomElement(using: &random) ?? .max, line: line,
                isPreferred: Bool.random(using: &random), isActive: Int.random(in: 0..<9, using: &random) > 0)
        }
    }

    @Test func `gives back what was put in`() {
        let rows = Self.rows()
        var held = MappingRows()
        held += rows
        #expect(Array(held) == rows)
    }

    @Test func `changes one row and no other`() {
        var rows = Array(Self.rows().prefix(100))
        var held = MappingRows()
        held += rows
        for (at, row) in Self.rows().suffix(50).enumerated() {
            rows[at * 2] = row
            held[at * 2] = row
            #expect(Array(held) == rows)
        }
    }

    @Test func `a number looked up by its bytes is answered as one looked up by its id`() {
        var data = ReferenceData()
        let customer = data.texts.intern("C")
        for (at, text) in [
            "A-1", " A1", "a1", "00A1", "", "--", "-- ", "12345678", "a-long-number-of-many-letters",
        ].enumerated() {
            data.mappings.rows.append(
                MappingRow(
                    account: .customer(customer), item: data.texts.intern("I\(at)"),
                    number: data.texts.intern(text),
                    line: UInt32(at + 2)))
        }
        let resolver = Resolver(data)
        for text in [
            "A-1", "A1", " A1 ", "a1", "A-1 ", "0A1", "--", "-", "12345678", "1234-5678",
            "A-LONG number of many letters",
        ] {
            var line = OrderLineNumbers(customer: customer, day: Day(number: 0))
            let fromBytes = Array(text.utf8).withUnsafeBytes {
                resolver.resolve(line, customerItemNumber: $0)
            }
            var texts = data.texts
            line.customerItemNumber = texts.intern(text)
            let fromID = resolver.resolve(line, texts: texts)
            #expect(fromBytes.outcome == fromID.outcome, "\(text)")
            #expect(fromBytes.row == fromID.row, "\(text)")
        }
    }
}
