/// What the description of the line says.
extension ClueSearch {
    mutating func addDescriptions() {
        var codes: [UInt8] = []
        DescriptionText.fold(words, into: &codes)
        if codes.isEmpty { return }
        addTheirDescriptions(codes)
        let matches = suggester.descriptions.matches(codes, limit: 6, floor: 550)
        guard let best = matches.first else { return }
        let items = store.data.items.records
        var weights = matches.map { weight($0, beside: best, codes) }
        let isTie = matches.count > 1 && matches[1].likeness == best.likeness
        let bought = matches.map { suggester.hasBought(line.customer, items[$0.item].number) }
        let boughtDecides = isTie && bought.contains(true)
        for at in weights.indices where boughtDecides && bought[at] { weights[at] *= 4 }
        let total = weights.reduce(0, +)
        for (at, match) in matches.enumerated() {
            let alone = min(950, 300 + 650 * (match.likeness - 550) / 400)
            add(
                Clue(
                    item: items[match.item].number,
                    reason: boughtDecides && bought[at] ? .boughtBefore : .description,
                    likelihood: Int(Double(alone) * weights[at] / total), likeness: match.likeness))
        }
    }

    /// Likenesses are weighed against each other by a high power, so that what is clearly less like hardly
    /// counts; the same words, or words that were only cut off, count more than a likeness says.
    private func weight(
        _ match: DescriptionIndex.Match, beside best: DescriptionIndex.Match, _ codes: [UInt8]
    ) -> Double {
        var weight = 1.0
        for _ in 0..<24 { weight *= Double(match.likeness) / Double(best.likeness) }
        var own: [UInt8] = []
        store.data.texts.withBytes(store.data.items.records[match.item].description) {
            DescriptionText.fold($0, into: &own)
        }
        if own == codes { return weight * 10 }
        return own.starts(with: codes.dropLast()) ? weight * 3 : weight
    }

    /// Where the description is clearly that of some items, a number that hints at another one counts less.
    mutating func discountContradicted() {
        guard clues.contains(where: { $0.likeness >= 850 && $0.likelihood >= 300 }) else { return }
        let described = clues.filter { $0.likeness > 0 }.map(\.item)
        for at in clues.indices
        where !described.contains(clues[at].item) && clues[at].reason.isGuessFromNumber {
            clues[at].likelihood = clues[at].likelihood * 4 / 10
        }
    }

    /// Rows whose customer description is the text of the line.
    private mutating func addTheirDescriptions(_ codes: [UInt8]) {
        let key = DescriptionText.hash(codes)
        var other: [UInt8] = []
        var found: [Clue] = []
        for step in steps {
            var matches = suggester.byDescription.matches(step, key: key)
            while let entry = matches.next(suggester.byDescription) {
                let row = store.data.mappings.rows[Int(entry.row)]
                store.data.texts.withBytes(row.description) { DescriptionText.fold($0, into: &other) }
                guard other == codes, !found.contains(where: { $0.item == row.item }) else { continue }
                found.append(
                    Clue(
                        item: row.item, reason: .description, likelihood: 900, row: entry.row,
                        likeness: 1_000,
                        isTheirs: true))
            }
        }
        add(sharing: found)
    }
}
