import Commerce
import Diagnostics
import Notation

/// A look-up as one JSON object (interface.md, `resolve --json`).
enum LookUpJSON {
    static func text(_ answer: LookUp) -> String {
        let fields: [(String, String)] = [
            ("query", quoted(answer.query)), ("customer_id", optional(answer.customer)),
            ("date", quoted(answer.day.description)), ("outcome", quoted(answer.outcome)),
            ("item_number", optional(answer.item)),
            ("customer_item_number", optional(answer.customerItemNumber)),
            ("reason", optional(answer.reason)), ("via", optional(answer.via)),
            ("row", answer.row.map(row) ?? "null"),
            ("also_known_as", array(answer.alsoKnownAs.map(other))),
            ("candidates", array(answer.candidates.map(row) + answer.ownCandidates.map(other))),
            ("lost", array(answer.lost.map(row))),
            (
                "suggestions",
                array(
                    answer.suggestions.map { hint in
                        object([
                            ("item_number", quoted(hint.item)), ("reason", quoted(hint.reason)),
                            ("evidence", quoted(hint.evidence)),
                            ("score", hint.score.map(String.init) ?? "null"),
                        ])
                    })
            ),
            ("used_by", array(answer.users.map(row))), ("description", optional(answer.description)),
            ("meanings", array(answer.meanings.map(other))), ("superseded_by", optional(answer.successor)),
            ("active", String(answer.isActive)),
            ("customer_revision", optional(answer.revisionHeld)),
            ("revision_asked", optional(answer.revisionAsked)),
            ("findings", array(answer.findings.map(quoted))),
        ]
        return object(fields) + "\n"
    }

    private static func other(_ other: LookUp.Other) -> String {
        object([
            ("namespace", quoted(other.namespace)), ("item_number", quoted(other.item)),
            ("description", optional(other.description)),
        ])
    }

    private static func row(_ row: LookUp.Row) -> String {
        var fields: [(String, String)] = [
            ("source", quoted(row.source)), ("line", String(row.line)), ("account", quoted(row.account)),
            ("item_number", quoted(row.item)), ("customer_item_number", quoted(row.number)),
            ("level", optional(row.level)), ("customer_unit", optional(row.unit)),
            ("unit_factor", row.unitFactor.description), ("customer_revision", optional(row.revision)),
            ("valid_from", optional(row.validFrom?.description)),
            ("valid_to", optional(row.validTo?.description)), ("state", quoted(row.state.name)),
        ]
        if !row.match.isEmpty { fields.append(("match", quoted(row.match))) }
        if let reason = row.lostReason { fields.append(("reason", quoted(reason))) }
        return object(fields)
    }

    static func text(_ found: SearchAnswer) -> String {
        let hits = found.hits.map { hit in
            object([
                ("score", String(hit.score)), ("match", quoted(hit.match)), ("item_number", quoted(hit.item)),
                ("description", optional(hit.description)), ("row", hit.row.map(row) ?? "null"),
            ])
        }
        return object([
            ("query", quoted(found.query)), ("customer_id", optional(found.customer)),
            ("date", quoted(found.day.description)), ("count", String(found.count)), ("hits", array(hits)),
        ]) + "\n"
    }

    private static func quoted(_ text: String) -> String { JSONDiagnosticWriter.quoted(text) }

    /// Null for what is not there.
    private static func optional(_ text: String?) -> String {
        text.flatMap { $0.isEmpty ? nil : quoted($0) } ?? "null"
    }

    private static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    private static func object(_ fields: [(String, String)]) -> String {
        "{" + fields.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }
}
