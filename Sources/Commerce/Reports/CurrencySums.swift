import Notation

/// Exact sums of sales and credits of the reported months, one row a currency, by currency code.
struct CurrencySums: Sendable {
    struct Row: Sendable {
        let currency: TextID
        var saleLines = 0
        var creditLines = 0
        var saleQuantity = DecimalTotal()
        var saleValue = DecimalTotal()
        var creditQuantity = DecimalTotal()
        var creditValue = DecimalTotal()
    }

    private(set) var rows: [Row] = []

    init(_ cube: SalesCube, _ scope: ReportScope) {
        for cell in cube.cells where scope.reports(cell.key.month) {
            let currency = cube.currency(of: cell)
            let at = place(currency)
            if cell.key.isCredit {
                rows[at].creditLines += Int(cell.lines)
                rows[at].creditQuantity.add(cube.quantity(of: cell))
                rows[at].creditValue.add(cube.value(of: cell))
            } else {
                rows[at].saleLines += Int(cell.lines)
                rows[at].saleQuantity.add(cube.quantity(of: cell))
                rows[at].saleValue.add(cube.value(of: cell))
            }
        }
        rows.sort { scope.texts.precedes($0.currency, $1.currency) }
    }

    private mutating func place(_ currency: TextID) -> Int {
        if let at = rows.firstIndex(where: { $0.currency == currency }) { return at }
        rows.append(Row(currency: currency))
        return rows.count - 1
    }
}
