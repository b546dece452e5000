/// The direction from an order line to our item (rules.md 3).
extension MappingOracle {
    struct Line {
        var customer = ""
        var shipTo = ""
        var day = 0
        var customerNumber = ""
        var itemNumber = ""
        var gtin = ""
        var unit = ""
        var normalized = true
        var ownNumber = true
        var allowGTIN = true
    }

    struct Meaning: Equatable, Hashable, Comparable {
        var namespace: String
        var item: String

        static func < (a: Meaning, b: Meaning) -> Bool { (a.namespace, a.item) < (b.namespace, b.item) }
    }

    struct Answer: Equatable {
        var outcome: String
        var item = ""
        var via = ""
        var distance = 0
        var rows: [MappingWorld.Row] = []
        var candidates: [Meaning] = []
    }

    func resolve(_ line: Line) -> Answer {
        let customerNumber = trim(line.customerNumber)
        let itemNumber = trim(line.itemNumber)
        let gtin = trim(line.gtin)
        if itemNumber.isEmpty, gtin.isEmpty {
            if customerNumber.isEmpty { return Answer(outcome: "unknown") }
            if let answer = byCustomerNumber(line, customerNumber) { return answer }
            if line.ownNumber, let answer = byOwnNumber(customerNumber) { return answer }
            if line.allowGTIN, let answer = byGTIN(customerNumber, lengths: [12, 13, 14]) { return answer }
            return Answer(outcome: shortfall(line, customerNumber))
        }
        var answers: [Answer] = []
        if !customerNumber.isEmpty, let answer = byCustomerNumber(line, customerNumber) {
            answers.append(answer)
        }
        if !itemNumber.isEmpty, line.ownNumber, let answer = byOwnNumber(itemNumber) {
            answers.append(answer)
        }
        if !gtin.isEmpty, line.allowGTIN, let answer = byGTIN(gtin, lengths: [8, 12, 13, 14]) {
            answers.append(answer)
        }
        guard let clear = answers.first(where: { $0.outcome != "ambiguous" }) else {
            if let ambiguous = answers.first { return ambiguous }
            return Answer(outcome: customerNumber.isEmpty ? "unknown" : shortfall(line, customerNumber))
        }
        for answer in answers {
            let items = answer.outcome == "ambiguous" ? answer.candidates.map(\.item) : [answer.item]
            if !items.contains(where: { same($0, clear.item) }) { return Answer(outcome: "conflict") }
        }
        return answers.first { $0.outcome == "ambiguous" } ?? clear
    }

    /// The meanings of the customer-number column among our numbers and GTINs that are not the answer's.
    func alsoKnownAs(_ line: Line, _ answer: Answer, _ named: [String]) -> [Meaning] {
        let number = trim(line.customerNumber)
        if number.isEmpty { return [] }
        var meanings: [Meaning] = []
        for (space, hit) in [
            ("own_number", byOwnNumber(number)), ("gtin", byGTIN(number, lengths: [12, 13, 14])),
        ] {
            guard let hit else { continue }
            let items = hit.outcome == "ambiguous" ? hit.candidates.map(\.item) : [hit.item]
            for item in items where !same(item, answer.item) && !named.contains(where: { same($0, item) }) {
                meanings.append(Meaning(namespace: space, item: item))
            }
        }
        return meanings.sorted()
    }

    private func byCustomerNumber(_ line: Line, _ number: String) -> Answer? {
        for kind in line.normalized ? ["exact", "normalized"] : ["exact"] {
            for place in places(customer: line.customer, shipTo: line.shipTo) {
                let hits = place.rows.filter { isValid($0, line.day) && matches($0.number, number, kind) }
                if hits.isEmpty { continue }
                var items: [String] = []
                for hit in hits where !items.contains(where: { same($0, hit.item) }) {
                    items.append(hit.item)
                }
                if items.count > 1 {
                    return Answer(
                        outcome: "ambiguous", via: place.level, distance: place.distance,
                        candidates: items.map { Meaning(namespace: "customer", item: $0) }.sorted())
                }
                return Answer(
                    outcome: kind, item: items[0], via: place.level, distance: place.distance,
                    rows: winners(hits, unit: line.unit))
            }
        }
        return nil
    }

    private func byOwnNumber(_ number: String) -> Answer? {
        if world.articles.contains(where: { same($0.number, number) }) {
            return Answer(outcome: "own_number", item: number)
        }
        let hits = world.articles.map(\.number).filter { same(upper(trim($0)), upper(number)) }
        return several(hits, "own_number", "own_number")
    }

    private func byGTIN(_ number: String, lengths: [Int]) -> Answer? {
        guard let value = gtinValue(number, lengths) else { return nil }
        let hits = world.articles.filter { gtinValue($0.gtin, [8, 12, 13, 14]) == value }.map(\.number)
        return several(hits, "gtin", "gtin")
    }

    private func several(_ hits: [String], _ outcome: String, _ namespace: String) -> Answer? {
        if hits.isEmpty { return nil }
        if hits.count == 1 { return Answer(outcome: outcome, item: hits[0]) }
        let meanings = hits.map { Meaning(namespace: namespace, item: $0) }.sorted()
        return Answer(outcome: "ambiguous", candidates: meanings)
    }

    private func shortfall(_ line: Line, _ number: String) -> String {
        let rows = places(customer: line.customer, shipTo: line.shipTo).flatMap(\.rows).filter {
            matches($0.number, number, "exact")
                || (line.normalized && matches($0.number, number, "normalized"))
        }
        let why = shortfall(rows, line.day)
        return why == "missing" ? "unknown" : why
    }

    func matches(_ a: String, _ b: String, _ kind: String) -> Bool {
        if kind == "exact" { return same(trim(a), trim(b)) }
        return !normalized(a).isEmpty && same(normalized(a), normalized(b))
    }

    private func trim(_ text: String) -> String {
        var letters = Array(text.unicodeScalars)
        while let last = letters.last, last == " " || last == "\t" { letters.removeLast() }
        while let first = letters.first, first == " " || first == "\t" { letters.removeFirst() }
        return letters.map { String($0) }.joined()
    }

    private func upper(_ text: String) -> String {
        text.unicodeScalars.map { $0.isASCII ? String($0).uppercased() : String($0) }.joined()
    }

    private func normalized(_ text: String) -> String {
        let kept = upper(text).unicodeScalars.filter { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
        return kept.drop { $0 == "0" }.map { String($0) }.joined()
    }

    private func gtinValue(_ text: String, _ lengths: [Int]) -> Int? {
        let digits = text.unicodeScalars.filter { $0 != " " && $0 != "-" }
        guard lengths.contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        return Int(digits.map { String($0) }.joined())
    }
}
