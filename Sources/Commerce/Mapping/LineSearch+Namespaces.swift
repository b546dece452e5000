import Notation

extension LineSearch {
    func row(_ index: Int32) -> MappingRow { store.data.mappings.rows[Int(index)] }

    /// A valid row of the number: exact on any level, then normalized on any level; nil for none.
    func customerHit() -> NumberHit? {
        let key = self.key
        if let hit = customerHit(key, .exact) { return hit }
        return accept.normalized ? customerHit(key, .normalized) : nil
    }

    private func customerHit(_ key: UInt32, _ kind: InboundOutcome) -> NumberHit? {
        let day = line.day.number
        var walk = LevelWalk(store.levels, customer: line.customer, shipTo: line.shipTo)
        while let step = walk.next(store.levels) {
            var best: Int32 = -1
            var item = TextID.blank
            var hasUnit = false
            var several = false
            var matches = index.byNumber.matches(step, key: key)
            while let entry = matches.next(index.byNumber) {
                guard entry.covers(day), isEqual(entry.number, kind) else { continue }
                let fits =
                    !line.unit.isBlank
                    && store.data.mappings.rows.unit(at: Int(entry.row)) == line.unit
                if best < 0 {
                    (best, item, hasUnit) = (entry.row, entry.item, fits)
                } else if entry.item != item {
                    several = true
                } else if fits, !hasUnit {
                    (best, hasUnit) = (entry.row, true)
                }
            }
            if several { return ambiguous(step, key, kind) }
            if best >= 0 {
                return NumberHit(
                    outcome: kind, item: item, row: best, level: step.level, distance: step.distance)
            }
        }
        return nil
    }

    /// Every item of the number at the step, each with the row that rules.md 2.2 takes for it.
    private func ambiguous(_ step: LevelWalk.Step, _ key: UInt32, _ kind: InboundOutcome) -> NumberHit {
        var hit = NumberHit(outcome: .ambiguous, item: .blank, level: step.level, distance: step.distance)
        var matches = index.byNumber.matches(step, key: key)
        while let entry = matches.next(index.byNumber) {
            let place = entry.row
            let row = self.row(place)
            guard entry.covers(line.day.number), isEqual(entry.number, kind) else { continue }
            guard let known = hit.candidates.firstIndex(where: { $0.item == row.item }) else {
                hit.candidates.append(
                    InboundCandidate(
                        namespace: .customer, item: row.item, row: place, level: step.level,
                        distance: step.distance))
                continue
            }
            let held = self.row(hit.candidates[known].row)
            if !line.unit.isBlank, held.unit != line.unit, row.unit == line.unit {
                hit.candidates[known].row = place
            }
        }
        hit.candidates.sort { store.data.texts.precedes($0.item, $1.item) }
        return hit
    }

    @inline(__always)
    private func isEqual(_ number: TextID, _ kind: InboundOutcome) -> Bool {
        if kind == .exact, number == knownNumber { return true }
        return store.data.texts.withBytes(number) { number in
            kind == .exact
                ? NumberText.equalTrimmed(number, trimmed: customerNumber)
                : NumberText.equalNormalized(number, customerNumber)
        }
    }

    /// Why no row of the number answers (rules.md 2.4): it is expired, not yet valid, switched off or unknown.
    func shortfall() -> InboundOutcome {
        let key = self.key
        var why = Shortfall()
        var walk = LevelWalk(store.levels, customer: line.customer, shipTo: line.shipTo)
        while let step = walk.next(store.levels) {
            var matches = index.byNumber.matches(step, key: key)
            while let entry = matches.next(index.byNumber) {
                guard !entry.covers(line.day.number) else { continue }
                if isEqual(entry.number, .exact)
                    || accept.normalized && isEqual(entry.number, .normalized)
                {
                    why.add(entry, store, line.day.number)
                }
            }
        }
        switch why.outcome {
        case .expired: return .expired
        case .notYetValid: return .notYetValid
        case .inactive: return .inactive
        case .missing, .mapped: return .unknown
        }
    }

    /// Our own number: to the character, else without regard to case.
    func ownHit(_ number: UnsafeRawBufferPointer) -> NumberHit? {
        let data = store.data
        if number.isEmpty || data.items.count == 0 { return nil }
        var found: [Int] = []
        for item in index.byOwnNumber.items(NumberText.foldedHash(number)) {
            let own = data.items.records[item].number
            if data.texts.matches(own, number) { return NumberHit(outcome: .ownNumber, item: own) }
            if data.texts.withBytes(own, { NumberText.equalFolded($0, number) }) { found.append(item) }
        }
        return hit(.ownNumber, .ours, found)
    }

    /// `allowingEight`: in the GTIN column; elsewhere 8 digits are too likely to be another number.
    func gtinHit(_ number: UnsafeRawBufferPointer, allowingEight: Bool) -> NumberHit? {
        guard let gtin = NumberText.gtin(number, allowingEight: allowingEight), gtin != 0 else { return nil }
        let found = index.byGTIN.items(InboundIndex.key(gtin)).filter { index.gtins[$0] == gtin }
        return hit(.gtin, .gtin, found)
    }

    private func hit(_ outcome: InboundOutcome, _ namespace: Namespace, _ found: [Int]) -> NumberHit? {
        guard let first = found.first else { return nil }
        let items = store.data.items.records
        if found.count == 1 { return NumberHit(outcome: outcome, item: items[first].number) }
        var several = NumberHit(outcome: .ambiguous, item: .blank)
        several.candidates = found.map { InboundCandidate(namespace: namespace, item: items[$0].number) }
        several.candidates.sort { store.data.texts.precedes($0.item, $1.item) }
        return several
    }
}
