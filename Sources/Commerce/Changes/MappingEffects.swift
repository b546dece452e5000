package import Notation

/// What a change of the mappings does to what was printed and to what is on order.
package struct MappingEffects: Sendable {
    /// The lines of one month and currency whose answer changes; sale lines, credits counted apart.
    package struct MonthEffect: Sendable {
        package let month: Month
        package let currency: TextID
        package var mappedLines = 0
        package var mappedValue = DecimalTotal()
        package var unmappedLines = 0
        package var unmappedValue = DecimalTotal()
        package var renumberedLines = 0
        package var renumberedValue = DecimalTotal()
        package var creditLines = 0
        /// Of all sale lines of the month and currency.
        package fileprivate(set) var lines = 0
        package fileprivate(set) var linesMappedBefore = 0

        /// Sale lines with a number in percent of all, before and after; nil where there are none.
        package var coverage: (was: ExactDecimal?, now: ExactDecimal?) {
            let now = linesMappedBefore + mappedLines - unmappedLines
            return (percent(linesMappedBefore, of: lines), percent(now, of: lines))
        }

        var isChanged: Bool { mappedLines + unmappedLines + renumberedLines + creditLines > 0 }
    }

    /// An order line that is found differently.
    package struct OrderEffect: Sendable {
        /// Index into the order lines.
        package let line: Int
        package let was: InboundResolution
        package let now: InboundResolution

        /// What it comes to, in a word.
        package var name: String {
            switch (was.outcome.isResolved, now.outcome.isResolved) {
            case (false, true): "resolved"
            case (true, false): now.outcome == .ambiguous ? "becomes_ambiguous" : "breaks"
            case (true, true): was.item == now.item ? "other_quantity" : "other_item"
            case (false, false): "other_reason"
            }
        }

        package var isWorse: Bool {
            was.outcome.isResolved && (!now.outcome.isResolved || was.item != now.item)
        }
    }

    package private(set) var months: [MonthEffect] = []
    package private(set) var orders: [OrderEffect] = []
    /// What the audit finds after the change and did not before.
    package private(set) var newFindings: [AuditFinding] = []
    /// What it found before and no longer does.
    package private(set) var goneFindings: [AuditFinding] = []
    private let old: Resolver
    private let new: Resolver
    private let currencies: CustomerCurrencies
    private var places: [UInt64: Int] = [:]

    /// - Parameters:
    ///   - old: the resolver before the change, new: after it; their ids belong to the same texts.
    ///   - currency: the project's.
    package init(from old: Resolver, to new: Resolver, currency: TextID) {
        self.old = old
        self.new = new
        currencies = CustomerCurrencies(new.data, currency: currency)
    }

    /// Compares the numbers shown on a batch of invoice lines.
    package mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables) {
        for line in lines where line.lineClass == .sale || line.lineClass == .credit {
            let shipTo = line.header > 0 ? tables.headers[Int(line.header)].shipTo : .blank
            let was = old.numberShown(
                customer: line.customer, shipTo: shipTo, item: line.item, unit: line.unit, day: line.date)
            let now = new.numberShown(
                customer: line.customer, shipTo: shipTo, item: line.item, unit: line.unit, day: line.date)
            if line.lineClass == .sale { countLine(line, tables, isMapped: was.outcome.isMapped) }
            if was.outcome.isMapped == now.outcome.isMapped {
                guard was.row >= 0, now.row >= 0, old.row(was.row).number != new.row(now.row).number else {
                    continue
                }
            }
            count(line, tables, was.outcome.isMapped, now.outcome.isMapped)
        }
    }

    private mutating func countLine(_ line: InvoiceLine, _ tables: InvoiceTables, isMapped: Bool) {
        let at = place(line.date.month, currencies.currency(of: line, tables))
        months[at].lines += 1
        if isMapped { months[at].linesMappedBefore += 1 }
    }

    private mutating func count(_ line: InvoiceLine, _ tables: InvoiceTables, _ was: Bool, _ now: Bool) {
        guard let value = try? line.value(tables) else { return }
        let at = place(line.date.month, currencies.currency(of: line, tables))
        if line.lineClass == .credit {
            months[at].creditLines += 1
        } else if was == now {
            months[at].renumberedLines += 1
            months[at].renumberedValue.add(value)
        } else if now {
            months[at].mappedLines += 1
            months[at].mappedValue.add(value)
        } else {
            months[at].unmappedLines += 1
            months[at].unmappedValue.add(value)
        }
    }

    private mutating func place(_ month: Month, _ currency: TextID) -> Int {
        let key =
            UInt64(UInt32(bitPattern: month.number)) << 32 | UInt64(UInt32(bitPattern: currency.rawValue))
        if let known = places[key] { return known }
        places[key] = months.count
        months.append(MonthEffect(month: month, currency: currency))
        return months.count - 1
    }

    /// Compares what order lines mean.
    package mutating func add(_ lines: [OrderLine], texts: Texts, accept: AcceptedMatches) {
        for (at, line) in lines.enumerated() {
            let numbers = OrderLineNumbers(line)
            let was = old.resolve(numbers, texts: texts, accept: accept)
            let now = new.resolve(numbers, texts: texts, accept: accept)
            if was.outcome == now.outcome, was.item == now.item, was.unitFactor == now.unitFactor { continue }
            orders.append(OrderEffect(line: at, was: was, now: now))
        }
    }

    /// Compares the audits; findings that hang on today or on use are left out.
    package mutating func audit() {
        let before = MappingAudit.findings(old, today: nil)
        let after = MappingAudit.findings(new, today: nil)
        let known = Set(before.map(\.id))
        let still = Set(after.map(\.id))
        newFindings = after.filter { !known.contains($0.id) }
        goneFindings = before.filter { !still.contains($0.id) }
    }

    /// Keeps the months that change, in order; call it when all lines were added.
    package mutating func finish() {
        let texts = new.data.texts
        months.removeAll { !$0.isChanged }
        months.sort {
            $0.month != $1.month ? $0.month < $1.month : texts.precedes($0.currency, $1.currency)
        }
    }
}
