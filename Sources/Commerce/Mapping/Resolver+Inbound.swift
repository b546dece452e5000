/// What one number means in one namespace.
struct NumberHit {
    var outcome: InboundOutcome
    var item: TextID
    /// Of the deciding step; without a row for our numbers and GTINs.
    var row: Int32 = -1
    var level: Level?
    var distance: UInt8 = 0
    /// More than one item, each once, where the number is ambiguous.
    var candidates: [InboundCandidate] = []

    func means(_ other: TextID) -> Bool {
        outcome == .ambiguous ? candidates.contains { $0.item == other } : item == other
    }
}

extension Resolver {
    /// Which of our items an order line means (rules.md 3).
    ///
    /// - Parameters:
    ///   - texts: What the ids of the line belong to: the texts of ``data``, or a later copy that holds more.
    ///   - accept: The reasons the project lets resolve a line.
    ///   - explaining: Whether to gather the rows that lost, which costs time.
    package func resolve(
        _ line: OrderLineNumbers, texts: Texts, accept: AcceptedMatches = .all, explaining: Bool = false
    ) -> InboundResolution {
        answer(line, texts, accept, store.inbound, key: nil, explaining: explaining)
    }

    /// - Parameter key: That of the customer item number, where it is known.
    @inline(__always)
    func answer(
        _ line: OrderLineNumbers, _ texts: Texts, _ accept: AcceptedMatches, _ index: InboundIndex,
        key: UInt32?, explaining: Bool
    ) -> InboundResolution {
        texts.withBytes(line.customerItemNumber) { customer in
            texts.withBytes(line.itemNumber) { own in
                texts.withBytes(line.gtin) { gtin in
                    let search = LineSearch(
                        store: store, index: index, line: line, accept: accept,
                        customerNumber: NumberText.trim(customer), ownNumber: NumberText.trim(own),
                        gtin: NumberText.trim(gtin), knownNumber: line.customerItemNumber, knownKey: key)
                    var answer = search.resolve()
                    answer.unitFactor = unitFactor(ofRow: answer.row)
                    if explaining { answer.lost = search.lost(answer) }
                    return answer
                }
            }
        }
    }
}

extension Resolver {
    /// As ``resolve(_:texts:accept:explaining:)``, where the customer item number is the only one and comes as
    /// bytes, which need not be among any texts; that of `line` is passed over.
    package func resolve(
        _ line: OrderLineNumbers, customerItemNumber: UnsafeRawBufferPointer, accept: AcceptedMatches = .all
    ) -> InboundResolution {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let search = LineSearch(
            store: store, index: store.inbound, line: line, accept: accept,
            customerNumber: NumberText.trim(customerItemNumber), ownNumber: none, gtin: none)
        var answer = search.resolve()
        answer.unitFactor = unitFactor(ofRow: answer.row)
        return answer
    }
}

/// The look-ups of one order line.
struct LineSearch {
    let store: ResolverStore
    let index: InboundIndex
    let line: OrderLineNumbers
    let accept: AcceptedMatches
    // All trimmed: outer blanks never count.
    let customerNumber: UnsafeRawBufferPointer
    let ownNumber: UnsafeRawBufferPointer
    let gtin: UnsafeRawBufferPointer
    /// The id of the customer number among the rows' texts, where it is known; a row of it needs no comparing.
    var knownNumber = TextID.blank
    var knownKey: UInt32?

    /// What the customer number is looked up by.
    var key: UInt32 { knownKey ?? NumberText.hash(customerNumber) }

    func resolve() -> InboundResolution {
        let givesOwn = !ownNumber.isEmpty
        let givesGTIN = !gtin.isEmpty
        if !givesOwn, !givesGTIN { return resolveCustomerColumn() }
        var hits: [NumberHit] = []
        var short = InboundOutcome.unknown
        if !customerNumber.isEmpty {
            if let hit = customerHit() { hits.append(hit) } else { short = shortfall() }
        }
        if givesOwn, accept.ownNumber, let hit = ownHit(ownNumber) { hits.append(hit) }
        if givesGTIN, accept.gtin, let hit = gtinHit(gtin, allowingEight: true) { hits.append(hit) }
        var answer = combine(hits, short)
        addOtherMeanings(&answer)
        return answer
    }

    /// One number alone, in the customer-number column: every namespace in turn.
    private func resolveCustomerColumn() -> InboundResolution {
        if customerNumber.isEmpty { return InboundResolution(outcome: .unknown) }
        let hit =
            customerHit() ?? (accept.ownNumber ? ownHit(customerNumber) : nil)
            ?? (accept.gtin ? gtinHit(customerNumber, allowingEight: false) : nil)
        var answer = hit.map(answer) ?? InboundResolution(outcome: shortfall())
        addOtherMeanings(&answer)
        return answer
    }

    /// Several numbers of one line: what they agree on, or nothing. An ambiguous number is never settled by
    /// another one, as that would leave open which row's unit counts.
    private func combine(_ hits: [NumberHit], _ short: InboundOutcome) -> InboundResolution {
        guard let first = hits.first(where: { $0.outcome != .ambiguous }) else {
            return hits.first.map(answer) ?? InboundResolution(outcome: short)
        }
        if hits.contains(where: { !$0.means(first.item) }) { return conflict(hits) }
        return answer(hits.first { $0.outcome == .ambiguous } ?? first)
    }

    private func conflict(_ hits: [NumberHit]) -> InboundResolution {
        var answer = InboundResolution(outcome: .conflict)
        for hit in hits {
            let meanings = hit.outcome == .ambiguous ? hit.candidates : [candidate(hit)]
            for meaning in meanings where !answer.candidates.contains(where: { $0.item == meaning.item }) {
                answer.candidates.append(meaning)
            }
        }
        return answer
    }

    private func candidate(_ hit: NumberHit) -> InboundCandidate {
        let namespace: Namespace =
            hit.outcome == .gtin ? .gtin : hit.outcome == .ownNumber ? .ours : .customer
        return InboundCandidate(
            namespace: namespace, item: hit.item, row: hit.row, level: hit.level, distance: hit.distance)
    }

    private func answer(_ hit: NumberHit) -> InboundResolution {
        var answer = InboundResolution(outcome: hit.outcome)
        (answer.via, answer.distance) = (hit.level, hit.distance)
        if hit.outcome == .ambiguous {
            answer.candidates = hit.candidates
        } else {
            (answer.item, answer.row) = (hit.item, hit.row)
        }
        return answer
    }

    /// The customer-number column as our number and as GTIN, where that is not what the answer says already.
    func addOtherMeanings(_ answer: inout InboundResolution) {
        guard !customerNumber.isEmpty else { return }
        if let own = ownHit(customerNumber) { add(own, to: &answer) }
        if let gtin = gtinHit(customerNumber, allowingEight: false) { add(gtin, to: &answer) }
    }

    private func add(_ hit: NumberHit, to answer: inout InboundResolution) {
        for meaning in hit.outcome == .ambiguous ? hit.candidates : [candidate(hit)]
        where meaning.item != answer.item
            && !answer.candidates.contains(where: { $0.item == meaning.item })
        {
            answer.alsoKnownAs.append(meaning)
        }
    }
}
