package import Notation

/// Finds what is wrong with the mappings before it bites (rules.md 4).
package struct MappingAudit {
    let store: ResolverStore
    let today: Day?
    let use: MappingUse?
    var findings: [AuditFinding] = []
    /// Copies of an earlier row: named once, and left out of all other checks.
    var isCopy: [Bool]

    /// All findings, by kind, then by id.
    ///
    /// - Parameters:
    ///   - today: The day from which ``AuditKind/expiresSoon`` counts; nil leaves it out.
    ///   - use: What the lines of a period used; nil leaves out ``AuditKind/expiredInUse`` and
    ///     ``AuditKind/unused``.
    package static func findings(_ resolver: Resolver, today: Day?, use: MappingUse? = nil) -> [AuditFinding]
    {
        var audit = MappingAudit(
            store: resolver.store, today: today, use: use,
            isCopy: [Bool](repeating: false, count: resolver.store.data.mappings.rows.count))
        audit.findCopies()
        audit.checkItemsOfAccounts()
        audit.checkNumbersOfAccounts()
        audit.checkRows()
        audit.checkItems()
        audit.checkParents()
        audit.checkUse()
        return audit.merged()
    }

    /// By kind and id. What has one id is one finding with the rows of all.
    private func merged() -> [AuditFinding] {
        let sorted = findings.sorted {
            if $0.kind != $1.kind { return $0.kind.rawValue < $1.kind.rawValue }
            if $0.id != $1.id { return Self.bytesPrecede($0.id, $1.id) }
            return ($0.rows.first ?? -1) < ($1.rows.first ?? -1)
        }
        var merged: [AuditFinding] = []
        for finding in sorted {
            if let last = merged.last, last.kind == finding.kind, last.id == finding.id {
                merged[merged.count - 1].rows += finding.rows
            } else {
                merged.append(finding)
            }
        }
        return merged
    }

    private static func bytesPrecede(_ a: String, _ b: String) -> Bool {
        a.utf8.lexicographicallyPrecedes(b.utf8)
    }

    var rows: MappingRows { store.data.mappings.rows }

    func row(_ index: Int32) -> MappingRow { store.data.mappings.rows[Int(index)] }

    func text(_ id: TextID) -> String { store.data.texts.string(id) }

    func quoted(_ id: TextID) -> String { "`\(text(id))`" }

    /// `customer 4711`, `group chains` or `everyone`, for ids: without the word where it is a customer.
    func key(_ account: Account) -> String {
        if let id = account.customerID { return text(id) }
        return account.groupName.map { "group \(text($0))" } ?? "everyone"
    }

    func list(_ ids: [TextID]) -> String {
        var seen: [TextID] = []
        for id in ids where !seen.contains(id) && seen.count <= 5 { seen.append(id) }
        let names = seen.prefix(5).map { quoted($0) }.joined(separator: ", ")
        return seen.count > 5 ? names + ", …" : names
    }

    /// Of rows that can answer: not switched off, not copies.
    func live(_ rows: [Int32]) -> [Int32] { rows.filter { row($0).isActive && !isCopy[Int($0)] } }
}
