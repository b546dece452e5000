import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// The way of a project through the program, phase by phase, each on what the one before left in memory.
struct Phases {
    private let project: Project
    private let jobs: Int
    private let scratch: String
    private var data = ReferenceData()
    private var names: CustomerNames
    private var sourceCount = 0
    private(set) var watch = Stopwatch()

    init(project: Project, jobs: Int, scratch: String) {
        self.project = project
        self.jobs = jobs
        self.scratch = scratch
        names = CustomerNames(ReferenceData().customers)
    }

    mutating func run() async throws {
        let project = project
        let loader = watch.time("read", "customers, items, mappings", units: { $0.data.mappings.rows.count })
        {
            ReferenceLoader(
                project, kinds: [.customers, .items, .mappings], rejectsFolder: scratch + "/rejects")
        }
        data = loader.data
        names = loader.names
        sourceCount = loader.sources.count
        let resolver = watch.time(
            "resolve", "index of the mappings", units: { _ in loader.data.mappings.rows.count }
        ) {
            Resolver(loader.data)
        }
        guard let file = project.data[.invoices] else { return }
        let (lines, tables) = try read(file)
        let mapped = watch.time("resolve", "numbers of all lines", units: { _ in lines.count }) {
            Self.resolve(lines, tables, resolver)
        }
        print("\(lines.count) lines, \(mapped) mapped")
        reports(lines, tables, resolver)
        try await documents(lines, tables, resolver)
    }

    private mutating func read(_ file: DataFile) throws -> ([InvoiceLine], InvoiceTables) {
        var lines: [InvoiceLine] = []
        var data = data
        var findings = Findings()
        let names = names
        let tables = try watch.time("read", "invoice lines", units: { (_: InvoiceTables) in lines.count }) {
            var reader = try InvoiceReader(
                file, source: UInt16(truncatingIfNeeded: sourceCount), names: names,
                duplicates: project.duplicates, wantsDescriptions: true, watchesRepeats: false,
                rejects: RejectsWriter(file, folder: scratch + "/rejects"))
            var batch: [InvoiceLine] = []
            while try reader.next(&batch, &data, &findings) { lines += batch }
            return reader.tables
        }
        self.data = data
        return (lines, tables)
    }

    private static func resolve(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ resolver: Resolver) -> Int
    {
        var mapped = 0
        for line in lines where line.lineClass == .sale || line.lineClass == .credit {
            let shipTo = line.header > 0 ? tables.headers[Int(line.header)].shipTo : .blank
            let shown = resolver.numberShown(
                customer: line.customer, shipTo: shipTo, item: line.item, unit: line.unit, day: line.date)
            if shown.row >= 0 { mapped += 1 }
        }
        return mapped
    }

    private mutating func reports(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ resolver: Resolver) {
        let currency = data.texts.intern(project.currency ?? "")
        let data = data
        let pass = watch.time("resolve", "lines into sums", units: { _ in lines.count }) {
            var pass = InvoicePass(data, resolver: resolver, currency: currency)
            pass.add(lines, tables)
            pass.finish(data.texts)
            return pass
        }
        let scope = ReportScope(
            data: data, resolver: resolver, today: pass.lastDay ?? Day(number: 0), currency: currency)
        for format in [TableFormat.csv, .json] {
            watch.time("write", "sales, accuracy, unmapped in \(format.rawValue)", units: { $0 }) {
                let tables = [
                    SalesReport.table(pass.cube, scope), AccuracyReport.table(pass.cube, scope, orders: nil),
                    UnmappedReport.table(pass.cube, scope, orders: nil),
                ]
                let writer = TableWriter()
                return tables.reduce(0) { $0 + writer.bytes($1, as: format).count }
            }
        }
    }

    private mutating func documents(
        _ lines: [InvoiceLine], _ tables: InvoiceTables, _ resolver: Resolver
    ) async throws {
        var settings = DocumentSettings()
        settings.seller.name = project.seller.name
        settings.currency = project.currency ?? ""
        settings.locale = project.locale
        settings.output = scratch
        var texts = data.texts
        let defaults = TradeDefaults(
            currency: settings.currency, terms: settings.terms, tax: settings.tax, texts: &texts)
        let last = lines.map(\.day).max() ?? 0
        var records = TradeRecords(resolver: resolver, texts: texts, defaults: defaults)
        records.tables = tables
        records.invoices = lines.filter { $0.day > last - 365 }
        for format in [DocumentFormat.html, .markdown, .csv] {
            var request = GenerateRequest(settings: settings, kinds: [.invoice], formats: [format])
            request.jobs = jobs
            let chosen = records
            await watch.time(
                "render and write", "a year's invoices, \(format.rawValue)", units: { $0.fileCount }
            ) {
                await Generate.documents(chosen, request)
            }
        }
        let files = try WrittenFiles(folder: scratch + "/invoice", ending: ".html")
        watch.time("write", "the same HTML files", units: { _ in files.count }) {
            files.writeAgain(to: scratch)
        }
    }
}
