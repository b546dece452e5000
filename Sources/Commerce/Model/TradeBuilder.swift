import Diagnostics
import Notation

/// Makes documents from lines: resolves every number, computes every amount, and says what is wrong with them.
///
/// One builder serves one thread; it is cheap to copy and keeps no state that changes an answer.
package struct TradeBuilder: Sendable {
    package let resolver: Resolver
    /// What the ids of the lines belong to: the texts of the resolver's data, or a later copy that holds more.
    package let texts: Texts
    package let defaults: TradeDefaults
    /// The name of the file that the lines come from, for findings.
    package let source: String
    /// Which matches resolve an order line.
    package let accept: AcceptedMatches
    /// Codes of findings that were reported already, when the lines were read and their text was at hand.
    package var reported: Set<String> = []
    /// Whether ``TradeDocument/explanations`` are made, which costs time.
    package var explains = false
    /// Where items lie, for packing slips.
    package var places = StockPlaces()
    /// The mapping file as the user named it, for explanations.
    package var mappingSource = "mappings"
    var termDays: [TextID: Int?] = [:]
    private var strangers: Set<TextID> = []
    // What the lines of the document ask, and the answers.
    var asked: [NumberAsked] = []
    var numbers: [NumberShown] = []
    var ahead = LookAhead()
    /// What is read before it is needed, and the texts of it.
    var near = Touching()
    var printed: [TextID] = []

    package init(
        resolver: Resolver, texts: Texts, defaults: TradeDefaults, source: String,
        accept: AcceptedMatches = .all
    ) {
        self.resolver = resolver
        self.texts = texts
        self.accept = accept
        self.defaults = defaults
        self.source = source
    }

    var data: ReferenceData { resolver.data }

    var explanation: LineExplanation { LineExplanation(resolver: resolver, source: mappingSource) }

    func position(_ line: UInt32) -> Position { Position(file: source, line: Int(line)) }

    /// Who gets the document, in which currency.
    ///
    /// Nothing is rendered for nobody: a document without a customer gives a finding and false. An unknown
    /// customer gives a warning, once, and its documents are made with the id alone.
    mutating func setParties(
        _ document: inout TradeDocument, customer: TextID, shipTo: TextID, currency: TextID, line: UInt32,
        findings: inout Findings
    ) -> Bool {
        let (kind, number) = (document.kind.name, document.number)
        guard !customer.isBlank else {
            findings.add(.warning, "document-without-customer") {
                .warning(
                    "document-without-customer",
                    "\(kind) `\(texts.string(number))` names no customer, so it is not made",
                    at: position(line))
            }
            return false
        }
        document.customer = customer
        document.customerIndex = data.customers.index(of: customer)
        if document.customerIndex == nil, !reported.contains("unknown-customer"),
            strangers.insert(customer).inserted
        {
            findings.add(
                .warning(
                    "unknown-customer", "customer `\(texts.string(customer))` is not among the customers",
                    at: position(line),
                    hint: "its documents, \(kind) `\(texts.string(number))` first, show the id alone"))
        }
        document.shipTo = shipTo
        document.shipToIndex = shipTo.isBlank ? nil : data.customers.index(of: shipTo)
        let own = document.customerIndex.map { data.customers.records[$0].currency } ?? .blank
        document.currency = !currency.isBlank ? currency : !own.isBlank ? own : defaults.currency
        document.digits = Currency.minorUnitDigits(texts.string(document.currency))
        document.totals.clear(digits: document.digits)
        return true
    }

    /// The day that terms such as `net 30` make of a document's date; nil where they say no number of days.
    mutating func dueDate(_ terms: TextID, from date: Day) -> Day? {
        if terms.isBlank { return nil }
        let days: Int?
        if let known = termDays[terms] {
            days = known
        } else {
            days = TradeTerms.days(texts.string(terms))
            termDays[terms] = days
        }
        return days.map { date.adding(days: $0) }
    }

    /// The tax of a line, with a finding where the data contradicts itself; nil where the document cannot be made.
    func setTax(
        _ line: inout TradeLine, terms: InvoiceLineTerms, item: Item?, document: borrowing TradeDocument,
        findings: inout Findings
    ) -> TradeTax? {
        let tax = TradeTax(category: terms.taxCategory, rate: terms.taxRate, item: item, defaults: defaults)
        line.taxCategory = tax.category
        line.taxRate = tax.rate
        switch tax.fault {
        case nil: return tax
        case .rateOnUntaxed:
            findings.add(
                .warning(
                    "tax-rate-on-untaxed",
                    "tax category `\(texts.string(tax.category))` carries no tax, but the line states a rate",
                    at: position(line.sourceLine), hint: "no tax is charged on the line"))
            return tax
        case .rateMissing:
            findings.add(
                .error(
                    "tax-rate-missing",
                    "no rate for tax category `\(texts.string(tax.category))`, so "
                        + "\(document.kind.name) `\(texts.string(document.number))` is not made",
                    at: position(line.sourceLine),
                    hint: "state tax_rate on the line or the item, or `tax:` in the project file"))
            return nil
        }
    }

    /// Shows the quantity in the customer's unit where that is another one and it comes out even.
    func setCustomerUnit(_ line: inout TradeLine, row: MappingRow, ourUnit: TextID) {
        line.unitFactor = data.mappings.unitFactors[Int(row.unitFactor)]
        line.customerUnit = row.unit
        line.customerRevision = row.revision
        guard !row.unit.isBlank, row.unit != line.unit, row.unit != ourUnit else { return }
        line.customerQuantity = Self.quotient(line.quantity, line.unitFactor)
        guard line.customerQuantity != nil, let price = line.unitPrice else { return }
        line.customerUnitPrice = (try? price.multiplied(by: line.unitFactor))?.normalized
    }

    /// The exact quotient to 6 decimals, or nil.
    static func quotient(_ value: ExactDecimal, _ factor: ExactDecimal) -> ExactDecimal? {
        if factor == .one { return value }
        guard let quotient = try? value.divided(by: factor, digits: 6).normalized,
            let back = try? quotient.multiplied(by: factor), back == value
        else { return nil }
        return quotient
    }

    func tooLarge(_ document: borrowing TradeDocument, line: UInt32) -> Diagnostic {
        .error(
            "amount-too-large",
            "an amount of \(document.kind.name) `\(texts.string(document.number))` needs more than 38 digits",
            at: position(line), hint: "check quantity, unit price and discount of its lines")
    }
}
