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

    @Test(arguments: 0..<20)
    func `many numbers given as bytes are looked up as each alone`(_ seed: Int) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        var random = SeededGenerator(seed: UInt64(seed) + 6_000)
        let lines = (0..<200).map { _ in side.numbers(MappingOracleTests.line(&random)) }
        // Behind the fields of a record lie bytes that may be read.
        let texts = lines.map { line in
            side.texts.withBytes(line.customerItemNumber) { Array($0) + [UInt8](repeating: 0, count: 40) }
        }
        var ends = [0]
        for text in texts { ends.append(ends[ends.count - 1] + text.count) }
        var (answers, alone) = ([InboundResolution](), [InboundResolution]())
        texts.flatMap { $0 }.withUnsafeBytes { bytes in
            func number(_ at: Int) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[ends[at]..<ends[at + 1] - 40])
            }
            side.resolver.resolve(lines, customerItemNumbers: number, into: &answers)
            alone = lines.indices.map {
                side.resolver.resolve(lines[$0], customerItemNumber: number($0))
            }
        }
        #expect(answers.map { "\($0)" } == alone.map { "\($0)" })
        #expect(alone.contains { $0.outcome == .exact } && alone.contains { $0.outcome == .unknown })
    }

    @Test(arguments: 0..<20)
    func `many numbers shown at once are those of each line alone`(_ seed: Int) {
        let side = Side(MappingWorld(seed: UInt64(seed)), noise: [])
        let rows = side.resolver.data.mappings.rows
        var random = SeededGenerator(seed: UInt64(seed) + 7_000)
        func id(_ choices: [TextID]) -> TextID { choices.randomElement(using: &random) ?? .blank }
        let customers = rows.compactMap { $0.account.customerID } + [.blank]
        let units = rows.map(\.unit) + [.blank]
        let asked = (0..<300).map { _ in
            (
                customer: id(customers), shipTo: Bool.random(using: &random) ? .blank : id(customers),
                item: id(rows.map(\.item)), unit: id(units),
                day: Day(number: Int32.random(in: -10...60, using: &random))
            )
        }
        var (ahead, answers) = (LookAhead(), [NumberShown]())
        side.resolver.numbersShown(
            asked.map {
                NumberAsked(
                    customer: $0.customer, shipTo: $0.shipTo, item: $0.item, unit: $0.unit, day: $0.day)
            }, &ahead, into: &answers)
        let alone = asked.map {
            side.resolver.numberShown(
                customer: $0.customer, shipTo: $0.shipTo, item: $0.item, unit: $0.unit, day: $0.day)
        }
        #expect(answers == alone)
        #expect(Set(alone.map(\.outcome)).count > 1)
    }

    @Test(arguments: [2, 3, 8])
    func `reading ahead and more threads change no answer`(_ threads: Int) {
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
        let (one, two) = (Resolver(data), Resolver(data, forOrders: true, threads: threads))
        let day = Day(number: 0)
        var (ahead, many) = (LookAhead(), [NumberShown]())
        two.numbersShown(
            data.mappings.rows.map { NumberAsked(customer: customer($0), item: $0.item, day: day) }, &ahead,
            into: &many)
        for (at, row) in data.mappings.rows.enumerated() {
            let customer = customer(row)
            let shown = two.numberShown(customer: customer, item: row.item, day: day)
            #expect(shown == one.numberShown(customer: customer, item: row.item, day: day))
            #expect(shown == many[at])
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
