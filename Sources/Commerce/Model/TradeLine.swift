package import Notation

/// One line of a document, with everything a page may show. Trivial: a document's lines are one buffer that is
/// filled again for the next document.
///
/// Signs are those of the books: credits are negative. ``TradeDocument/printed(_:)`` gives what is shown.
package struct TradeLine: Sendable {
    /// The data's line number; blank where it has none, then ``position`` stands for it.
    package var lineNumber: TextID = .blank
    /// From 1, in the order of the file.
    package var position: Int32 = 0
    /// The line of the source file.
    package var sourceLine: UInt32 = 0
    /// Our number. Blank on an order line that was not resolved.
    package var item: TextID = .blank
    /// The customer's number for it; blank where there is none to show.
    package var customerItem: TextID = .blank
    /// The number that came in on an order line, as the customer wrote it.
    package var ordered: TextID = .blank
    package var status: TradeStatus = .missing
    /// The level of the mapping that answered; nil where none did.
    package var via: Level?
    /// The line of the mapping file whose row answered; 0 where none did.
    package var mappingLine: UInt32 = 0
    package var description: TextID = .blank
    package var customerDescription: TextID = .blank
    /// In the unit that the price is for.
    package var quantity: ExactDecimal = .zero
    package var unit: TextID = .blank
    /// The same quantity in the customer's unit, where that is another one and the quotient is exact.
    package var customerQuantity: ExactDecimal?
    package var customerUnit: TextID = .blank
    /// How many of our units one customer unit holds.
    package var unitFactor: ExactDecimal = .one
    /// An order's quantity in our unit, where the line was resolved.
    package var pieces: ExactDecimal?
    package var piecesUnit: TextID = .blank
    /// Where the item lies, on packing slips; blank where the stock file does not say.
    package var location: TextID = .blank
    /// An invoice's price of one customer unit, where ``customerQuantity`` is stated.
    package var customerUnitPrice: ExactDecimal?
    /// An order's price of one of our units, to 6 decimals, where the line was resolved.
    package var pricePerPiece: ExactDecimal?
    /// The revision that the customer's number stands for; blank where the mapping states none.
    package var customerRevision: TextID = .blank
    /// The revision that an order line names.
    package var orderedRevision: TextID = .blank
    package var revisionDiffers = false
    /// The item that took the place of ``item``.
    package var supersededBy: TextID = .blank
    /// Of an order line whose number is out of date: the item it now means, and the customer's number for that.
    package var successorItem: TextID = .blank
    package var successorNumber: TextID = .blank
    /// Nil on an order line without a price.
    package var unitPrice: ExactDecimal?
    package var discountPercent: ExactDecimal?
    /// Rounded to the currency's minor unit.
    package var net: ExactDecimal = .zero
    /// Blank where no tax is stated for the line.
    package var taxCategory: TextID = .blank
    package var taxRate: ExactDecimal?

    package init() {}
}
