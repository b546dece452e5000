import Commerce
import Diagnostics
import Notation

/// A small company made by hand: two customers, three items, a mapping each way.
struct DocumentFixture {
    var reference = ReferenceData()
    var tables = InvoiceTables()
    var lines: [InvoiceLine] = []
    var orders: [OrderLine] = []
    var defaults: TradeDefaults

    init(tax: TaxRule? = nil, terms: String = "net 30", hostile: String? = nil) {
        var data = ReferenceData()
        defaults = TradeDefaults(currency: "GBP", terms: terms, tax: tax, texts: &data.texts)
        func customer(
            _ id: String, _ name: String, currency: String = "", locale: String = "", group: String = ""
        ) {
            let customer = Customer(
                id: data.texts.intern(id), name: data.texts.intern(name), group: data.texts.intern(group),
                address: [hostile ?? "1 Mill Lane", "Leeds"], country: "GB",
                currency: data.texts.intern(currency),
                locale: locale, origin: Origin(source: 0, line: 2))
            _ = data.customers.add(customer, key: customer.id)
        }
        func item(_ number: String, _ description: String, unit: String = "EA", category: String = "") {
            let item = Item(
                number: data.texts.intern(number), description: data.texts.intern(hostile ?? description),
                unit: data.texts.intern(unit), taxCategory: data.texts.intern(category),
                origin: Origin(source: 1, line: 2))
            _ = data.items.add(item, key: item.number)
        }
        func mapping(
            _ customer: String, _ item: String, _ number: String, unit: String = "",
            factor: ExactDecimal = .one,
            from: Int32 = .min, to: Int32 = .max
        ) {
            data.mappings.rows.append(
                MappingRow(
                    account: .customer(data.texts.intern(customer)), item: data.texts.intern(item),
                    number: data.texts.intern(hostile ?? number),
                    description: data.texts.intern("their words"),
                    unit: data.texts.intern(unit), unitFactor: data.mappings.unitFactorIndex(factor),
                    validFrom: from, validTo: to, line: UInt32(data.mappings.rows.count + 2)))
        }
        customer("nordwind", hostile ?? "Nordwind GmbH", currency: "EUR", locale: "de_DE", group: "north")
        customer("obrien", "O'Brien's")
        item("MUG-1", "Mug, blue")
        item("MUG-2", "Mug, red")
        item("BOX", "Gift box", unit: "EA")
        mapping("nordwind", "MUG-1", "NW-4711")
        mapping("nordwind", "BOX", "NW-BOX", unit: "CT", factor: 12)
        mapping("obrien", "MUG-1", "88-X", to: 100)
        reference = data
    }

    mutating func invoice(
        _ number: String, customer: String = "nordwind", item: String, quantity: String, price: String,
        kind: DocumentKind = .invoice, day: Int32 = 15_000, description: String = "",
        header: (inout InvoiceHeader, inout Texts) -> Void = { _, _ in },
        terms: (inout InvoiceLineTerms, inout Texts) -> Void = { _, _ in }
    ) throws {
        let id = reference.texts.intern(item)
        let buyer = reference.texts.intern(customer)
        var head = InvoiceHeader()
        header(&head, &reference.texts)
        var rest = InvoiceLineTerms()
        terms(&rest, &reference.texts)
        var line = InvoiceLine(
            document: reference.texts.intern(number), customer: buyer, item: id,
            description: reference.texts.intern(description), day: Day(number: day),
            line: UInt32(lines.count + 2),
            header: tables.place(head), terms: tables.place(rest), kind: kind,
            lineClass: LineClass(
                kind: kind, hasCustomer: !buyer.isBlank, isItem: reference.items.contains(id)))
        line.setQuantity(try .parse(quantity), &tables)
        line.setUnitPrice(try .parse(price), &tables)
        lines.append(line)
    }

    mutating func order(
        _ number: String, customer: String = "nordwind", theirs: String = "", ours: String = "",
        quantity: String,
        price: String?, unit: String = ""
    ) throws {
        orders.append(
            OrderLine(
                order: reference.texts.intern(number), customer: reference.texts.intern(customer),
                purchaseOrder: reference.texts.intern("PO-7"), date: Day(number: 15_000),
                customerItemNumber: reference.texts.intern(theirs), itemNumber: reference.texts.intern(ours),
                quantity: try .parse(quantity), unit: reference.texts.intern(unit),
                unitPrice: try price.map { try .parse($0) },
                origin: Origin(source: 3, line: UInt32(orders.count + 2))))
    }

    var builder: TradeBuilder {
        TradeBuilder(
            resolver: Resolver(reference), texts: reference.texts, defaults: defaults, source: "invoices.csv")
    }

    /// The documents that are made, and the findings.
    func invoices() -> (documents: [TradeDocument], findings: [Diagnostic]) {
        let groups = TradeGroups(lines, textCount: reference.texts.count)
        var builder = builder
        var findings = Findings()
        var made: [TradeDocument] = []
        var document = TradeDocument()
        for group in 0..<groups.count
        where builder.invoice(
            lines, groups.lines(group), tables: tables, into: &document, findings: &findings)
        {
            made.append(document)
        }
        return (made, findings.kept)
    }

    func text(_ id: TextID) -> String { reference.texts.string(id) }
}
