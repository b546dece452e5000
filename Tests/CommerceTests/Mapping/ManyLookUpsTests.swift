import Commerce
import Notation
import Testing

@Suite struct ManyLookUpsTests {
    @Test(arguments: 0..<20)
    func `many order lines at once are answered as each alone`(_ seed: Int) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        var random = SeededGenerator(seed: UInt64(seed) + 5_000)
        let lines = (0..<200).map { _ in side.numbers(MappingOracleTests.line(&random)) }
        var answers: [InboundResolution] = []
        side.resolver.resolve(lines, texts: side.texts, into: &answers)
        let alone = lines.map { side.resolver.resolve($0, texts: side.texts) }
        #expect(answers.map { "\($0)" } == alone.map { "\($0)" })
        #expect(Set(alone.map(\.outcome)).count > 3)
    }

    @Test func `reading ahead and a second thread change no answer`() {
        var data = ReferenceData()
        // More rows than a second thread is worth its start for, those of an account in two places of the file.
        for row in 0..<24_000 {
            let customer = data.texts.intern("C\(row / 40 % 300)")
            let item = data.texts.intern("I\(row * 7 % 5_000)")
            let number = data.texts.intern("K\(row)")
            data.mappings.rows.append(
                MappingRow(
                    account: .customer(customer), item: item, number: number,
                    line: UInt32(truncatingIfNeeded: row + 2)))
        }
        let (one, two) = (Resolver(data), Resolver(data, forOrders: true))
        let day = Day(number: 0)
        var ahead = LookAhead()
        two.readAhead(data.mappings.rows.map { NumberAsked(customer: customer($0), item: $0.item) }, &ahead)
        for (at, row) in data.mappings.rows.enumerated() {
            let customer = customer(row)
            let shown = two.numberShown(customer: customer, item: row.item, day: day)
            #expect(shown == one.numberShown(customer: customer, item: row.item, day: day))
            let line = OrderLineNumbers(customer: customer, day: day, customerItemNumber: row.number)
            let answer = two.resolve(line, texts: data.texts)
            #expect((answer.outcome, Int(answer.row)) == (.exact, at))
        }
    }

    @Test func `texts looked up together have the ids they have alone`() {
        var texts = Texts(capacity: 16)
        let words = (0..<3_000).map {
            Array(String(repeating: "ab", count: $0 % 9).utf8) + Array("\($0 % 900)".utf8)
        }
        let bytes = words.flatMap { $0 }
        var ends = [0]
        for word in words { ends.append(ends[ends.count - 1] + word.count) }
        var (alone, ids) = ([TextID](), [TextID]())
        bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: words.count, by: 250) {
                texts.intern(
                    250, { UnsafeRawBufferPointer(rebasing: bytes[ends[start + $0]..<ends[start + $0 + 1]]) },
                    into: &ids)
            }
        }
        for word in words + [[]] { alone.append(texts.intern(word)) }
        #expect(alone == ids + [.blank])
        #expect(texts.count == Set(words).count + 1)
    }

    private func customer(_ row: MappingRow) -> TextID { row.account.customerID ?? .blank }
}
