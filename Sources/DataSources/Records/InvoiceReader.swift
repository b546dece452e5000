package import Commerce
package import Diagnostics
import Notation

/// Streams the invoice lines of a project in batches, in file order and constant memory.
///
/// Texts that are new go into the run's ``Texts``; what is wrong goes into the findings, row by row.
package struct InvoiceReader {
    package private(set) var tables = InvoiceTables()
    package var account: InputAccount { rows.account }
    package var rejects: RejectsWriter { rows.rejects }

    var rows: RowReading
    let source: UInt16
    let names: CustomerNames
    let duplicates: Project.Duplicates
    let wantsDescriptions: Bool
    let days: ClosedRange<Int32>
    /// Whether lines are handed out as they are read: all of them, and without more to be found out.
    let takesAllPlain: Bool
    var read: InvoiceColumns
    /// Whether the file has columns that are read row by row.
    private let needsEachField: Bool
    /// The file, where it may have rows that are read as ``PlainRows``.
    let csv: CSVReader?
    /// How many plain rows stood together before the row that was none.
    var plainRun = 0
    private var lastDocument: TextID = .blank
    private var lastKind = DocumentKind.invoice
    var owners = DocumentOwners(noun: "invoice")
    /// What only who knows the rows before can settle; collected where this reads a share of a file.
    var events: [ShareEvent] = []
    /// Whether this reads a share of a file.
    var isShare = false
    /// Of ``events``, how many are rows that are not plain.
    var noted = 0
    private var headers: HeaderColumns
    private var credited = CreditedInvoices()
    var repeats = RepeatedLines()
    /// By ``TextID/index`` of an item's number: the description of its last line that was read, 0 for none.
    var lastDescriptions: [Int32] = []
    private var lastDate = TextID.blank
    private var lastDay = Day(number: 0)
    var unknownItems: [TextID: Int] = [:]
    /// By ``TextID/index`` of a number: 1 for an item, 2 for none, 0 where that is not known yet.
    var itemMarks: [UInt8] = []

    /// Lines in a batch.
    package static let batchSize = 2_048
    /// A batch may have some more.
    package static let batchRoom = batchSize + 256

    /// - Parameters:
    ///   - wantsDescriptions: Whether lines carry their descriptions, which documents show and reports do not.
    ///   - watchesRepeats: Whether exactly repeated lines are looked for, although the project keeps them.
    ///   - days: Lines of other days, as ``Day/number``, are checked and counted, but not handed out.
    package init(
        _ file: DataFile, source: UInt16, names: CustomerNames, duplicates: Project.Duplicates,
        wantsDescriptions: Bool, watchesRepeats: Bool, days: ClosedRange<Int32> = .min ... .max,
        rejects: RejectsWriter
    ) throws(DiagnosticList) {
        rows = try RowReading(file, source: source, rejects: rejects)
        self.source = source
        self.names = names
        self.duplicates = duplicates
        self.wantsDescriptions = wantsDescriptions
        self.days = days
        repeats.isWatching = watchesRepeats || duplicates != .keep
        headers = HeaderColumns(rows.columns, file)
        takesAllPlain = !wantsDescriptions && days == .min ... .max && !repeats.isWatching
        needsEachField = headers.hasLineFields || headers.hasHeaderFields || rows.columns.has(.kind)
        // A repeated line that is refused is told row by row.
        if case .csv(let reader) = rows.reader, !needsEachField, duplicates != .refuse {
            csv = reader
        } else {
            csv = nil
        }
        read = InvoiceColumns(
            rows.columns, file, width: csv?.header.count, wantsDescriptions: wantsDescriptions)
    }

    /// Fills `lines` with the next batch; false at the end.
    package mutating func next(
        _ lines: inout [InvoiceLine], _ data: inout ReferenceData, _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        lines.removeAll(keepingCapacity: true)
        while lines.count < Self.batchSize {
            if try readPlain(&lines, &data, &findings) { continue }
            // One row among many plain ones is read alone; a stretch of others is faster together.
            let count = try rows.nextBlock(&findings, isAlone: plainRun > 32)
            plainRun = 0
            if count == 0 { break }
            take(count, &lines, &data, &findings)
        }
        if lines.isEmpty { credited.settle(owners, data.texts, &findings) }
        return !lines.isEmpty
    }

    /// Reads the rows of the reader's block.
    mutating func take(
        _ count: Int, _ lines: inout [InvoiceLine], _ data: inout ReferenceData, _ findings: inout Findings
    ) {
        let block = rows.reader.block
        read.columns(block, &data.texts)
        for row in 0..<count {
            guard let line = readLine(row, block, &data, &findings) else { continue }
            if days.contains(line.day) { lines.append(line) }
            if !owners.isOwner(line.customer, of: line.document) {
                rows.reader.show(row)
                owners.check(line.document, line.customer, rows, data, &findings)
            }
            if line.header != 0 {
                let number = tables.headers[Int(line.header)].credits
                if !number.isBlank { credited.note(number, line, rows) }
            }
            if line.lineClass == .nonItem { unknownItems[line.item, default: 0] += 1 }
        }
    }

    /// One line of a block; nil where it is refused or left out.
    @inline(__always)
    private mutating func readLine(
        _ row: Int, _ block: RecordBlock, _ data: inout ReferenceData, _ findings: inout Findings
    ) -> InvoiceLine? {
        var line: InvoiceLine
        if !needsEachField, let plain = read.row(row, block) {
            line = plain
            line.kind = readKind(line.document, data.texts)
            line.lineClass = LineClass(
                kind: line.kind, hasCustomer: !line.customer.isBlank, isItem: data.items.contains(line.item))
            if wantsDescriptions { line.description = data.texts.intern(read.description(row, block)) }
            if line.kind == .creditNote { setCredit(&line, row, data.texts, &findings) }
        } else {
            rows.reader.show(row)
            line = readRow(row, &data, &findings)
            guard rows.settle(&findings) else { return nil }
        }
        if repeats.isWatching {
            rows.reader.show(row)
            if !admits(&findings) { return nil }
        }
        return line
    }

    private mutating func setCredit(
        _ line: inout InvoiceLine, _ row: Int, _ texts: Texts, _ findings: inout Findings
    ) {
        if isPositiveCredit(&line) {
            rows.reader.show(row)
            positiveCredit(line.document, texts, &findings)
        }
    }

    /// Gives the quantity of a credit note its sign; whether it is positive then.
    mutating func isPositiveCredit(_ line: inout InvoiceLine) -> Bool {
        var quantity = line.quantity(tables)
        if rows.file.creditSign == .positive {
            quantity = quantity.negated
            line.setQuantity(quantity, &tables)
        }
        return quantity.signum > 0
    }

    /// How many exactly repeated lines were seen, where they were looked for.
    package var repeatedLines: Int? { repeats.isWatching ? repeats.count : nil }

    /// The numbers on lines of customers that are none of our items, with how many lines each.
    package var nonItems: [TextID: Int] { unknownItems }

    /// Whether a line counts, by the project's rule for exactly repeated ones.
    private mutating func admits(_ findings: inout Findings) -> Bool {
        guard repeats.isRepeat(rows.reader.rawRecord) else { return true }
        switch duplicates {
        case .keep: return true
        case .drop:
            rows.account.excluded["repeated line", default: 0] += 1
            return false
        case .refuse:
            rows.problems.append(
                rows.finding(
                    .error, "repeated-line", "this line stands in the file before, exactly the same",
                    at: .invoiceNumber, hint: "`duplicates: refuse` in the project file rejects it"))
            return rows.settle(&findings)
        }
    }

    /// Reads the current row field by field, and notes what is wrong with it.
    private mutating func readRow(_ row: Int, _ data: inout ReferenceData, _ findings: inout Findings)
        -> InvoiceLine
    {
        let record = rows.reader.record
        let document = read.documents[row]
        rows.require(document, .invoiceNumber)
        var customer = read.customers[row]
        if customer.isBlank { customer = rows.customer(customer, names, &data.texts) }
        let item = read.items[row]
        rows.require(item, .itemNumber)
        let day = readDay(record, &data.texts)
        let kind = readKind(document, data.texts)
        var line = InvoiceLine(
            document: document, customer: customer, item: item, day: day,
            line: UInt32(truncatingIfNeeded: rows.reader.line), kind: kind,
            lineClass: LineClass(
                kind: kind, hasCustomer: !customer.isBlank, isItem: data.items.contains(item)))
        if wantsDescriptions { line.description = rows.text(.description, &data.texts) }
        line.printedNumber = read.printed[row]
        var quantity = rows.decimal(.quantity, required: true) ?? .zero
        if kind == .creditNote {
            if rows.file.creditSign == .positive { quantity = quantity.negated }
            if quantity.signum > 0, rows.problems.isEmpty { positiveCredit(document, data.texts, &findings) }
        }
        line.setQuantity(quantity, &tables)
        line.setUnitPrice(rows.decimal(.unitPrice, required: true) ?? .zero, &tables)
        if headers.hasLineFields { headers.readLine(&line, &rows, &data.texts, &tables) }
        if headers.hasHeaderFields { line.header = headers.readHeader(&rows, &data.texts, &tables) }
        return line
    }

    /// Lines that stand together have the same date, so its text is compared before it is read.
    @inline(__always)
    private mutating func readDay(_ record: Record, _ texts: inout Texts) -> Day {
        let bytes = record[rows.columns[.invoiceDate]]
        if !lastDate.isBlank, texts.matches(lastDate, bytes) { return lastDay }
        guard let day = rows.day(.invoiceDate, required: true) else { return Day(number: 0) }
        lastDay = day
        lastDate = texts.intern(bytes)
        return day
    }

    @inline(__always)
    mutating func readKind(_ document: TextID, _ texts: Texts) -> DocumentKind {
        if rows.columns.has(.kind) { return headers.kind(&rows) ?? kindByPrefix(document, texts) }
        if document == lastDocument { return lastKind }
        lastDocument = document
        lastKind = kindByPrefix(document, texts)
        return lastKind
    }

    private func kindByPrefix(_ document: TextID, _ texts: Texts) -> DocumentKind {
        texts.withBytes(document) { bytes in
            rows.file.kindPrefixes.first { bytes.starts(with: $0.prefix) }?.kind ?? .invoice
        }
    }

    func positiveCredit(_ document: TextID, _ texts: Texts, _ findings: inout Findings) {
        findings.add(.warning, "positive-credit") {
            rows.finding(
                .warning, "positive-credit",
                "a positive quantity on credit note `\(texts.string(document))`", at: .quantity,
                hint: "it stays positive, and so charges the customer; see `credit_sign` in the project file")
        }
    }
}
