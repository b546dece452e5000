package import Notation

/// Carries the invoice lines of a run into the sums that reports are made of: one pass serves all reports.
package struct InvoicePass: Sendable {
    package internal(set) var cube: SalesCube
    /// Lines and value of each class in the whole input, before any filter, one row a currency.
    package internal(set) var read: [CurrencyTotals] = []
    /// Lines left out because of the period or the customer asked for.
    package internal(set) var outside: [CurrencyTotals] = []
    /// The latest document date seen.
    package internal(set) var lastDay: Day?
    package internal(set) var firstDay: Day?
    /// Which mapping rows answered, where that was asked for.
    private var use: MappingUse?
    /// Lines whose value needs more than 38 digits. The caller reports them; they count as read and not used.
    package internal(set) var overflows: [UInt32] = []

    private let resolver: Resolver
    private let currencies: CustomerCurrencies
    private let customer: TextID?
    /// Days that are summed: the period, and the months before it that it is compared with.
    private let days: ClosedRange<Int32>
    private let gap: Range<Int32>
    /// Lines of the batch that say which number was printed: their cell, the number, and their month's place.
    private var printed: [(cell: Int, number: TextID, month: Int)] = []
    // What the lines of the batch ask, and the answers.
    private var asked: [NumberAsked] = []
    private var answers: [NumberShown] = []
    private var ahead = LookAhead()
    // Lines of one month and currency that stand together: they are summed here, and put to the others as one.
    private var run = ClassTotals()
    private var runCurrency = TextID.blank
    private var runMonth = 0
    private var runDays: Range<Int32> = 0..<0

    /// - Parameters:
    ///   - currency: The project's currency, for customers and documents that state none.
    ///   - expectedLines: About how many lines come, to set room aside.
    ///   - lookBack: How many months before the period are summed too, for changes and comparisons.
    ///   - wantsUse: Whether it is needed which mapping rows are in use (the audit).
    package init(
        _ data: ReferenceData, resolver: Resolver, currency: TextID, since: Day? = nil, until: Day? = nil,
        customer: TextID? = nil, expectedLines: Int = 0, wantsUse: Bool = false,
        lookBack: Int = 1
    ) {
        cube = SalesCube(expectedLines: expectedLines)
        self.resolver = resolver
        self.customer = customer
        if wantsUse {
            let day = Day(number: 0)
            use = MappingUse(rowCount: data.mappings.rows.count, period: day...day)
        }
        currencies = CustomerCurrencies(data, currency: currency)
        let last = until?.number ?? .max
        if let since {
            let before = since.month.adding(months: -max(1, lookBack))
            days = min(before.firstDay.number, last)...last
            gap = since.month.firstDay.number..<since.number
        } else {
            days = .min...last
            gap = 0..<0
        }
    }

    /// Adds a batch of lines.
    package mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables) {
        for start in stride(from: 0, to: lines.count, by: Self.linesAtATime) {
            add(lines, start..<min(start + Self.linesAtATime, lines.count), tables)
        }
    }

    /// As many as stay in the cache on their way.
    private static let linesAtATime = 256

    /// In steps over all of them, each a short loop: look-ups in large tables then wait for memory side by side, and
    /// not one after the other.
    private mutating func add(_ lines: [InvoiceLine], _ range: Range<Int>, _ tables: InvoiceTables) {
        let first = cube.cells.count
        printed.removeAll(keepingCapacity: true)
        asked.removeAll(keepingCapacity: true)
        for at in range { select(lines[at], tables) }
        endRun()
        resolver.numbersShown(asked, &ahead, into: &answers)
        cube.nameNumbers(answers, from: first, resolver)
        if use != nil { for shown in answers { use?.add(shown) } }
        for entry in printed {
            cube.months[entry.month].printedLines += 1
            if entry.number != cube.cells[entry.cell].number { cube.months[entry.month].driftLines += 1 }
        }
    }

    /// Counts a line as read, and takes it where it lies in the period.
    @inline(__always)
    private mutating func select(_ line: InvoiceLine, _ tables: InvoiceTables) {
        let currency = currencies.currency(of: line, tables)
        guard let value = try? line.value(tables) else {
            overflows.append(line.line)
            return
        }
        if lastDay.map({ $0.number < line.day }) ?? true { lastDay = line.date }
        if firstDay.map({ $0.number > line.day }) ?? true { firstDay = line.date }
        if !days.contains(line.day) || gap.contains(line.day)
            || (customer.map { $0 != line.customer } ?? false)
        {
            endRun()
            Self.add(line, value, currency, to: &read)
            Self.add(line, value, currency, to: &outside)
            return
        }
        if !runDays.contains(line.day) || currency != runCurrency { beginRun(line.date.month, currency) }
        run.add(line.lineClass, value)
        if line.lineClass == .sale || line.lineClass == .credit {
            take(line, tables, value, currency, month: runMonth)
        }
    }

    private mutating func beginRun(_ month: Month, _ currency: TextID) {
        endRun()
        runDays = month.dayNumbers
        runCurrency = currency
        runMonth = cube.monthPlace(month, currency)
    }

    private mutating func endRun() {
        if run.isEmpty { return }
        cube.months[runMonth].classes.add(run)
        read[Self.place(runCurrency, &read)].classes.add(run)
        run = ClassTotals()
    }

    /// Adds a sale or credit line, and asks for its number.
    @inline(__always)
    private mutating func take(
        _ line: InvoiceLine, _ tables: InvoiceTables, _ value: ExactDecimal, _ currency: TextID, month: Int
    ) {
        let shipTo = line.header > 0 ? tables.headers[Int(line.header)].shipTo : .blank
        asked.append(
            NumberAsked(
                customer: line.customer, shipTo: shipTo, item: line.item, unit: line.unit, day: line.date))
        let quantity = line.quantity(tables)
        if !line.printedNumber.isBlank { printed.append((cube.cells.count, line.printedNumber, month)) }
        cube.append(
            customer: line.customer, item: line.item, day: line.day, currency: currency,
            isCredit: line.lineClass == .credit, quantity: quantity, value: value)
    }

    /// Adds what another pass over other lines of the same data gathered.
    ///
    /// - Parameter ids: What its texts are here.
    package mutating func add(_ other: consuming InvoicePass, _ ids: RenamedTexts) {
        for totals in other.read { Self.add(totals, ids[totals.currency], to: &read) }
        for totals in other.outside { Self.add(totals, ids[totals.currency], to: &outside) }
        firstDay = [firstDay, other.firstDay].compactMap { $0 }.min()
        lastDay = [lastDay, other.lastDay].compactMap { $0 }.max()
        use(rows: other.usedRows)
        overflows += other.overflows
        cube.add(other.cube, ids)
    }

    /// A pass over other lines of the same data, to be added to this one, into which no line has come yet.
    package func another() -> InvoicePass {
        var pass = self
        pass.cube = SalesCube(expectedLines: cube.cells.capacity)
        pass.runDays = 0..<0
        return pass
    }

    /// Says that no more lines come.
    ///
    /// - Parameters:
    ///   - texts: What the ids of the lines name.
    ///   - jobs: How many threads bring them into order.
    package mutating func finish(_ texts: Texts, jobs: Int = 1) {
        cube.finish(texts, jobs: jobs)
    }

    /// Which mapping rows the invoices and the order lines of a run used, over the days they cover.
    package func mappingUse(_ orders: OrderFigures?, _ texts: Texts) -> MappingUse? {
        guard var use else { return nil }
        let days = [firstDay, lastDay].compactMap { $0 } + (orders?.lines.map(\.date) ?? [])
        guard let first = days.min(), let last = days.max() else { return nil }
        use.period = first...last
        if let orders {
            for (line, answer) in zip(orders.lines, orders.resolutions) {
                use.add(OrderLineNumbers(line), answer, resolver: resolver, texts: texts)
            }
        }
        return use
    }

    /// The mapping rows that answered so far.
    var usedRows: [Int32] { use?.usedRows ?? [] }

    /// Counts mapping rows as used that answered in another run over the same data.
    mutating func use(rows: [Int32]) {
        for row in rows { use?.add(row: row) }
    }

    @inline(__always)
    private static func add(
        _ line: InvoiceLine, _ value: ExactDecimal, _ currency: TextID, to totals: inout [CurrencyTotals]
    ) {
        totals[place(currency, &totals)].classes.add(line.lineClass, value)
    }

    private static func add(_ other: CurrencyTotals, _ currency: TextID, to totals: inout [CurrencyTotals]) {
        totals[place(currency, &totals)].classes.add(other.classes)
    }

    @inline(__always)
    private static func place(_ currency: TextID, _ totals: inout [CurrencyTotals]) -> Int {
        for at in totals.indices where totals[at].currency == currency { return at }
        totals.append(CurrencyTotals(currency: currency))
        return totals.count - 1
    }
}

/// Lines and exact value of each class, in one currency.
package struct CurrencyTotals: Sendable {
    package let currency: TextID
    var classes = ClassTotals()

    init(currency: TextID) {
        self.currency = currency
    }

    package var allLines: Int { classes.allLines }

    /// The exact value of all classes.
    package var value: ExactDecimal {
        var sum = DecimalTotal()
        for lineClass in LineClass.allCases { sum.add(value(lineClass)) }
        return sum.value
    }

    package func lines(_ lineClass: LineClass) -> Int { classes.lines(lineClass) }
    package func value(_ lineClass: LineClass) -> ExactDecimal { classes.value(lineClass) }
}

/// The currency of a line: its document's, else its customer's, else the project's.
package struct CustomerCurrencies: Sendable {
    /// By ``TextID/index`` of the customer.
    private let byCustomer: [TextID]
    private let standard: TextID

    package init(_ data: ReferenceData, currency: TextID) {
        standard = currency
        var currencies: [TextID] = []
        for customer in data.customers.records where !customer.currency.isBlank {
            if currencies.count <= customer.id.index {
                currencies.append(
                    contentsOf: repeatElement(currency, count: customer.id.index + 1 - currencies.count))
            }
            currencies[customer.id.index] = customer.currency
        }
        byCustomer = currencies
    }

    @inline(__always)
    package func currency(of line: InvoiceLine, _ tables: borrowing InvoiceTables) -> TextID {
        if line.header > 0 {
            let stated = tables.headers[Int(line.header)].currency
            if !stated.isBlank { return stated }
        }
        return currency(ofCustomer: line.customer)
    }

    @inline(__always)
    package func currency(ofCustomer id: TextID) -> TextID {
        id.index < byCustomer.count ? byCustomer[id.index] : standard
    }
}
