extension Oracle {
    /// What an order line means.
    struct Answer: Sendable, Equatable, CustomStringConvertible {
        var item = ""
        var reason: String
        var via = ""
        /// quantity x unit_factor in tenths.
        var tenths: Int?

        var description: String { "\(item) \(reason) \(via) \(tenths.map { "\($0)/10" } ?? "")" }
    }

    /// Rule 3. Each number in its own namespace; several must agree.
    func answer(_ line: World.OrderLine) -> Answer {
        let number = line.theirs.filter { $0 != " " }
        var answers: [Answer] = []
        let alone = line.item.isEmpty && line.gtin.isEmpty
        if !number.isEmpty {
            answers.append(
                theirs(line) ?? (alone ? ours(line.theirs, line) ?? gtin(line.theirs, line, from: 12) : nil)
                    ?? failure(line))
        }
        if !line.item.isEmpty { answers.append(ours(line.item, line) ?? Answer(reason: "unknown")) }
        if !line.gtin.isEmpty { answers.append(gtin(line.gtin, line, from: 8) ?? Answer(reason: "unknown")) }
        let found = answers.filter { !$0.item.isEmpty }
        if Set(found.map(\.item)).count > 1 { return Answer(reason: "conflict") }
        return found.first ?? answers.first ?? Answer(reason: "unknown")
    }

    /// Whether the line's several numbers are such that rules.md says what comes out: all found.
    func isDefined(_ line: World.OrderLine) -> Bool {
        let given = [line.theirs, line.item, line.gtin].filter { !$0.isEmpty }
        guard given.count > 1 else { return true }
        return theirs(line).map { !$0.item.isEmpty } ?? false
    }

    /// Steps (a) and (b), level by level.
    private func theirs(_ line: World.OrderLine) -> Answer? {
        let exact = Self.trimmed(line.theirs)
        let loose = Self.normalized(line.theirs)
        let levels = levels(line.customer, line.shipTo)
        for (reason, fits) in [
            ("exact", { (number: String) in Self.trimmed(number) == exact }),
            ("normalized", { (number: String) in !loose.isEmpty && Self.normalized(number) == loose }),
        ] {
            for level in levels {
                let rows = level.rows.filter { $0.active && Self.isValid($0, line.date) && fits($0.theirs) }
                guard let row = Self.best(rows, unit: line.unit) else { continue }
                if Set(rows.map(\.item)).count > 1 { return Answer(reason: "ambiguous", via: level.name) }
                let factor = row.factor.isEmpty ? 10 : Millionths.shifted(row.factor, by: 1)
                return Answer(
                    item: row.item, reason: reason, via: level.name, tenths: line.quantity * factor)
            }
        }
        return nil
    }

    private func ours(_ text: String, _ line: World.OrderLine) -> Answer? {
        let number = Self.trimmed(text).uppercased()
        guard let item = item(number) else { return nil }
        return Answer(item: item.number, reason: "own_number", tenths: line.quantity * 10)
    }

    private func gtin(_ text: String, _ line: World.OrderLine, from least: Int) -> Answer? {
        let digits = text.filter { $0 != " " && $0 != "-" }
        let lengths = [8, 12, 13, 14].filter { $0 >= least }
        guard lengths.contains(digits.count), digits.allSatisfy(\.isNumber), let number = Int(digits) else {
            return nil
        }
        let hits = world.items.filter { Int($0.gtin) == number }
        guard let hit = hits.first else { return nil }
        if hits.count > 1 { return Answer(reason: "ambiguous") }
        return Answer(item: hit.number, reason: "gtin", tenths: line.quantity * 10)
    }

    private func failure(_ line: World.OrderLine) -> Answer {
        let exact = Self.trimmed(line.theirs)
        let loose = Self.normalized(line.theirs)
        let rows = levels(line.customer, line.shipTo).flatMap(\.rows).filter {
            Self.trimmed($0.theirs) == exact || (!loose.isEmpty && Self.normalized($0.theirs) == loose)
        }
        return Answer(reason: Self.reason(rows, line.date) ?? "unknown")
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    static func normalized(_ text: String) -> String {
        String(text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.drop { $0 == "0" })
    }
}
