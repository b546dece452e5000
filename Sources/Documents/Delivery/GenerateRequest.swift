package import Commerce
package import Notation

/// What was read, ready to be made into documents.
package struct TradeRecords: Sendable {
    package var resolver: Resolver
    /// What the ids of all lines belong to: the texts of the resolver's data, or a later copy that holds more.
    package var texts: Texts
    package var defaults: TradeDefaults
    package var accept = AcceptedMatches.all
    package var invoices: [InvoiceLine] = []
    package var tables = InvoiceTables()
    /// The names of the files, for findings.
    package var invoiceSource = "invoices"
    package var orders: [OrderLine] = []
    package var orderSource = "orders"
    /// The sheets of customers' numbers.
    package var sheets: [NumbersSheet] = []
    /// Where items lie, for packing slips.
    package var places = StockPlaces()
    package var mappingSource = "mappings"

    /// Codes of findings that reading has reported already, with the line's own text; they are not repeated.
    package var reported: Set<String> = ["unknown-customer", "shared-document-number", "positive-credit"]

    package init(resolver: Resolver, texts: Texts, defaults: TradeDefaults) {
        self.resolver = resolver
        self.texts = texts
        self.defaults = defaults
    }
}

/// Which documents are wanted. What is empty or nil does not choose.
package struct DocumentFilter: Sendable, Hashable {
    package var numbers: Set<String> = []
    package var customers: Set<String> = []
    /// The first and the last day, both included.
    package var since: Day?
    package var until: Day?

    package var shard: Shard?

    package init() {}

    /// Whether every document is wanted.
    var isOpen: Bool {
        numbers.isEmpty && customers.isEmpty && since == nil && until == nil && shard == nil
    }
}

/// What documents are put in order by; those that are equal stay in the order of the data.
package enum DocumentOrder: String, Sendable, Hashable, CaseIterable {
    case customer, date, number
}

/// What to make of them.
package struct GenerateRequest: Sendable {
    package var settings: DocumentSettings
    package var kinds: [TradeKind]
    package var formats: [DocumentFormat]
    package var filter = DocumentFilter()
    /// One template for all documents, before any other.
    package var templateFile: String?
    /// How many documents are made at a time. The files are the same for any number.
    package var jobs = 1
    /// Whether the lines of a packing slip stand in the order of their locations.
    package var sortsByLocation = false
    /// Whether every line says why it shows the number it shows.
    package var explains = false
    /// What the documents are put in order by, the first first.
    package var order: [DocumentOrder] = []
    package var packing = Packing.files
    /// Whether files that no document is behind any more are removed.
    package var prunes = false
    /// What makes PDF, where that is asked for.
    package var pdf: PDFEngine?
    /// What mails carry besides their page.
    package var attachments: Set<MailAttachment> = [.csv]
    /// What `today` and `now` mean in templates.
    package var today: Day?

    package init(settings: DocumentSettings, kinds: [TradeKind], formats: [DocumentFormat]) {
        self.settings = settings
        self.kinds = kinds
        self.formats = formats
    }
}

/// A form of the document that goes with its mail.
package enum MailAttachment: String, Sendable, Hashable, CaseIterable {
    case csv, pdf
}

extension GenerateRequest {
    /// Whether mails wait for a PDF.
    var attachesPDF: Bool { formats.contains(.message) && attachments.contains(.pdf) }
    /// Whether another program is needed.
    package var makesPDF: Bool { formats.contains(.pdf) || attachesPDF }
}

extension TradeRecords {
    /// What a sheet has of a document: whose it is, its day, its currency. Its number is the customer's.
    func head(of sheet: NumbersSheet) -> TradeDocument {
        var head = TradeDocument()
        head.kind = .numbers
        head.number = sheet.customer
        head.date = sheet.day
        head.customer = sheet.customer
        head.customerIndex = resolver.data.customers.index(of: sheet.customer)
        let own = head.customerIndex.map { resolver.data.customers.records[$0].currency } ?? .blank
        head.currency = own.isBlank ? defaults.currency : own
        return head
    }

    /// What makes documents of the invoices' lines.
    var invoiceBuilder: TradeBuilder { builder(invoiceSource) }
    /// What makes documents of the orders' lines.
    var orderBuilder: TradeBuilder { builder(orderSource) }

    private func builder(_ source: String) -> TradeBuilder {
        var builder = TradeBuilder(
            resolver: resolver, texts: texts, defaults: defaults, source: source, accept: accept)
        builder.reported = reported
        builder.mappingSource = mappingSource
        builder.places = places
        return builder
    }
}
