import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// A project loaded for a command: its reference data, the resolver, and what was found wrong on the way.
struct ProjectRun {
    let project: Project
    let talk: Talk
    var loader: ReferenceLoader
    let resolver: Resolver
    var data: ReferenceData
    var findings: Findings
    let currency: TextID
    var status = ExitStatus.done
    /// The files that rejected rows were written to.
    private(set) var rejectFiles: [String] = []
    private let rejectsFolder: String
    private let isDry: Bool

    /// Finds and reads the project file; ends the program where that cannot be.
    static func project(_ options: GlobalOptions, _ talk: Talk) throws -> Project {
        let path: String
        if let folder = options.project {
            path =
                folder.hasSuffix(".yml") || folder.hasSuffix(".yaml")
                ? folder : folder + "/" + Project.fileName
        } else if let found = Project.find(from: ".") {
            path = found
        } else {
            talk.show(
                .error(
                    "no-project", "no \(Project.fileName) here or in a folder above",
                    hint: "name the project with -p FOLDER, or make one with `counterpart init FOLDER`"))
            throw Stop(.inputRefused)
        }
        do {
            return try Project.load(path)
        } catch {
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            throw Stop(.inputRefused)
        }
    }

    /// Reads the reference data of a project.
    ///
    /// - Parameters:
    ///   - output: The folder of `-o`, which rejects go under too; nil for the project's.
    ///   - isDry: Whether nothing is written, rejected rows included.
    ///   - jobs: How many threads read and index mappings, where there are many.
    init(
        _ project: Project, _ talk: Talk, kinds: Set<RecordKind>, output: String? = nil, isDry: Bool = false,
        wantsDescriptions: Bool = true, jobs: Int = Machine.cores
    ) {
        self.isDry = isDry
        self.project = project
        self.talk = talk
        rejectsFolder = (output ?? project.output) + "/rejects"
        loader = ReferenceLoader(
            project, kinds: kinds, rejectsFolder: rejectsFolder, isDry: isDry,
            wantsDescriptions: wantsDescriptions, jobs: jobs
        ) { kind in
            talk.progress("reading \(kind.rawValue) …")
        }
        data = loader.takeData()
        findings = loader.findings
        currency = data.texts.intern(project.currency ?? "")
        talk.progress("indexing \(data.mappings.rows.count) mappings …")
        resolver = Resolver(
            data, forOrders: kinds.contains(.orders) && project.data[.orders] != nil, threads: jobs)
        talk.endProgress()
        rejectFiles = loader.rejectFiles
        if loader.hasFailed || !loader.accounts.allSatisfy({ $0.rejected == 0 }) { status = .inputRefused }
    }

    /// The customer that `--customer` names; ends the program with a suggestion where there is none.
    func customer(_ id: String?) throws -> TextID? {
        guard let id else { return nil }
        if let found = data.texts.find(id), data.customers.contains(found) { return found }
        let known = data.customers.records.map { data.texts.string($0.id) }
        talk.show(
            .error(
                "unknown-customer", "no customer `\(id)` in this project",
                hint: Spelling.hint(for: id, among: known)))
        throw Stop(.inputRefused)
    }

    var accepted: AcceptedMatches {
        AcceptedMatches(
            normalized: project.accepted.contains(.normalized),
            ownNumber: project.accepted.contains(.ownNumber),
            gtin: project.accepted.contains(.gtin))
    }

    /// The latest document date of the project, which stands for today (rules.md 6).
    mutating func lastDocumentDay() -> Day? {
        var last = loader.orders.map(\.date).max()
        _ = readInvoices(wantsDescriptions: false) { lines, _ in
            for line in lines where last.map({ $0 < line.date }) ?? true { last = line.date }
        }
        return last
    }

    /// About how many invoice lines there are, rather too many: one has rarely fewer bytes.
    var expectedInvoiceLines: Int { project.data[.invoices].map { Path.size($0.path) / 70 } ?? 0 }

    /// Streams the invoices of the project through `body`, batch by batch.
    ///
    /// - Returns: the reader, for its tables and account; nil where there is no invoice file, or none readable.
    mutating func readInvoices(
        wantsDescriptions: Bool, watchesRepeats: Bool = false, _ body: ([InvoiceLine], InvoiceTables) -> Void
    ) -> InvoiceReader? {
        eachInvoiceBatch(wantsDescriptions: wantsDescriptions, watchesRepeats: watchesRepeats) {
            lines, tables, _ in
            body(lines, tables)
        }
    }

    /// As ``readInvoices(wantsDescriptions:watchesRepeats:_:)``, with the texts as they are after each batch.
    mutating func eachInvoiceBatch(
        wantsDescriptions: Bool, watchesRepeats: Bool = false,
        _ body: ([InvoiceLine], InvoiceTables, borrowing Texts) -> Void
    ) -> InvoiceReader? {
        guard let file = project.data[.invoices] else { return nil }
        do throws(DiagnosticList) {
            var reader = try invoiceReader(file, wantsDescriptions, watchesRepeats)
            try eachBatch(&reader, body)
            return try finished(reader)
        } catch {
            return failed(error)
        }
    }

    /// Carries the invoice lines of the project into `sums`.
    ///
    /// - Parameters:
    ///   - jobs: How many threads read at once, where the file is large enough.
    ///   - days: Lines of other days are checked and counted alone.
    /// - Returns: as ``readInvoices(wantsDescriptions:watchesRepeats:_:)``.
    mutating func addInvoices<Sums: InvoiceSums>(
        to sums: inout Sums, jobs: Int, wantsDescriptions: Bool = false,
        days: ClosedRange<Int32> = .min ... .max
    ) async -> InvoiceReader? {
        guard let file = project.data[.invoices] else { return nil }
        talk.progress("reading invoices …")
        do throws(DiagnosticList) {
            var reader = try invoiceReader(file, wantsDescriptions, false, days)
            let isRead: Bool
            do throws(Diagnostic) {
                isRead = try await reader.readShares(jobs, into: &sums, &data, &findings)
            } catch {
                throw DiagnosticList([error])
            }
            if !isRead {
                // The resolver holds the texts too, and they are about to grow.
                data.texts.part(more: 1 << 16)
                try eachBatch(&reader) { lines, tables, texts in sums.add(lines, tables, texts) }
            }
            return try finished(reader)
        } catch {
            return failed(error)
        }
    }

    private func invoiceReader(
        _ file: DataFile, _ wantsDescriptions: Bool, _ watchesRepeats: Bool,
        _ days: ClosedRange<Int32> = .min ... .max
    ) throws(DiagnosticList) -> InvoiceReader {
        try InvoiceReader(
            file, source: UInt16(truncatingIfNeeded: loader.sources.count), names: loader.names,
            duplicates: project.duplicates, wantsDescriptions: wantsDescriptions,
            watchesRepeats: watchesRepeats, days: days,
            rejects: RejectsWriter(file, folder: rejectsFolder, isDry: isDry))
    }

    private mutating func eachBatch(
        _ reader: inout InvoiceReader, _ body: ([InvoiceLine], InvoiceTables, borrowing Texts) -> Void
    ) throws(DiagnosticList) {
        var lines: [InvoiceLine] = []
        lines.reserveCapacity(InvoiceReader.batchRoom)
        var batches = 0
        do throws(Diagnostic) {
            while try reader.next(&lines, &data, &findings) {
                body(lines, reader.tables, data.texts)
                batches += 1
                if batches % 64 == 0 { talk.progress("reading invoices: \(reader.account.read) lines …") }
            }
        } catch {
            throw DiagnosticList([error])
        }
    }

    private mutating func finished(_ reader: InvoiceReader) throws(DiagnosticList) -> InvoiceReader {
        talk.endProgress()
        if reader.account.rejected > 0 { status = max(status, .inputRefused) }
        do throws(Diagnostic) {
            if let path = try reader.rejects.finish() { rejectFiles.append(path) }
        } catch {
            throw DiagnosticList([error])
        }
        return reader
    }

    private mutating func failed(_ error: DiagnosticList) -> InvoiceReader? {
        findings.add(contentsOf: error.diagnostics)
        talk.endProgress()
        status = .inputRefused
        return nil
    }

    /// Shows findings with their lines of the source; those of a quiet run that are not shown go without.
    @discardableResult
    static func show(_ findings: Findings, _ project: Project, _ talk: Talk) -> Findings {
        var findings = findings
        let files = project.data.values.filter { $0.format == .csv }.map { ($0.name, $0.path) }
        SourceExcerpts.fill(
            &findings, files: Dictionary(files) { first, _ in first }, onlyErrors: talk.isQuiet)
        talk.show(findings)
        return findings
    }

    /// Shows what was found, and where rejected rows went.
    ///
    /// - Returns: the findings as they were shown, each that was with its line of the source.
    @discardableResult
    func showFindings() -> Findings {
        let findings = Self.show(findings, project, talk)
        for path in rejectFiles { talk.say("rejected rows \(isDry ? "would go to" : "are in") \(path)") }
        return findings
    }
}
