import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// The findings that `check` adds to those of reading.
enum CheckFindings {
    static func add(
        to run: inout ProjectRun, _ scope: ReportScope, _ pass: InvoicePass, _ reader: InvoiceReader?,
        _ orders: OrderFigures
    ) {
        audit(&run, scope, pass.mappingUse(orders, run.data.texts))
        let labels = LabelShelf(
            DocumentSettings(run.project), customers: run.data.customers, texts: run.data.texts)
        run.findings.add(contentsOf: labels.problems)
        if let reader { invoices(&run, reader) }
        inbound(&run, orders)
    }

    /// Own templates that cannot be read, and the shipped ones behind them.
    static func templates(_ project: Project) -> [Diagnostic] {
        TemplateCheck.findings(DocumentSettings(project))
    }

    /// The audit of the mappings; each finding points at its first row and names the others.
    private static func audit(_ run: inout ProjectRun, _ scope: ReportScope, _ use: MappingUse?) {
        let rows = run.data.mappings.rows
        for found in MappingAudit.findings(run.resolver, today: scope.today, use: use) {
            let code = "mapping-" + found.kind.name.replacing("_", with: "-")
            run.findings.add(found.severity, code) {
                let (kind, lines) = places(found, run.data, rows)
                let others = lines.dropFirst().prefix(10).map(String.init).joined(separator: ", ")
                let file = run.project.data[kind]?.name
                return Diagnostic(
                    found.severity, code: code,
                    "\(found.kind.words): \(found.detail)" + (others.isEmpty ? "" : " (also line \(others))"),
                    at: file.flatMap { file in lines.first.map { Position(file: file, line: $0) } },
                    hint: found.kind.advice)
            }
        }
    }

    /// The lines a finding concerns, and of which file: its mapping rows, else the customers, else the items.
    private static func places(
        _ found: AuditFinding, _ data: ReferenceData, _ rows: MappingRows
    ) -> (RecordKind, [Int]) {
        if !found.rows.isEmpty { return (.mappings, found.rows.map { Int(rows[Int($0)].line) }) }
        if !found.customers.isEmpty {
            return (.customers, found.customers.compactMap { data.customers[$0].map { Int($0.origin.line) } })
        }
        return (.items, found.items.compactMap { data.items[$0].map { Int($0.origin.line) } })
    }

    private static func invoices(_ run: inout ProjectRun, _ reader: InvoiceReader) {
        let name = reader.account.name
        if let repeated = reader.repeatedLines, repeated > 0 {
            let rule = run.project.duplicates.rawValue
            run.findings.add(
                Diagnostic(
                    .warning, code: "repeated-lines",
                    "in `\(name)`, lines that repeat an earlier one exactly: \(repeated)",
                    at: Position(file: name),
                    hint: "the project says `duplicates: \(rule)`; keep counts them, drop leaves them out"))
        }
        let total = reader.nonItems.values.reduce(0, +)
        guard total > 0 else { return }
        let shown = reader.nonItems.sorted {
            $0.value != $1.value ? $0.value > $1.value : run.data.texts.precedes($0.key, $1.key)
        }.prefix(8).map { "`\(run.data.texts.string($0.key))` (\($0.value))" }
        run.findings.add(
            Diagnostic(
                .warning, code: "unknown-item",
                "\(Talk.count(total, "line")) of `\(name)` with \(Talk.count(reader.nonItems.count, "number")) not among the items: "
                    + shown.joined(separator: ", ") + (reader.nonItems.count > 8 ? ", …" : ""),
                at: Position(file: name),
                hint:
                    "postage and discounts belong here; they stay on their documents and out of mapping figures"
            ))
    }

    private static func inbound(_ run: inout ProjectRun, _ orders: OrderFigures) {
        guard let name = run.project.data[.orders]?.name else { return }
        for (at, line) in orders.lines.enumerated() {
            let answer = orders.resolutions[at]
            guard !answer.outcome.isResolved else {
                odd(line, answer, &run, name)
                continue
            }
            run.findings.add(.warning, "unresolved-order-line") {
                unresolved(line, answer, orders.suggestions[at], run.data.texts, name)
            }
        }
    }

    /// What is odd about a line whose item was found.
    private static func odd(
        _ line: OrderLine, _ answer: InboundResolution, _ run: inout ProjectRun, _ file: String
    ) {
        let numbers = OrderLineNumbers(line)
        let (resolver, texts) = (run.resolver, run.data.texts)
        func quoted(_ id: TextID) -> String { "`\(texts.string(id))`" }
        let asked = [line.customerItemNumber, line.itemNumber, line.gtin].first { !$0.isBlank } ?? .blank
        let subject =
            asked == answer.item
            ? "\(quoted(asked)) is ordered" : "\(quoted(asked)) means \(quoted(answer.item))"
        let place = Position(file: file, line: Int(line.origin.line))
        for finding in resolver.findings(of: answer, numbers, texts: texts) {
            let code = finding.name.replacing("_", with: "-")
            run.findings.add(.warning, code) {
                switch finding {
                case .revisionDiffers:
                    let held = quoted(resolver.revisionHeld(answer, numbers))
                    return .warning(
                        code,
                        "revision \(quoted(line.customerRevision)) of \(quoted(asked)) is ordered, while the "
                            + "mapping has revision \(held)",
                        at: place,
                        hint: "the item is \(quoted(answer.item)) all the same; ask the customer which holds")
                case .unitDiffers:
                    let pieces = answer.pieces(line.quantity).map { "\($0)" } ?? "-"
                    return .warning(
                        code,
                        "\(line.quantity) \(texts.string(line.unit)) of \(quoted(asked)) are ordered, which "
                            + "counts in \(texts.string(resolver.unitCounted(answer)))",
                        at: place,
                        hint: "taken as \(pieces) pieces of \(quoted(answer.item)); ask the customer, or map "
                            + "a number of that unit")
                case .itemSuperseded:
                    let next = resolver.succession.newest(of: answer.item) ?? .blank
                    return .warning(
                        code, "\(subject), which is superseded by \(quoted(next))",
                        at: place, hint: "nothing is exchanged by itself; ask the customer")
                case .itemInactive:
                    return .warning(
                        code, "\(subject), which is inactive", at: place)
                }
            }
        }
    }

    private static func unresolved(
        _ line: OrderLine, _ answer: InboundResolution, _ suggestions: [Suggestion], _ texts: Texts,
        _ file: String
    ) -> Diagnostic {
        let numbers = [line.customerItemNumber, line.itemNumber, line.gtin].filter { !$0.isBlank }.map {
            "`\(texts.string($0))`"
        }.joined(separator: ", ")
        let hint = suggestions.first.map { best in
            "probably our `\(texts.string(best.item))`: \(best.evidence)"
        }
        let what: String
        switch answer.outcome {
        case .ambiguous:
            let items = answer.candidates.map { "`\(texts.string($0.item))`" }.joined(separator: ", ")
            what = "\(numbers) of customer `\(texts.string(line.customer))` means several items: \(items)"
        case .conflict: what = "the numbers \(numbers) of customer `\(texts.string(line.customer))` disagree"
        default:
            what =
                "no item of ours for \(numbers) of customer `\(texts.string(line.customer))` (\(answer.outcome.name))"
        }
        return .warning(
            "unresolved-order-line", what, at: Position(file: file, line: Int(line.origin.line)), hint: hint)
    }
}
