extension LineSearch {
    /// Every row of the customer's number, exact or normalized, on any level, that is not the one used.
    func lost(_ answer: InboundResolution) -> [CandidateRow] {
        if customerNumber.isEmpty { return [] }
        let key = self.key
        var lost: [CandidateRow] = []
        var seen: Set<Int32> = []
        var walk = LevelWalk(store.levels, customer: line.customer, shipTo: line.shipTo)
        while let step = walk.next(store.levels) {
            guard seen.insert(step.node).inserted else { continue }
            var matches = index.byNumber.matches(step, key: key)
            while let place = matches.next(index.byNumber)?.row {
                guard place != answer.row, isEqual(place) else { continue }
                lost.append(
                    CandidateRow(
                        row: place, level: step.level, distance: step.distance,
                        reason: reason(place, step, answer)))
            }
        }
        return lost
    }

    private func isEqual(_ place: Int32) -> Bool { isExact(place) || isNormalized(place) }

    private func isExact(_ place: Int32) -> Bool {
        store.data.texts.withBytes(row(place).number) {
            NumberText.equalTrimmed($0, trimmed: customerNumber)
        }
    }

    private func isNormalized(_ place: Int32) -> Bool {
        store.data.texts.withBytes(row(place).number) {
            NumberText.equalNormalized($0, customerNumber)
        }
    }

    private func reason(_ place: Int32, _ step: LevelWalk.Step, _ answer: InboundResolution) -> LossReason {
        let row = self.row(place)
        if let unusable = LossReason.unusable(row, line.day) { return unusable }
        if answer.candidates.contains(where: { $0.row == place }) { return .otherItem }
        let used = answer.row >= 0 ? answer.row : answer.candidates.first { $0.row >= 0 }?.row
        guard let used else { return isExact(place) ? .otherItem : .normalizedOnly }
        if isExact(used), !isExact(place) { return .normalizedOnly }
        if step.node != store.levels.node(of: self.row(used).account) { return .fartherLevel }
        if row.item != self.row(used).item { return .otherItem }
        return LossReason.step(row, behind: self.row(used), unit: line.unit)
    }
}
