import Commerce
import Diagnostics
import Notation

/// One data file being read row by row: its columns, its rules, and the account of its rows.
///
/// A row with a problem is rejected whole, with every problem it has; reading goes on.
struct RowReading {
    let file: DataFile
    let reader: RecordReader
    let columns: ColumnMap
    let source: UInt16
    var account: InputAccount
    /// What is wrong with the current row.
    var problems: [Diagnostic] = []
    var rejects: RejectsWriter
    /// Rows that are not sound, where this reads a share of a file: they are only noted.
    var refused: [RefusedRow]?

    /// A row of a share of a file that something is wrong with; who knows the lines before it says what.
    struct RefusedRow: Sendable {
        /// Counted from the start of the share, from 1.
        let line: Int
        /// Where it begins in the file.
        let offset: Int
    }

    /// Opens the file and finds its columns.
    init(_ file: DataFile, source: UInt16, rejects: RejectsWriter) throws(DiagnosticList) {
        self.file = file
        self.source = source
        self.rejects = rejects
        account = InputAccount(kind: file.kind, name: file.name)
        do throws(Diagnostic) {
            reader = try RecordReader(file)
        } catch {
            throw DiagnosticList([error])
        }
        columns = try ColumnMap(
            header: reader.header, kind: file.kind, overrides: file.columns, file: file.name)
    }

    /// How many columns the file has, where it may have plain rows.
    var width: Int? {
        if case .csv(let csv) = reader { csv.header.count } else { nil }
    }

    /// Goes to the next readable row; rows that cannot be split into fields are rejected on the way.
    @inline(__always)
    mutating func next(_ findings: inout Findings) throws(Diagnostic) -> Bool {
        while try reader.next() {
            account.read += 1
            if !reader.hasProblem { return true }
            rejectUnreadable(&findings)
        }
        return false
    }

    /// Goes to the next readable rows: how many, 0 at the end. ``RecordReader/block`` has them.
    ///
    /// - Parameter isAlone: Whether one is wanted, and no more.
    mutating func nextBlock(_ findings: inout Findings, isAlone: Bool = false) throws(Diagnostic) -> Int {
        while true {
            let count = isAlone ? try reader.next() ? 1 : 0 : try reader.nextBlock()
            account.read += count
            if count != 1 || !reader.hasProblem { return count }
            rejectUnreadable(&findings)
        }
    }

    private mutating func rejectUnreadable(_ findings: inout Findings) {
        guard let problem = reader.problem() else { return }
        problems = [problem]
        _ = settle(&findings)
    }

    /// Ends a row: true where it is sound; else it is rejected and its problems become findings.
    @inline(__always)
    mutating func settle(_ findings: inout Findings) -> Bool {
        problems.isEmpty ? true : reject(&findings)
    }

    private mutating func reject(_ findings: inout Findings) -> Bool {
        if refused != nil, case .csv(let csv) = reader {
            refused?.append(RefusedRow(line: csv.line, offset: csv.recordOffset))
            problems.removeAll(keepingCapacity: true)
            return false
        }
        account.rejected += 1
        for problem in problems { findings.add(problem) }
        rejects.add(reader, problems)
        problems.removeAll(keepingCapacity: true)
        return false
    }

    var origin: Origin { Origin(source: source, line: UInt32(truncatingIfNeeded: reader.line)) }

    func text(_ field: Field, _ texts: inout Texts) -> TextID {
        let column = columns[field]
        return column < 0 ? .blank : texts.intern(reader.record[column])
    }

    func string(_ field: Field) -> String {
        let column = columns[field]
        return column < 0 ? "" : String(decoding: reader.record[column].trimmed(), as: UTF8.self)
    }

    /// Notes a problem of the current row at one of its fields.
    mutating func refuse(_ field: Field, _ code: String, _ message: String, hint: String? = nil) {
        problems.append(
            reader.diagnostic(FieldError(code: code, message: message, hint: hint), column: columns[field]))
    }

    /// Notes that a required value is missing where `id` is blank.
    @inline(__always)
    mutating func require(_ id: TextID, _ field: Field) {
        if id.isBlank { missing(field) }
    }

    mutating func missing(_ field: Field) {
        refuse(field, "missing-value", "no `\(field.rawValue)` on this \(file.kind.noun)")
    }

    /// A decimal; nil where the field is blank, or refused and noted.
    mutating func decimal(_ field: Field, required: Bool = false) -> ExactDecimal? {
        let column = columns[field]
        guard column >= 0 else { return nil }
        let bytes = reader.record[column]
        if let value = file.decimals.parse(bytes) { return value }
        if !required, bytes.trimmed().isEmpty { return nil }
        problems.append(reader.diagnostic(file.decimals.explain(bytes), column: column))
        return nil
    }

    /// A day; nil where the field is blank, or refused and noted.
    mutating func day(_ field: Field, required: Bool = false) -> Day? {
        let column = columns[field]
        guard column >= 0 else { return nil }
        let bytes = reader.record[column]
        if let day = file.dates.parse(bytes) { return day }
        if !required, bytes.trimmed().isEmpty { return nil }
        problems.append(reader.diagnostic(file.dates.explain(bytes), column: column))
        return nil
    }

    mutating func flag(_ field: Field, standard: Bool) -> Bool {
        let column = columns[field]
        guard column >= 0 else { return standard }
        let bytes = reader.record[column]
        if let value = FlagFormat.parse(bytes) { return value }
        if !bytes.trimmed().isEmpty {
            problems.append(reader.diagnostic(FlagFormat.explain(bytes), column: column))
        }
        return standard
    }

    /// A currency code, blank where the field is.
    mutating func currency(_ texts: inout Texts) -> TextID {
        let code = string(.currency)
        guard !code.isEmpty else { return .blank }
        if Currency.isCode(code) { return texts.intern(code) }
        refuse(
            .currency, "bad-currency", "`\(code)` is not a currency code",
            hint: "ISO 4217 has three capital letters: EUR")
        return .blank
    }

    /// A finding about the current row that does not reject it.
    func finding(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, at field: Field,
        hint: String? = nil
    ) -> Diagnostic {
        let place = reader.place(ofField: columns[field])
        return Diagnostic(
            severity, code: code, message, at: place.position, excerpt: place.excerpt, hint: hint)
    }
}
