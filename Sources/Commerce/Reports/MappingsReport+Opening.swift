import Diagnostics
import Notation

extension MappingsReport {
    /// What to mend first, whose it is, and the findings by kind, each with the way to its first row.
    static func opening(_ findings: [AuditFinding], _ rows: [Row], _ scope: ReportScope) -> Opening {
        let kinds = AuditKind.allCases.filter { kind in findings.contains { $0.kind == kind } }
        if kinds.isEmpty {
            let isEmpty = scope.data.mappings.rows.isEmpty
            return Opening(paragraphs: [
                isEmpty ? "There are no mappings." : "Nothing is wrong with the mappings."
            ])
        }
        let counts = kinds.map { kind in findings.count { $0.kind == kind } }
        let links = kinds.map { kind in
            RowLink("mappings", found: rows.firstIndex { findings[$0.finding].kind == kind })
        }
        let chart = Chart(
            "Findings by kind", .ranking, labels: kinds.map(\.words),
            series: [Chart.Series("Findings", counts.map { ExactDecimal($0) })], kind: .integer, links: links)
        func sentence(_ severity: Diagnostic.Severity, _ subject: String) -> Paragraph? {
            let counts = kinds.map { kind in findings.count { $0.kind == kind && $0.severity == severity } }
            let own = kinds.indices.filter { counts[$0] > 0 }.sorted { a, b in
                counts[a] != counts[b] ? counts[a] > counts[b] : a < b
            }
            if own.isEmpty { return nil }
            var parts: [Paragraph.Part] = [.words("\(subject): ")]
            for (place, at) in own.enumerated() {
                parts.append(.words(place > 0 ? ", " : ""))
                parts.append(links[at].map { .link(kinds[at].words, $0) } ?? .words(kinds[at].words))
                parts += [.words(" ("), .figure(.integer(counts[at]), .integer), .words(")")]
            }
            return Paragraph(parts + [.words(".")])
        }
        let customers = customers(findings, rows, scope)
        return Opening(
            paragraphs: [sentence(.error, "To mend first"), sentence(.warning, "To look at")].compactMap {
                $0
            }
                + customers.ranking.sentence("Three customers", of: "these rows", 3, .integer) { id in
                    let label = scope.customerLabel(id)
                    return RowLink("mappings", found: customers.places[id]).map { .link(label, $0) }
                        ?? .words(label)
                },
            charts: [
                chart,
                customers.ranking.chart(
                    "Rows with errors or warnings by customer", nil,
                    link: { RowLink("mappings", found: customers.places[$0]) }, label: scope.customerLabel),
            ].compactMap { $0 })
    }

    /// Whose the rows of errors and warnings are, and where each customer's first stands.
    private static func customers(
        _ findings: [AuditFinding], _ rows: [Row], _ scope: ReportScope
    ) -> (ranking: ValueRanking, places: [TextID: Int]) {
        let mappings = scope.data.mappings.rows
        var (pairs, places): ([(id: TextID, value: ExactDecimal)], [TextID: Int]) = ([], [:])
        for (at, row) in rows.enumerated() where findings[row.finding].severity != .note {
            guard let customer = row.mapping.flatMap({ mappings[Int($0)].account.customerID }),
                !customer.isBlank
            else { continue }
            pairs.append((customer, 1))
            if places[customer] == nil { places[customer] = at }
        }
        return (ValueRanking(pairs, scope.texts), places)
    }
}
