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
        for month in cube.months where scope.reports(month.month) && month.figures.allLines > 0 {
            let at = place(month.currency)
            rows[at].saleLines += month.figures.saleLines
            rows[at].saleQuantity.add(month.saleQuantity.value)
            rows[at].saleValue.add(month.figures.saleValue)
            rows[at].creditLines += month.figures.creditLines
            rows[at].creditQuantity.add(month.creditQuantity.value)
            rows[at].creditValue.add(month.figures.creditValue)
        }
        rows.sort { scope.texts.precedes($0.currency, $1.currency) }
    }

    private mutating func place(_ currency: TextID) -> Int {
        if let at = rows.firstIndex(where: { $0.currency == currency }) { return at }
        rows.append(Row(currency: currency))
        return rows.count - 1
    }
}
