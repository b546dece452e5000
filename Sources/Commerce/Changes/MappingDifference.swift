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

        package var name: String {
            switch self {
            case .added: "added"
            case .changed: "changed"
            case .ended: "ended"
            case .extended: "extended"
            case .removed: "removed"
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
    package init(from old: [MappingRow], to new: [MappingRow]) {
        var (gone, come) = Self.moved(old, new)
        var ends: [MappingRow] = []
        pairLastDays(&gone, &come, &ends)
        for row in come {
            let was = ends.firstIndex {
                Content($0, withoutNumber: true) == Content(row, withoutNumber: true)
                    && $0.validTo != .max && $0.validTo + 1 == row.validFrom
            }
            if let was {
                entries.append(Entry(kind: .changed, row: row, was: ends[was]))
                ends.remove(at: was)
            } else {
                entries.append(Entry(kind: .added, row: row))
            }
        }
        entries += ends.map { Entry(kind: .ended, row: $0) }
        entries += gone.map { Entry(kind: .removed, row: $0) }
        entries.sort { ($0.row.line, $0.kind.rawValue) < ($1.row.line, $1.kind.rawValue) }
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
    private static func moved(_ old: [MappingRow], _ new: [MappingRow]) -> ([MappingRow], [MappingRow]) {
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

        init(_ row: MappingRow, withoutLastDay: Bool = false, withoutNumber: Bool = false) {
            account = row.account
            item = row.item
            unit = row.unit
            number = withoutNumber ? .blank : row.number
            description = withoutNumber ? .blank : row.description
            revision = withoutNumber ? .blank : row.revision
            factor = withoutNumber ? 0 : row.unitFactor
            from = withoutNumber ? 0 : row.validFrom
            to = withoutNumber || withoutLastDay ? 0 : row.validTo
            flags = withoutNumber ? 0 : (row.isPreferred ? 1 : 0) | (row.isActive ? 2 : 0)
        }
    }
}
