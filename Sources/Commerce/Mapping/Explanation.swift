package import Notation

/// An answer and every row that could have given another (rules.md 2.2: everything that lost is kept).
package struct Explanation: Sendable {
    package var answer: NumberShown
    /// All rows of the item on any level of the customer, nearest level first, in the order of rules.md 2.2.
    package var candidates: [CandidateRow]

    package var lost: [CandidateRow] { candidates.filter { $0.reason != nil } }
}

/// A row that could answer a look-up, and why it did not.
package struct CandidateRow: Sendable, Hashable {
    /// Index into ``MappingTable/rows``.
    package var row: Int32
    package var level: Level
    package var distance: UInt8
    /// Nil for the row that won.
    package var reason: LossReason?
}

extension Resolver {
    /// ``numberShown(customer:shipTo:item:unit:day:)`` with everything that lost and why.
    package func explainNumberShown(
        customer: TextID, shipTo: TextID = .blank, item: TextID, unit: TextID = .blank, day: Day
    ) -> Explanation {
        let answer = numberShown(customer: customer, shipTo: shipTo, item: item, unit: unit, day: day)
        var candidates: [CandidateRow] = []
        var seen: Set<Int32> = []
        var decided = false
        var walk = LevelWalk(store.levels, customer: customer, shipTo: shipTo)
        while let step = walk.next(store.levels) {
            guard seen.insert(step.node).inserted else { continue }
            let rows = rows(of: item, at: step)
            for row in rows {
                let reason = reason(row, won: answer.row, farther: decided, unit: unit, day: day)
                candidates.append(
                    CandidateRow(row: row, level: step.level, distance: step.distance, reason: reason))
            }
            decided = decided || rows.contains(answer.row)
        }
        return Explanation(answer: answer, candidates: candidates)
    }

    /// Calls `body` with all rows of an item on any level of a customer, nearest level first, in the order of
    /// rules.md 2.2; a row of a level that is met twice comes twice.
    func forEachRow(customer: TextID, item: TextID, _ body: (MappingRow) -> Void) {
        var walk = LevelWalk(store.levels, customer: customer, shipTo: .blank)
        while let step = walk.next(store.levels) {
            var matches = store.byItem.matches(step, item: item)
            while let entry = matches.next(store.byItem) { body(row(entry.row)) }
        }
    }

    private func rows(of item: TextID, at step: LevelWalk.Step) -> [Int32] {
        var matches = store.byItem.matches(step, item: item)
        var rows: [Int32] = []
        while let entry = matches.next(store.byItem) { rows.append(entry.row) }
        return rows
    }

    private func reason(_ row: Int32, won: Int32, farther: Bool, unit: TextID, day: Day) -> LossReason? {
        if row == won { return nil }
        if let unusable = LossReason.unusable(self.row(row), day) { return unusable }
        if farther || won < 0 { return .fartherLevel }
        return LossReason.step(self.row(row), behind: self.row(won), unit: unit)
    }
}
