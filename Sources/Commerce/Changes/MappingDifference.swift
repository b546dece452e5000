/// What differs between two states of the mappings, as a person would say it.
package struct MappingDifference: Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// A number where there was none.
        case added
        /// Another number, unit factor, description or revision from a day on; the row before ends.
        case changed
        case ended
        /// An ended row holds again, or longer.
        case extended
        case removed
        /// The same row says otherwise on all its days, which no change by this program does.
        case replaced

        package var name: String {
            switch self {
            case .added: "added"
            case .changed: "changed"
            case .ended: "ended"
            case .extended: "extended"
            case .removed: "removed"
            case .replaced: "replaced"
            }
        }
    }

    package struct Entry: Sendable {
        package var kind: Kind
        /// As it is after the change; of a removed row as it was.
        package var row: MappingRow
        /// The row it follows, or as the same row was before.
        package var was: MappingRow?
    }

    package private(set) var entries: [Entry] = []

    /// - Parameters:
    ///   - old: the rows before, new: the rows after; their ids belong to the same texts.
    package init(from old: MappingRows, to new: MappingRows) {
        var (gone, come) = Self.moved(old, new)
        var ends: [MappingRow] = []
        pairLastDays(&gone, &come, &ends)
        pairReplaced(&gone, &come)
        pairFollowing(come, &ends)
        entries += ends.map { Entry(kind: .ended, row: $0) }
        entries += gone.map { Entry(kind: .removed, row: $0) }
        entries.sort { ($0.row.line, $0.kind.rawValue) < ($1.row.line, $1.kind.rawValue) }
    }

    /// A row of the same account, item, unit and days, with another number or anything else, was written over.
    private mutating func pairReplaced(_ gone: inout [MappingRow], _ come: inout [MappingRow]) {
        var waiting: [Content: [Int]] = [:]
        for (at, row) in gone.enumerated().reversed() { waiting[Content(place: row), default: []].append(at) }
        var isPaired = [Bool](repeating: false, count: gone.count)
        come = come.filter { row in
            guard let was = waiting[Content(place: row)]?.popLast() else { return true }
            isPaired[was] = true
            entries.append(Entry(kind: .replaced, row: row, was: gone[was]))
            return false
        }
        gone = gone.indices.filter { !isPaired[$0] }.map { gone[$0] }
    }

    /// A row that starts the day after another of its account, item and unit ended takes its place.
    private mutating func pairFollowing(_ come: [MappingRow], _ ends: inout [MappingRow]) {
        var waiting: [Content: [Int]] = [:]
        for (at, row) in ends.enumerated().reversed() where row.validTo != .max {
            waiting[Content(row, startingAt: row.validTo + 1), default: []].append(at)
        }
        var isPaired = [Bool](repeating: false, count: ends.count)
        for row in come {
            guard let was = waiting[Content(row, startingAt: row.validFrom)]?.popLast() else {
                entries.append(Entry(kind: .added, row: row))
                continue
            }
            isPaired[was] = true
            entries.append(Entry(kind: .changed, row: row, was: ends[was]))
        }
        ends = ends.indices.filter { !isPaired[$0] }.map { ends[$0] }
    }

    package func count(_ kind: Kind) -> Int { entries.count { $0.kind == kind } }

    /// Rows that differ in nothing but their last day are the same row, ended or extended.
    private mutating func pairLastDays(
        _ gone: inout [MappingRow], _ come: inout [MappingRow], _ ends: inout [MappingRow]
    ) {
        var waiting: [Content: [MappingRow]] = [:]
        for row in come { waiting[Content(row, withoutLastDay: true), default: []].append(row) }
        var left: [MappingRow] = []
        for row in gone {
            let key = Content(row, withoutLastDay: true)
            guard var same = waiting[key], let now = same.popLast() else {
                left.append(row)
                continue
            }
            waiting[key] = same
            if now.validTo < row.validTo {
                ends.append(now)
            } else {
                entries.append(Entry(kind: .extended, row: now, was: row))
            }
        }
        gone = left
        come = come.filter { row in
            let key = Content(row, withoutLastDay: true)
            guard let same = waiting[key], same.contains(where: { $0.line == row.line }) else { return false }
            return true
        }
    }

    /// The rows of each side that the other has not.
    private static func moved(_ old: MappingRows, _ new: MappingRows) -> ([MappingRow], [MappingRow]) {
        var gone: [MappingRow] = []
        var come: [MappingRow] = []
        for at in 0..<max(old.count, new.count) {
            if at < old.count, at < new.count, Content(old[at]) == Content(new[at]) { continue }
            if at < old.count { gone.append(old[at]) }
            if at < new.count { come.append(new[at]) }
        }
        // Where a row was taken out of the middle all that follow have moved: they cancel out.
        var counts: [Content: Int] = [:]
        for row in gone { counts[Content(row), default: 0] += 1 }
        var common: [Content: Int] = [:]
        come = come.filter { row in
            let key = Content(row)
            guard let count = counts[key], count > 0 else { return true }
            counts[key] = count - 1
            common[key, default: 0] += 1
            return false
        }
        gone = gone.filter { row in
            let key = Content(row)
            guard let count = common[key], count > 0 else { return true }
            common[key] = count - 1
            return false
        }
        return (gone, come)
    }

    /// What a row says, without where it stands.
    private struct Content: Hashable {
        let account: Account
        let item: TextID
        let number: TextID
        let description: TextID
        let unit: TextID
        let revision: TextID
        let factor: Int32
        let from: Int32
        let to: Int32
        let flags: UInt8

        init(_ row: MappingRow, withoutLastDay: Bool = false) {
            account = row.account
            item = row.item
            unit = row.unit
            number = row.number
            description = row.description
            revision = row.revision
            factor = row.unitFactor
            from = row.validFrom
            to = withoutLastDay ? 0 : row.validTo
            flags = (row.isPreferred ? 1 : 0) | (row.isActive ? 2 : 0)
        }

        /// Whose number of which item and unit it is, and on which days.
        init(place row: MappingRow) {
            self.init(row, startingAt: row.validFrom, endingOn: row.validTo)
        }

        /// Whose number of which item and unit it is from a day on.
        init(_ row: MappingRow, startingAt day: Int32, endingOn last: Int32 = 0) {
            (account, item, unit, from, to) = (row.account, row.item, row.unit, day, last)
            (number, description, revision) = (.blank, .blank, .blank)
            (factor, flags) = (0, 0)
        }
    }
}
