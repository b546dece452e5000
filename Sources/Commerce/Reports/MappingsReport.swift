import Diagnostics
import Notation

/// The audit of the mappings: each row of each finding, with its origin and what to do (rules.md 4).
package enum MappingsReport {
    /// A row of the mappings in a finding.
    struct Row: Sendable {
        let finding: Int
        let mapping: Int32?
    }

    /// - Parameter file: The mapping file as the user named it.
    package static func table(_ findings: [AuditFinding], _ scope: ReportScope, file: String) -> Table {
        let rows = findings.indices.flatMap { at in
            findings[at].rows.isEmpty
                ? [Row(finding: at, mapping: nil)] : findings[at].rows.map { Row(finding: at, mapping: $0) }
        }
        let mappings = scope.data.mappings.rows
        var table = Table(
            name: "mappings", title: "Audit of the item customer mapping", period: "on \(scope.today)",
            columns: columns(
                rows.contains { $0.mapping.map { mappings[Int($0)].account.groupName != nil } ?? false }),
            rowCount: rows.count, texts: scope.texts
        ) { at, buffer in
            let finding = findings[rows[at].finding]
            let mapping = rows[at].mapping.map { mappings[Int($0)] }
            buffer.append(finding.kind.name)
            buffer.append(finding.id)
            buffer.append(finding.severity.rawValue)
            buffer.append(.text(mapping?.account.customerID ?? .blank))
            buffer.append(.text(mapping?.item ?? .blank))
            buffer.append(.text(mapping?.number ?? .blank))
            buffer.append(mapping == nil ? "" : file)
            buffer.append(mapping.map { .integer(Int($0.line)) } ?? .blank)
            buffer.append(finding.detail)
            buffer.append(finding.kind.advice)
            buffer.append(.text(mapping?.account.groupName ?? .blank))
        }
        table.highlights = highlights(findings, rows)
        table.opening = { opening(findings, rows, scope) }
        table.choice = RowChoice("of each kind the first") { room in
            RowChoice.firstOfEach(rows.map { Int(findings[$0.finding].kind.rawValue) }, room)
        }
        table.controls = scope.controls
        table.notes = AuditKind.allCases.compactMap { kind in
            let count = findings.count { $0.kind == kind }
            return count == 0
                ? nil
                : Note(
                    kind.words, count == 1 ? "finding; \(kind.advice)" : "findings; \(kind.advice)",
                    count: count)
        }
        return table
    }

    private static func highlights(_ findings: [AuditFinding], _ rows: [Row]) -> [Highlight] {
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count { $0.severity == .warning }
        return [
            Highlight("Findings", .integer(findings.count), .integer),
            Highlight(
                "Errors", .integer(errors), .integer, tone: errors > 0 ? .bad : .good,
                link: RowLink("mappings", found: rows.firstIndex { findings[$0.finding].severity == .error })),
            Highlight("Warnings", .integer(warnings), .integer),
        ]
    }

    private static func columns(_ hasGroups: Bool) -> [Column] {
        // For programs: the kind, whose, and which number or item, which have columns of their own.
        var id = Column("finding_id", "Id", .number, isKey: true)
        id.isHidden = true
        var group = Column("customer_group", "Group", .text)
        group.isHidden = !hasGroups
        return [
            Column("finding", "Finding", .code, isKey: true), id,
            Column("severity", "Severity", .text), Column("customer_id", "Customer", .number),
            Column("item_number", "Item #", .number),
            Column("customer_item_number", "Customer Item #", .number),
            Column("source", "File", .text), Column("line", "Line", .integer),
            Column("detail", "Detail", .prose),
            Column("advice", "What to do", .prose), group,
        ]
    }
}
