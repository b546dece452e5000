/// Why nothing was found among rows that exist (rules.md 2.4).
struct Shortfall {
    private var ended = false
    private var starts = false
    private var switchedOff = false

    /// Takes a row that is not both active and valid on the day.
    @inline(__always)
    mutating func add(_ entry: RowBuckets.Entry, _ store: ResolverStore, _ day: Int32) {
        if entry.validFrom > entry.validTo {
            let row = store.data.mappings.rows[Int(entry.row)]
            if row.validFrom <= day, day <= row.validTo { switchedOff = true }
        } else if entry.validTo < day {
            ended = true
        } else {
            starts = true
        }
    }

    var outcome: MappingOutcome {
        ended ? .expired : starts ? .notYetValid : switchedOff ? .inactive : .missing
    }
}
