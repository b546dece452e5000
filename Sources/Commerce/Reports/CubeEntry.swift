import Notation

/// One invoice line on its way into a ``SalesCube``.
package struct CubeEntry: Sendable {
    let line: InvoiceLine
    let month: Month
    let currency: TextID
    let quantity: ExactDecimal
    let value: ExactDecimal
    var shown = NumberShown(outcome: .missing)
    var number = TextID.blank
    /// Whether it makes a cell: sales and credits do.
    var isCounted = false
    /// The place of its month in the cube.
    var place: Int32 = 0
    var hash: UInt64 = 0

    init(line: InvoiceLine, month: Month, currency: TextID, quantity: ExactDecimal, value: ExactDecimal) {
        self.line = line
        self.month = month
        self.currency = currency
        self.quantity = quantity
        self.value = value
    }
}
