import Commerce
import Diagnostics
import Liquid
import Notation

/// A document that will be made: which, under what name, by which templates.
struct PlannedDocument: Sendable {
    var kind: TradeKind
    /// Its place among the grouped documents of the invoices or of the orders, or among the sheets.
    var group: Int32
    /// Its place in ``DocumentTemplates/sets``.
    var set: Int32
    /// The safe name of its files, without the format.
    var name: String
    var number: TextID
    var customer: TextID
    var date: Day
}

/// Everything that is decided before the first document is made, on one thread: the documents chosen, their
/// names, their templates, and what is wrong with any of that.
struct DocumentPlan: Sendable {
    var documents: [PlannedDocument] = []
    let invoices: TradeGroups
    let orders: TradeGroups
    var sets: [DocumentTemplates.Programs?] = []
    var findings = Findings()
    /// The words of the languages that the documents are in.
    let labels: LabelShelf
    /// Locales that CLDR does not have; the project's is used instead.
    var unknownLocales: Set<String> = []
    var templatesFailed = false
    /// Whether documents are missing here because they would have shared a file.
    private(set) var hasSharedNames = false
    /// What each template of each set was made of, set by set in the order of the formats.
    var closures: [ClosureRecord] = []
    /// What was looked for while compiling, and who notes what is looked for later.
    private(set) var lookups: [TemplateReads.Entry] = []
    private let reads: [TemplateReads]

    /// Files that were looked for only while documents were rendered.
    var lateLookups: [TemplateReads.Entry] {
        Set(reads.flatMap(\.all)).subtracting(lookups).sorted { $0.path < $1.path }
    }

    init(_ records: TradeRecords, _ request: GenerateRequest) {
        let wantsInvoices = request.kinds.contains(where: \.isOfInvoices)
        let wantsOrders = request.kinds.contains { $0.isOfOrders }
        let count = records.texts.count
        invoices = TradeGroups(wantsInvoices ? records.invoices : [], textCount: count)
        orders = TradeGroups(wantsOrders ? records.orders : [], textCount: count)
        labels = LabelShelf(
            request.settings, customers: records.resolver.data.customers, texts: records.texts)
        var planner = Planner(records, request, labels)
        planner.planInvoices(invoices)
        planner.planOrders(orders)
        if request.kinds.contains(.numbers) { planner.planSheets() }
        planner.refuseSharedNames(invoices, orders)
        planner.reportNearNames(invoices, orders)
        planner.reportMissingNumbers()
        planner.putInOrder()
        // Under a wrong name a document is worse than not made.
        documents = planner.namer.problems.isEmpty ? planner.documents : []
        findings = planner.findings
        findings.add(contentsOf: labels.problems)
        findings.add(contentsOf: planner.templates.problems)
        findings.add(contentsOf: planner.namer.problems)
        hasSharedNames = planner.hasSharedNames
        unknownLocales = planner.unknownLocales
        sets = planner.templates.sets
        reads = planner.templates.reads.flatMap(\.self)
        let found = reads.flatMap(\.all) + planner.templates.listings.all + labels.reads.all
        lookups = Set(found).sorted { $0.path < $1.path }
        for (set, reads) in zip(sets, planner.templates.reads) {
            for (at, read) in reads.enumerated() {
                closures.append(read.closure(of: set.map { $0[at].path } ?? ""))
            }
        }
        templatesFailed =
            !planner.templates.problems.isEmpty || !planner.namer.problems.isEmpty
            || labels.problems.contains { $0.severity == .error }
    }
}

/// The work of planning.
private struct Planner {
    let records: TradeRecords
    let request: GenerateRequest
    var documents: [PlannedDocument] = []
    var findings = Findings()
    var unknownLocales: Set<String> = []
    var hasSharedNames = false
    var templates: DocumentTemplates
    var namer: DocumentNamer
    private let numbers: Set<TextID>?
    private let customers: Set<TextID>?
    private var foundNumbers: Set<TextID> = []
    private var knownLocales: Set<String> = []

    init(_ records: TradeRecords, _ request: GenerateRequest, _ labels: LabelShelf) {
        self.records = records
        self.request = request
        let environment = Environment(strictVariables: false, allowsStyles: true)
        templates = DocumentTemplates(
            root: request.settings.templates, given: request.templateFile, formats: request.formats,
            attachesPDF: request.attachesPDF, environment: environment)
        namer = DocumentNamer(records, request.settings, labels)
        func ids(_ texts: Set<String>) -> Set<TextID>? {
            texts.isEmpty ? nil : Set(texts.compactMap { records.texts.find($0) })
        }
        numbers = ids(request.filter.numbers)
        customers = ids(request.filter.customers)
        if !LocaleFormats.isKnown(request.settings.locale) { reportLocale(request.settings.locale, of: nil) }
    }

    mutating func planInvoices(_ groups: TradeGroups) {
        var builder = records.invoiceBuilder
        var document = TradeDocument()
        for group in 0..<groups.count {
            let indices = groups.lines(group)
            guard let at = indices.first else { continue }
            let first = records.invoices[Int(at)]
            guard let kind = TradeKind(first.kind), request.kinds.contains(kind),
                isWanted(number: first.document, date: first.date)
            else { continue }
            if let customers,
                !indices.contains(where: { customers.contains(records.invoices[Int($0)].customer) })
            {
                continue
            }
            let made = builder.invoiceHead(
                records.invoices, indices, tables: records.tables, into: &document, findings: &findings)
            if made { add(document, group) }
        }
    }

    mutating func planOrders(_ groups: TradeGroups) {
        var builder = records.orderBuilder
        var document = TradeDocument()
        for group in 0..<groups.count {
            let indices = groups.lines(group)
            guard let at = indices.first else { continue }
            let first = records.orders[Int(at)]
            guard isWanted(number: first.order, date: first.date) else { continue }
            if let customers,
                !indices.contains(where: { customers.contains(records.orders[Int($0)].customer) })
            {
                continue
            }
            guard builder.orderHead(records.orders, indices, into: &document, findings: &findings) else {
                continue
            }
            for kind in TradeKind.allCases where kind.isOfOrders && request.kinds.contains(kind) {
                document.kind = kind
                add(document, group)
            }
        }
    }

    /// Sheets were chosen when they were made; only their numbers, the customers', still choose.
    mutating func planSheets() {
        for (at, sheet) in records.sheets.enumerated() {
            if let customers, !customers.contains(sheet.customer) { continue }
            if let numbers {
                guard numbers.contains(sheet.customer) else { continue }
                foundNumbers.insert(sheet.customer)
            }
            add(records.head(of: sheet), at)
        }
    }

    private mutating func isWanted(number: TextID, date: Day) -> Bool {
        if let numbers {
            guard numbers.contains(number) else { return false }
            foundNumbers.insert(number)
        }
        if let since = request.filter.since, date < since { return false }
        if let until = request.filter.until, date > until { return false }
        return true
    }

    private mutating func add(_ document: TradeDocument, _ group: Int) {
        if let shard = request.filter.shard, !shard.takes(document.number, records.texts) { return }
        var (customer, name) = ("", "")
        if let index = document.customerIndex {
            let record = records.resolver.data.customers.records[index]
            checkLocale(record)
            if templates.differByCustomer {
                customer = records.texts.string(record.id)
                name = records.texts.string(record.group)
            }
        }
        let set = templates.place(document.kind, customer: customer, group: name)
        documents.append(
            PlannedDocument(
                kind: document.kind, group: Int32(truncatingIfNeeded: group),
                set: Int32(truncatingIfNeeded: set), name: namer.name(document), number: document.number,
                customer: document.customer, date: document.date))
    }

    /// By the bytes of numbers, and by days.
    mutating func putInOrder() {
        guard !request.order.isEmpty else { return }
        let texts = records.texts
        func isBefore(_ a: TextID, _ b: TextID) -> Bool {
            texts.string(a).utf8.lexicographicallyPrecedes(texts.string(b).utf8)
        }
        let sorted = documents.enumerated().sorted { a, b in
            for key in request.order {
                switch key {
                case .date where a.element.date != b.element.date: return a.element.date < b.element.date
                case .customer where a.element.customer != b.element.customer:
                    return isBefore(a.element.customer, b.element.customer)
                case .number where a.element.number != b.element.number:
                    return isBefore(a.element.number, b.element.number)
                default: continue
                }
            }
            return a.offset < b.offset
        }
        documents = sorted.map(\.element)
    }

    private mutating func checkLocale(_ customer: Customer) {
        let locale = customer.locale
        if locale.isEmpty || knownLocales.contains(locale) || unknownLocales.contains(locale) { return }
        if LocaleFormats.isKnown(locale) {
            knownLocales.insert(locale)
        } else {
            reportLocale(locale, of: customer)
        }
    }

    private mutating func reportLocale(_ locale: String, of customer: Customer?) {
        unknownLocales.insert(locale)
        let owner = customer.map { "customer `\(records.texts.string($0.id))`" } ?? "the project"
        findings.add(
            .warning(
                "unknown-locale", "no locale `\(locale)`, which \(owner) states",
                hint: customer == nil
                    ? "write it as `en_GB`" : "its documents are written in `\(request.settings.locale)`"))
    }

    /// Two documents must not be written to one file: neither is made.
    mutating func refuseSharedNames(_ invoices: TradeGroups, _ orders: TradeGroups) {
        var first: [TradeKind: [String: Int]] = [:]
        var refused: Set<Int> = []
        for (i, document) in documents.enumerated() {
            guard let other = first[document.kind]?[document.name] else {
                first[document.kind, default: [:]][document.name] = i
                continue
            }
            refused.formUnion([i, other])
            findings.add(
                .error(
                    "shared-file-name",
                    "\(document.kind.name) `\(number(documents[other], invoices, orders))` and "
                        + "`\(number(document, invoices, orders))` would both be named `\(document.name)`, "
                        + "so neither is made",
                    hint: "put more of the document into `filename:`"))
        }
        guard !refused.isEmpty else { return }
        hasSharedNames = true
        documents = documents.enumerated().filter { !refused.contains($0.offset) }.map(\.element)
    }

    /// Names that differ in capitals alone are two files here, and one on Windows and macOS.
    mutating func reportNearNames(_ invoices: TradeGroups, _ orders: TradeGroups) {
        var first: [TradeKind: [String: Int]] = [:]
        for (i, document) in documents.enumerated() where document.name.hasCase {
            let folded = document.name.lowercased()
            guard let other = first[document.kind]?[folded] else {
                first[document.kind, default: [:]][folded] = i
                continue
            }
            let numbers = (number(documents[other], invoices, orders), number(document, invoices, orders))
            findings.add(
                .warning(
                    "near-file-name",
                    "\(document.kind.name) `\(numbers.0)` and `\(numbers.1)` are named "
                        + "`\(documents[other].name)` and `\(document.name)`, which is one file on Windows and macOS",
                    hint: "put more of the document into `filename:`"))
        }
    }

    private func number(_ document: PlannedDocument, _ invoices: TradeGroups, _ orders: TradeGroups) -> String
    {
        if document.kind == .numbers {
            return records.texts.string(records.sheets[Int(document.group)].customer)
        }
        let groups = document.kind.isOfOrders ? orders : invoices
        guard let line = groups.lines(Int(document.group)).first else { return "" }
        return records.texts.string(
            document.kind.isOfOrders ? records.orders[Int(line)].order : records.invoices[Int(line)].document)
    }

    mutating func reportMissingNumbers() {
        for number in request.filter.numbers.sorted() {
            if let id = records.texts.find(number), foundNumbers.contains(id) { continue }
            let kinds = request.kinds.map(\.name).joined(separator: " or ")
            findings.add(.warning("no-such-document", "there is no \(kinds) `\(number)`"))
        }
    }
}

extension String {
    /// Whether it may have capitals; most names are figures.
    fileprivate var hasCase: Bool {
        utf8.contains { $0 >= 0x80 || (0x41...0x5A).contains($0 & 0xDF) }
    }
}
