import Notation

/// The part of the accuracy report that names what became mapped, or was lost, since the month before.
///
/// For each customer and item sold in a month or the month before, the answer on the last day of the one is
/// compared with the answer on the last day of the other.
enum AccuracyChanges {
    struct Change: Sendable {
        let month: Month
        let customer: TextID
        let item: TextID
        let before: NumberShown
        let now: NumberShown

        var isGain: Bool { now.outcome == .mapped }
    }

    static func table(_ changes: [Change], _ scope: ReportScope) -> Table {
        var table = Table(
            name: "accuracy-changes", title: "Item numbers gained and lost since the month before",
            period: scope.period(of: changes.map(\.month)), columns: columns, rowCount: changes.count,
            texts: scope.texts
        ) { at, buffer in
            let change = changes[at]
            let gained = change.isGain
            let row = scope.resolver.row(gained ? change.now.row : change.before.row)
            buffer.append(.month(change.month))
            buffer.append(.text(change.customer))
            buffer.append(.text(change.item))
            buffer.append(gained ? "gained" : "lost")
            buffer.append(.text(row.number))
            buffer.append(gained ? change.now.level.name : change.before.level.name)
            buffer.append((gained ? change.before.outcome : change.now.outcome).name)
            buffer.append(.text(scope.customerName(change.customer)))
            buffer.append(.text(scope.itemDescription(change.item)))
        }
        table.choice = RowChoice("the last ones") { room in Array(changes.indices.suffix(room)) }
        table.notes = [
            Note(
                "",
                "Customers and items sold in the month or the month before, whose answer on the last day of the "
                    + "one differs from that on the last day of the other."),
            Note("Gained", "had no number and has one now; Before or now: why there was none"),
            Note("Lost", "had a number and has none now; Before or now: why there is none"),
        ]
        return table
    }

    static func collect(_ cube: SalesCube, _ scope: ReportScope) -> [Change] {
        guard let last = cube.months.map(\.month).max(), let first = cube.months.map(\.month).min() else {
            return []
        }
        let days = first.firstDay.number...last.lastDay.number
        var changes: [Change] = []
        forEachPair(cube, ChangingItems(scope.resolver.store, within: days)) { customer, item, months in
            guard scope.resolver.changes(customer: customer, item: item, within: days) else { return }
            let node = scope.resolver.store.levels.node(ofCustomer: customer)
            // The answer on the last day of a month.
            var known: (month: Month, shown: NumberShown)?
            func answer(_ month: Month) -> NumberShown {
                if let known, known.month == month { return known.shown }
                let asked = NumberAsked(customer: customer, item: item, day: month.lastDay)
                let shown = scope.resolver.numberShown(asked, node: node)
                known = (month, shown)
                return shown
            }
            func compare(_ month: Month) {
                guard month <= last, scope.reports(month) else { return }
                let before = answer(month.adding(months: -1))
                let now = answer(month)
                guard before.outcome.isMapped != now.outcome.isMapped else { return }
                changes.append(
                    Change(month: month, customer: customer, item: item, before: before, now: now))
            }
            var compared = Month(number: .min)
            for month in months {
                if month != compared { compare(month) }
                compared = month.adding(months: 1)
                compare(compared)
            }
        }
        return changes.sorted { a, b in
            if a.month != b.month { return a.month < b.month }
            if a.customer != b.customer { return scope.texts.precedes(a.customer, b.customer) }
            return scope.texts.precedes(a.item, b.item)
        }
    }

    /// Calls `body` with each customer and item sold that may have changed, and the months in which it was sold.
    ///
    /// Customer (27 bits), item (27) and month (10) are packed into one word each and the words sorted.
    private static func forEachPair(
        _ cube: SalesCube, _ changing: ChangingItems, _ body: (TextID, TextID, [Month]) -> Void
    ) {
        guard let first = cube.months.map(\.month).min() else { return }
        var words: [UInt64] = []
        for slice in cube.slices {
            let month = UInt64(min(slice.month.number - first.number, 0x3FF))
            var nodes: [Int32] = []
            var last = CubeCell.nothing
            for cell in cube.cells[slice.cells] where !cell.isCredit {
                if cell.customer != last.customer {
                    changing.takeNodes(of: cell.customer, &nodes)
                } else if cell.item == last.item {
                    continue
                }
                last = cell
                guard nodes.contains(where: { changing.mayHold($0, cell.item) }) else { continue }
                words.append(UInt64(cell.customer.index) << 37 | UInt64(cell.item.index) << 10 | month)
            }
        }
        RadixSort.sort(&words)
        var at = 0
        var months: [Month] = []
        while at < words.count {
            let pair = words[at] >> 10
            months.removeAll(keepingCapacity: true)
            while at < words.count, words[at] >> 10 == pair {
                let month = first.adding(months: Int(words[at] & 0x3FF))
                if months.last != month { months.append(month) }
                at += 1
            }
            body(
                TextID(rawValue: Int32(truncatingIfNeeded: pair >> 27)),
                TextID(rawValue: Int32(truncatingIfNeeded: pair & 0x7FF_FFFF)), months)
        }
    }

    private static let columns: [Column] = [
        Column("month", "Month", .month, isKey: true),
        Column("customer_id", "Customer", .number, isKey: true),
        Column("item_number", "Item #", .number, isKey: true), Column("change", "Change", .code),
        Column("customer_item_number", "Customer Item #", .number), Column("via", "Level", .code),
        Column("reason", "Before or now", .code), Column("customer_name", "Name", .text),
        Column("description", "Description", .text),
    ]
}

extension Resolver {
    /// Whether any row for an item on any level of a customer begins or ends within the days.
    fileprivate func changes(customer: TextID, item: TextID, within days: ClosedRange<Int32>) -> Bool {
        var walk = LevelWalk(store.levels, customer: customer, shipTo: .blank)
        while let step = walk.next(store.levels) {
            var matches = store.byItem.matches(step, item: item)
            while let entry = matches.next(store.byItem) {
                // A row that is switched off has no days here.
                if days.contains(entry.validFrom) || days.contains(entry.validTo) { return true }
            }
        }
        return false
    }
}
