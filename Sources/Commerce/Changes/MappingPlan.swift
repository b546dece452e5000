package import Notation

/// What is to be done to the mapping file: rows that get a last day, and new rows.
///
/// A row is never overwritten. Another number for an item ends the row that holds on its first day, the day
/// before, and starts a new row; a row that starts later stays and bounds the new one; a number that is held
/// already changes nothing. So what documents printed on any day can still be told.
///
/// Each step is planned whole or refused whole, with the steps before it taken as made.
package struct MappingPlan: Sendable {
    /// A row of the file, by its index in ``MappingTable/rows``, and the last day it gets.
    package struct Ending: Sendable, Hashable {
        package var row: Int32
        package var lastDay: Day
        /// The index in ``additions`` of the row that takes its place; -1 for none.
        package var successor: Int = -1
    }

    package private(set) var endings: [Ending] = []
    /// New rows in the order they were asked for. Their `line` is that of the request.
    package private(set) var additions: [MappingRow] = []
    /// Requests that the mappings fulfil already.
    package private(set) var unchanged = 0
    package let data: ReferenceData
    /// The first day of a change that names none.
    package let today: Day

    private var lastDays: [Int32: Int32] = [:]
    private var byItem: [ItemKey: [Int32]] = [:]
    private var byNumber: [NumberKey: [Int32]] = [:]

    private struct ItemKey: Hashable {
        let account: Account
        let item: TextID
    }

    private struct NumberKey: Hashable {
        let account: Account
        let hash: UInt32
    }

    /// - Parameters:
    ///   - data: what the ids of the requests belong to.
    ///   - accounts: whose rows the requests are about.
    package init(_ data: ReferenceData, accounts: Set<Account>, today: Day) {
        self.data = data
        self.today = today
        for (at, row) in data.mappings.rows.enumerated() where accounts.contains(row.account) {
            index(row, Int32(truncatingIfNeeded: at))
        }
    }

    package var isEmpty: Bool { endings.isEmpty && additions.isEmpty }

    private mutating func index(_ row: MappingRow, _ at: Int32) {
        guard !row.isNeverValid else { return }
        byItem[ItemKey(account: row.account, item: row.item), default: []].append(at)
        byNumber[NumberKey(account: row.account, hash: hash(row.number)), default: []].append(at)
    }

    private func hash(_ number: TextID) -> UInt32 { data.texts.withBytes(number) { NumberText.hash($0) } }

    /// A row as it will be, its last day moved where that is planned.
    private func row(_ at: Int32) -> MappingRow {
        let count = data.mappings.rows.count
        guard Int(at) < count else { return additions[Int(at) - count] }
        var row = data.mappings.rows[Int(at)]
        if let last = lastDays[at] { row.validTo = last }
        return row
    }

    /// Counts a request that a farther level fulfils already.
    package mutating func countAsHeld() { unchanged += 1 }

    // MARK: Adding

    /// Plans that the account calls the item by the number.
    ///
    /// - Parameters:
    ///   - wanted: the row; without a first day it starts today, or holds from ever where the account has had no
    ///     number for the item. What it leaves blank is taken from the row it follows.
    ///   - alongside: other numbers of the item stay valid.
    package mutating func add(_ wanted: MappingRow, alongside: Bool = false) throws(ChangeRefusal) {
        var wanted = wanted
        let known = (byItem[ItemKey(account: wanted.account, item: wanted.item)] ?? []).filter {
            let row = row($0)
            return row.isActive && !row.isNeverValid
        }
        if wanted.validFrom == .min, !known.isEmpty { wanted.validFrom = today.number }
        guard !wanted.isNeverValid else {
            throw ChangeRefusal(
                "never-valid", "`valid_from` lies after `valid_to`, so the row would never apply")
        }
        try inherit(&wanted, known)
        let peers = known.filter { row($0).unit == wanted.unit }
        let (windows, changes) = try split(wanted, peers, alongside: alongside)
        if windows.isEmpty {
            unchanged += 1
            return
        }
        try refuseOtherItems(wanted, windows)
        commit(wanted, windows, changes)
    }

    /// Fills what the request leaves blank from the row in force on its first day.
    private func inherit(_ wanted: inout MappingRow, _ known: [Int32]) throws(ChangeRefusal) {
        let first = wanted.validFrom
        let inForce = known.filter { row($0).validFrom <= first && first <= row($0).validTo }
        let same = inForce.filter { isSameNumber(row($0).number, wanted.number) }
        let candidates = wanted.unit.isBlank ? (same.isEmpty ? inForce : same) : inForce
        if wanted.unit.isBlank, wanted.unitFactor == 0 {
            let units = Set(candidates.map { row($0).unit })
            if units.count > 1 {
                throw ChangeRefusal(
                    "several-units",
                    "`\(text(wanted.item))` has numbers for several units, so it is not clear which one changes",
                    hint: "name the unit: `--unit`, or the column `customer_unit`",
                    row: candidates.first ?? -1)
            }
            if let old = candidates.first {
                (wanted.unit, wanted.unitFactor) = (row(old).unit, row(old).unitFactor)
            }
        }
        guard let old = inForce.first(where: { row($0).unit == wanted.unit }).map(row) else { return }
        if wanted.description.isBlank { wanted.description = old.description }
        if wanted.revision.isBlank, isSameNumber(old.number, wanted.number) { wanted.revision = old.revision }
        if old.isPreferred { wanted.isPreferred = true }
    }

    /// What of the wanted days is still to be filled, and the rows that end for it.
    private func split(
        _ wanted: MappingRow, _ peers: [Int32], alongside: Bool
    ) throws(ChangeRefusal) -> ([ClosedRange<Int32>], [Int32]) {
        var windows = [wanted.validFrom...wanted.validTo]
        var others: [Int32] = []
        for peer in peers {
            let row = row(peer)
            if isFulfilled(wanted, by: row) {
                windows = windows.flatMap { Self.subtract(row.validFrom...row.validTo, from: $0) }
            } else if !alongside || isSameNumber(row.number, wanted.number) {
                others.append(peer)
            }
        }
        let bound = try self.bound(wanted, others)
        windows = windows.compactMap { window in
            window.lowerBound <= bound ? window.lowerBound...min(window.upperBound, bound) : nil
        }
        let changes = others.filter { peer in
            let old = row(peer)
            return old.validFrom <= wanted.validFrom
                && windows.contains { $0.overlaps(old.validFrom...old.validTo) }
        }
        if let peer = changes.first(where: { row($0).validFrom == wanted.validFrom }) {
            throw sameDay(wanted, peer)
        }
        return (windows, changes)
    }

    /// The last day before a row that starts later, which stays.
    private func bound(_ wanted: MappingRow, _ others: [Int32]) throws(ChangeRefusal) -> Int32 {
        let later = others.filter {
            wanted.validFrom < row($0).validFrom && row($0).validFrom <= wanted.validTo
        }
        guard let next = later.min(by: { row($0).validFrom < row($1).validFrom }) else { return .max }
        guard wanted.validTo == .max else {
            throw ChangeRefusal(
                "later-row",
                "from \(Day(number: row(next).validFrom)) on `\(text(row(next).number))` holds\(place(next))",
                hint: "end the new row before that day, or end that one first", row: next)
        }
        return row(next).validFrom - 1
    }

    private func sameDay(_ wanted: MappingRow, _ peer: Int32) -> ChangeRefusal {
        let old = row(peer)
        let day = old.validFrom == .min ? "has no first day" : "starts on \(Day(number: old.validFrom))"
        let what =
            isSameNumber(old.number, wanted.number)
            ? "`\(text(old.number))`, with another unit factor, description or revision,"
            : "`\(text(old.number))`"
        return ChangeRefusal(
            "same-first-day", "\(what)\(place(peer)) \(day) too, so nothing of it would be left",
            hint: "name a later first day, or undo or delete that row", row: peer)
    }

    private static func subtract(_ held: ClosedRange<Int32>, from window: ClosedRange<Int32>)
        -> [ClosedRange<Int32>]
    {
        guard held.overlaps(window) else { return [window] }
        var rest: [ClosedRange<Int32>] = []
        if window.lowerBound < held.lowerBound { rest.append(window.lowerBound...(held.lowerBound - 1)) }
        if held.upperBound < window.upperBound { rest.append((held.upperBound + 1)...window.upperBound) }
        return rest
    }

    /// Whether a row says all that is wanted; what is left blank is not wanted.
    private func isFulfilled(_ wanted: MappingRow, by row: MappingRow) -> Bool {
        isSameNumber(row.number, wanted.number) && row.unitFactor == wanted.unitFactor
            && (wanted.description.isBlank || wanted.description == row.description)
            && (wanted.revision.isBlank || wanted.revision == row.revision)
            && (!wanted.isPreferred || row.isPreferred)
    }

    private func isSameNumber(_ a: TextID, _ b: TextID) -> Bool {
        if a == b { return true }
        return data.texts.withBytes(a) { left in
            data.texts.withBytes(b) { NumberText.equalTrimmed(left, trimmed: NumberText.trim($0)) }
        }
    }

    /// The number may not mean another item of the same account on a day of the new row.
    private func refuseOtherItems(_ wanted: MappingRow, _ windows: [ClosedRange<Int32>]) throws(ChangeRefusal)
    {
        let others = byNumber[NumberKey(account: wanted.account, hash: hash(wanted.number))] ?? []
        for other in others {
            let row = row(other)
            guard row.isActive, !row.isNeverValid, row.item != wanted.item,
                isSameNumber(row.number, wanted.number),
                windows.contains(where: { $0.overlaps(row.validFrom...row.validTo) })
            else { continue }
            throw ChangeRefusal(
                "number-taken", "`\(text(wanted.number))` means `\(text(row.item))` already\(place(other))",
                hint: hint(endingRowOf: row, for: wanted), row: other)
        }
    }

    /// How to make room for a number that means another item; where that item was superseded by the wanted one,
    /// the number probably moved with it.
    private func hint(endingRowOf row: MappingRow, for wanted: MappingRow) -> String {
        guard let item = data.items[row.item], !item.supersededBy.isBlank,
            ItemSuccession(data).after(row.item).contains(wanted.item)
        else { return "end that row first: a number that means two items finds none" }
        let day = wanted.validFrom == .min ? "" : " --on \(Day(number: wanted.validFrom - 1))"
        let whose = row.account.customerID.map { " --customer \(text($0))" } ?? ""
        return
            "`\(text(row.item))` is superseded by `\(text(wanted.item))`: where the number moved with it, end the "
            + "old row first (`counterpart map end \(text(row.number))\(whose)\(day)`)"
    }

    private mutating func commit(
        _ wanted: MappingRow, _ windows: [ClosedRange<Int32>], _ changes: [Int32]
    ) {
        var remainders: [MappingRow] = []
        for old in changes {
            guard let start = windows.map(\.lowerBound).filter({ $0 > row(old).validFrom }).min() else {
                continue
            }
            let end = windows.map(\.upperBound).max() ?? .max
            var rest = row(old)
            stop(old, after: start - 1, successor: additions.count)
            if end < rest.validTo {
                rest.validFrom = end + 1
                rest.line = wanted.line
                remainders.append(rest)
            }
        }
        for window in windows {
            var row = wanted
            (row.validFrom, row.validTo) = (window.lowerBound, window.upperBound)
            append(row)
        }
        for rest in remainders { append(rest) }
    }

    private mutating func append(_ row: MappingRow) {
        let at = Int32(truncatingIfNeeded: data.mappings.rows.count + additions.count)
        additions.append(row)
        index(row, at)
    }

    private mutating func stop(_ at: Int32, after day: Int32, successor: Int) {
        let count = data.mappings.rows.count
        guard Int(at) < count else {
            additions[Int(at) - count].validTo = day
            return
        }
        lastDays[at] = day
        let ending = Ending(row: at, lastDay: Day(number: day), successor: successor)
        if let known = endings.firstIndex(where: { $0.row == at }) {
            endings[known] = ending
        } else {
            endings.append(ending)
        }
    }

    // MARK: Ending

    /// Plans that rows of an account hold no longer than a day.
    ///
    /// - Parameters:
    ///   - number: whose rows end; blank for those of the item.
    ///   - item: of which item; blank where the number has one only.
    ///   - lastDay: the last day they hold.
    package mutating func end(
        _ account: Account, number: TextID, item: TextID, lastDay: Day
    ) throws(ChangeRefusal) {
        let found = rows(account, number: number, item: item)
        if found.isEmpty {
            throw ChangeRefusal(
                "no-such-row",
                number.isBlank
                    ? "\(whose(account)) no number for `\(text(item))`"
                    : "\(whose(account)) no number `\(text(number))`"
                        + (item.isBlank ? "" : " for `\(text(item))`"),
                hint: "`counterpart resolve` says who knows a number, `resolve --item` who knows an item")
        }
        let items = Set(found.map { row($0).item })
        if items.count > 1 {
            let names = items.map { "`\(text($0))`" }.sorted().joined(separator: ", ")
            throw ChangeRefusal(
                "several-items", "`\(text(number))` means several items: \(names)",
                hint: "say which with --item", row: found[0])
        }
        let running = found.filter { row($0).isActive && row($0).validTo > lastDay.number }
        let ending = running.filter { row($0).validFrom <= lastDay.number }
        guard !ending.isEmpty else {
            if let later = running.first {
                throw ChangeRefusal(
                    "starts-later",
                    "the row starts on \(Day(number: row(later).validFrom)), after the day it should end",
                    hint: "name a later last day", row: later)
            }
            unchanged += 1
            return
        }
        for row in ending { stop(row, after: lastDay.number, successor: -1) }
    }

    private func rows(_ account: Account, number: TextID, item: TextID) -> [Int32] {
        if number.isBlank { return byItem[ItemKey(account: account, item: item)] ?? [] }
        let rows = byNumber[NumberKey(account: account, hash: hash(number))] ?? []
        return rows.filter {
            isSameNumber(row($0).number, number) && (item.isBlank || row($0).item == item)
        }
    }

    private func text(_ id: TextID) -> String { data.texts.string(id) }

    private func whose(_ account: Account) -> String {
        if let id = account.customerID { return "customer `\(text(id))` has" }
        return account.groupName.map { "group `\(text($0))` has" } ?? "everyone has"
    }

    private func place(_ at: Int32) -> String {
        Int(at) < data.mappings.rows.count ? " (line \(row(at).line) of the mapping file)" : " (a row before)"
    }
}
