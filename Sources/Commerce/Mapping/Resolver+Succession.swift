package import Notation

/// What took the place of a number that is out of date.
package struct NumberSuccessor: Sendable, Hashable {
    /// The row of the number that was asked for: index into ``MappingTable/rows``.
    package var row: Int32
    /// The item to be had now.
    package var item: TextID
    /// The item that ``item`` took the place of; nil where the number changed and the item did not.
    package var instead: TextID?
    /// The customer's own number for ``item`` on the day, -1 where it has none.
    package var newRow: Int32
}

/// A number the customer has for an item that stands before or after another in a chain of successors.
package struct RelatedNumber: Sendable, Hashable {
    package var row: Int32
    package var item: TextID
    /// Whether ``item`` was superseded by the item asked for; else it superseded that.
    package var isOlder: Bool
    /// Whether the row holds on the day.
    package var isValid: Bool
}

extension Resolver {
    /// What took the place of which item.
    package var succession: ItemSuccession { store.succession }

    /// What took the place of a row that does not hold on the line's day: the item that superseded its item, else
    /// the same item's number that started later. Nil where nothing did.
    package func successor(ofRow index: Int32, for line: OrderLineNumbers) -> NumberSuccessor? {
        let old = row(index)
        let newest = store.succession.newest(of: old.item)
        let item = newest ?? old.item
        let shown = numberShown(
            customer: line.customer, shipTo: line.shipTo, item: item,
            unit: line.unit.isBlank ? old.unit : line.unit, day: line.day)
        if newest != nil {
            return NumberSuccessor(row: index, item: item, instead: old.item, newRow: shown.row)
        }
        let hasEnded = !old.isActive || old.validTo < line.day.number
        guard shown.row >= 0, shown.row != index, hasEnded, row(shown.row).validFrom > old.validFrom else {
            return nil
        }
        return NumberSuccessor(row: index, item: item, instead: nil, newRow: shown.row)
    }

    /// The same of an answer: of the rows of its number that are out of date or switched off, the one that ended
    /// last. Nil unless the answer is that the number is out of date.
    package func successor(
        of answer: InboundResolution, for line: OrderLineNumbers, texts: Texts
    ) -> NumberSuccessor? {
        guard answer.outcome == .expired || answer.outcome == .inactive else { return nil }
        let told =
            answer.lost.isEmpty ? resolve(line, texts: texts, explaining: true).lost : answer.lost
        var best: NumberSuccessor?
        for lost in told {
            guard let found = successor(ofRow: lost.row, for: line) else { continue }
            if let known = best, row(known.row).validTo >= row(lost.row).validTo { continue }
            best = found
        }
        return best
    }

    /// The customer's number for an item that the wanted one took the place of or that took its place, for an item
    /// without a number of its own: the nearest with a number that holds on the day, else the nearest with any.
    package func relatedNumber(
        customer: TextID, shipTo: TextID = .blank, item: TextID, unit: TextID = .blank, day: Day
    ) -> RelatedNumber? {
        let older = store.succession.before(item)
        let newer = store.succession.after(item).filter { !older.contains($0) }
        let family = older.map { ($0, true) } + newer.map { ($0, false) }
        if family.isEmpty { return nil }
        for (relative, isOlder) in family {
            let shown = numberShown(
                customer: customer, shipTo: shipTo, item: relative, unit: unit, day: day)
            if shown.row >= 0 {
                return RelatedNumber(row: shown.row, item: relative, isOlder: isOlder, isValid: true)
            }
        }
        for (relative, isOlder) in family {
            let told = explainNumberShown(
                customer: customer, shipTo: shipTo, item: relative, unit: unit, day: day)
            let nearest = told.candidates.max { row($0.row).validTo < row($1.row).validTo }
            if let nearest {
                return RelatedNumber(row: nearest.row, item: relative, isOlder: isOlder, isValid: false)
            }
        }
        return nil
    }
}
