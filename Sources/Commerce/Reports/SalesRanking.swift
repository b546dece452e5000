import Notation

/// The part of the sales report that ranks items or customers by value and parts them into classes: A makes the
/// first 80 % of the value, B what leads up to 95 %, C the rest.
struct SalesRanking: Sendable {
    enum Subject: Sendable {
        case items, customers
    }

    struct Entry: Sendable {
        let id: TextID
        let currency: TextID
        var lines = 0
        var quantity = DecimalTotal()
        var value = DecimalTotal()
        var share: ExactDecimal?
        var runningShare: ExactDecimal?
        var abc = "C"
    }

    /// Where the classes A and B end, in percent of the value in front of a row.
    private static let bounds: [(abc: String, below: ExactDecimal)] = [("A", 80), ("B", 95)]

    /// By currency code, then value, the greatest first, then number by bytes.
    let rows: [Entry]
    private let subject: Subject

    private init(_ sums: RankingSums, of subject: Subject, _ scope: ReportScope) {
        self.subject = subject
        rows = Self.ranked(sums, scope)
    }

    /// Those of items and of customers, of one walk over the cells.
    static func rankings(
        _ cube: SalesCube, _ scope: ReportScope
    ) -> (items: SalesRanking, customers: SalesRanking) {
        var (items, customers) = (RankingSums(), RankingSums())
        // The lines of one customer stand together.
        var run = RankingSums.Sum(id: .blank, currency: .blank)
        for cell in cube.reported(scope) where !cell.isCredit {
            let currency = cube.currency(of: cell)
            items.add(cell, currency, cube)
            if cell.customer != run.id || currency != run.currency {
                customers.add(run)
                run = RankingSums.Sum(id: cell.customer, currency: currency)
            }
            run.lines += 1
            cube.addValue(of: cell, to: &run.value)
        }
        customers.add(run)
        return (SalesRanking(items, of: .items, scope), SalesRanking(customers, of: .customers, scope))
    }

    func table(_ scope: ReportScope, period: String) -> Table {
        let (entries, subject) = (rows, subject)
        let digits = CurrencyDigits(entries.map(\.currency), scope)
        let noun = subject == .items ? "items" : "customers"
        var table = Table(
            name: "sales-abc-\(noun)", title: "Classes of \(noun) by value (ABC)", period: period,
            columns: Self.columns(subject), rowCount: entries.count, texts: scope.texts
        ) { at, buffer in
            let entry = entries[at]
            buffer.append(entry.abc)
            buffer.append(.text(entry.id))
            buffer.append(
                .text(subject == .items ? scope.itemDescription(entry.id) : scope.customerName(entry.id)))
            buffer.append(.integer(entry.lines))
            if subject == .items { buffer.append(.decimal(entry.quantity.value.normalized)) }
            buffer.append(.money(entry.value.value, digits: digits[entry.currency]))
            buffer.append(.decimal(optional: entry.share))
            buffer.append(.decimal(optional: entry.runningShare))
            buffer.append(.text(entry.currency))
        }
        table.highlights = Self.highlights(entries, noun, scope)
        table.notes = [
            Note(
                "Class",
                "A: the rows in front hold less than 80 % of the value; B: less than 95 %; C: the rest. "
                    + "Sale lines only, each currency apart"),
            Note("Running share", "value of this row and all above, of the value in this currency"),
        ]
        return table
    }

    private static func ranked(_ sums: RankingSums, _ scope: ReportScope) -> [Entry] {
        let texts = scope.texts
        let order = sums.sums.enumerated().map { (at: $0, sum: $1.value.value) }.sorted { x, y in
            let (a, b) = (sums.sums[x.at], sums.sums[y.at])
            if a.currency != b.currency { return texts.precedes(a.currency, b.currency) }
            if x.sum != y.sum { return x.sum > y.sum }
            return texts.precedes(a.id, b.id)
        }
        var entries = order.map {
            let sum = sums.sums[$0.at]
            return Entry(
                id: sum.id, currency: sum.currency, lines: sum.lines, quantity: sum.quantity, value: sum.value
            )
        }
        classify(&entries)
        return entries
    }

    private static func classify(_ entries: inout [Entry]) {
        var start = 0
        while start < entries.count {
            let end = entries[start...].firstIndex { $0.currency != entries[start].currency } ?? entries.count
            var total = DecimalTotal()
            for entry in entries[start..<end] { total.add(entry.value.value) }
            var running = DecimalTotal()
            for at in start..<end where entries[at].value.value.signum > 0 {
                let before = percent(running.value, of: total.value)
                running.add(entries[at].value.value)
                entries[at].share = percent(entries[at].value.value, of: total.value)
                entries[at].runningShare = percent(running.value, of: total.value)
                guard let before else { continue }
                entries[at].abc = bounds.first { before < $0.below }?.abc ?? "C"
            }
            start = end
        }
    }

    private static func highlights(_ entries: [Entry], _ noun: String, _ scope: ReportScope) -> [Highlight] {
        guard Set(entries.map(\.currency)).count == 1 else { return [] }
        return ["A", "B", "C"].map { abc in
            let own = entries.filter { $0.abc == abc }
            return Highlight("Class \(abc) \(noun)", .integer(own.count), .integer)
        }
    }

    private static func columns(_ subject: Subject) -> [Column] {
        let isItems = subject == .items
        return [
            Column("class", "Class", .text),
            isItems
                ? Column("item_number", "Item #", .number, isKey: true)
                : Column("customer_id", "Customer", .number, isKey: true),
            isItems ? Column("description", "Description", .text) : Column("customer_name", "Name", .text),
            Column("lines", "Lines", .integer),
        ]
            + (isItems ? [Column("quantity", "Quantity", .decimal(minimum: 0, maximum: 38))] : [])
            + [
                Column("value", "Value", .money(digits: 2)),
                Column("share_pct", "Share %", .percent(digits: 2)),
                Column("running_share_pct", "Running share %", .percent(digits: 2)),
                Column("currency", "Currency", .number, isKey: true),
            ]
    }
}

/// Sums of sale lines by one id and currency.
private struct RankingSums {
    struct Sum {
        let id: TextID
        let currency: TextID
        var lines = 0
        var quantity = DecimalTotal()
        var value = DecimalTotal()
    }

    private(set) var sums: [Sum] = []
    /// By currency, then by the id's place: far cheaper than a dictionary for 700,000 cells.
    private var places: [(currency: TextID, byID: [Int32])] = []

    @inline(__always)
    mutating func place(_ id: TextID, _ currency: TextID) -> Int {
        var group = 0
        while group < places.count, places[group].currency != currency { group += 1 }
        if group < places.count, id.index < places[group].byID.count {
            let known = places[group].byID[id.index]
            if known >= 0 { return Int(known) }
        }
        return newPlace(id, currency, group)
    }

    private mutating func newPlace(_ id: TextID, _ currency: TextID, _ group: Int) -> Int {
        if group == places.count { places.append((currency, [])) }
        let missing = max(id.index + 1, places[group].byID.count * 2) - places[group].byID.count
        if id.index >= places[group].byID.count {
            places[group].byID.append(contentsOf: repeatElement(-1, count: missing))
        }
        places[group].byID[id.index] = Int32(truncatingIfNeeded: sums.count)
        sums.append(Sum(id: id, currency: currency))
        return sums.count - 1
    }

    /// Adds lines and value of others.
    mutating func add(_ other: Sum) {
        if other.lines == 0 { return }
        let place = place(other.id, other.currency)
        sums[place].lines += other.lines
        sums[place].value.add(other.value)
    }

    @inline(__always)
    mutating func add(_ cell: CubeCell, _ currency: TextID, _ cube: borrowing SalesCube) {
        let place = place(cell.item, currency)
        sums.withUnsafeMutableBufferPointer { sums in
            sums[place].lines += 1
            cube.addQuantity(of: cell, to: &sums[place].quantity)
            cube.addValue(of: cell, to: &sums[place].value)
        }
    }
}
