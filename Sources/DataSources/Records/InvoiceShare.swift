import Commerce
import Diagnostics

/// A part of an invoice file that one thread reads.
struct InvoiceShare<Sums: InvoiceSums>: Sendable {
    let start: Int
    /// Where the record after its last one begins.
    private(set) var end = 0
    /// How many lines of the file it is.
    private(set) var lineCount = 0
    private(set) var sums: Sums
    private(set) var texts: Texts
    private(set) var events: [ShareEvent] = []
    private(set) var unknownItems: [TextID: Int] = [:]
    /// Rows read, but for those that ``events`` name.
    private(set) var rowCount = 0
    /// False where reading must be left to one thread: it failed, or hardly any row is plain.
    private(set) var isWhole = false

    /// Documents, and numbers that no mapping has.
    private static var moreTexts: Int { 1 << 16 }

    /// Reads the records that begin at `start` or behind it, and before `stop`.
    init(
        _ reader: consuming InvoiceReader, from start: Int, to stop: Int, _ sums: Sums, _ data: ReferenceData
    ) {
        self.start = start
        self.sums = sums
        texts = Texts(capacity: 16)
        var data = data
        data.texts.part(more: Self.moreTexts)
        var reader = reader
        do throws(Diagnostic) {
            isWhole = try read(&reader, stop, &data)
        } catch {
            isWhole = false
        }
        texts = data.texts
    }

    /// Hands its sums over: nobody else holds them then, so that they can be changed without being copied.
    mutating func takeSums() -> Sums {
        var taken = sums.another()
        swap(&taken, &sums)
        return taken
    }

    /// Hands its texts over.
    mutating func takeTexts() -> Texts {
        var taken = Texts(capacity: 16)
        swap(&taken, &texts)
        return taken
    }

    private mutating func read(
        _ reader: inout InvoiceReader, _ stop: Int, _ data: inout ReferenceData
    ) throws(Diagnostic) -> Bool {
        guard let csv = reader.csv else { return false }
        try csv.seek(to: start, line: 1)
        csv.stop = stop
        reader.isShare = true
        var lines: [InvoiceLine] = []
        lines.reserveCapacity(InvoiceReader.batchRoom)
        while try reader.nextOfShare(&lines, &data) {
            sums.add(lines, reader.tables, data.texts)
            if reader.isHardlyPlain { return false }
        }
        end = csv.nextOffset
        lineCount = csv.nextLine - 1
        events = reader.events
        unknownItems = reader.unknownItems
        rowCount = reader.account.read
        return true
    }
}

extension InvoiceReader {
    /// As ``next(_:_:_:)``, of a share: rows that are not plain are only noted.
    fileprivate mutating func nextOfShare(
        _ lines: inout [InvoiceLine], _ data: inout ReferenceData
    ) throws(Diagnostic) -> Bool {
        lines.removeAll(keepingCapacity: true)
        guard let csv else { return false }
        var none = Findings()
        while lines.count < Self.batchSize {
            if try readPlain(&lines, &data, &none) { continue }
            guard try csv.next() else { break }
            events.append(ShareEvent(kind: .record, line: csv.line, offset: csv.recordOffset))
            noted += 1
            if isHardlyPlain { return true }
        }
        return !lines.isEmpty
    }

    /// Whether so few rows are plain that a share of them is no help.
    fileprivate var isHardlyPlain: Bool { noted > 1_000 && noted > account.read / 8 }
}
