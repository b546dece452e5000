package import Notation

/// Says what every number means, in both directions; nothing else in the program decides that.
///
/// - ``numberShown(customer:shipTo:item:unit:day:)``: our item to their number (rules.md 2).
/// - ``resolve(_:texts:accept:explaining:)``: the numbers of an order line to our item (rules.md 3).
///
/// Immutable and safe to share between threads. The index takes 12 bytes a row, the one for order lines, built
/// when the first is asked for, 12 more.
package struct Resolver: Sendable {
    package let data: ReferenceData
    package let levels: AccountLevels
    let byItem: RowBuckets
    let inbound: InboundCell

    package init(_ data: ReferenceData) {
        var rowNodes: [Int32] = []
        let levels = AccountLevels(data, rowNodes: &rowNodes)
        let keys = data.mappings.rows.map { UInt32(bitPattern: $0.item.rawValue) }
        self.data = data
        self.levels = levels
        byItem = RowBuckets(keys: keys, rowNodes: rowNodes, levels: levels, order: RowOrder(data))
        inbound = InboundCell()
    }

    /// Customers whose parents lead back to themselves, each cycle once. Their levels are walked once around.
    package var parentCycles: [[TextID]] { levels.parentCycles }

    /// Which of the customer's numbers stands for an item on a day (rules.md 2).
    ///
    /// - Parameters:
    ///   - shipTo: The account delivered to, or blank.
    ///   - unit: The unit of the line; blank skips the step that looks for a row of that unit.
    package func numberShown(
        customer: TextID, shipTo: TextID = .blank, item: TextID, unit: TextID = .blank, day: Day
    ) -> NumberShown {
        var walk = LevelWalk(levels, customer: customer, shipTo: shipTo)
        let key = UInt32(bitPattern: item.rawValue)
        let day = day.number
        var why = Shortfall()
        while let step = walk.next(levels) {
            var best: Int32 = -1
            for at in byItem.range(step, key: key) {
                let entry = byItem.entries[at]
                if entry.key != key { continue }
                let row = data.mappings.rows[Int(entry.row)]
                guard row.isActive, row.validFrom <= day, day <= row.validTo else {
                    why.add(row, day)
                    continue
                }
                if unit.isBlank || row.unit == unit {
                    return NumberShown(
                        outcome: .mapped, row: entry.row, level: step.level, distance: step.distance)
                }
                if best < 0 { best = entry.row }
            }
            if best >= 0 {
                return NumberShown(outcome: .mapped, row: best, level: step.level, distance: step.distance)
            }
        }
        return NumberShown(outcome: why.outcome)
    }

    package func row(_ index: Int32) -> MappingRow { data.mappings.rows[Int(index)] }

    package func unitFactor(ofRow index: Int32) -> ExactDecimal {
        index < 0 ? .one : data.mappings.unitFactors[Int(row(index).unitFactor)]
    }
}

/// Why nothing was found among rows that exist (rules.md 2.4).
struct Shortfall {
    private var ended = false
    private var starts = false
    private var switchedOff = false

    /// Takes a row that is not both active and valid on the day.
    @inline(__always)
    mutating func add(_ row: MappingRow, _ day: Int32) {
        if !row.isActive {
            if row.validFrom <= day, day <= row.validTo { switchedOff = true }
        } else if row.validTo < day {
            ended = true
        } else {
            starts = true
        }
    }

    var outcome: MappingOutcome {
        ended ? .expired : starts ? .notYetValid : switchedOff ? .inactive : .missing
    }
}
