import Notation

/// Gathers the clues of one order line and weighs them.
struct ClueSearch {
    let suggester: Suggester
    let line: OrderLineNumbers
    // The numbers trimmed.
    let customerNumber: UnsafeRawBufferPointer
    let ownNumber: UnsafeRawBufferPointer
    let gtin: UnsafeRawBufferPointer
    let words: UnsafeRawBufferPointer
    var clues: [Clue] = []
    let steps: [LevelWalk.Step]

    /// Below this the best item is not worth a person's time, and nothing is shown.
    private static let least = 400
    /// Below this a second or third item is left out.
    private static let leastOfOthers = 100

    var store: ResolverStore { suggester.store }

    init(
        suggester: Suggester, line: OrderLineNumbers, customerNumber: UnsafeRawBufferPointer,
        ownNumber: UnsafeRawBufferPointer, gtin: UnsafeRawBufferPointer, words: UnsafeRawBufferPointer
    ) {
        self.suggester = suggester
        self.line = line
        self.customerNumber = customerNumber
        self.ownNumber = ownNumber
        self.gtin = gtin
        self.words = words
        var steps: [LevelWalk.Step] = []
        let levels = suggester.store.levels
        var walk = LevelWalk(levels, customer: line.customer, shipTo: line.shipTo)
        while let step = walk.next(levels) {
            if steps.contains(where: { $0.node == step.node }) { continue }
            steps.append(step)
        }
        self.steps = steps
    }

    mutating func gather(_ resolution: InboundResolution) {
        addMeanings(resolution.candidates)
        addDescriptions()
        if !customerNumber.isEmpty {
            addKnownRows()
            addSlips()
            addSiblings()
            addOwnNumberParts(customerNumber)
            addCheckDigits(customerNumber)
        }
        if !ownNumber.isEmpty { addOwnNumberParts(ownNumber) }
        if !gtin.isEmpty { addCheckDigits(gtin) }
        discountContradicted()
    }

    /// The items an ambiguous number has; where the line names the revision of one of them alone, that first.
    private mutating func addMeanings(_ meanings: [InboundCandidate]) {
        let named = meanings.filter { meaning in
            guard meaning.row >= 0, !line.revision.isBlank else { return false }
            return store.data.mappings.rows[Int(meaning.row)].revision == line.revision
        }
        for meaning in meanings {
            let isNamed = named.count == 1 && named[0] == meaning
            let likelihood = isNamed ? 900 : 900 / meanings.count / (named.count == 1 ? 2 : 1)
            var clue = Clue(item: meaning.item, reason: .oneOfSeveral, likelihood: likelihood)
            clue.hasRevision = isNamed
            add(clue)
        }
    }

    /// Only items there are can be proposed.
    mutating func add(_ clue: Clue) {
        if clue.likelihood > 0, store.data.items.contains(clue.item) { clues.append(clue) }
    }

    /// Shares the likelihood of a kind of clue among the different items it found.
    mutating func add(sharing found: [Clue]) {
        var items: [TextID] = []
        for clue in found where !items.contains(clue.item) { items.append(clue.item) }
        var done: [TextID] = []
        for clue in found where !done.contains(clue.item) {
            done.append(clue.item)
            var shared = clue
            shared.likelihood = clue.likelihood / items.count
            add(shared)
        }
    }

    /// The items of all clues: one that several clues agree on is as unlikely as all of them being wrong.
    func suggestions() -> [Suggestion] {
        var ranked: [(item: TextID, doubt: Int, clues: [Clue])] = []
        for clue in clues {
            let doubt = 1_000 - min(clue.likelihood, 999)
            if let at = ranked.firstIndex(where: { $0.item == clue.item }) {
                ranked[at].doubt = ranked[at].doubt * doubt / 1_000
                ranked[at].clues.append(clue)
            } else {
                ranked.append((clue.item, doubt * 1_000, [clue]))
            }
        }
        let texts = store.data.texts
        ranked.sort { $0.doubt != $1.doubt ? $0.doubt < $1.doubt : texts.precedes($0.item, $1.item) }
        guard let first = ranked.first, likelihood(first.doubt) >= Self.least || isOneOfSeveral(first.clues)
        else {
            return []
        }
        return ranked.prefix(3).filter { likelihood($0.doubt) >= Self.leastOfOthers }.map { suggestion($0) }
    }

    private func isOneOfSeveral(_ clues: [Clue]) -> Bool { clues.contains { $0.reason == .oneOfSeveral } }

    private func likelihood(_ doubt: Int) -> Int { 1_000 - doubt / 1_000 }

    private func suggestion(_ ranked: (item: TextID, doubt: Int, clues: [Clue])) -> Suggestion {
        let clues = ranked.clues.sorted {
            $0.likelihood != $1.likelihood
                ? $0.likelihood > $1.likelihood : $0.reason.rawValue < $1.reason.rawValue
        }
        // That the new number looks like the old one says nothing once it is said that it took its place.
        let told = clues.filter { clue in
            clue.newRow >= 0 || clue.row < 0 || !clues.contains { $0.newRow == clue.row }
        }
        let evidence = told.prefix(2).map { $0.evidence(store.data) }.joined(separator: "; ")
        return Suggestion(
            item: ranked.item, reason: clues[0].reason, evidence: evidence,
            score: min(99, (likelihood(ranked.doubt) + 5) / 10))
    }
}
