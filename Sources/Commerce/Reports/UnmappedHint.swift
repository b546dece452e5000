import Notation

/// What would probably close a gap: a row of the customer that does not cover the day.
struct UnmappedHint {
    private(set) var number: TextID?
    private(set) var reason = ""

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
            if number == nil { reason = "ask_customer" }
            return
        }
        let candidates = scope.resolver.explainNumberShown(customer: row.customer, item: row.item, day: day)
            .candidates.map { scope.resolver.row($0.row) }
        switch row.outcome {
        case .expired:
            let ended = candidates.filter { $0.isActive && !$0.isNeverValid && $0.validTo < day.number }
            take(ended.max { $0.validTo < $1.validTo }) { "ended \(Day(number: $0.validTo))" }
        case .notYetValid:
            let coming = candidates.filter { $0.isActive && !$0.isNeverValid && $0.validFrom > row.firstDay }
            take(coming.min { $0.validFrom < $1.validFrom }) { "valid from \(Day(number: $0.validFrom))" }
        case .inactive:
            take(candidates.first { !$0.isActive }) { _ in "switched off" }
        case .mapped, .missing: break
        }
    }

    /// The customer's number for the item that this one replaced, or that replaced it.
    private mutating func takeRelated(_ row: UnmappedRow, _ scope: ReportScope, _ day: Day) {
        guard
            let found = scope.resolver.relatedNumber(customer: row.customer, item: row.item, day: day)
        else { return }
        number = scope.resolver.row(found.row).number
        let item = scope.texts.string(found.item)
        reason =
            found.isOlder
            ? "superseded: number of \(item), which this item replaced"
            : "superseded: number of \(item), which replaced this item"
    }

    /// The number that another account of the same parent has for the item, or one whose parent the customer is.
    private mutating func takeRelative(
        _ row: UnmappedRow, _ scope: ReportScope, _ families: AccountFamilies, _ day: Day
    ) {
        for relative in families.relatives(of: row.customer, scope) {
            let shown = scope.resolver.numberShown(customer: relative, item: row.item, day: day)
            guard shown.row >= 0, shown.level == .own else { continue }
            number = scope.resolver.row(shown.row).number
            reason = "number of \(scope.texts.string(relative)), a related account"
            return
        }
    }

    private mutating func take(_ row: MappingRow?, _ why: (MappingRow) -> String) {
        guard let row else { return }
        number = row.number
        reason = why(row)
    }
}
