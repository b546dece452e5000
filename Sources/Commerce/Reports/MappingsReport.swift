import Diagnostics
import Notation

/// The audit of the mappings: each row of each finding, with its origin and what to do (rules.md 4).
package enum MappingsReport {
    private struct Row: Sendable {
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
            columns: columns, rowCount: rows.count, texts: scope.texts
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
        table.highlights = highlights(findings)
        table.opening = { opening(findings, rows) }
        table.controls = scope.controls
        table.notes = AuditKind.allCases.compactMap { kind in
            let count = findings.count { $0.kind == kind }
            return count == 0
                ? nil
                : Note(
                    kind.name, count == 1 ? "finding; \(kind.advice)" : "findings; \(kind.advice)",
                    count: count)
        }
        return table
    }

    private static func highlights(_ findings: [AuditFinding]) -> [Highlight] {
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count { $0.severity == .warning }
        return [
            Highlight("Findings", .integer(findings.count), .integer),
            Highlight("Errors", .integer(errors), .integer, tone: errors > 0 ? .bad : .good),
            Highlight("Warnings", .integer(warnings), .integer),
        ]
    }

    /// The findings by kind, each with the way to its first row.
    private static func opening(_ findings: [AuditFinding], _ rows: [Row]) -> Opening {
        let kinds = AuditKind.allCases.filter { kind in findings.contains { $0.kind == kind } }
        if kinds.isEmpty { return Opening() }
        let counts = kinds.map { kind in findings.count { $0.kind == kind } }
        let links = kinds.map { kind in
            RowLink("mappings", found: rows.firstIndex { findings[$0.finding].kind == kind })
        }
        return Opening(charts: [
            Chart(
                "Findings by kind", .ranking,
                labels: kinds.map { $0.name.replacing("_", with: " ") },
                series: [Chart.Series("Findings", counts.map { ExactDecimal($0) })], kind: .integer,
                links: links)
        ])
    }

    private static let columns: [Column] = [
        Column("finding", "Finding", .code, isKey: true), Column("finding_id", "Id", .number, isKey: true),
        Column("severity", "Severity", .text), Column("customer_id", "Customer", .number),
        Column("item_number", "Item #", .number), Column("customer_item_number", "Customer Item #", .number),
        Column("source", "File", .text), Column("line", "Line", .integer), Column("detail", "Detail", .text),
        Column("advice", "What to do", .text), Column("customer_group", "Group", .text),
    ]
}
