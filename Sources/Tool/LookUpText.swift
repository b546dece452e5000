import Commerce
import Notation

/// A look-up as a person on the telephone reads it.
enum LookUpText {
    static func text(_ answer: LookUp) -> String {
        var out = headline(answer) + "\n"
        if let row = answer.row {
            out += "  by      \(answer.reason), level \(row.level ?? "-")\n"
            out += "  row     \(place(row)): \(row.account)\n"
            out += "  valid   \(validity(row))\n"
            if !row.unit.isEmpty || row.unitFactor != .one {
                out += "  unit    \(row.unit.isEmpty ? "-" : row.unit), \(row.unitFactor) of ours each\n"
            }
        } else if !answer.item.isEmpty, !answer.reason.isEmpty {
            out += "  by      \(answer.reason)\n"
        }
        out += notes(answer)
        out += list(
            "means also", answer.alsoKnownAs.map { "\(whose($0.namespace)) \($0.item)  \($0.description)" })
        out += list(
            "means",
            answer.candidates.map { "\($0.item)  \($0.description) (level \($0.level ?? "-"), \(place($0)))" }
                + answer.ownCandidates.map { "\(whose($0.namespace)) \($0.item)  \($0.description)" })
        let named = Set(answer.candidates.map(\.line))
        out += list("lost", answer.lost.filter { !named.contains($0.line) }.map { lost($0) })
        out += list(
            "perhaps",
            answer.suggestions.map { hint in
                let score = hint.score.map { "\($0): " } ?? ""
                return "\(hint.item)  \(hint.description) (\(score)\(hint.evidence))"
            })
        out += list(answer.customer == nil ? "used by" : "others use it", answer.users.map { user($0) })
        return out
    }

    /// What is odd about the answer, a line each.
    private static func notes(_ answer: LookUp) -> String {
        var out = ""
        if !answer.revisionHeld.isEmpty, !answer.revisionAsked.isEmpty {
            let isOther = answer.findings.contains(OrderLineFinding.revisionDiffers.name)
            out +=
                "  rev     \(answer.revisionHeld)"
                + (isOther ? ", not `\(answer.revisionAsked)`, which was asked for\n" : ", as asked for\n")
        } else if !answer.revisionHeld.isEmpty {
            out += "  rev     \(answer.revisionHeld)\n"
        } else if !answer.revisionAsked.isEmpty {
            out += "  rev     none held, `\(answer.revisionAsked)` was asked for\n"
        }
        if let units = answer.units {
            out += "  note    asked for in \(units.asked), counted in \(units.counted)\n"
        }
        if !answer.successor.isEmpty { out += "  note    superseded by our item `\(answer.successor)`\n" }
        if !answer.isActive { out += "  note    our item is inactive\n" }
        return out
    }

    private static func headline(_ answer: LookUp) -> String {
        let whose = answer.customer.map { " of customer \($0) \(answer.customerName)" } ?? ""
        let when = " on \(answer.day)"
        let start = "`\(answer.query)`\(whose)\(when): "
        if answer.item.isEmpty { return start + answer.outcome.replacing("_", with: " ") }
        let number = answer.customerItemNumber.isEmpty ? "" : ", their number `\(answer.customerItemNumber)`"
        let outcome =
            answer.row == nil && answer.customer != nil && answer.outcome != "own_number"
                && answer.outcome != "gtin" ? " (\(answer.outcome.replacing("_", with: " ")))" : ""
        return start + "our item `\(answer.item)` \(answer.description)\(number)\(outcome)"
    }

    private static func whose(_ namespace: String) -> String {
        switch namespace {
        case Namespace.gtin.name: "the GTIN of our item"
        case Namespace.ours.name: "our item"
        default: "their number for"
        }
    }

    private static func user(_ row: LookUp.Row) -> String {
        let unit = row.unit.isEmpty ? "" : " per \(row.unit)"
        let factor = row.unitFactor == .one ? "" : " of \(row.unitFactor)"
        let state = row.state == .valid ? "" : " (\(row.state.name.replacing("_", with: " ")))"
        let match = row.match == "normalized" ? ", equal after normalizing" : ""
        return "\(row.account): \(row.number) = \(row.item)\(unit)\(factor), \(validity(row))\(state)"
            + ", \(place(row))\(match)"
    }

    static func text(_ found: SearchAnswer) -> String {
        if found.hits.isEmpty { return "`\(found.query)`: nothing found\n" }
        let shown = found.hits.count == found.count ? "" : "the first \(found.hits.count) of "
        var out = "`\(found.query)`: \(shown)\(found.count == 1 ? "1 hit" : "\(found.count) hits")\n"
        var items: [String] = []
        for hit in found.hits where !items.contains(hit.item) { items.append(hit.item) }
        // Each item once, at the place of its best hit.
        for item in items {
            let hits = found.hits.filter { $0.item == item }
            out += "  \(item)  \(hits[0].description)\n"
            for case let row? in hits.map(\.row) { out += "      \(user(row))\n" }
        }
        return out
    }

    private static func lost(_ row: LookUp.Row) -> String {
        "\(row.number) = \(row.item), level \(row.level ?? "-"), \(validity(row)), \(place(row)): \(row.lost ?? "")"
    }

    private static func place(_ row: LookUp.Row) -> String { "\(row.source):\(row.line)" }

    private static func validity(_ row: LookUp.Row) -> String {
        switch (row.validFrom, row.validTo) {
        case (nil, nil): "always"
        case (let from?, nil): "from \(from)"
        case (nil, let to?): "until \(to)"
        case (let from?, let to?): "\(from) to \(to)"
        }
    }

    private static func list(_ title: String, _ rows: [String]) -> String {
        rows.isEmpty ? "" : "  \(title)\n" + rows.map { "    \($0)\n" }.joined()
    }
}
