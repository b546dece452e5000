import Notation

extension ControlTotals {
    /// The label of lines that the period or the customer asked for leaves out.
    static let outside = "Outside the period or customer"

    /// The control totals of the invoice file: read = sales + credits + excluded classes + outside + rejected.
    ///
    /// What was read is counted line by line before anything is sorted out; sales and credits are summed over the
    /// cells that the reports are made of, so that a line lost between the two shows. One a currency, as values of
    /// two are never added; rejected rows have none and stand with the first.
    ///
    /// - Parameters:
    ///   - readRows: rows of the file, rejected and dropped ones among them.
    ///   - dropped: rows left out by a rule of the project, by its name.
    package static func invoices(
        _ pass: InvoicePass, _ scope: ReportScope, file: String, readRows: Int, rejected: Int,
        dropped: [String: Int]
    ) -> [ControlTotals] {
        let currencies = pass.read.isEmpty ? [scope.currency] : pass.read.map(\.currency)
        let several = currencies.count > 1
        let classed = pass.read.reduce(0) { $0 + $1.allLines }
        return currencies.sorted { scope.texts.precedes($0, $1) }.enumerated().map { at, currency in
            let total = pass.read.first { $0.currency == currency } ?? CurrencyTotals(currency: currency)
            var parts = used(pass.cube, currency, scope)
            let other = pass.outside.first { $0.currency == currency }
            let outside = other.map { ($0.allLines, $0.value) } ?? (0, .zero)
            let context = beforePeriod(pass.cube, currency, scope)
            parts.append(
                Entry(
                    Self.outside, lines: outside.0 + context.0,
                    value: try? outside.1.adding(context.1)))
            let isFirst = at == 0
            let lost = isFirst ? readRows - classed : 0
            for (rule, count) in dropped.sorted(by: { $0.key < $1.key }) where isFirst {
                parts.append(Entry("Left out: \(rule)", lines: count, value: .zero))
            }
            parts.append(Entry("Rejected", lines: isFirst ? rejected : 0, value: .zero))
            return ControlTotals(
                "invoices (\(file))" + (several ? " \(scope.texts.string(currency))" : ""),
                read: Entry("Read", lines: total.allLines + lost, value: total.value), parts: parts,
                valueDigits: scope.digits(currency))
        }
    }

    /// Lines and value of the classes in the reported months.
    private static func used(_ cube: SalesCube, _ currency: TextID, _ scope: ReportScope) -> [Entry] {
        var (saleLines, creditLines) = (0, 0)
        var sales = DecimalTotal(), credits = DecimalTotal()
        let months = cube.months.filter { $0.currency == currency && scope.reports($0.month) }
        for month in months {
            saleLines += month.figures.saleLines
            sales.add(month.figures.saleValue)
            creditLines += month.figures.creditLines
            credits.add(month.figures.creditValue)
        }
        func excluded(_ label: String, _ lineClass: LineClass) -> Entry {
            var value = DecimalTotal()
            for month in months { value.add(month.value(lineClass)) }
            return Entry(label, lines: months.reduce(0) { $0 + $1.lines(lineClass) }, value: value.value)
        }
        return [
            Entry("Sales", lines: saleLines, value: sales.value),
            Entry("Credits", lines: creditLines, value: credits.value),
            excluded("Excluded: no customer", .noCustomer), excluded("Excluded: non-items", .nonItem),
            excluded("Excluded: adjustments", .adjustment),
        ]
    }

    /// The month before the period, which is read for the changes only.
    private static func beforePeriod(
        _ cube: SalesCube, _ currency: TextID, _ scope: ReportScope
    ) -> (Int, ExactDecimal) {
        var lines = 0
        var value = DecimalTotal()
        for month in cube.months where month.currency == currency && !scope.reports(month.month) {
            lines += month.allLines
            for lineClass in LineClass.allCases { value.add(month.value(lineClass)) }
        }
        return (lines, value.value)
    }
}
