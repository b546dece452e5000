import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// `counterpart fill`
struct FillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "The ERP's own file back, with the numbers filled in.",
        discussion: """
            Invoices get customer_item_number and status, orders get item_number, pieces, price_per_piece and \
            status (and held_revision and findings, where the file names revisions). Where the file has such a column, its blank fields are filled; otherwise the column is put \
            behind. Every other byte stays as it was.

            Example:
              counterpart fill orders -o orders-filled.csv
            """)

    enum What: String, ExpressibleByArgument, CaseIterable {
        case orders, invoices
    }

    @Argument(help: "orders or invoices.")
    var what: What

    @OptionGroup var options: GlobalOptions

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write, else stdout.", valueName: "file"))
    var output: String?

    func run() async throws {
        let talk = Talk(options)
        let project = try ProjectRun.project(options, talk)
        let kind: RecordKind = what == .orders ? .orders : .invoices
        guard let file = project.data[kind] else {
            talk.show(.error("no-data", "the project has no `\(kind.rawValue)` to fill"))
            throw Stop(.inputRefused)
        }
        guard file.format == .csv else {
            talk.show(.error("not-csv", "`\(file.name)` is not CSV; only CSV files can be filled"))
            throw Stop(.inputRefused)
        }
        var run = ProjectRun(
            project, talk, kinds: [.customers, .items, .mappings, kind], wantsDescriptions: false)
        do throws(Diagnostic) {
            switch what {
            case .orders: try fillOrders(&run, file)
            case .invoices: try fillInvoices(&run, file)
            }
        } catch {
            if error.code == "closed-pipe" { throw Stop(.done) }
            run.showFindings()
            talk.show(error)
            throw Stop(error.code == "unwritable-output" ? .unwritable : .inputRefused)
        }
        run.showFindings()
        if run.status != .done { throw Stop(run.status) }
    }

    private func open(_ file: DataFile) throws(Diagnostic) -> CSVReader {
        try CSVReader(file: file.path, name: file.name, encoding: file.encoding, delimiter: file.delimiter)
    }

    private func columns(_ reader: CSVReader, _ file: DataFile) throws(Diagnostic) -> ColumnMap {
        do throws(DiagnosticList) {
            return try ColumnMap(
                header: reader.header, kind: file.kind, overrides: file.columns, file: file.name)
        } catch {
            throw error.diagnostics.first ?? .error("unreadable", "`\(file.name)` cannot be read")
        }
    }

    private func fillOrders(_ run: inout ProjectRun, _ file: DataFile) throws(Diagnostic) {
        let reader = try open(file)
        let columns = try columns(reader, file)
        let namesRevisions = columns.has(.customerRevision)
        let filler = RecordFiller(
            reader, columns: [columns[.itemNumber], -1, -1, -1] + (namesRevisions ? [-1, -1] : []),
            headings: ["item_number", "pieces", "price_per_piece", "status"]
                + (namesRevisions ? ["held_revision", "findings"] : []))
        var out = try FillOutput(output, encoding: reader.encoding)
        try out.append(filler.appendHeading)
        let (texts, accept, resolver) = (run.data.texts, run.accepted, run.resolver)
        var next = 0
        let lines = run.loader.orders
        while try reader.next() {
            if reader.problemKind != .none || reader.fieldCount == 0 {
                try out.append(filler.appendUnchanged)
                continue
            }
            guard next < lines.count, Int(lines[next].origin.line) == reader.line else {
                let values = [[], [], [], Array("rejected".utf8)] + (namesRevisions ? [[], []] : [])
                try out.append { filler.append(values, to: &$0) }
                continue
            }
            let line = lines[next]
            next += 1
            let numbers = OrderLineNumbers(line)
            let answer = resolver.resolve(numbers, texts: texts, accept: accept)
            var item: [UInt8] = []
            texts.append(answer.item, to: &item)
            var values = [
                item, decimal(answer.pieces(line.quantity), file),
                decimal(line.unitPrice.flatMap { answer.pricePerPiece($0) }?.normalized, file),
                Array(answer.outcome.name.utf8),
            ]
            if namesRevisions {
                let held = texts.string(resolver.revisionHeld(answer, numbers))
                let found = resolver.findings(of: answer, numbers, texts: texts).map(\.name)
                values += [Array(held.utf8), Array(found.joined(separator: "; ").utf8)]
            }
            try out.append { filler.append(values, to: &$0) }
        }
        try out.finish()
    }

    private func fillInvoices(_ run: inout ProjectRun, _ file: DataFile) throws(Diagnostic) {
        let reader = try open(file)
        let columns = try columns(reader, file)
        let filler = RecordFiller(
            reader, columns: [columns[.customerItemNumber], -1], headings: ["customer_item_number", "status"])
        var out = try FillOutput(output, encoding: reader.encoding)
        try out.append(filler.appendHeading)
        let resolver = run.resolver
        var answers: [UInt32: (number: TextID, status: String)] = [:]
        var last: UInt32 = 0
        var failure: Diagnostic?
        // Answers of one batch at a time: the second reader follows the first.
        let invoices = run.eachInvoiceBatch(wantsDescriptions: false) { lines, tables, texts in
            answers.removeAll(keepingCapacity: true)
            for line in lines {
                answers[line.line] = Self.answer(line, tables, resolver)
                last = line.line
            }
            do throws(Diagnostic) {
                try Self.follow(reader, filler, until: last, answers, texts, &out)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        guard invoices != nil else { return }
        try Self.follow(reader, filler, until: .max, [:], run.data.texts, &out)
        try out.finish()
    }

    private static func answer(
        _ line: InvoiceLine, _ tables: InvoiceTables, _ resolver: Resolver
    ) -> (number: TextID, status: String) {
        guard line.lineClass == .sale || line.lineClass == .credit else {
            return (.blank, line.lineClass.name)
        }
        let shown = resolver.numberShown(
            customer: line.customer,
            shipTo: line.header > 0 ? tables.headers[Int(line.header)].shipTo : .blank,
            item: line.item, unit: line.unit, day: line.date)
        return (shown.row >= 0 ? resolver.row(shown.row).number : .blank, shown.outcome.name)
    }

    /// Writes the records up to a line of the file.
    private static func follow(
        _ reader: CSVReader, _ filler: RecordFiller, until last: UInt32,
        _ answers: [UInt32: (number: TextID, status: String)], _ texts: Texts, _ out: inout FillOutput
    ) throws(Diagnostic) {
        guard reader.line < last || last == .max else { return }
        while try reader.next() {
            let line = UInt32(truncatingIfNeeded: reader.line)
            if reader.problemKind != .none || reader.fieldCount == 0 {
                try out.append(filler.appendUnchanged)
            } else if let answer = answers[line] {
                var number: [UInt8] = []
                texts.append(answer.number, to: &number)
                let values = [number, Array(answer.status.utf8)]
                try out.append { filler.append(values, to: &$0) }
            } else {
                try out.append { filler.append([[], Array("rejected".utf8)], to: &$0) }
            }
            if line >= last { return }
        }
    }

    private func decimal(_ value: ExactDecimal?, _ file: DataFile) -> [UInt8] {
        guard let value else { return [] }
        var out: [UInt8] = []
        value.append(to: &out)
        if file.decimals.decimalComma { out = out.map { $0 == 0x2E ? 0x2C : $0 } }
        return out
    }
}
