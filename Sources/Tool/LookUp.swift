import Commerce
import DataSources
import Diagnostics
import Notation

/// What a number, or an item, turned out to be: all that `resolve` prints, as text.
struct LookUp {
    /// One mapping row, in words.
    struct Row {
        var item: String
        /// Of our item.
        var description: String
        var number: String
        var account: String
        var level: String?
        var unit: String
        var unitFactor: ExactDecimal
        var revision: String
        var validFrom: Day?
        var validTo: Day?
        var source: String
        var line: Int
        /// Where it stands in time on the day asked for.
        var state: RowState = .valid
        /// How its number is like the one asked for, in lists of who uses it.
        var match = ""
        /// Why it did not answer; nil for the one that did, and in plain lists.
        var lost: String?
        var lostReason: String?
    }

    /// For whom, when and for what unit it is asked.
    struct Asked {
        var customer: TextID?
        var shipTo = TextID.blank
        var unit = TextID.blank
        var revision = TextID.blank
        var day: Day

        init(customer: TextID?, day: Day) {
            self.customer = customer
            self.day = day
        }
    }

    struct Other {
        var namespace: String
        var item: String
        var description: String
    }

    struct Hint {
        var item: String
        var description: String
        var reason: String
        var evidence: String
        /// 0 to 100; nil for what is no guess.
        var score: Int?
    }

    var query: String
    var customer: String?
    var customerName = ""
    var day: Day
    var outcome: String
    var item = ""
    var description = ""
    var customerItemNumber = ""
    var reason = ""
    var via: String?
    var row: Row?
    var alsoKnownAs: [Other] = []
    /// What the number is as one of ours and as a GTIN, the answer among them.
    var meanings: [Other] = []
    /// Our item that takes the place of the one found or asked for.
    var successor = ""
    /// Whether the item found or asked for is still sold.
    var isActive = true
    /// The revision asked for and the one that the customer's number stands for.
    var revisionAsked = ""
    var revisionHeld = ""
    /// The unit asked for, and the one that the answer counts in, where that is another.
    var units: (asked: String, counted: String)?
    /// What is odd about the answer, by name (``OrderLineFinding``).
    var findings: [String] = []
    var candidates: [Row] = []
    /// The items of an ambiguous number that is one of ours or a GTIN.
    var ownCandidates: [Other] = []
    var lost: [Row] = []
    var suggestions: [Hint] = []
    /// Everyone who uses the number or the item; with a customer, everyone else.
    var users: [Row] = []
}

/// Makes the texts of a look-up from ids.
struct LookUpWords {
    let data: ReferenceData
    let source: String

    let day: Day

    init(_ run: ProjectRun, day: Day) {
        self.day = day
        data = run.data
        source = run.project.data[.mappings]?.name ?? ""
    }

    func description(_ item: TextID) -> String {
        data.items[item].map { data.texts.string($0.description) } ?? ""
    }

    func row(_ index: Int32, level: Level? = nil, distance: UInt8 = 0, lost: LossReason? = nil) -> LookUp.Row
    {
        let row = data.mappings.rows[Int(index)]
        return LookUp.Row(
            item: data.texts.string(row.item), description: description(row.item),
            number: data.texts.string(row.number),
            account: account(row.account),
            level: level.map { $0 == .parent && distance > 1 ? "parent, \(distance) up" : $0.name },
            unit: data.texts.string(row.unit), unitFactor: data.mappings.unitFactors[Int(row.unitFactor)],
            revision: data.texts.string(row.revision),
            validFrom: row.validFrom == .min ? nil : Day(number: row.validFrom),
            validTo: row.validTo == .max ? nil : Day(number: row.validTo), source: source,
            line: Int(row.line), state: RowState(row, on: day), lost: lost?.words, lostReason: lost?.name)
    }

    /// The number of an item that stands before or after another in a chain of successors.
    func hint(_ related: RelatedNumber, instead: TextID) -> LookUp.Hint {
        let row = row(related.row)
        let state = row.state == .valid ? "" : " (\(row.state.name.replacing("_", with: " ")))"
        let relation = related.isOlder ? "which this item replaced" : "which replaced this item"
        return LookUp.Hint(
            item: row.item, description: description(related.item), reason: SuggestionReason.superseded.name,
            evidence: "`\(row.number)`\(state) is their number of `\(row.item)`, \(relation)", score: nil)
    }

    private func account(_ account: Account) -> String {
        if let id = account.customerID {
            let name = data.customers[id].map { " " + data.texts.string($0.name) } ?? " (unknown customer)"
            return data.texts.string(id) + name
        }
        return account.groupName.map { "group " + data.texts.string($0) } ?? "everyone"
    }
}

extension LookUp {
    /// What a number means, for a customer or for everyone.
    static func number(_ query: String, _ asked: Asked, _ run: inout ProjectRun) -> LookUp {
        let (customer, day) = (asked.customer, asked.day)
        let id = run.data.texts.intern(query)
        let words = LookUpWords(run, day: day)
        var answer = LookUp(query: query, day: day, outcome: "")
        answer.customer = customer.map { run.data.texts.string($0) }
        answer.customerName =
            customer.map { run.data.texts.string(run.data.customers[$0]?.name ?? .blank) } ?? ""
        let line = OrderLineNumbers(
            customer: customer ?? .blank, shipTo: asked.shipTo, day: day, customerItemNumber: id,
            unit: asked.unit, revision: asked.revision)
        answer.revisionAsked = run.data.texts.string(asked.revision)
        let found = run.resolver.resolve(line, texts: run.data.texts, accept: run.accepted, explaining: true)
        answer.take(found, line, run, words)
        answer.meanings = run.resolver.ownMeanings(id, texts: run.data.texts).map {
            Other(
                namespace: $0.namespace.name, item: run.data.texts.string($0.item),
                description: words.description($0.item))
        }
        answer.users = users(ofNumber: id, customer: customer, run, words)
        if customer != nil, !found.outcome.isResolved {
            let suggester = Suggester(run.resolver)
            answer.suggestions = suggester.suggest(
                for: line, description: .blank, resolution: found, texts: run.data.texts
            ).map { hint in
                Hint(
                    item: run.data.texts.string(hint.item), description: words.description(hint.item),
                    reason: hint.reason.name, evidence: hint.evidence, score: hint.score)
            }
        }
        return answer
    }

    private mutating func take(
        _ found: InboundResolution, _ line: OrderLineNumbers, _ run: ProjectRun, _ words: LookUpWords
    ) {
        let texts = run.data.texts
        outcome = found.outcome.name
        reason = found.outcome.name
        via = found.via?.name
        if found.outcome.isResolved {
            item = texts.string(found.item)
            description = words.description(found.item)
            takeState(of: found.item, run)
            revisionHeld = texts.string(run.resolver.revisionHeld(found, line))
            findings = run.resolver.findings(of: found, line, texts: texts).map(\.name)
            if findings.contains(OrderLineFinding.unitDiffers.name) {
                units = (texts.string(line.unit), texts.string(run.resolver.unitCounted(found)))
            }
        }
        if found.row >= 0 {
            row = words.row(found.row, level: found.via, distance: found.distance)
            customerItemNumber = row?.number ?? ""
        }
        alsoKnownAs = found.alsoKnownAs.map {
            Other(
                namespace: $0.namespace.name, item: texts.string($0.item),
                description: words.description($0.item))
        }
        ownCandidates = found.candidates.filter { $0.row < 0 }.map {
            Other(
                namespace: $0.namespace.name, item: texts.string($0.item),
                description: words.description($0.item))
        }
        candidates = found.candidates.filter { $0.row >= 0 }.map {
            words.row($0.row, level: $0.level, distance: $0.distance)
        }
        lost = found.lost.map { words.row($0.row, level: $0.level, distance: $0.distance, lost: $0.reason) }
    }

    private mutating func takeState(of item: TextID, _ run: ProjectRun) {
        successor = run.resolver.succession.newest(of: item).map { run.data.texts.string($0) } ?? ""
        isActive = run.data.items[item]?.active ?? true
    }

    /// Who knows an item of ours, and what one customer calls it.
    static func item(_ query: String, _ asked: Asked, _ run: ProjectRun) -> LookUp {
        let (customer, day) = (asked.customer, asked.day)
        let words = LookUpWords(run, day: day)
        var answer = LookUp(query: query, day: day, outcome: "unknown")
        answer.customer = customer.map { run.data.texts.string($0) }
        answer.customerName =
            customer.map { run.data.texts.string(run.data.customers[$0]?.name ?? .blank) } ?? ""
        guard let id = run.data.texts.find(query), run.data.items.contains(id) else { return answer }
        answer.item = query
        answer.description = words.description(id)
        answer.takeState(of: id, run)
        answer.revisionAsked = run.data.texts.string(asked.revision)
        guard let customer else {
            answer.users = users(run, words) { $0.item == id }
            answer.outcome = answer.users.isEmpty ? "missing" : "mapped"
            return answer
        }
        let found = run.resolver.explainNumberShown(
            customer: customer, shipTo: asked.shipTo, item: id, unit: asked.unit, day: day)
        answer.outcome = found.answer.outcome.name
        answer.reason = answer.outcome
        if found.answer.row >= 0 {
            answer.via = found.answer.level.name
            let row = words.row(found.answer.row, level: found.answer.level, distance: found.answer.distance)
            answer.customerItemNumber = row.number
            answer.row = row
            let held = run.resolver.row(found.answer.row).revision
            answer.revisionHeld = row.revision
            if run.resolver.revisionDiffers(asked.revision, from: held, run.data.texts) {
                answer.findings = [OrderLineFinding.revisionDiffers.name]
            }
        } else if let related = run.resolver.relatedNumber(
            customer: customer, shipTo: asked.shipTo, item: id, unit: asked.unit, day: day)
        {
            answer.suggestions = [words.hint(related, instead: id)]
        }
        answer.lost = found.lost.map {
            words.row($0.row, level: $0.level, distance: $0.distance, lost: $0.reason)
        }
        return answer
    }

    /// Who has the number, exactly or equal after normalizing; with a customer, the accounts that cannot answer
    /// for it.
    private static func users(
        ofNumber number: TextID, customer: TextID?, _ run: ProjectRun, _ words: LookUpWords
    ) -> [Row] {
        let (exact, normalized) = run.resolver.rows(ofNumber: number, texts: run.data.texts)
        let own = Set(customer.map { run.resolver.accounts(of: $0) } ?? [])
        func list(_ rows: [Int32], _ match: String) -> [Row] {
            rows.filter { !own.contains(run.data.mappings.rows[Int($0)].account) }.map { at in
                var row = words.row(at)
                row.match = match
                return row
            }.sorted {
                ($0.account, $0.item, $0.number, $0.line) < ($1.account, $1.item, $1.number, $1.line)
            }
        }
        return list(exact, "exact") + list(normalized, "normalized")
    }

    private static func users(_ run: ProjectRun, _ words: LookUpWords, _ isWanted: (MappingRow) -> Bool)
        -> [Row]
    {
        let rows = run.data.mappings.rows
        let found = rows.indices.filter { isWanted(rows[$0]) }.map { words.row(Int32($0)) }
        return found.sorted {
            ($0.account, $0.item, $0.number, $0.line) < ($1.account, $1.item, $1.number, $1.line)
        }
    }
}
