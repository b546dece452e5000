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
    var files: [WrittenFile] = []
    var byteCount = 0
    /// Templates that failed, each with the document it failed on.
    var failures: [(problem: Diagnostic, document: String)] = []
    var unwritten: [Diagnostic] = []
    /// One line of text for each line of the documents, where the run explains.
    var explanations = ""
}

/// A file as the manifest lists it.
struct WrittenFile: Sendable {
    var kind: TradeKind
    var format: DocumentFormat
    var name: String
    var number: String
    var template: String
    var bytes: Int

    var path: String { "\(kind.name)/\(name).\(format.rawValue)" }
}

/// Makes documents one after the other on one thread, in buffers that it keeps.
struct DocumentWorker {
    private let index: Int
    private let records: TradeRecords
    private let request: GenerateRequest
    private let plan: DocumentPlan
    private let folders: [TradeKind: OutputFolder]
    private let csv: DocumentCSV
    private var invoiceBuilder: TradeBuilder
    private var orderBuilder: TradeBuilder
    private var view: DocumentView
    private var styles: LocaleFormats
    private var document = TradeDocument()
    private var arena = DataArena()
    private var out: [UInt8] = []
    private var markdown: [UInt8] = []

    init(
        index: Int, _ records: TradeRecords, _ request: GenerateRequest, _ plan: DocumentPlan,
        _ folders: [TradeKind: OutputFolder]
    ) {
        self.index = index
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
            texts: records.texts, customers: records.resolver.data.customers, settings: request.settings)
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
        return batch
    }

    private mutating func build(_ planned: PlannedDocument, _ findings: inout Findings) -> Bool {
        // The findings of the head were reported when the run was planned.
        var known = Findings(keptPerCode: 0)
        let group = Int(planned.group)
        if planned.kind == .order {
            let lines = plan.orders.lines(group)
            return orderBuilder.orderHead(records.orders, lines, into: &document, findings: &known)
                && orderBuilder.orderLines(records.orders, lines, into: &document, findings: &findings)
        }
        let lines = plan.invoices.lines(group)
        return invoiceBuilder.invoiceHead(
            records.invoices, lines, tables: records.tables, into: &document, findings: &known)
            && invoiceBuilder.invoiceLines(
                records.invoices, lines, tables: records.tables, into: &document, findings: &findings)
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
        let currency = records.texts.string(document.currency)
        if let at = batch.tallies.firstIndex(where: { $0.kind == kind }) {
            batch.tallies[at].add(document, currency: currency)
        } else {
            var tally = KindTally(kind)
            tally.add(document, currency: currency)
            batch.tallies.append(tally)
        }
    }

    private mutating func write(
        _ planned: PlannedDocument, _ programs: DocumentTemplates.Programs, _ batch: inout DocumentBatch
    ) {
        guard let folder = folders[planned.kind] else { return }
        var isFilled = false
        for (format, program) in zip(request.formats, programs) {
            out.removeAll(keepingCapacity: true)
            do throws(Diagnostic) {
                try render(program, &isFilled)
            } catch {
                batch.failures.append((error, records.texts.string(document.number)))
                continue
            }
            do throws(Diagnostic) {
                try folder.write(out, to: "\(planned.name).\(format.rawValue)", worker: index)
            } catch {
                batch.unwritten.append(error)
                continue
            }
            batch.byteCount += out.count
            batch.files.append(
                WrittenFile(
                    kind: planned.kind, format: format, name: planned.name,
                    number: records.texts.string(document.number), template: program.path, bytes: out.count))
        }
    }

    private mutating func render(_ program: DocumentProgram, _ isFilled: inout Bool) throws(Diagnostic) {
        if case .table = program { return csv.append(document, to: &out) }
        if !isFilled {
            view.fill(&arena, with: document)
            isFilled = true
        }
        let style = style()
        switch program {
        case .table: return
        case .template(let template, _):
            try template.render(arena, style: style, into: &out)
        case .markdownPage(let template, let page, let path):
            markdown.removeAll(keepingCapacity: true)
            try template.render(arena, style: style, into: &markdown)
            let html = try Markdown.html(markdown, options: MarkdownOptions(file: path))
            arena.set("title", arena.text("\(document.kind.title) \(records.texts.string(document.number))"))
            arena.set("content", arena.markup(String(decoding: html, as: UTF8.self)))
            try page.render(arena, style: style, into: &out)
        }
    }

    private mutating func style() -> RenderStyle {
        var locale = view.locale(document)
        if plan.unknownLocales.contains(locale) { locale = request.settings.locale }
        return styles.style(locale: locale, currency: records.texts.string(document.currency))
    }
}
