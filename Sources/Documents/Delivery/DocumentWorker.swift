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
    /// What goes into a file with other documents.
    var parts: [PackedPart] = []
    /// Pages that become PDF when all are made.
    var pages: [PDFJob] = []
    var byteCount = 0
    /// Templates that failed, each with the document it failed on.
    var failures: [(problem: Diagnostic, document: String)] = []
    var unwritten: [Diagnostic] = []
    /// One line of text for each line of the documents, where the run explains.
    var explanations = ""
}

/// Makes documents one after the other on one thread, in buffers that it keeps.
struct DocumentWorker {
    let index: Int
    let records: TradeRecords
    let request: GenerateRequest
    private let plan: DocumentPlan
    private let folders: [TradeKind: OutputFolder]
    /// Where pages lie that become PDF.
    private let pages: OutputFolder?
    let past: OutputPast
    private let csv: DocumentCSV
    private var invoiceBuilder: TradeBuilder
    private var orderBuilder: TradeBuilder
    private var view: DocumentView
    private var styles: LocaleFormats
    private var document = TradeDocument()
    /// The sheet being made; ``document`` is its head then.
    private var sheet: NumbersSheet?
    private var arena = DataArena()
    private var isFilled = false
    private var out: [UInt8] = []
    private var markdown: [UInt8] = []
    private var contents: [UInt8] = []
    private var styleHashes: [String: ContentHash] = [:]

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
    private func appendTable(to out: inout [UInt8]) {
        if let sheet {
            NumbersCSV(records.resolver.data, isGuarded: request.settings.csv == .people).append(
                sheet, to: &out)
        } else {
            csv.append(document, to: &out)
        }
    }

    private mutating func write(
        _ planned: PlannedDocument, _ programs: DocumentTemplates.Programs, _ batch: inout DocumentBatch
    ) {
        isFilled = false
        var data: ContentHash?
        for (at, (format, program)) in zip(request.formats, programs).enumerated() {
            out.removeAll(keepingCapacity: true)
            let path = "\(planned.kind.name)/\(planned.name).\(format.rawValue)"
            if case .table = program {
                appendTable(to: &out)
            } else if data == nil {
                data = dataHash(withTable: request.formats.contains(.message))
            }
            var output = OutputRecord(
                path: path, kind: planned.kind.name, format: format.rawValue,
                number: records.texts.string(document.number), run: 0,
                closure: Int(planned.set) * request.formats.count + at,
                data: data ?? ContentHash(of: out), style: styleHash(), hash: ContentHash(of: []),
                stamp: FileStamp())
            if case .table = program { output.data = ContentHash(of: out) }
            if format == .pdf { output.style = pdfStyle(output.style) }
            if request.packing.isPacked {
                pack(program, planned, format, path, &batch)
                continue
            }
            let state = past.state(of: output, closure: plan.closures[output.closure].hash)
            if case .intact(let record) = state {
                batch.keep(record, output)
                continue
            }
            do throws(Diagnostic) {
                guard try make(program, format, planned, &batch.findings) else {
                    batch.unmade.append(path)
                    continue
                }
            } catch {
                batch.failures.append((error, records.texts.string(document.number)))
                batch.unmade.append(path)
                continue
            }
            if format == .pdf {
                spool(output, planned, state, &batch)
                continue
            }
            output.hash = ContentHash(of: out)
            save(output, planned, state, &batch)
        }
    }

    private mutating func pack(
        _ program: DocumentProgram, _ planned: PlannedDocument, _ format: DocumentFormat, _ path: String,
        _ batch: inout DocumentBatch
    ) {
        do throws(Diagnostic) {
            guard try make(program, format, planned, &batch.findings) else {
                return batch.unmade.append(path)
            }
            batch.byteCount += out.count
            batch.parts.append(
                PackedPart(kind: planned.kind.name, format: format, path: path, bytes: out))
        } catch {
            batch.failures.append((error, records.texts.string(document.number)))
        }
    }

    /// Fills `out` with a document; false where a mail cannot be made, and a finding.
    private mutating func make(
        _ program: DocumentProgram, _ format: DocumentFormat, _ planned: PlannedDocument,
        _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        switch program {
        case .table: return true
        case .message(let parts): return try renderMail(parts, planned, &findings)
        case .template, .markdownPage:
            try render(program)
            if format == .emailHTML { out = CSSInliner.inline(out) }
            return true
        }
    }

    /// Of the style of a page and of the program that prints it.
    private func pdfStyle(_ style: ContentHash) -> ContentHash {
        var hasher = ContentHasher()
        hasher.add(style)
        hasher.add(request.pdf?.version ?? "")
        return hasher.finish()
    }

    /// Puts the page in `out` aside, to be printed later.
    private func spool(
        _ output: OutputRecord, _ planned: PlannedDocument, _ state: OutputPast.State,
        _ batch: inout DocumentBatch
    ) {
        guard case .outdated(let reason, let known) = state else { return }
        guard let pages else {
            // A dry run: whether another program makes the same bytes of it nobody knows before.
            batch.changes.append(OutputChange(path: output.path, reason: reason))
            return batch.outputs.append(output)
        }
        let page = "\(batch.index)-\(batch.pages.count).html"
        do throws(Diagnostic) {
            try pages.write(out, to: page, worker: index)
            batch.pages.append(PDFJob(page: page, output: output, reason: reason, known: known))
        } catch {
            batch.unmade.append(output.path)
            batch.unwritten.append(error)
        }
    }

    /// Writes what `out` holds, unless the file holds it already.
    private func save(
        _ output: OutputRecord, _ planned: PlannedDocument, _ state: OutputPast.State,
        _ batch: inout DocumentBatch
    ) {
        var output = output
        if case .outdated(_, let record?) = state, record.hash == output.hash {
            return batch.keep(record, output)
        }
        guard case .outdated(let reason, _) = state else { return }
        if past.writes {
            // That there is no folder was said once.
            guard let folder = folders[planned.kind] else { return batch.unmade.append(output.path) }
            let name = output.path.utf8.dropFirst(planned.kind.name.utf8.count + 1)
            do throws(Diagnostic) {
                output.stamp = try folder.write(out, to: String(name) ?? "", worker: index)
            } catch {
                batch.unmade.append(output.path)
                return batch.unwritten.append(error)
            }
        } else {
            output.stamp.size = Int64(out.count)
        }
        batch.byteCount += out.count
        batch.changes.append(OutputChange(path: output.path, reason: reason))
        batch.outputs.append(output)
    }

    private mutating func fill() {
        if isFilled { return }
        if let sheet {
            view.fill(&arena, with: sheet, data: records.resolver.data)
        } else {
            view.fill(&arena, with: document)
        }
        isFilled = true
    }

    /// Of everything that templates see of the document, and of its table where that goes with a mail.
    private mutating func dataHash(withTable: Bool) -> ContentHash {
        fill()
        contents.removeAll(keepingCapacity: true)
        arena.appendContents(to: &contents)
        if withTable { appendTable(to: &contents) }
        return ContentHash(of: contents)
    }

    /// Of how the document's locale, currency and language write things, and of who reads its CSV.
    private mutating func styleHash() -> ContentHash {
        let words = view.catalogue(document).language
        let key = "\(locale()) \(records.texts.string(document.currency)) \(words)"
        if let known = styleHashes[key] { return known }
        let style = style()
        var hasher = ContentHasher()
        hasher.add("\(style.numbers) \(style.currency) \(style.minorUnitDigits) \(style.dates)")
        hasher.add("\(style.now.map(\.description) ?? "") \(request.settings.csv)")
        var labels: [UInt8] = []
        style.labels.appendContents(to: &labels)
        style.units.appendContents(to: &labels)
        hasher.add(labels)
        let hash = hasher.finish()
        styleHashes[key] = hash
        return hash
    }

    private mutating func render(_ program: DocumentProgram) throws(Diagnostic) {
        fill()
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

    /// Makes a mail; false, and a finding, where it cannot be addressed.
    private mutating func renderMail(
        _ parts: MailTemplates, _ planned: PlannedDocument, _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        let number = records.texts.string(document.number)
        let seller = request.settings.seller
        // That there is none was said once for the run.
        guard let from = MailAddress(name: seller.name, address: seller.email) else { return false }
        fill()
        let style = style()
        var (subject, text, html): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        try parts.subject.render(arena, style: style, into: &subject)
        markdown.removeAll(keepingCapacity: true)
        try parts.text.render(arena, style: style, into: &markdown)
        PlainText.append(markdown: markdown, to: &text)
        try parts.html.render(arena, style: style, into: &html)
        let title = String(decoding: subject, as: UTF8.self).trimmingSuffix { $0.isNewline }
        guard MailHeader.isSafe(title) else {
            findings.add(
                .error(
                    "unsafe-header",
                    "the subject of the mail of `\(number)` holds a line end or a control character",
                    hint: "it could start a header of its own; mend the template or the data"))
            return false
        }
        var table: [UInt8] = []
        appendTable(to: &table)
        let message = MailMessage(
            from: from, to: recipient(number, &findings), subject: title,
            date: document.date.mailDate, language: view.catalogue(document).language, text: text,
            html: CSSInliner.inline(html),
            attachments: [.init(name: "\(planned.name).csv", type: "text/csv; charset=utf-8", bytes: table)])
        message.append(to: &out)
        return true
    }

    private func recipient(_ number: String, _ findings: inout Findings) -> MailAddress? {
        let customer = document.customerIndex.map { records.resolver.data.customers.records[$0] }
        let address = customer?.email ?? ""
        let name = customer.map { records.texts.string($0.name) } ?? ""
        if let to = MailAddress(name: name, address: address) { return to }
        let id = customer.map { records.texts.string($0.id) } ?? ""
        findings.add(.warning, "no-recipient") {
            .warning(
                "no-recipient",
                address.isEmpty
                    ? "the mail of `\(number)` has no recipient: customer `\(id)` has no address"
                    : "the mail of `\(number)` has no recipient: `\(address)` of customer `\(id)` is no address",
                hint: "state `email` of the customer; the mail is written without `To`")
        }
        return nil
    }

    private func locale() -> String {
        let locale = view.locale(document)
        return plan.unknownLocales.contains(locale) ? request.settings.locale : locale
    }

    private mutating func style() -> RenderStyle {
        styles.style(
            locale: locale(), currency: records.texts.string(document.currency),
            words: view.catalogue(document))
    }
}

extension DocumentBatch {
    /// A file that stays as it is.
    fileprivate mutating func keep(_ record: OutputRecord, _ output: OutputRecord) {
        var output = output
        output.hash = record.hash
        output.stamp = record.stamp
        byteCount += Int(output.stamp.size)
        changes.append(OutputChange(path: output.path, reason: .unchanged))
        outputs.append(output)
    }
}

extension Day {
    /// Midnight UTC as RFC 5322 section 3.3 writes it: `Wed, 29 Jul 2026 00:00:00 +0000`.
    var mailDate: String {
        let (year, month, day) = components
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][self.weekday - 1]
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1]
        return "\(weekday), \(day) \(name) \(year) 00:00:00 +0000"
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return String(text)
    }
}
