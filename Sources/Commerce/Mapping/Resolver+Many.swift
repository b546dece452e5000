/// Many look-ups at once: the answers of single ones, several times as fast where the tables are larger than the
/// caches of the processor (``LookAhead``).
extension Resolver {
    /// Whether the mapping is so large that look-ups wait for memory: then it pays to read ahead.
    package var isFar: Bool { store.data.mappings.rows.count >= 500_000 }

    /// Reads ahead what ``numberShown(customer:shipTo:item:unit:day:)`` will come to, for a few hundred lines.
    package func readAhead(_ asked: [NumberAsked], _ ahead: inout LookAhead) {
        ahead.read(asked, store)
    }

    /// The answers of ``resolve(_:texts:accept:explaining:)``, put behind `answers`.
    package func resolve(
        _ lines: [OrderLineNumbers], texts: Texts, accept: AcceptedMatches = .all,
        into answers: inout [InboundResolution]
    ) {
        let index = store.inbound
        var ahead = LookAhead()
        for start in stride(from: 0, to: lines.count, by: Touching.groupSize) {
            let group = lines[start..<min(start + Touching.groupSize, lines.count)]
            ahead.read(group, texts, store, index)
            for (line, key) in zip(group, ahead.keys) {
                answers.append(answer(line, texts, accept, index, key: key, explaining: false))
            }
        }
    }
}
