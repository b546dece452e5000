import Commerce
import Foundation
import Liquid
import Notation

/// Lays a document out as the data of its templates: `document`, `customer`, `ship_to` and `seller`, as
/// `Templates/README.md` lists them. Blank texts are nil there, so that `if` and `default` work.
///
/// One a thread; it keeps its scratch arrays from document to document.
struct DocumentView {
    let texts: Texts
    private let customers: Register<Customer>
    let settings: DocumentSettings
    let labels: LabelShelf
    /// What the data are filled for.
    var medium = Medium.page
    var objects: [Value] = []
    private var fields: [Value] = []
    private var countryNames: [String: String] = [:]

    init(texts: Texts, customers: Register<Customer>, settings: DocumentSettings, labels: LabelShelf? = nil) {
        self.labels = labels ?? LabelShelf(settings, customers: customers, texts: texts)
        self.texts = texts
        self.customers = customers
        self.settings = settings
    }

    /// Which numbers the document shows: as its customer wants, else as the project says.
    func numberDisplay(_ document: borrowing TradeDocument) -> NumberDisplay {
        document.customerIndex.flatMap { customers.records[$0].numberDisplay } ?? settings.numberDisplay
    }

    /// The locale the document is written in.
    func locale(_ document: borrowing TradeDocument) -> String {
        let own = document.customerIndex.map { customers.records[$0].locale } ?? ""
        return own.isEmpty ? settings.locale : own
    }

    /// The words the document is written with.
    func catalogue(_ document: borrowing TradeDocument) -> LabelCatalogue {
        labels.catalogue(ofCustomer: document.customerIndex)
    }

    /// Empties the arena and fills it with the whole document.
    mutating func fill(_ arena: inout DataArena, with document: borrowing TradeDocument) {
        arena.removeAll(keepingCapacity: true)
        arena.lend(texts.bytes)
        let lines = self.lines(document, &arena)
        let taxes = self.taxes(document, &arena)
        fields.removeAll(keepingCapacity: true)
        head(document, &arena)
        amounts(document, &arena)
        fields.append(lines)
        fields.append(taxes)
        fields.append(self.strings(settings.seller.notes, &arena))
        fields.append(medium.shownLines.map { .integer($0) } ?? .nil)
        arena.set("document", arena.object(Self.documentShape, fields))
        setParties(document, &arena)
    }

    /// As ``fill(_:with:)``, without what stands in the lines: for file names.
    mutating func fillHead(_ arena: inout DataArena, with document: borrowing TradeDocument) {
        arena.removeAll(keepingCapacity: true)
        arena.lend(texts.bytes)
        fields.removeAll(keepingCapacity: true)
        head(document, &arena)
        arena.set("document", arena.object(Self.headShape, fields))
        setParties(document, &arena)
    }

    private static let headNames = [
        "kind", "title", "number", "date", "due_date", "order_number", "po_number", "terms", "requested_date",
        "currency", "number_display", "credits", "language", "direction", "currency_digits",
    ]
    private static let headShape = Shape(headNames)
    private static let documentShape = Shape(
        headNames + [
            "line_total", "allowance", "charge", "net", "tax", "total", "paid", "due", "quantity",
            "line_count", "unmapped_count",
            "non_item_count",
            "lines", "taxes", "notes", "shown_line_count",
        ])

    private mutating func head(_ document: borrowing TradeDocument, _ arena: inout DataArena) {
        fields.append(arena.text(document.kind.name))
        let words = catalogue(document)
        fields.append(arena.text(words.title(document.kind)))
        fields.append(text(document.number, &arena))
        fields.append(.day(document.date))
        fields.append(document.dueDate.map { .day($0) } ?? .nil)
        fields.append(text(document.kind.isOfOrders ? document.number : document.order, &arena))
        fields.append(text(document.purchaseOrder, &arena))
        fields.append(text(document.terms, &arena))
        fields.append(document.requestedDate.map { .day($0) } ?? .nil)
        fields.append(text(document.currency, &arena))
        fields.append(arena.text(numberDisplay(document).rawValue))
        fields.append(credits(document, &arena))
        fields.append(arena.text(words.language))
        fields.append(arena.text(words.isRightToLeft ? "rtl" : "ltr"))
        fields.append(.integer(Currency.minorUnitDigits(texts.string(document.currency))))
    }

    /// The invoices that a credit note credits, as one text.
    private func credits(_ document: borrowing TradeDocument, _ arena: inout DataArena) -> Value {
        guard let first = document.credits.first else { return .nil }
        if document.credits.count == 1 { return text(first, &arena) }
        return arena.text(document.credits.map { texts.string($0) }.joined(separator: ", "))
    }

    private mutating func amounts(_ document: borrowing TradeDocument, _ arena: inout DataArena) {
        let totals = document.totals
        for amount in [
            totals.lineTotal, totals.allowance, totals.charge, totals.net, totals.tax, totals.total,
            totals.paid,
            totals.due,
        ] {
            fields.append(document.kind.showsPrices ? arena.decimal(document.printed(amount)) : .nil)
        }
        fields.append(document.quantity.map { arena.decimal(document.printed($0).normalized) } ?? .nil)
        fields.append(.integer(document.lines.count))
        fields.append(.integer(document.unmappedCount))
        fields.append(.integer(document.nonItemCount))
    }

    private static let taxShape = Shape(["category", "rate", "base", "amount", "reason"])

    private mutating func taxes(_ document: borrowing TradeDocument, _ arena: inout DataArena) -> Value {
        objects.removeAll(keepingCapacity: true)
        for tax in document.totals.taxes where document.kind.showsPrices {
            fields.removeAll(keepingCapacity: true)
            fields.append(text(tax.category, &arena))
            fields.append(arena.decimal(tax.rate))
            fields.append(arena.decimal(document.printed(tax.base)))
            fields.append(arena.decimal(document.printed(tax.amount)))
            fields.append(reason(of: tax, document, &arena))
            objects.append(arena.object(Self.taxShape, fields))
        }
        return arena.array(objects)
    }

    /// Why a tax is 0: in the project's words where it has some for the category, else in the document's language.
    private func reason(
        of tax: TaxLine, _ document: borrowing TradeDocument, _ arena: inout DataArena
    ) -> Value {
        if tax.reason.isBlank { return .nil }
        let category = texts.string(tax.category)
        if let rule = settings.tax, rule.category == category, !rule.reason.isEmpty {
            return text(tax.reason, &arena)
        }
        return catalogue(document).taxReason(category).map { arena.text($0) } ?? text(tax.reason, &arena)
    }

    mutating func setParties(_ document: borrowing TradeDocument, _ arena: inout DataArena) {
        arena.set("customer", party(document.customer, document.customerIndex, document, &arena))
        let ship =
            document.shipTo.isBlank ? .nil : party(document.shipTo, document.shipToIndex, document, &arena)
        arena.set("ship_to", ship)
        arena.set("seller", seller(&arena))
    }

    private static let partyShape = Shape([
        "id", "name", "address", "country", "email", "tax_id", "locale", "currency", "group", "language",
    ])

    /// A customer, or only the id of one that the data does not have.
    private mutating func party(
        _ id: TextID, _ index: Int?, _ document: borrowing TradeDocument, _ arena: inout DataArena
    ) -> Value {
        guard let index else {
            let value = text(id, &arena)
            return arena.object(Self.partyShape, [value, value, arena.array([])])
        }
        let customer = customers.records[index]
        let address = strings(
            customer.address + countryLine(customer.country, catalogue(document).language), &arena)
        fields.removeAll(keepingCapacity: true)
        fields.append(text(id, &arena))
        fields.append(text(customer.name, &arena))
        fields.append(address)
        fields.append(string(customer.country, &arena))
        fields.append(string(customer.email, &arena))
        fields.append(string(customer.taxID, &arena))
        fields.append(string(locale(document), &arena))
        fields.append(text(customer.currency, &arena))
        fields.append(text(customer.group, &arena))
        fields.append(string(customer.language, &arena))
        return arena.object(Self.partyShape, fields)
    }

    /// The last line of an address abroad: the country's name, in the language of the document.
    private mutating func countryLine(_ country: String, _ language: String) -> [String] {
        if country.isEmpty || country == settings.seller.country { return [] }
        let key = language + " " + country
        if let known = countryNames[key] { return [known] }
        let isCode = country.utf8.count == 2
        let name =
            isCode ? Locale(identifier: language).localizedString(forRegionCode: country) ?? country : country
        countryNames[key] = name
        return [name]
    }

    private static let sellerShape = Shape([
        "name", "address", "tax_id", "email", "phone", "website", "logo", "bank", "footer", "accent", "font",
        "paper", "logo_width", "logo_height",
    ])

    private mutating func seller(_ arena: inout DataArena) -> Value {
        let seller = settings.seller
        let address = strings(seller.address, &arena)
        let bank = seller.bank.isEmpty ? .nil : strings(seller.bank, &arena)
        fields.removeAll(keepingCapacity: true)
        fields.append(string(seller.name, &arena))
        fields.append(address)
        fields.append(string(seller.taxID, &arena))
        fields.append(string(seller.email, &arena))
        fields.append(string(seller.phone, &arena))
        fields.append(string(seller.website, &arena))
        let logo = logo()
        fields.append(logo.address.isEmpty ? .nil : arena.markup(logo.address))
        fields.append(bank)
        fields.append(string(seller.footer, &arena))
        fields.append(string(settings.accent, &arena))
        fields.append(string(settings.font, &arena))
        fields.append(arena.text(settings.paper))
        fields.append(logo.size.map { .integer($0.width) } ?? .nil)
        fields.append(logo.size.map { .integer($0.height) } ?? .nil)
        return arena.object(Self.sellerShape, fields)
    }

    private func strings(_ strings: [String], _ arena: inout DataArena) -> Value {
        arena.array(strings.map { arena.text($0) })
    }

    private func string(_ string: String, _ arena: inout DataArena) -> Value {
        string.isEmpty ? .nil : arena.text(string)
    }

    @inline(__always)
    func text(_ id: TextID, _ arena: inout DataArena) -> Value {
        id.isBlank ? .nil : arena.text(lent: texts.range(id))
    }
}
