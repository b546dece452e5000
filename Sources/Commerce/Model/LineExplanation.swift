import Notation

/// Says in one sentence why a document's line shows the number it shows: the row, its level and its days, and
/// what lost.
struct LineExplanation {
    let resolver: Resolver
    /// The mapping file as the user named it.
    let source: String

    /// Of the customer's number on an invoice line (rules.md 2).
    func shown(
        customer: TextID, shipTo: TextID, item: TextID, unit: TextID, day: Day, printed: TextID, texts: Texts
    ) -> String {
        let told = resolver.explainNumberShown(
            customer: customer, shipTo: shipTo, item: item, unit: unit, day: day)
        var out: String
        if told.answer.row >= 0 {
            let row = resolver.row(told.answer.row)
            let level = words(told.answer.level, told.answer.distance)
            out = "`\(text(row.number))` by level \(level), \(place(row)), \(validity(row))"
        } else {
            out = "no number: \(told.answer.outcome.name)"
        }
        if !printed.isBlank, told.answer.row < 0 || resolver.row(told.answer.row).number != printed {
            out = "`\(texts.string(printed))` was printed then; today's answer: \(out)"
        }
        return out + lost(told.lost)
    }

    /// Of our item on an order line (rules.md 3).
    ///
    /// - Parameters:
    ///   - line: What the line says, texts: what its ids belong to.
    func found(_ answer: InboundResolution, _ line: OrderLineNumbers, texts: Texts) -> String {
        var out = answer.outcome.name
        if answer.row >= 0 {
            let row = resolver.row(answer.row)
            let level = answer.via.map { words($0, answer.distance) } ?? "-"
            out +=
                ": `\(text(row.number))` is `\(text(row.item))` by level \(level), \(place(row)), \(validity(row))"
            if answer.unitFactor != .one { out += ", \(answer.unitFactor) of ours each" }
        } else if answer.outcome.isResolved {
            out += ": `\(text(answer.item))`"
        }
        if !answer.candidates.isEmpty {
            out += ": " + answer.candidates.map { "`\(text($0.item))`" }.joined(separator: " or ")
        }
        for other in answer.alsoKnownAs {
            out += "; as \(other.namespace.name.replacing("_", with: " ")) it would be `\(text(other.item))`"
        }
        if let item = resolver.succession.newest(of: answer.item) {
            out += "; our item is superseded by `\(text(item))`"
        }
        let held = resolver.revisionHeld(answer, line)
        if resolver.revisionDiffers(line.revision, from: held, texts) {
            out += "; revision `\(texts.string(line.revision))` is ordered, `\(text(held))` is held"
        }
        if let next = resolver.successor(of: answer, for: line, texts: texts) {
            out += "; now `\(text(next.item))`"
            if next.newRow >= 0 { out += ", their number `\(text(resolver.row(next.newRow).number))`" }
        }
        return out + lost(answer.lost)
    }

    private func lost(_ rows: [CandidateRow]) -> String {
        if rows.isEmpty { return "" }
        let shown = rows.prefix(3).map { candidate in
            let row = resolver.row(candidate.row)
            return
                "`\(text(row.number))` = `\(text(row.item))` (line \(row.line)): \(candidate.reason?.words ?? "")"
        }
        let more = rows.count > 3 ? "; and \(rows.count - 3) more" : ""
        return "; lost: " + shown.joined(separator: "; ") + more
    }

    private func words(_ level: Level, _ distance: UInt8) -> String {
        level == .parent && distance > 1 ? "parent, \(distance) up" : level.name.replacing("_", with: "-")
    }

    private func place(_ row: MappingRow) -> String { "\(source):\(row.line)" }

    private func validity(_ row: MappingRow) -> String {
        switch (row.validFrom, row.validTo) {
        case (.min, .max): "always valid"
        case (let from, .max): "from \(Day(number: from))"
        case (.min, let to): "until \(Day(number: to))"
        case (let from, let to): "\(Day(number: from)) to \(Day(number: to))"
        }
    }

    private func text(_ id: TextID) -> String { resolver.data.texts.string(id) }
}
