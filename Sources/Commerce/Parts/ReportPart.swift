package import Diagnostics

/// The part of a report that one share of the documents makes (`report NAME --partial FILE --shard I/N`), to be
/// merged with the others into the report of all (`report merge`).
///
/// It holds what reports need: the lines of the sales cube, the control totals, used mapping rows and the
/// suggestions for order lines. Reference data are not in it; who merges reads them again.
///
/// The file: the line `counterpart part 3`, then in the encoding of ``PartWriter`` the version of the program, the
/// names of the reports, the shard's number and count, the checksums of the settings and of the invoices, the
/// options, the account of the invoice file and what was found in it, the texts, the body, and eight bytes of
/// ``Checksum`` over all before them, the lowest first.
package struct ReportPart: Sendable {
    package var program: String
    package var reports: [String]
    package var shard: Shard
    /// Over the project file and all data but the invoices.
    package var settings: UInt64
    package var invoices: UInt64
    package var options: ReportOptions
    /// Rows of the whole invoice file, which every shard reads: the same in all parts. Nil without one.
    package var account: Account?
    /// What was found in the invoices: the same in all parts.
    package var findings = Findings()
    var texts: [[UInt8]] = []
    var body: [UInt8] = []

    /// What was read from a file.
    package struct Account: Sendable, Hashable {
        package var name: String
        package var read: Int
        package var rejected: Int
        package var excluded: [String: Int]

        package init(name: String, read: Int, rejected: Int, excluded: [String: Int]) {
            self.name = name
            self.read = read
            self.rejected = rejected
            self.excluded = excluded
        }
    }

    /// Why bytes are no part.
    package enum Refusal: Error {
        case notAPart
        case otherVersion(String)
        case damaged
    }

    static let magic = "counterpart part "
    static let version = "3"

    package init(
        program: String, reports: [String], shard: Shard, settings: UInt64, invoices: UInt64,
        options: ReportOptions, account: Account?
    ) {
        self.program = program
        self.reports = reports
        self.shard = shard
        self.settings = settings
        self.invoices = invoices
        self.options = options
        self.account = account
    }

    /// Takes the sums of a run into the part.
    package mutating func hold(
        _ pass: borrowing InvoicePass, _ suggestions: [Int: [Suggestion]], _ texts: Texts
    ) {
        var writer = PartWriter()
        pass.write(to: &writer)
        writer.put(suggestions.sorted { $0.key < $1.key }) { entry, writer in
            writer.put(entry.key)
            writer.put(entry.value) { suggestion, writer in
                writer.put(suggestion.item)
                writer.put(Int(suggestion.reason.rawValue))
                writer.put(suggestion.evidence)
                writer.put(suggestion.score)
            }
        }
        body = writer.bytes
        self.texts = writer.named.map { id in texts.withBytes(id) { [UInt8]($0) } }
    }

    /// Adds the sums of the part to those of a run, and its suggestions by the place of their order line.
    package func merge(
        into pass: inout InvoicePass, _ suggestions: inout [Int: [Suggestion]], _ names: inout Texts
    ) throws(Refusal) {
        do throws(PartReader.Malformed) {
            var reader = PartReader(body[...])
            reader.texts = texts.map { names.intern($0) }
            try pass.merge(&reader)
            for _ in 0..<(try reader.count()) {
                let line = try reader.integer()
                suggestions[line] = try reader.list { (reader) throws(PartReader.Malformed) in
                    let item = try reader.text()
                    guard let reason = SuggestionReason(rawValue: try reader.small(UInt8.self)) else {
                        throw PartReader.Malformed()
                    }
                    let evidence = try reader.string()
                    return Suggestion(
                        item: item, reason: reason, evidence: evidence, score: try reader.integer())
                }
            }
            guard reader.isAtEnd else { throw PartReader.Malformed() }
        } catch {
            throw .damaged
        }
    }

    // MARK: The file

    package var bytes: [UInt8] {
        var writer = PartWriter()
        writer.put(program)
        writer.put(reports) { $1.put($0) }
        writer.put(shard.number)
        writer.put(shard.count)
        writer.put(Int(bitPattern: UInt(settings)))
        writer.put(Int(bitPattern: UInt(invoices)))
        options.write(to: &writer)
        writer.put(account != nil)
        writer.put(account?.name ?? "")
        writer.put(account?.read ?? 0)
        writer.put(account?.rejected ?? 0)
        writer.put((account?.excluded ?? [:]).sorted { $0.key < $1.key }) { entry, writer in
            writer.put(entry.key)
            writer.put(entry.value)
        }
        writer.put(findings)
        writer.put(texts) { text, writer in text.withUnsafeBytes { writer.put(bytes: $0) } }
        body.withUnsafeBytes { writer.put(bytes: $0) }
        var bytes = Array("\(Self.magic)\(Self.version)\n".utf8) + writer.bytes
        var sum = Checksum()
        bytes.withUnsafeBytes { sum.add($0) }
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: sum.value >> UInt64(shift * 8))) }
        return bytes
    }

    package init(_ bytes: [UInt8]) throws(Refusal) {
        let line = bytes.prefix { $0 != 0x0A }
        let heading = String(decoding: line.prefix(64), as: UTF8.self)
        guard heading.hasPrefix(Self.magic) else { throw .notAPart }
        let version = String(heading.dropFirst(Self.magic.count))
        guard version == Self.version else { throw .otherVersion(version) }
        guard bytes.count >= line.count + 9 else { throw .damaged }
        var sum = Checksum()
        bytes.withUnsafeBytes { sum.add(UnsafeRawBufferPointer(rebasing: $0.dropLast(8))) }
        var stated: UInt64 = 0
        for (shift, byte) in bytes.suffix(8).enumerated() { stated |= UInt64(byte) << UInt64(shift * 8) }
        guard stated == sum.value else { throw .damaged }
        var reader = PartReader(bytes[(line.count + 1)..<(bytes.count - 8)])
        do throws(PartReader.Malformed) {
            try self.init(&reader)
        } catch {
            throw .damaged
        }
    }

    private init(_ reader: inout PartReader) throws(PartReader.Malformed) {
        program = try reader.string()
        reports = try reader.list { (reader) throws(PartReader.Malformed) in try reader.string() }
        let number = try reader.integer()
        guard let shard = Shard(number, of: try reader.integer()) else { throw PartReader.Malformed() }
        self.shard = shard
        settings = UInt64(UInt(bitPattern: try reader.integer()))
        invoices = UInt64(UInt(bitPattern: try reader.integer()))
        options = try ReportOptions(&reader)
        let hasAccount = try reader.bool()
        var account = Account(
            name: try reader.string(), read: try reader.lines(), rejected: try reader.lines(), excluded: [:])
        for _ in 0..<(try reader.count()) {
            let rule = try reader.string()
            account.excluded[rule] = try reader.lines()
        }
        self.account = hasAccount ? account : nil
        findings = try reader.findings()
        texts = try reader.list { (reader) throws(PartReader.Malformed) in Array(try reader.slice()) }
        body = Array(try reader.slice())
    }
}
