import Notation

/// What the number of the line says although it found nothing.
extension ClueSearch {
    private func row(_ index: Int32) -> MappingRow { store.data.mappings.rows[Int(index)] }

    /// Rows that have this very number but do not apply: out of date, switched off.
    mutating func addKnownRows() {
        let key = NumberText.hash(customerNumber)
        var found: [Clue] = []
        for step in steps {
            var matches = store.inbound.byNumber.matches(step, key: key)
            while let entry = matches.next(store.inbound.byNumber) {
                if entry.covers(line.day.number) { continue }
                let row = row(entry.row)
                if store.data.texts.withBytes(row.number, { NumberText.equalNormalized($0, customerNumber) })
                {
                    found.append(successor(of: entry.row, row))
                }
            }
        }
        add(sharing: found)
    }

    /// The item that took the place of the row's, the row that took the row's place, or the row itself.
    private func successor(of index: Int32, _ row: MappingRow) -> Clue {
        guard let found = Resolver(store: store).successor(ofRow: index, for: line) else {
            return Clue(item: row.item, reason: .outOfDate, likelihood: 960, row: index)
        }
        return Clue(
            item: found.item, reason: .superseded, likelihood: 970, row: index, newRow: found.newRow,
            instead: found.instead)
    }

    /// Numbers of this customer one slip away; where there is none, two edits away.
    mutating func addSlips() {
        let variants = NumberVariants(customerNumber)
        let inbound = store.inbound
        var found: [Clue] = []
        let rows = steps.reduce(0) { $0 + Int($1.count) }
        variants.forEach { text, slip in
            let key = NumberText.hash(text)
            for step in steps {
                var matches = inbound.byNumber.matches(step, key: key)
                while let entry = matches.next(inbound.byNumber) {
                    let row = row(entry.row)
                    // A zero more in front is a slip too, and the same number.
                    guard
                        store.data.texts.withBytes(
                            row.number,
                            {
                                NumberText.equalNormalized($0, text)
                                    && !NumberText.equalNormalized($0, customerNumber)
                            }),
                        !found.contains(where: { $0.row == entry.row })
                    else { continue }
                    let chance = variants.expectedByChance(slip, rows: rows)
                    var likelihood = slip.likelihood * 1_000 / (1_000 + 4 * chance)
                    if !entry.covers(line.day.number) { likelihood = likelihood * 7 / 10 }
                    let reason: SuggestionReason = slip == .lookAlike ? .lookAlike : .oneEdit
                    found.append(
                        Clue(
                            item: row.item, reason: reason, likelihood: likelihood, row: entry.row, slip: slip
                        ))
                }
            }
        }
        found.sort { $0.likelihood > $1.likelihood }
        if found.isEmpty, clues.isEmpty { found = twoEditsAway(variants) }
        add(sharing: found)
    }

    /// So many numbers of an account are compared one by one for two edits; of a larger one, none.
    private static let mostCompared = 4_096

    private func twoEditsAway(_ variants: NumberVariants) -> [Clue] {
        // Two edits of a short number make almost any other.
        guard variants.letters.count >= 8, variants.letters.count <= NumberVariants.longest else { return [] }
        var found: [Clue] = []
        for step in steps where step.count <= UInt32(Self.mostCompared) {
            for index in store.inbound.byNumber.rows(ofNode: step.node) {
                let row = row(index)
                guard row.isActive, row.covers(line.day) else { continue }
                let other = store.data.texts.withBytes(row.number) { NumberVariants($0).letters }
                guard NumberVariants.distance(variants.letters, other) == 2 else { continue }
                let near = variants.expectedByChance(.changed, rows: 1_000)
                let chance = near * variants.letters.count * 9 * Int(step.count) / 2_000
                found.append(
                    Clue(
                        item: row.item, reason: .twoEdits, likelihood: 390 * 1_000 / (1_000 + 4 * chance),
                        row: index))
            }
        }
        return found
    }

    /// The number as another customer of the same parent, or a branch of this one, has it.
    mutating func addSiblings() {
        let key = NumberText.hash(customerNumber)
        let inbound = store.inbound
        var found: [Clue] = []
        let node = store.levels.node(ofCustomer: line.customer)
        for sibling in suggester.siblings.nodes(of: node, store.levels) {
            let step = LevelWalk.Step(
                count: store.levels.nodes[Int(sibling)].count, level: .own, distance: 0, node: sibling)
            var matches = inbound.byNumber.matches(step, key: key)
            while let entry = matches.next(inbound.byNumber) {
                let row = row(entry.row)
                guard entry.covers(line.day.number) else { continue }
                let isExact = store.data.texts.withBytes(row.number) {
                    NumberText.equalTrimmed($0, trimmed: customerNumber)
                }
                guard
                    isExact
                        || store.data.texts.withBytes(
                            row.number,
                            {
                                NumberText.equalNormalized($0, customerNumber)
                            })
                else { continue }
                found.append(
                    Clue(
                        item: row.item, reason: .siblingAccount, likelihood: isExact ? 880 : 800,
                        row: entry.row))
            }
        }
        add(sharing: found)
    }

    /// Our item number standing in the number as a part of its own: `22236/RP`, `X-22236`.
    mutating func addOwnNumberParts(_ number: UnsafeRawBufferPointer) {
        let bounds = (0...number.count).filter { isBoundary(number, $0) }
        guard bounds.count <= 16 else { return }
        let search = LineSearch(
            store: store, index: store.inbound, line: line, accept: .all, customerNumber: number,
            ownNumber: number, gtin: number)
        var found: [Clue] = []
        var longest = 3
        for (at, from) in bounds.enumerated() {
            for to in bounds[(at + 1)...].reversed() where to - from > longest && to - from < number.count {
                let part = UnsafeRawBufferPointer(rebasing: number[from..<to])
                guard part.contains(where: { $0 &- 0x30 < 10 }), let hit = search.ownHit(part) else {
                    continue
                }
                longest = to - from
                let items = hit.outcome == .ambiguous ? hit.candidates.map(\.item) : [hit.item]
                found = items.map { Clue(item: $0, reason: .ownNumberPart, likelihood: 800) }
                break
            }
        }
        add(sharing: found)
    }

    /// Between letters, digits and all else, and at both ends.
    private func isBoundary(_ number: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        if at == 0 || at == number.count { return true }
        func kind(_ byte: UInt8) -> Int {
            let letter = NumberText.upper(byte)
            return letter &- 0x30 < 10 ? 0 : letter &- 0x41 < 26 || letter >= 0x80 ? 1 : 2
        }
        return kind(number[at - 1]) != kind(number[at])
    }

    /// GTINs that differ in the check digit only.
    mutating func addCheckDigits(_ number: UnsafeRawBufferPointer) {
        guard let gtin = NumberText.gtin(number, allowingEight: false) else { return }
        let index = store.inbound
        let likelihood = NumberText.hasRightCheckDigit(gtin) ? 300 : 900
        var found: [Clue] = []
        for digit in 0..<10 {
            let other = gtin / 10 * 10 + UInt64(digit)
            for item in index.byGTIN.items(InboundIndex.key(other)) where index.gtins[item] == other {
                found.append(
                    Clue(
                        item: store.data.items.records[item].number, reason: .checkDigit,
                        likelihood: likelihood))
            }
        }
        add(sharing: found)
    }
}
