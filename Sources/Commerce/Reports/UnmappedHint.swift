import Notation

/// What would probably close a gap: a row of the customer that does not cover the day.
struct UnmappedHint {
    private(set) var number: TextID?
    /// In words, as UTF-8: there is one for every row.
    private(set) var reason: [UInt8] = []

    // No `init`: that would own its parameters, and so retain all that the scope holds for each row.
    static func of(_ row: UnmappedRow, _ scope: ReportScope, _ families: AccountFamilies) -> UnmappedHint {
        var hint = UnmappedHint()
        hint.find(row, scope, families)
        return hint
    }

    private mutating func find(_ row: UnmappedRow, _ scope: ReportScope, _ families: AccountFamilies) {
        let day = Day(number: row.lastDay)
        if row.outcome == .missing {
            takeRelated(row, scope, day)
            if number == nil { takeRelative(row, scope, families, day) }
            if number == nil { reason.append(contentsOf: "ask_customer".utf8) }
            return
        }
        var best: MappingRow?
        scope.resolver.forEachRow(customer: row.customer, item: row.item) { candidate in
            if Self.isNearer(candidate, best, row.outcome, first: row.firstDay, last: row.lastDay) {
                best = candidate
            }
        }
        guard let best else { return }
        number = best.number
        switch row.outcome {
        case .expired: setReason("ended ", Day(number: best.validTo))
        case .notYetValid: setReason("valid from ", Day(number: best.validFrom))
        case .inactive: reason.append(contentsOf: "switched off".utf8)
        case .mapped, .missing: break
        }
    }

    /// Whether a row is more likely to be what closes a gap than the best of those before it.
    private static func isNearer(
        _ row: MappingRow, _ best: MappingRow?, _ outcome: MappingOutcome, first: Int32, last: Int32
    ) -> Bool {
        switch outcome {
        case .expired:
            guard row.isActive, !row.isNeverValid, row.validTo < last else { return false }
            return best.map { $0.validTo < row.validTo } ?? true
        case .notYetValid:
            guard row.isActive, !row.isNeverValid, row.validFrom > first else { return false }
            return best.map { row.validFrom < $0.validFrom } ?? true
        case .inactive: return !row.isActive && best == nil
        case .mapped, .missing: return false
        }
    }

    private mutating func setReason(_ words: StaticString, _ day: Day) {
        reason.reserveCapacity(24)
        words.withUTF8Buffer { reason.append(contentsOf: $0) }
        day.append(to: &reason)
    }

    /// The customer's number for the item that this one replaced, or that replaced it.
    private mutating func takeRelated(_ row: UnmappedRow, _ scope: ReportScope, _ day: Day) {
        guard
            let found = scope.resolver.relatedNumber(customer: row.customer, item: row.item, day: day)
        else { return }
        number = scope.resolver.row(found.row).number
        let item = scope.texts.string(found.item)
        let order = found.isOlder ? "which this item replaced" : "which replaced this item"
        reason = Array("superseded: number of \(item), \(order)".utf8)
    }

    /// The number that another account of the same parent has for the item, or one whose parent the customer is.
    private mutating func takeRelative(
        _ row: UnmappedRow, _ scope: ReportScope, _ families: AccountFamilies, _ day: Day
    ) {
        for relative in families.relatives(of: row.customer, scope) {
            let shown = scope.resolver.numberShown(customer: relative, item: row.item, day: day)
            guard shown.row >= 0, shown.level == .own else { continue }
            number = scope.resolver.row(shown.row).number
            reason = Array("number of \(scope.texts.string(relative)), a related account".utf8)
            return
        }
    }
}
