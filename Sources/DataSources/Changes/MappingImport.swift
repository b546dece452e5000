package import Commerce
package import Diagnostics
import Notation

/// A row of an import file that could be read.
package struct ImportedRow: Sendable {
    package var row: MappingRow
    /// Which record of the file it is, from 0.
    package var record: Int
}

/// An import file, read: the rows that are wanted, and those that are refused, each with its reasons.
package struct MappingImport: Sendable {
    package let file: DataFile
    package private(set) var rows: [ImportedRow] = []
    /// Rows in which nothing was filled in.
    package private(set) var blankRows = 0
    package private(set) var readRows = 0
    /// Whether it is the report of order lines, filled in.
    package let isOfOrders: Bool
    /// By record.
    package private(set) var refused: [Int: [Diagnostic]] = [:]

    /// Reads a file. Its texts are interned into `data`, whose customers and items its rows must name.
    ///
    /// - Parameters:
    ///   - mappings: the project's mapping file; its `columns` and `clean` hold for the import too.
    /// - Throws: where the file cannot be read at all.
    package init(
        _ path: String, like mappings: DataFile, data: inout ReferenceData, names: CustomerNames
    ) throws(DiagnosticList) {
        var file = DataFile(kind: .mappings, path: path, name: path)
        file.clean = mappings.clean
        self.file = file
        do {
            var reading = try ImportReading(file, mappings, data, names)
            isOfOrders = reading.isOfOrders
            while try reading.reader.next() {
                readRows += 1
                let record = readRows - 1
                switch reading.row(&data) {
                case .blank: blankRows += 1
                case .wanted(let row): rows.append(ImportedRow(row: row, record: record))
                case .refused(let problems): refused[record] = problems
                }
            }
        } catch let list as DiagnosticList {
            throw list
        } catch {
            throw DiagnosticList([error as? Diagnostic ?? .error("unreadable", "`\(path)`: \(error)")])
        }
    }

    package mutating func refuse(_ record: Int, _ diagnostic: Diagnostic) {
        refused[record, default: []].append(diagnostic)
    }

    /// Writes the refused rows, each with its error, into a file of the import file's own columns; an error column
    /// that it has (`ImportError`) is used. Returns its path, nil where none is refused.
    package func writeRefused(folder: String) throws(Diagnostic) -> String? {
        let rejects = RejectsWriter(file, folder: folder, keepsColumn: true)
        guard !refused.isEmpty else { return try rejects.finish() }
        let reader = try RecordReader(file)
        var record = 0
        while try reader.next() {
            if let problems = refused[record] { rejects.add(reader, problems) }
            record += 1
        }
        return try rejects.finish()
    }
}

/// One import file being read row by row.
private struct ImportReading {
    enum Outcome {
        case blank
        case wanted(MappingRow)
        case refused([Diagnostic])
    }

    let reader: RecordReader
    private let file: DataFile
    private let mappings: DataFile
    private let columns: ColumnMap
    private let kinds: ImportColumns
    private let names: CustomerNames
    private let customers: [String]
    private let items: [String]
    private var problems: [Diagnostic] = []

    var isOfOrders: Bool { kinds.source == .ordersReport }

    init(
        _ file: DataFile, _ mappings: DataFile, _ data: ReferenceData, _ names: CustomerNames
    ) throws(DiagnosticList) {
        self.file = file
        self.mappings = mappings
        self.names = names
        do throws(Diagnostic) {
            reader = try RecordReader(file)
        } catch {
            throw DiagnosticList([error])
        }
        kinds = ImportColumns(reader.header)
        let header = kinds.header
        columns = try ColumnMap(
            header: header, kind: .mappings,
            overrides: mappings.columns.filter { header.contains($0.heading) }, file: file.name)
        guard columns.has(.customerID) || columns.has(.customerName) || columns.has(.customerGroup) else {
            throw DiagnosticList([
                .error(
                    "missing-column", "`\(file.name)` does not say whose numbers these are",
                    at: Position(file: file.name, line: 1), excerpt: reader.header.joined(separator: ","),
                    hint: "it needs a column `customer_id` or `CustomerName`")
            ])
        }
        customers = data.customers.records.map { data.texts.string($0.id) }
        items = data.items.records.map { data.texts.string($0.number) }
    }

    /// Reads the current record.
    mutating func row(_ data: inout ReferenceData) -> Outcome {
        problems = []
        if let problem = reader.problem() { return .refused([problem]) }
        if reader.isEmptyRecord { return .blank }
        let number = text(.customerItemNumber)
        let item = text(.itemNumber)
        if number.isEmpty || (item.isEmpty && kinds.source == .ordersReport) { return .blank }
        if item.isEmpty { refuse(.itemNumber, "missing-value", "no `item_number` for `\(shown(number))`") }
        var row = MappingRow(
            account: account(&data), item: data.texts.intern(item), number: data.texts.intern(number),
            line: UInt32(truncatingIfNeeded: reader.line))
        if !item.isEmpty, !data.items.contains(row.item) {
            refuse(
                .itemNumber, "unknown-item", "`\(shown(item))` is not among our items",
                hint: Spelling.hint(for: shown(item), among: items))
        }
        row.description = data.texts.intern(text(.customerItemDescription))
        row.revision = data.texts.intern(text(.customerRevision))
        readUnit(&row, &data)
        row.validFrom = day(.validFrom) ?? .min
        row.validTo = day(.validTo) ?? .max
        row.isPreferred = flag(.preferred) ?? false
        if flag(.active) == false {
            refuse(
                .active, "inactive-row", "a row that is switched off cannot be imported",
                hint: "end the number with `counterpart map end`")
        }
        return problems.isEmpty ? .wanted(row) : .refused(problems)
    }

    /// A field, cleaned as the mapping file's is, without the guard that our CSV puts before formulas.
    private func text(_ field: Field) -> [UInt8] {
        let column = columns[field]
        guard column >= 0 else { return [] }
        let bytes = SpreadsheetFormula.unguarded(Array(reader.record[column].trimmed()))
        guard let rules = file.clean[field] else { return bytes }
        return bytes.withUnsafeBytes { rules.apply($0) }
    }

    private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private mutating func refuse(_ field: Field, _ code: String, _ message: String, hint: String? = nil) {
        problems.append(
            reader.diagnostic(FieldError(code: code, message: message, hint: hint), column: columns[field]))
    }

    private mutating func account(_ data: inout ReferenceData) -> Account {
        let id = text(.customerID)
        if !id.isEmpty {
            let customer = data.texts.intern(id)
            if !data.customers.contains(customer) {
                refuse(
                    .customerID, "unknown-customer", "no customer `\(shown(id))`",
                    hint: Spelling.hint(for: shown(id), among: customers))
            }
            return .customer(customer)
        }
        let name = text(.customerName)
        if !name.isEmpty {
            let known = data.texts.intern(name)
            if let customer = names.id(of: known) { return .customer(customer) }
            if names.isShared(known) {
                refuse(
                    .customerName, "shared-customer-name", "several customers are named `\(shown(name))`",
                    hint: "give the customer_id instead")
            } else {
                let all = data.customers.records.map { data.texts.string($0.name) }
                refuse(
                    .customerName, "unknown-customer", "no customer is named `\(shown(name))`",
                    hint: Spelling.hint(for: shown(name), among: all))
            }
            return .everyone
        }
        let group = text(.customerGroup)
        if !group.isEmpty { return .group(data.texts.intern(group)) }
        if !columns.has(.customerGroup) {
            let field: Field = columns.has(.customerID) ? .customerID : .customerName
            refuse(
                field, "missing-value", "no customer on this row",
                hint: "a number of everyone's is added with `counterpart map add --everyone`")
        }
        return .everyone
    }

    /// An order's unit counts only where it is not ours; how many of ours it holds nobody may guess.
    private mutating func readUnit(_ row: inout MappingRow, _ data: inout ReferenceData) {
        var unit = text(.customerUnit)
        var factor: ExactDecimal?
        if columns.has(.unitFactor) {
            let bytes = reader.record[columns[.unitFactor]]
            factor = file.decimals.parse(bytes) ?? mappings.decimals.parse(bytes)
            if factor == nil, !bytes.trimmed().isEmpty {
                problems.append(
                    reader.diagnostic(file.decimals.explain(bytes), column: columns[.unitFactor]))
            }
            if let factor, factor.signum <= 0 {
                refuse(.unitFactor, "bad-unit-factor", "a unit factor must be greater than 0")
            }
        }
        if kinds.orderUnit >= 0 {
            let ordered = Array(reader.record[kinds.orderUnit].trimmed())
            let ours = data.items[row.item].map { data.texts.string($0.unit) } ?? ""
            if !ordered.isEmpty, shown(ordered).lowercased() != ours.lowercased() {
                if factor == nil {
                    problems.append(
                        reader.diagnostic(
                            FieldError(
                                code: "unit-factor-missing",
                                message:
                                    "ordered in `\(shown(ordered))`, while our item counts in `\(ours)`",
                                hint: "put a column `unit_factor` into the file: how many of ours one holds"),
                            column: kinds.orderUnit))
                }
                unit = ordered
            }
        }
        row.unit = data.texts.intern(unit)
        if let factor { row.unitFactor = data.mappings.unitFactorIndex(factor) }
    }

    /// A day as ISO 8601 writes it, else as the mapping file does.
    private mutating func day(_ field: Field) -> Int32? {
        guard columns.has(field) else { return nil }
        let bytes = reader.record[columns[field]]
        if let day = file.dates.parse(bytes) ?? mappings.dates.parse(bytes) { return day.number }
        if bytes.trimmed().isEmpty { return nil }
        problems.append(reader.diagnostic(file.dates.explain(bytes), column: columns[field]))
        return nil
    }

    private mutating func flag(_ field: Field) -> Bool? {
        guard columns.has(field) else { return nil }
        let bytes = reader.record[columns[field]]
        if let value = FlagFormat.parse(bytes) { return value }
        if !bytes.trimmed().isEmpty {
            problems.append(reader.diagnostic(FlagFormat.explain(bytes), column: columns[field]))
        }
        return nil
    }
}
