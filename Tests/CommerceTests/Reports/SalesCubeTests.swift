@testable import Commerce
import Notation
import Testing

/// The sums that reports are made of do not depend on how the lines came.
@Suite struct SalesCubeTests {
    @Test(arguments: 0..<12)
    func `reports are the same in any order of lines, and of two passes as of one`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let world = SoldWorld(seed: UInt64(seed), &random)
        let whole = world.reports([world.lines])
        #expect(!whole.isEmpty)
        #expect(world.reports([world.lines.shuffled(using: &random)]) == whole)
        let cut = Int.random(in: 0...world.lines.count, using: &random)
        #expect(world.reports([Array(world.lines[cut...]), Array(world.lines[..<cut])]) == whole)
    }

    @Test(arguments: 0..<12)
    func `sales are the sums of their lines`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let world = SoldWorld(seed: UInt64(seed), &random)
        var told: [SoldWorld.Key: SoldWorld.Sum] = [:]
        world.sales([world.lines]).forEach { table in
            table.forEachRow(0..<table.rowCount) { _, row in
                guard table.name.hasPrefix("sales"), case .month(let month) = row.cells[0],
                    case .text(let customer) = row.cells[1], case .text(let item) = row.cells[2],
                    case .integer(let lines) = row.cells[5], case .money(let value, _) = row.cells[7],
                    case .integer(let creditLines) = row.cells[8], case .money(let credit, _) = row.cells[10],
                    case .text(let currency) = row.cells[11]
                else { return true }
                let key = SoldWorld.Key(month: month, customer: customer, item: item, currency: currency)
                told[key, default: .init()].add(lines: lines, value: value)
                told[key, default: .init()].addCredit(lines: creditLines, value: credit)
                return true
            }
        }
        #expect(told == world.expected)
    }

    @Test(arguments: [[SalesKey.month, .item], [.customer, .item], [.month, .customer, .item, .category]])
    func `more customers and items than a word numbers give the same rows`(keys: [SalesKey]) {
        var random = SeededGenerator(seed: 3)
        let world = SoldWorld(seed: 3, &random)
        let narrow = world.groups(by: Set(keys), room: 64)
        #expect(narrow.count > 50)
        #expect(world.groups(by: Set(keys), room: 0) == narrow)
    }

    @Test func `a row whose sum needs more than 38 digits is no report`() {
        var random = SeededGenerator(seed: 1)
        var world = SoldWorld(seed: 1, &random)
        let largest = ExactDecimal(mantissa: 99_999_999_999_999_999_999_999_999_999_999_999_999)
        for _ in 0..<2 { world.add(day: 14_700, customer: 0, item: 0, quantity: .one, price: largest) }
        #expect(world.pass([world.lines]).cube.hasOverflowed)
        #expect(!SoldWorld(seed: 1, &random).pass([world.lines.dropLast(2)]).cube.hasOverflowed)
    }

    @Test func `a total keeps in mind what another could not hold`() {
        let largest = ExactDecimal(mantissa: 99_999_999_999_999_999_999_999_999_999_999_999_999)
        var full = DecimalTotal()
        for _ in 0..<2 { full.add(largest) }
        var total = DecimalTotal()
        total.add(ExactDecimal(7))
        total.add(full)
        #expect(total.hasOverflowed)
        var halves = DecimalTotal()
        halves.add(largest)
        halves.add(ExactDecimal(5))
        var small = DecimalTotal()
        small.add(ExactDecimal(-5))
        small.add(halves)
        #expect(!small.hasOverflowed)
        #expect(small.value == largest)
    }
}

/// Sales and credits of a crowded world over some months in two currencies.
private struct SoldWorld {
    struct Key: Hashable {
        let month: Month
        let customer: TextID
        let item: TextID
        let currency: TextID
    }

    struct Sum: Equatable {
        var lines = 0
        var creditLines = 0
        var value = ExactDecimal.zero
        var creditValue = ExactDecimal.zero

        mutating func add(lines: Int, value: ExactDecimal) {
            self.lines += lines
            self.value = (try? self.value.adding(value)) ?? .zero
        }

        mutating func addCredit(lines: Int, value: ExactDecimal) {
            creditLines += lines
            creditValue = (try? creditValue.adding(value)) ?? .zero
        }
    }

    let data: ReferenceData
    private(set) var lines: [InvoiceLine] = []
    private(set) var expected: [Key: Sum] = [:]
    private var tables = InvoiceTables()
    private let currencies: [TextID]
    private let customers: [TextID]
    private let items: [TextID]

    init(seed: UInt64, _ random: inout SeededGenerator) {
        var data = MappingWorld(seed: seed).referenceData(noise: ["Z9", "c4", "noise"])
        currencies = [data.texts.intern("GBP"), data.texts.intern("EUR")]
        customers = data.customers.records.map(\.id) + [data.texts.intern("x1")]
        items = data.items.records.map(\.number)
        self.data = data
        for _ in 0..<Int.random(in: 1..<400, using: &random) {
            let digits = Int.random(in: 0..<20, using: &random) == 0 ? 1_000_000_000_000_000 : 10_000
            add(
                day: Int32.random(in: 14_600..<14_760, using: &random),
                customer: Int.random(in: customers.indices, using: &random),
                item: Int.random(in: items.indices, using: &random),
                quantity: ExactDecimal(
                    mantissa: Int128(Int.random(in: -5..<50, using: &random)),
                    scale: Int.random(in: 0..<3, using: &random)),
                price: ExactDecimal(
                    mantissa: Int128(Int.random(in: 0..<digits, using: &random)),
                    scale: Int.random(in: 0..<17, using: &random)),
                isCredit: Int.random(in: 0..<4, using: &random) == 0,
                currency: Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0)
        }
    }

    mutating func add(
        day: Int32, customer: Int, item: Int, quantity: ExactDecimal, price: ExactDecimal,
        isCredit: Bool = false, currency: Int = 0
    ) {
        var header = InvoiceHeader()
        header.currency = currencies[currency]
        var line = InvoiceLine(
            document: .blank, customer: customers[customer], item: items[item], day: Day(number: day),
            line: UInt32(lines.count + 2), header: tables.place(header),
            kind: isCredit ? .creditNote : .invoice, lineClass: isCredit ? .credit : .sale)
        line.setQuantity(quantity, &tables)
        line.setUnitPrice(price, &tables)
        lines.append(line)
        let key = Key(
            month: line.date.month, customer: line.customer, item: line.item, currency: currencies[currency])
        guard let value = try? quantity.multiplied(by: price) else { return }
        if isCredit {
            expected[key, default: Sum()].addCredit(lines: 1, value: value)
        } else {
            expected[key, default: Sum()].add(lines: 1, value: value)
        }
    }

    /// The sums of the lines, each list of them from a pass of its own.
    func pass(_ lists: [[InvoiceLine]]) -> InvoicePass {
        let resolver = Resolver(data)
        var passes = lists.map { lines in
            var pass = InvoicePass(data, resolver: resolver, currency: currencies[0])
            pass.add(lines, tables)
            return pass
        }
        var whole = passes.removeFirst()
        for pass in passes { whole.add(pass, RenamedTexts(known: data.texts.count)) }
        whole.finish(data.texts)
        return whole
    }

    func sales(_ lists: [[InvoiceLine]]) -> [Table] {
        let pass = pass(lists)
        let scope = ReportScope(
            data: data, resolver: Resolver(data), today: Day(number: 15_000), currency: currencies[0])
        let sales = SalesReport.table(pass.cube, scope)
        return [sales] + sales.parts.filter { $0.name == "sales-credits" }
    }

    /// The cells of each row of the sales report, in its order.
    func groups(by keys: Set<SalesKey>, room: Int) -> [[Int]] {
        let pass = pass([lines])
        let scope = ReportScope(
            data: data, resolver: Resolver(data), today: Day(number: 15_000), currency: currencies[0])
        let groups = SalesGroups(pass.cube, scope, by: keys, countries: [], room: room)
        return (groups.rows + groups.creditRows).map { row in groups.row(at: row).map(groups.cell) }
    }

    /// Every row of every report, as words.
    func reports(_ lists: [[InvoiceLine]]) -> [String] {
        let pass = pass(lists)
        let scope = ReportScope(
            data: data, resolver: Resolver(data), today: Day(number: 15_000), currency: currencies[0])
        let tables = [
            SalesReport.table(pass.cube, scope), AccuracyReport.table(pass.cube, scope, orders: nil),
            UnmappedReport.table(pass.cube, scope, orders: nil),
            SalesReport.table(pass.cube, scope, by: [.customer, .category]),
        ]
        var rows: [String] = []
        for table in tables.flatMap({ [$0] + $0.parts }) {
            table.forEachRow(0..<table.rowCount) { _, row in
                rows.append(table.name + row.cells.map { "|" + word($0, row, table) }.joined())
                return true
            }
            for total in table.totals {
                rows.append(total.label + total.cells.map { "|" + word($0, RowBuffer(), table) }.joined())
            }
        }
        return rows
    }

    private func word(_ cell: Cell, _ row: borrowing RowBuffer, _ table: Table) -> String {
        switch cell {
        case .text(let id): table.texts.string(id)
        case .rowText(let text):
            String(decoding: row.bytes[Int(text.start)..<Int(text.start + text.count)], as: UTF8.self)
        case .decimal(let value): "\(value.normalized)"
        case .money(let value, let digits): "\(value.normalized) \(digits)"
        default: "\(cell)"
        }
    }
}
