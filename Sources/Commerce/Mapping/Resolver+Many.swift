import Notation

/// Many look-ups at once: the answers of single ones, several times as fast where the tables are larger than the
/// caches of the processor (``LookAhead``).
extension Resolver {
    /// The answers of ``numberShown(customer:shipTo:item:unit:day:)`` to a few hundred questions, in the place of
    /// `answers`.
    package func numbersShown(
        _ asked: [NumberAsked], _ ahead: inout LookAhead, into answers: inout [NumberShown]
    ) {
        answers.removeAll(keepingCapacity: true)
        ahead.read(asked, store)
        let rows = store.data.mappings.rows
        var (last, node, hasOwnOnly) = (TextID(rawValue: .min), Int32(-1), false)
        for (at, question) in asked.enumerated() {
            let row = ahead.row(at)
            if row >= 0, Self.answers(question, rows, row) {
                answers.append(
                    NumberShown(outcome: .mapped, row: Int32(truncatingIfNeeded: row), level: .own))
                continue
            }
            if question.customer != last {
                last = question.customer
                node = store.levels.node(ofCustomer: last)
                hasOwnOnly = Self.hasOwnOnly(last, node, store.levels)
            }
            // No row of the customer's own was found for the item.
            if row < 0, hasOwnOnly, question.shipTo.isBlank {
                answers.append(NumberShown(outcome: .missing))
            } else {
                answers.append(numberShown(question, node: node))
            }
        }
    }

    /// Whether a customer has no rows beside its own.
    ///
    /// - Parameter node: The customer's.
    private static func hasOwnOnly(_ customer: TextID, _ node: Int32, _ levels: AccountLevels) -> Bool {
        var walk = LevelWalk(levels, customer: customer, node: node, shipTo: .blank)
        while let step = walk.next(levels) {
            if step.level != .own { return false }
        }
        return true
    }

    /// Whether the first of the customer's own rows that may be of the item is, and answers.
    @inline(__always)
    private static func answers(_ question: NumberAsked, _ rows: MappingRows, _ row: Int) -> Bool {
        let core = rows.cores[row]
        guard core.item == question.item else { return false }
        let days = rows.answeringDays(core)
        return days.from <= question.day && question.day <= days.to
            && (question.unit.isBlank || rows.unit(at: row) == question.unit)
    }

    /// The answers of ``resolve(_:texts:accept:explaining:)``, put behind `answers`.
    package func resolve(
        _ lines: [OrderLineNumbers], texts: Texts, accept: AcceptedMatches = .all,
        into answers: inout [InboundResolution]
    ) {
        let index = store.inbound
        let plain = PlainAnswers(store, index, accept)
        var ahead = LookAhead()
        for start in stride(from: 0, to: lines.count, by: Touching.groupSize) {
            let group = lines[start..<min(start + Touching.groupSize, lines.count)]
            ahead.read(group, texts, store, index)
            for (at, line) in group.enumerated() {
                let row = ahead.row(at)
                if row >= 0, plain.isAnswer(row, to: line), index.knownKey(line.customerItemNumber) != 0 {
                    answers.append(plain.answer(row))
                    if plain.mayMeanOurs {
                        texts.withBytes(line.customerItemNumber) {
                            plain.addOurs(line, $0, to: &answers[answers.count - 1])
                        }
                    }
                } else {
                    answers.append(
                        answer(line, texts, accept, index, key: ahead.keys[at], explaining: false))
                }
            }
        }
    }

    /// The answers of ``resolve(_:customerItemNumber:accept:)``, put behind `answers`.
    ///
    /// - Parameter numbers: The bytes of a line's customer item number, behind which 40 more may be read.
    package func resolve(
        _ lines: [OrderLineNumbers], customerItemNumbers numbers: (Int) -> UnsafeRawBufferPointer,
        accept: AcceptedMatches = .all, into answers: inout [InboundResolution]
    ) {
        let index = store.inbound
        let plain = PlainAnswers(store, index, accept)
        var ahead = LookAhead()
        for start in stride(from: 0, to: lines.count, by: Touching.groupSize) {
            let group = lines[start..<min(start + Touching.groupSize, lines.count)]
            ahead.read(group, numbers, store, index)
            for at in group.indices {
                let (row, number) = (ahead.row(at - start), numbers(at))
                if row >= 0, plain.isAnswer(row, to: lines[at], number) {
                    answers.append(plain.answer(row))
                    if plain.mayMeanOurs { plain.addOurs(lines[at], number, to: &answers[answers.count - 1]) }
                } else {
                    answers.append(resolve(lines[at], customerItemNumber: number, accept: accept))
                }
            }
        }
    }
}
