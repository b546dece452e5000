package import Notation

/// The sheet for one customer: its numbers as we hold them, and blanks for what it bought without one.
package struct NumbersSheet: Sendable {
    package struct Line: Sendable {
        package var item: TextID
        package var status: MappingOutcome
        package var via: Level?
        /// Index into ``MappingTable/rows``, -1 for a blank to fill in.
        package var row: Int32
        /// Of a blank: the first day the customer bought the item without a number.
        package var firstGap: Day?
        /// The last day the customer bought the item, in the invoices that were read.
        package var lastBought: Day?
    }

    package let customer: TextID
    package let day: Day
    package internal(set) var lines: [Line] = []

    package var blankCount: Int { lines.count { $0.row < 0 } }
}

/// Gathers what customers bought, and makes their sheets.
package struct NumbersSheets: Sendable {
    private struct Pair: Hashable {
        let customer: TextID
        let item: TextID
    }

    private struct Purchase {
        var firstGap: Day?
        var last: Day
    }

    private let resolver: Resolver
    private var purchases: [Pair: Purchase] = [:]
    private var bought: [TextID: [TextID]] = [:]
    private var rowsOfAccount: [Account: [Int32]] = [:]

    package init(_ resolver: Resolver) {
        self.resolver = resolver
        for (at, row) in resolver.data.mappings.rows.enumerated() {
            rowsOfAccount[row.account, default: []].append(Int32(truncatingIfNeeded: at))
        }
    }

    /// Adds the sale lines of a batch.
    package mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables) {
        for line in lines where line.lineClass == .sale {
            let pair = Pair(customer: line.customer, item: line.item)
            let shipTo = line.header > 0 ? tables.headers[Int(line.header)].shipTo : .blank
            let isGap = !resolver.numberShown(
                customer: line.customer, shipTo: shipTo, item: line.item, unit: line.unit, day: line.date
            ).outcome.isMapped
            if purchases[pair] == nil { bought[line.customer, default: []].append(line.item) }
            var purchase = purchases[pair] ?? Purchase(last: line.date)
            purchase.last = max(purchase.last, line.date)
            if isGap { purchase.firstGap = min(purchase.firstGap ?? line.date, line.date) }
            purchases[pair] = purchase
        }
    }

    /// The customers that have numbers of their own or bought something, in the order of the data.
    package var customers: [TextID] {
        resolver.data.customers.records.map(\.id).filter {
            rowsOfAccount[.customer($0)] != nil || bought[$0] != nil
        }
    }

    /// The sheet of a customer on a day: every item that any level has a number for or that it bought, by our
    /// number; the numbers valid that day at the level that answers, else those that start later, else a blank.
    package func sheet(of customer: TextID, on day: Day) -> NumbersSheet {
        var items: Set<TextID> = Set(bought[customer] ?? [])
        for account in resolver.accounts(of: customer) {
            for at in rowsOfAccount[account] ?? [] { items.insert(resolver.row(at).item) }
        }
        let texts = resolver.data.texts
        var sheet = NumbersSheet(customer: customer, day: day)
        let known = items.filter { resolver.data.items.contains($0) }
        for item in known.sorted(by: { texts.precedes($0, $1) }) {
            add(item, of: customer, on: day, to: &sheet)
        }
        return sheet
    }

    private func add(_ item: TextID, of customer: TextID, on day: Day, to sheet: inout NumbersSheet) {
        let purchase = purchases[Pair(customer: customer, item: item)]
        let told = resolver.explainNumberShown(customer: customer, item: item, day: day)
        func line(_ row: Int32, _ status: MappingOutcome, _ via: Level?) -> NumbersSheet.Line {
            NumbersSheet.Line(
                item: item, status: status, via: via, row: row, firstGap: purchase?.firstGap,
                lastBought: purchase?.last)
        }
        if told.answer.row >= 0 {
            let account = resolver.row(told.answer.row).account
            let others = told.candidates.filter {
                let row = resolver.row($0.row)
                return $0.row != told.answer.row && row.account == account && row.isActive && row.covers(day)
            }
            for at in [told.answer.row] + others.map(\.row) {
                sheet.lines.append(line(at, .mapped, told.answer.level))
            }
            return
        }
        let coming = told.candidates.filter {
            let row = resolver.row($0.row)
            return row.isActive && !row.isNeverValid && row.validFrom > day.number
        }
        if purchase != nil { sheet.lines.append(line(-1, told.answer.outcome, nil)) }
        for row in coming { sheet.lines.append(line(row.row, .notYetValid, row.level)) }
    }
}
