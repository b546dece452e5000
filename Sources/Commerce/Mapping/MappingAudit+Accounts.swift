import Diagnostics
import Notation

/// Checks among the rows of one account.
extension MappingAudit {
    /// Rows equal in every field to an earlier one.
    mutating func findCopies() {
        for node in store.levels.nodes.indices where store.levels.nodes[node].count > 1 {
            forEachItem(ofNode: node) { group in
                if group.count > 1 { findCopies(group) }
            }
        }
    }

    /// Calls `body` with the rows of each item of an account.
    private func forEachItem(ofNode node: Int, _ body: ([Int32]) -> Void) {
        let rows = rows
        store.byItem.forEachKey(
            ofNode: Int32(truncatingIfNeeded: node), key: { RowBuckets.key(rows.item(at: $0)) }, body)
    }

    private mutating func findCopies(_ group: [Int32]) {
        // Equal rows stand together in the order of rules.md 2.2 and what follows it.
        var from = 0
        for at in 1...group.count where at == group.count || !isEqual(row(group[from]), row(group[at])) {
            if at - from > 1 {
                let copies = group[from..<at].sorted()
                for copy in copies.dropFirst() { isCopy[Int(copy)] = true }
                let first = row(copies[0])
                findings.append(
                    AuditFinding(
                        .duplicateRow, id: "\(key(first.account)):\(text(first.number)):\(text(first.item))",
                        rows: copies,
                        detail: "\(quoted(first.number)) of item \(quoted(first.item)), \(copies.count) times"
                    ))
            }
            from = at
        }
    }

    private func isEqual(_ a: MappingRow, _ b: MappingRow) -> Bool {
        a.account == b.account && a.item == b.item && a.number == b.number && a.description == b.description
            && a.unit == b.unit && a.revision == b.revision && a.unitFactor == b.unitFactor
            && a.validFrom == b.validFrom && a.validTo == b.validTo && a.isPreferred == b.isPreferred
            && a.isActive == b.isActive
    }

    mutating func checkItemsOfAccounts() {
        for node in store.levels.nodes.indices where store.levels.nodes[node].count > 0 {
            forEachItem(ofNode: node) { group in
                if group.count > 1 { checkItem(live(group)) }
                if let today { checkEnds(live(group), today) }
            }
        }
    }

    /// Rows of one account and item: more than one preferred, or no rule which to print.
    private mutating func checkItem(_ group: [Int32]) {
        guard group.count > 1 else { return }
        var units: [TextID] = []
        for at in group where !units.contains(row(at).unit) { units.append(row(at).unit) }
        for unit in units {
            let same = group.filter { row($0).unit == unit }
            let (account, item) = (row(same[0]).account, row(same[0]).item)
            let id = "\(key(account)):\(text(item))" + (unit.isBlank ? "" : ":\(text(unit))")
            let preferred = same.filter { row($0).isPreferred }
            let several = WindowClashes.rows(preferred, of: rows) { $0 }
            if !several.isEmpty {
                let detail = "item \(quoted(item)): \(list(several.map { row($0).number })) all preferred"
                findings.append(AuditFinding(.severalPreferred, id: id, rows: several, detail: detail))
            }
            for flag in [true, false] {
                let rows = same.filter { row($0).isPreferred == flag }
                let overlapping = WindowClashes.rows(rows, of: self.rows) { row($0).number.rawValue }
                if overlapping.isEmpty { continue }
                let detail =
                    "item \(quoted(item)): \(list(overlapping.map { row($0).number })) at the same time"
                findings.append(
                    AuditFinding(
                        .overlap, id: id + (flag ? ":preferred" : ""), rows: overlapping, detail: detail))
            }
        }
    }

    /// Rows that end within 30 days. A note says so where another row of the item goes on.
    private mutating func checkEnds(_ group: [Int32], _ today: Day) {
        for index in group {
            let ending = row(index)
            guard ending.validTo >= today.number, ending.validTo <= today.adding(days: 30).number else {
                continue
            }
            let next = group.first { other in
                row(other).validTo > ending.validTo && row(other).validFrom <= ending.validTo &+ 1
            }
            let follows = next.map { ", followed by \(quoted(row($0).number))" } ?? ""
            findings.append(
                AuditFinding(
                    .expiresSoon, id: "\(key(ending.account)):\(text(ending.number)):\(text(ending.item))",
                    rows: [index],
                    severity: next == nil ? .warning : .note,
                    detail: "\(quoted(ending.number)) ends \(Day(number: ending.validTo))\(follows)"))
        }
    }

    mutating func checkNumbersOfAccounts() {
        let inbound = store.inbound
        let byNumber = inbound.byNumber
        for node in store.levels.nodes.indices where store.levels.nodes[node].count > 1 {
            byNumber.forEachKey(ofNode: Int32(truncatingIfNeeded: node), key: inbound.key) { group in
                if group.count > 1 { checkNumber(live(group)) }
            }
        }
    }

    /// Rows of one account whose numbers have one hash.
    private mutating func checkNumber(_ group: [Int32]) {
        var exact: [[Int32]] = []
        for index in group {
            if let at = exact.firstIndex(where: { isTrimmedEqual($0[0], index) }) {
                exact[at].append(index)
            } else {
                exact.append([index])
            }
        }
        for rows in exact {
            let clashing = WindowClashes.rows(rows, of: self.rows) { row($0).item.rawValue }
            if !clashing.isEmpty { add(.conflict, clashing) }
        }
        while let first = exact.popLast() {
            let alike = exact.filter { isNormalizedEqual($0[0], first[0]) }
            exact.removeAll { isNormalizedEqual($0[0], first[0]) }
            if !alike.isEmpty { addNearDuplicate([first] + alike) }
        }
    }

    private mutating func addNearDuplicate(_ numbers: [[Int32]]) {
        var clashing: [Int32] = []
        for (at, rows) in numbers.enumerated() {
            let others = numbers.indices.filter { $0 != at }
            for index in rows {
                let mine = row(index)
                let hasPartner = others.contains { other in
                    numbers[other].contains { index in
                        let theirs = row(index)
                        return theirs.item != mine.item && theirs.validFrom <= mine.validTo
                            && mine.validFrom <= theirs.validTo
                    }
                }
                if hasPartner { clashing.append(index) }
            }
        }
        if !clashing.isEmpty { add(.nearDuplicate, clashing.sorted()) }
    }

    private mutating func add(_ kind: AuditKind, _ clashing: [Int32]) {
        let first = row(clashing[0])
        let numbers = list(clashing.map { row($0).number })
        findings.append(
            AuditFinding(
                kind, id: "\(key(first.account)):\(text(first.number))", rows: clashing,
                detail: "\(numbers) for items \(list(clashing.map { row($0).item }))"))
    }

    private func isTrimmedEqual(_ a: Int32, _ b: Int32) -> Bool {
        let texts = store.data.texts
        if row(a).number == row(b).number { return true }
        return texts.withBytes(row(a).number) { x in
            texts.withBytes(row(b).number) { NumberText.equalTrimmed($0, trimmed: NumberText.trim(x)) }
        }
    }

    private func isNormalizedEqual(_ a: Int32, _ b: Int32) -> Bool {
        let texts = store.data.texts
        return texts.withBytes(row(a).number) { x in
            texts.withBytes(row(b).number) { NumberText.equalNormalized($0, x) }
        }
    }
}
