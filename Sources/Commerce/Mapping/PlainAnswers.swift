import Notation

/// The answers to order lines of the plainest kind, which are most: the line gives the customer's number and no other,
/// and of the customer's own rows one alone may have it. They are what ``LineSearch`` would find, found in few steps.
struct PlainAnswers {
    private let store: ResolverStore
    private let index: InboundIndex
    private let accept: AcceptedMatches
    private let rows: MappingRows
    private let factors: [ExactDecimal]
    /// Whether a customer's number may be an item's number or GTIN as well.
    let mayMeanOurs: Bool

    init(_ store: ResolverStore, _ index: InboundIndex, _ accept: AcceptedMatches) {
        self.store = store
        self.index = index
        self.accept = accept
        rows = store.data.mappings.rows
        factors = store.data.mappings.unitFactors
        mayMeanOurs = store.data.items.count > 0
    }

    /// Whether the row is the answer to a line whose number's id is that of the row's, where it is.
    @inline(__always)
    func isAnswer(_ row: Int, to line: OrderLineNumbers) -> Bool {
        let core = rows.cores[row]
        return core.number == line.customerItemNumber && answers(core, line)
            && line.itemNumber.isBlank && line.gtin.isBlank
    }

    /// Whether the row is the answer to a line that gives these bytes, to the byte, and nothing else.
    @inline(__always)
    func isAnswer(_ row: Int, to line: OrderLineNumbers, _ number: UnsafeRawBufferPointer) -> Bool {
        guard let first = number.first, !NumberText.isBlank(first) else { return false }
        let core = rows.cores[row]
        return answers(core, line) && store.data.texts.matches(core.number, number)
    }

    @inline(__always)
    private func answers(_ core: MappingRows.Core, _ line: OrderLineNumbers) -> Bool {
        let days = rows.answeringDays(core)
        return days.from <= line.day.number && line.day.number <= days.to && line.shipTo.isBlank
    }

    @inline(__always)
    func answer(_ row: Int) -> InboundResolution {
        let core = rows.cores[row]
        var answer = InboundResolution(outcome: .exact)
        answer.item = core.item
        answer.via = .own
        answer.row = Int32(truncatingIfNeeded: row)
        let factor = rows.terms[core.terms].unitFactor
        if factor != 0 { answer.unitFactor = factors[Int(factor)] }
        return answer
    }

    /// What the number means as one of ours, where that is another item.
    @inline(never)
    func addOurs(
        _ line: OrderLineNumbers, _ number: UnsafeRawBufferPointer, to answer: inout InboundResolution
    ) {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let search = LineSearch(
            store: store, index: index, line: line, accept: accept, customerNumber: NumberText.trim(number),
            ownNumber: none, gtin: none)
        search.addOtherMeanings(&answer)
    }
}
