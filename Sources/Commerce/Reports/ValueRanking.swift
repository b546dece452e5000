import Notation

/// Values summed by one id, the greatest first.
struct ValueRanking: Sendable {
    struct Entry: Sendable {
        let id: TextID
        let value: ExactDecimal
    }

    let entries: [Entry]
    let total: ExactDecimal

    /// Of sums that are ranked already.
    init(ranked entries: [SalesRanking.Entry]) {
        self.entries = entries.map { Entry(id: $0.id, value: $0.value.value) }
        var total = DecimalTotal()
        for entry in entries { total.add(entry.value.value) }
        self.total = total.value
    }

    init(_ pairs: some Sequence<(id: TextID, value: ExactDecimal)>, _ texts: Texts) {
        var sums: [TextID: DecimalTotal] = [:]
        var total = DecimalTotal()
        for pair in pairs {
            sums[pair.id, default: DecimalTotal()].add(pair.value)
            total.add(pair.value)
        }
        self.total = total.value
        entries = sums.map { Entry(id: $0.key, value: $0.value.value) }.sorted {
            $0.value != $1.value ? $0.value > $1.value : texts.precedes($0.id, $1.id)
        }
    }

    /// The share of the first entries in the whole, in percent; nil where the whole is not positive.
    func share(ofFirst count: Int) -> ExactDecimal? {
        var sum = DecimalTotal()
        for entry in entries.prefix(count) { sum.add(entry.value) }
        return percent(sum.value, of: total)
    }

    /// `Three customers hold 41.2% of it: …`; none where there are no more.
    func sentence(
        _ subject: String, of whole: String, _ count: Int, _ kind: Column.Kind,
        _ label: (TextID) -> Paragraph.Part
    ) -> [Paragraph] {
        guard entries.count > count, let share = share(ofFirst: count) else { return [] }
        var parts: [Paragraph.Part] = [
            .words("\(subject) hold "), .figure(.decimal(share), .percent(digits: 1)),
            .words(" of \(whole): "),
        ]
        for (at, entry) in entries.prefix(count).enumerated() {
            if at > 0 { parts.append(.words(", ")) }
            parts += [label(entry.id), .words(" ("), .figure(.decimal(entry.value), kind), .words(")")]
        }
        return [Paragraph(parts + [.words(".")])]
    }

    /// - Parameter digits: Those of the currency; nil where no money is ranked.
    func chart(
        _ title: String, _ digits: Int?, count: Int = 10, link: (TextID) -> RowLink? = { _ in nil },
        label: (TextID) -> String
    ) -> Chart? {
        let shown = entries.prefix(count).filter { $0.value.signum > 0 }
        // One bar says no more than the words do.
        if shown.count < 2 { return nil }
        return Chart(
            title, .ranking, labels: shown.map { label($0.id) },
            series: [Chart.Series("Value", shown.map(\.value))],
            kind: digits.map { .money(digits: $0) } ?? .integer,
            links: shown.map { link($0.id) })
    }
}

extension ReportScope {
    /// `10010 Harbour Kitchen`
    func customerLabel(_ id: TextID) -> String {
        let name = texts.string(customerName(id))
        return name.isEmpty ? texts.string(id) : "\(texts.string(id)) \(name)"
    }

    /// `TW-2020 Stoneware dinner plate`
    func itemLabel(_ id: TextID) -> String {
        let name = texts.string(itemDescription(id))
        return name.isEmpty ? texts.string(id) : "\(texts.string(id)) \(name)"
    }

    /// The currencies of the reported months, that of the most lines first, else in order of the code; those
    /// without such lines are left out.
    func currencies(_ cube: SalesCube, byLines count: (MappingFigures) -> Int) -> [TextID] {
        var lines: [TextID: Int] = [:]
        for month in cube.months where reports(month.month) && count(month.figures) > 0 {
            lines[month.currency, default: 0] += count(month.figures)
        }
        return lines.sorted { $0.value != $1.value ? $0.value > $1.value : texts.precedes($0.key, $1.key) }
            .map(\.key)
    }

    /// `, GBP` behind what is counted in it.
    func inWords(_ currency: TextID) -> String {
        currency.isBlank ? "" : ", \(texts.string(currency))"
    }
}
