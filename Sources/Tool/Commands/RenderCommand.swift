import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// `counterpart render`
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract:
            "Invoices, credit notes, order confirmations, packing slips, sheets of numbers: pages, Markdown, CSV, mail.",
        discussion: """
            Examples:
              counterpart render invoice
              counterpart render invoice credit-note --month 2026-08 --format html,csv
              counterpart render numbers --customer 10060 --format html,csv
              counterpart render order --number SO-1007 --format md -o out
              counterpart render packing-slip --sort location
            """)

    @Argument(help: "invoice, credit-note, order, packing-slip, numbers; one or several.")
    var kinds: [String]

    @OptionGroup var options: GlobalOptions
    @OptionGroup var period: PeriodOptions

    @Option(help: "md, html, csv, email-html, eml, pdf; several with commas.")
    var format = "html"

    @Option(
        help: ArgumentHelp(
            "What mails carry besides their page: csv, pdf; several with commas, or none.", valueName: "forms"
        ))
    var attach: MailAttachments?

    @Option(help: ArgumentHelp("Only the document of this number; may be repeated.", valueName: "number"))
    var number: [String] = []

    @Option(help: ArgumentHelp("This template instead of the looked-up one.", valueName: "file"))
    var template: String?

    @Option(help: ArgumentHelp("How many workers render at once; 0 for one a core.", valueName: "n"))
    var jobs = 0

    @Option(
        help: ArgumentHelp(
            """
            The order of documents: customer, date, number; several with commas. `location`: the lines of packing \
            slips by where the items lie.
            """, valueName: "keys"))
    var sort: SortKeys?

    @Flag(help: "All documents of a kind in one file (html, md, csv), each on a page of its own.")
    var combine = false

    @Option(
        help: "All documents in one file: `zip` or `tar`, the same bytes each time where no PDF is in it.")
    var archive: ArchiveKind?

    @Option(
        help: ArgumentHelp(
            "Only the documents of part I of N, for several machines at once.", valueName: "I/N"),
        transform: Shard.argument)
    var shard: Shard?

    @Flag(help: "Go on and render again whenever data or templates change; Ctrl-C ends it.")
    var watch = false

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The folder to write into.", valueName: "folder"))
    var output: String?

    @Option(help: "For whom CSV is: `people` or `raw`.")
    var csv: CSVAudience = .people

    @Option(
        name: .customLong("fail-on"),
        help: "Exit 1 on error, warning, unmapped, rejected; several with commas.")
    var failOn: String?

    @Flag(
        help: "Say on stdout why each line shows the number it shows; templates get it as line.explanation.")
    var explain = false

    @Flag(
        name: .customLong("dry-run"),
        help: "Write nothing; list on stdout what would be written and why.")
    var dryRun = false

    @Flag(help: "Remove files that an earlier run made and no document is behind any more.")
    var prune = false

    @Flag(help: "Findings as JSON lines on stderr.")
    var json = false

    func run() async throws {
        if watch { return try await renderAgainAndAgain() }
        try await renderOnce()
    }

    func renderOnce() async throws {
        let (kinds, formats) = try validated()
        _ = try FailCondition.parse(failOn)
        let talk = Talk(options, asJSON: json)
        let project = try ProjectRun.project(options, talk)
        let documents = kinds.filter { $0 != .numbers }
        let needed: Set<RecordKind> = Set(documents.map { $0.isOfOrders ? .orders : .invoices })
        for kind in needed where project.data[kind] == nil {
            talk.show(.error("no-data", "the project has no `\(kind.rawValue)` to make documents of"))
            throw Stop(.inputRefused)
        }
        let request = request(project, kinds, formats)
        try await renderDocuments(project, talk, needed.union(reference(kinds)), request)
    }

    private var words: [Substring] { kinds.flatMap { $0.split(separator: ",") } }

    private func validated() throws -> ([TradeKind], [DocumentFormat]) {
        let kinds = try words.map { word in
            if let kind = TradeKind.allCases.first(where: { $0.name == word }) { return kind }
            throw ValidationError(
                "There is no document '\(word)'. There are: "
                    + "\(TradeKind.allCases.map(\.name).joined(separator: ", ")).")
        }
        let formats = try format.split(separator: ",").map { word in
            if let format = DocumentFormat(rawValue: String(word)) { return format }
            throw ValidationError(
                "There is no format '\(word)'. There are: "
                    + (DocumentFormat.allCases + [.pdf]).map(\.rawValue).joined(separator: ", ") + ".")
        }
        if combine, archive != nil { throw ValidationError("--combine and --archive exclude each other.") }
        if combine, formats.contains(where: { ![.html, .markdown, .csv].contains($0) }) {
            throw ValidationError("--combine takes html, md and csv.")
        }
        if attach != nil, !formats.contains(.message) {
            throw ValidationError("--attach needs --format eml.")
        }
        if watch, dryRun { throw ValidationError("--watch and --dry-run exclude each other.") }
        if jobs < 0 { throw ValidationError("--jobs takes a number from 0.") }
        return (kinds, formats)
    }

    /// What documents of these kinds are made with besides their own lines.
    private func reference(_ kinds: [TradeKind]) -> Set<RecordKind> {
        var needed: Set<RecordKind> = [.customers, .items, .mappings]
        if kinds.contains(.packingSlip) { needed.insert(.stock) }
        // What was bought is a sheet's blanks; the last day of all is its day.
        if kinds.contains(.numbers) { needed.formUnion([.invoices, .orders]) }
        return needed
    }

    private func request(
        _ project: Project, _ kinds: [TradeKind], _ formats: [DocumentFormat]
    ) -> GenerateRequest {
        var settings = DocumentSettings(project)
        if let output { settings.output = output }
        settings.csv = csv == .people ? .people : .raw
        var request = GenerateRequest(settings: settings, kinds: kinds, formats: formats)
        request.filter.numbers = Set(number)
        if let customer = period.customer { request.filter.customers = [customer] }
        request.filter.since = period.firstDay
        request.filter.until = period.lastDay
        request.templateFile = template
        request.jobs = jobs == 0 ? Machine.cores : jobs
        request.today = options.today
        request.explains = explain
        request.prunes = prune
        request.order = sort?.documents ?? []
        request.attachments = attach?.forms ?? project.attachments.documents
        request.packing = combine ? .combined : archive.map { $0 == .zip ? .zip : .tar } ?? .files
        request.filter.shard = shard
        request.sortsByLocation = sort?.byLocation ?? false
        return request
    }

    func records(
        _ run: inout ProjectRun, _ settings: DocumentSettings, _ kinds: [TradeKind]
    ) async -> TradeRecords {
        var lines: [InvoiceLine] = []
        var reader: InvoiceReader?
        let wantsInvoices = kinds.contains(where: \.isOfInvoices)
        var sheets = kinds.contains(.numbers) ? SheetsRun(run, period) : nil
        if wantsInvoices || sheets != nil {
            let (since, until) = (period.firstDay?.number ?? .min, period.lastDay?.number ?? .max)
            // A document's lines may carry several days: a day on either side keeps them together.
            let days = (since == .min ? since : since - 1)...(until == .max ? until : until + 1)
            if sheets != nil {
                reader = run.readInvoices(wantsDescriptions: wantsInvoices) { batch, tables in
                    sheets?.add(batch, tables)
                    guard wantsInvoices else { return }
                    for line in batch where days.contains(line.day) { lines.append(line) }
                }
            } else {
                var list = InvoiceLineList(expectedLines: run.expectedInvoiceLines)
                reader = await run.addInvoices(
                    to: &list, jobs: jobs == 0 ? Machine.cores : jobs, wantsDescriptions: true, days: days)
                list.putInOrder()
                lines = list.lines
            }
        }
        let defaults = TradeDefaults(
            currency: settings.currency, terms: settings.terms, tax: settings.tax, texts: &run.data.texts)
        var records = TradeRecords(resolver: run.resolver, texts: run.data.texts, defaults: defaults)
        records.accept = run.accepted
        records.mappingSource = settings.mappingSource
        records.invoices = lines
        if let sheets { records.sheets = sheets.made(on: options.today, run) }
        if let reader {
            records.tables = reader.tables
            records.invoiceSource = reader.account.name
        }
        if kinds.contains(where: \.isOfOrders) {
            records.places = StockPlaces(run.loader.stock, texts: run.data.texts)
            records.orders = run.loader.orders
            records.orderSource = run.project.data[.orders]?.name ?? "orders"
        }
        return records
    }
}
