package import Notation

/// Which rows were used by the lines of a period, and which still arrived though they had ended.
package struct MappingUse: Sendable {
    /// The days the lines cover.
    package var period: ClosedRange<Day>
    private(set) var isUsed: [Bool]
    /// How many order lines gave the number of an ended row.
    private(set) var arrivals: [Int32: Int] = [:]

    package init(rowCount: Int, period: ClosedRange<Day>) {
        self.period = period
        isUsed = [Bool](repeating: false, count: rowCount)
    }

    package mutating func add(_ shown: NumberShown) {
        if shown.row >= 0 { isUsed[Int(shown.row)] = true }
    }

    /// A row by its place; one that is not there is passed over.
    mutating func add(row: Int32) {
        if isUsed.indices.contains(Int(row)) { isUsed[Int(row)] = true }
    }

    var usedRows: [Int32] {
        isUsed.indices.filter { isUsed[$0] }.map { Int32(truncatingIfNeeded: $0) }
    }

    /// - Parameter texts: What the ids of the line belong to.
    package mutating func add(
        _ line: OrderLineNumbers, _ resolution: InboundResolution, resolver: Resolver, texts: Texts
    ) {
        if resolution.row >= 0 { isUsed[Int(resolution.row)] = true }
        guard resolution.outcome == .expired else { return }
        let told = resolver.resolve(line, texts: texts, explaining: true)
        for lost in told.lost where lost.reason == .expired { arrivals[lost.row, default: 0] += 1 }
    }
}
