import Commerce
import Diagnostics
import Liquid
import Notation

/// What became of some documents that stand together in the plan.
struct DocumentBatch: Sendable {
    /// Its place among the batches of the plan.
    let index: Int
    var tallies: [KindTally] = []
    var findings = Findings()
    /// Every file that is as it should be, written or found so.
    var outputs: [OutputRecord] = []
    var changes: [OutputChange] = []
    /// Files that should be and are not, since a template failed or a mail cannot be sent.
    var unmade: [String] = []
    /// Whether some of these are mails that cannot be sent.
    private(set) var hasRefused = false
    /// What goes into a file with other documents.
    var parts: [PackedPart] = []
    /// Pages that become PDF when all are made.
    var pages: [PDFJob] = []
    var byteCount = 0
    /// Templates that failed, each with the document it failed on.
    var failures: [(problem: Diagnostic, document: String)] = []
    /// Of files that could not be written; they may be of documents of an earlier batch.
    var unwritten: [Diagnostic] = []
    /// One line of text for each line of the documents, where the run explains.
    var explanations = ""

    init(index: Int) {
        self.index = index
    }

    /// A mail that cannot be sent.
    mutating func refuse(_ path: String) {
        unmade.append(path)
        hasRefused = true
    }
}

/// Makes documents one after the other on one thread, in buffers that it keeps.
struct DocumentWorker {
    let index: Int
    let records: TradeRecords
    let request: GenerateRequest
    let plan: DocumentPlan
    let folders: [TradeKind: OutputFolder]
    /// Where pages lie that become PDF.
    let pages: OutputFolder?
    let past: OutputPast
    let csv: DocumentCSV
    var invoiceBuilder: TradeBuilder
    var orderBuilder: TradeBuilder
    var view: DocumentView
    var styles: LocaleFormats
    var document = TradeDocument()
    /// The sheet being made; ``document`` is its head then.
    var sheet: NumbersSheet?
    var arena = DataArena()
    /// What ``arena`` holds; nil where it holds another document.
    var filled: DocumentView.Medium?
    var out: [UInt8] = []
    var markdown: [UInt8] = []
    var contents: [UInt8] = []
    var encoded: [UInt8] = []
    var styleHashes: [String: ContentHash] = [:]
    var pending = PendingFiles()

    init(
        index: Int, _ records: TradeRecords, _ request: GenerateRequest, _ plan: DocumentPlan,
        _ folders: [TradeKind: OutputFolder], _ past: OutputPast, pages: OutputFolder?
    ) {
        self.index = index
        self.past = past
        self.pages = pages
        self.records = records
        self.request = request
        self.plan = plan
        self.folders = folders
        csv = DocumentCSV(isGuarded: request.settings.csv == .people, texts: records.texts)
        invoiceBuilder = records.invoiceBuilder
        orderBuilder = records.orderBuilder
        invoiceBuilder.explains = request.explains
        orderBuilder.explains = request.explains
        view = DocumentView(
            texts: records.texts, customers: records.resolver.data.customers, settings: request.settings,
            labels: plan.labels)
        styles = LocaleFormats(today: request.today)
    }

    /// Makes the documents of a range of the plan.
    mutating func make(_ range: Range<Int>, batch number: Int) -> DocumentBatch {
        var batch = DocumentBatch(index: number)
        for i in range {
            let planned = plan.documents[i]
            guard let programs = plan.sets[Int(planned.set)], build(planned, &batch.findings) else {
                continue
            }
            count(planned.kind, in: &batch)
            if request.explains { explain(&batch) }
            write(planned, programs, &batch)
        }
        writePending(&batch)
        return batch
    }

    private mutating func build(_ planned: PlannedDocument, _ findings: inout Findings) -> Bool {
        // The findings of the head were reported when the run was planned.
        var known = Findings(keptPerCode: 0)
        let group = Int(planned.group)
        sheet = planned.kind == .numbers ? records.sheets[group] : nil
        if let sheet {
            document = records.head(of: sheet)
            return true
        }
        if planned.kind.isOfOrders {
            return buildOrder(planned, plan.orders.lines(group), &known, &findings)
        }
        let lines = plan.invoices.lines(group)
        return invoiceBuilder.invoiceHead(
            records.invoices, lines, tables: records.tables, into: &document, findings: &known)
            && invoiceBuilder.invoiceLines(
                records.invoices, lines, tables: records.tables, into: &document, findings: &findings)
    }

    private mutating func buildOrder(
        _ planned: PlannedDocument, _ lines: ArraySlice<Int32>, _ known: inout Findings,
        _ findings: inout Findings
    ) -> Bool {
        guard
            orderBuilder.orderHead(
                records.orders, lines, as: planned.kind, into: &document, findings: &known)
        else { return false }
        let isSlip = planned.kind == .packingSlip
        // What is wrong with a line is said with the order's confirmation, where that is made too.
        let isMade =
            isSlip && request.kinds.contains(.order)
            ? orderBuilder.orderLines(records.orders, lines, into: &document, findings: &known)
            : orderBuilder.orderLines(records.orders, lines, into: &document, findings: &findings)
        if isMade, isSlip, request.sortsByLocation { document.sortByLocation(records.texts) }
        return isMade
    }

    private func explain(_ batch: inout DocumentBatch) {
        let texts = records.texts
        let title = "\(document.kind.name) \(texts.string(document.number))"
        for (line, why) in zip(document.lines, document.explanations) {
            let number = line.lineNumber.isBlank ? String(line.position) : texts.string(line.lineNumber)
            let item = line.item.isBlank ? texts.string(line.ordered) : texts.string(line.item)
            batch.explanations += "\(title) line \(number), \(item): \(why)\n"
        }
    }

    private func count(_ kind: TradeKind, in batch: inout DocumentBatch) {
        if !batch.tallies.contains(where: { $0.kind == kind }) { batch.tallies.append(KindTally(kind)) }
        guard let at = batch.tallies.firstIndex(where: { $0.kind == kind }) else { return }
        if let sheet {
            batch.tallies[at].add(sheet)
        } else {
            batch.tallies[at].add(document, currency: records.texts.string(document.currency))
        }
    }

    /// Appends what CSV has of the document.
    func appendTable(to out: inout [UInt8]) {
        if let sheet {
            NumbersCSV(records.resolver.data, isGuarded: request.settings.csv == .people).append(
                sheet, to: &out)
        } else {
            csv.append(document, to: &out)
        }
    }

    mutating func render(_ program: DocumentProgram) throws(Diagnostic) {
        fill(.page)
        let style = style()
        switch program {
        case .table, .message: return
        case .template(let template, _):
            try template.render(arena, style: style, into: &out)
        case .markdownPage(let template, let page, let path):
            markdown.removeAll(keepingCapacity: true)
            try template.render(arena, style: style, into: &markdown)
            let html = try Markdown.html(markdown, options: MarkdownOptions(file: path))
            arena.set(
                "title",
                arena.text(
                    "\(view.catalogue(document).title(document.kind)) \(records.texts.string(document.number))"
                ))
            arena.set("content", arena.markup(String(decoding: html, as: UTF8.self)))
            try page.render(arena, style: style, into: &out)
        }
    }

    func locale() -> String {
        let locale = view.locale(document)
        return plan.unknownLocales.contains(locale) ? request.settings.locale : locale
    }

    mutating func style() -> RenderStyle {
        styles.style(
            locale: locale(), currency: records.texts.string(document.currency),
            words: view.catalogue(document))
    }
}
