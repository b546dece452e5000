package import Notation

/// One invoice, credit note or order with its numbers resolved and its totals made. A buffer to be filled again
/// and again: ``clear()`` keeps the storage.
package struct TradeDocument: Sendable {
    package var kind = TradeKind.invoice
    package var number: TextID = .blank
    package var date = Day(number: 0)
    package var dueDate: Day?
    package var requestedDate: Day?
    package var order: TextID = .blank
    package var purchaseOrder: TextID = .blank
    package var terms: TextID = .blank
    package var customer: TextID = .blank
    /// Index into the customers' records; nil where the data has no such customer.
    package var customerIndex: Int?
    package var shipTo: TextID = .blank
    package var shipToIndex: Int?
    package var currency: TextID = .blank
    /// Decimals of the currency's minor unit.
    package var digits = 2
    /// The numbers of the invoices that a credit note credits, in the order of its lines.
    package var credits: [TextID] = []
    /// What is taken off the whole document, what is added to it, and what was paid already, in the sign of the
    /// books; nil where the data does not say.
    package var allowance: ExactDecimal?
    package var charge: ExactDecimal?
    package var paid: ExactDecimal?
    package var lines: [TradeLine] = []
    package var totals = DocumentTotals()
    /// The sum of the quantities of all lines with an item of ours; nil where that is not one number: on orders,
    /// whose lines are in the customer's units.
    package var quantity: ExactDecimal?
    package var unmappedCount = 0
    package var nonItemCount = 0
    /// Why each line shows what it shows, by line; empty unless the run explains.
    package var explanations: [String] = []

    package init() {}

    package mutating func clear() {
        var lines = self.lines
        self.lines = []
        var totals = self.totals
        self.totals = DocumentTotals()
        self = TradeDocument()
        lines.removeAll(keepingCapacity: true)
        totals.clear(digits: 2)
        self.lines = lines
        self.totals = totals
    }

    /// An amount or a quantity as the page shows it: on a credit note with the sign reversed (rules.md 1, 7).
    @inlinable
    package func printed(_ value: ExactDecimal) -> ExactDecimal {
        kind == .creditNote ? value.negated : value
    }
}
