import Commerce
import DataSources
import Diagnostics
import Foundation
import Notation
import Testing

/// Files of all that can go wrong, read in 1 to 7 shares however small: nothing of it may show.
@Suite struct InvoiceSharesTests {
    @Test(arguments: NastyFile.all)
    func `shares of a file give what reading it from start to end gives`(_ file: NastyFile) async throws {
        let whole = try await InvoiceReading(file, shares: 1)
        #expect(!whole.wasShared)
        for shares in 2...7 {
            let parts = try await InvoiceReading(file, shares: shares)
            #expect(parts.result == whole.result, "\(shares) shares of \(file)")
        }
    }

    @Test func `files of plain rows are shared, and so are those with a few others`() async throws {
        for file in NastyFile.all where file.isShared {
            let reading = try await InvoiceReading(file, shares: 3)
            #expect(reading.wasShared, "\(file)")
            #expect(reading.result.lines.count > 100)
        }
    }

    @Test(arguments: NastyFile.all)
    func `lines of some days with their descriptions are the same from shares`(_ file: NastyFile) async throws
    {
        let wish = InvoiceReading.Wish(wantsDescriptions: true, days: NastyFile.someDays)
        let whole = try await InvoiceReading(file, shares: 1, wish)
        for shares in [2, 3, 5] {
            let parts = try await InvoiceReading(file, shares: shares, wish)
            #expect(parts.result == whole.result, "\(shares) shares of \(file)")
        }
        // All lines were read and checked; some were left out.
        let all = try await InvoiceReading(file, shares: 1, InvoiceReading.Wish(wantsDescriptions: true))
        #expect((all.result.read, all.result.findings) == (whole.result.read, whole.result.findings))
        #expect(all.result.nonItems == whole.result.nonItems)
        #expect(all.result.lines.filter { $0.contains("|2026-01-1") } == whole.result.lines)
    }

    @Test(arguments: NastyFile.all, InvoiceReading.Wish.all)
    func `plain rows give what rows taken apart field by field give`(
        _ file: NastyFile, _ wish: InvoiceReading.Wish
    ) async throws {
        let file = wish.watches ? file.withRepeats : file
        let plain = try await InvoiceReading(file, shares: 1, wish)
        let fields = try await InvoiceReading(file.readFieldByField, shares: 1, wish)
        #expect(plain.result.withoutHeading == fields.result.withoutHeading)
        if wish.watches, file.isShared { #expect((plain.result.repeated ?? 0) > 50) }
    }

    @Test func `a border in quotes that look like rows is seen, and its rows are read again`() async throws {
        let row = "1,I1,plain,1,2026-01-01,1.00,C1,UK\n"
        let quoted = "2,I2,\"" + String(repeating: row, count: 300) + "\",1,2026-01-01,2.00,C2,UK\n"
        let tail = String(repeating: "3,I3,plain,1,2026-01-02,3.00,C1,UK\n", count: 20)
        let file = NastyFile(name: "quoted rows", text: NastyFile.heading + row + quoted + tail)
        let whole = try await InvoiceReading(file, shares: 1)
        #expect(whole.result.lines.count == 22)
        for shares in 2...7 {
            let parts = try await InvoiceReading(file, shares: shares)
            #expect(parts.wasShared)
            #expect(parts.result == whole.result, "\(shares) shares")
        }
    }

    @Test func `a file that hardly has plain rows is left to one thread`() async throws {
        let rows = (0..<4_000).map { "\($0),ITEM-NUMBER-TOO-LONG-\($0 % 7),d,1,2026-01-01,1,C1,UK\n" }
            .joined()
        let file = NastyFile(name: "long numbers", text: NastyFile.heading + rows)
        let parts = try await InvoiceReading(file, shares: 2)
        #expect(!parts.wasShared)
        #expect(parts.result == (try await InvoiceReading(file, shares: 1)).result)
        #expect(parts.result.lines.count == 4_000)
    }
}

/// An invoice file to be read.
struct NastyFile: Sendable, CustomTestStringConvertible {
    let name: String
    var bytes: [UInt8]
    var isShared = false
    var cleans = false

    static let heading =
        "invoice_number,item_number,description,quantity,invoice_date,unit_price,customer_id,country\n"

    var testDescription: String { name }

    init(name: String, text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    /// One of many files, of rows drawn by chance; the same for the same seed.
    private init(
        seed: UInt64, faults: Int, lineEnd: String, mark: Bool, ends: Bool, rows: Int = 400
    ) {
        var chance = Chance(state: seed)
        var out = mark ? [0xEF, 0xBB, 0xBF] : [UInt8]()
        out += Array(Self.heading.dropLast().utf8) + Array(lineEnd.utf8)
        for at in 0..<rows {
            out += Self.row(at, chance.below(100) < faults ? chance.below(30) : -1, &chance)
            if at < rows - 1 || ends { out += Array(lineEnd.utf8) }
        }
        name =
            "\(rows) rows of seed \(seed), \(faults) % faults, \(lineEnd.debugDescription), mark \(mark), ends \(ends)"
        bytes = out
        isShared = faults < 20
        cleans = seed % 2 == 0
    }

    /// Of the days of most rows, some.
    static let someDays: ClosedRange<Int32> = {
        func day(_ day: Int) -> Int32 { Day(year: 2026, month: 1, day: day)?.number ?? 0 }
        return day(10)...day(19)
    }()

    /// The same with every row twice.
    var withRepeats: NastyFile {
        var file = self
        let rows = bytes.drop { $0 != 0x0A && $0 != 0x0D }.drop { $0 == 0x0A || $0 == 0x0D }
        if let last = bytes.last, last != 0x0A, last != 0x0D { file.bytes.append(0x0A) }
        file.bytes += rows
        return file
    }

    /// The same, but with a last column that only reading field by field understands.
    var readFieldByField: NastyFile {
        var file = self
        guard let place = bytes.firstRange(of: Array(",country".utf8)) else { return self }
        // As long as the other heading, so that offsets stay.
        file.bytes.replaceSubrange(place, with: Array(",unit   ".utf8))
        return file
    }

    static let all: [NastyFile] = {
        var files: [NastyFile] = []
        for (at, lineEnd) in ["\n", "\r\n", "\r"].enumerated() {
            for faults in [0, 3, 30] {
                for (mark, ends) in [(false, true), (true, false)] {
                    files.append(
                        NastyFile(
                            seed: UInt64(files.count * 7 + at + 1), faults: faults, lineEnd: lineEnd,
                            mark: mark,
                            ends: ends))
                }
            }
        }
        files.append(
            NastyFile(seed: 99, faults: 1, lineEnd: "\r\n", mark: true, ends: true, rows: 12_000))
        files.append(NastyFile(name: "heading alone", text: heading))
        files.append(NastyFile(name: "one row", text: heading + "1,I1,d,1,2026-01-01,1,C1,UK"))
        files.append(
            NastyFile(
                name: "a quote never closed",
                text: heading + String(repeating: "1,I1,d,1,2026-01-01,1.5,C1,UK\n", count: 90)
                    + "2,I1,\"d,1,2026-01-01,1,C1,UK\n"
                    + String(repeating: "3,I2,d,1,2026-01-01,1.5,C2,UK\n", count: 90)))
        return files
    }()

    /// The bytes of a row without its line end; `fault` says what is wrong or odd about it.
    private static func row(_ at: Int, _ fault: Int, _ chance: inout Chance) -> [UInt8] {
        var document = "\(1_000 + at / 5)"
        var (item, text) = ("I\(chance.below(12))", "item, of \(chance.below(5))")
        var (quantity, price) = ("\(chance.below(30) + 1)", "\(chance.below(90)).\(chance.below(10))5")
        var (day, customer, tail) = (
            "2026-01-\(10 + at / 40 % 20) 07:45:00", "C\(at / 5 % 9)", "United Kingdom"
        )
        if at / 5 % 8 == 3 { (document, quantity) = ("C" + document, "-" + quantity) }
        switch fault {
        case 0: text = "two\nlines"
        case 1: text = "two\r\nlines, and\r\rmore"
        case 2: text = "a \"quote\" in it"
        case 3: day = "2026-02-30"
        case 4: quantity = "many"
        case 5: price = ""
        case 6: document = ""
        case 7: item = ""
        case 8: customer = ""
        case 9: customer = "nobody\(chance.below(3))"
        case 10: customer = "C\(chance.below(9))"
        case 11: return Array("\(document),\(item),\"open,1,2026-01-01,1,C1,UK".utf8)
        case 12: return Array("\(document),\(item),\"text\"after,1,2026-01-01,1,C1,UK".utf8)
        case 13: return Array("\(document),\(item),d,1,2026-01-01".utf8)
        case 14: return Array("\(document),\(item),d,1,2026-01-01,1,C1,UK,more".utf8)
        case 15: return Array("\(document),\(item),d\0,1,2026-01-01,1,C1,UK".utf8)
        case 16:
            return Array("\(document),\(item),".utf8) + [0xFF, 0xC3] + Array(",1,2026-01-01,1,C1,UK".utf8)
        case 17: item = "AN-ITEM-NUMBER-OF-MANY-LETTERS"
        case 18: item = "Ä\(chance.below(3))"
        case 19: quantity = [" 5 ", "+4", "1e3", "7.50", ".5", "-.25", "123456789012", "-"][chance.below(8)]
        case 20:
            price =
                ["12345678901234567890.123", "1.", "0.0001", "-3", "0", "00012.50", "1,5"][chance.below(7)]
        case 21: text = "Größe \(at) – ½"
        case 22: return []
        case 23: (document, quantity) = ("C\(document)", "5")
        case 24:
            return Array(
                "\"\(document)\",\"\(item)\",\"d\",\"\(quantity)\",\"2026-01-09\",\"1.25\",\"C1\",UK".utf8)
        case 25: item = " i1 "
        case 26: return Array(",,,,,,,".utf8)
        case 27: tail = "in \"inches\""
        case 28: return Array("\(document),\(item),7\" disc,1,2026-01-01,1,C1,UK".utf8)
        case 29: text = "a tab\there and " + String(repeating: "long ", count: chance.below(40))
        default: break
        }
        let fields = [document, item, text, quantity, day, price, customer, tail].map { field in
            field.contains { ",\"\r\n".contains($0) || $0 == "\r\n" }
                ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
        }
        return Array(fields.joined(separator: ",").utf8)
    }
}

/// A generator of numbers that repeats.
private struct Chance {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}

/// All that reading a file gives.
struct InvoiceReading {
    struct Result: Equatable {
        var lines: [String] = []
        var findings = ""
        var counts: [String: Int] = [:]
        var read = 0
        var rejected = 0
        var rejects: [UInt8] = []
        var nonItems: [String: Int] = [:]
        var repeated: Int?
        var excluded: [String: Int] = [:]

        /// The same, but for the heading of the rejected rows.
        var withoutHeading: Result {
            var result = self
            result.rejects = Array(rejects.drop { $0 != 0x0A })
            return result
        }
    }

    /// What is read beside the lines' numbers, and of which lines.
    struct Wish: Sendable, CustomTestStringConvertible {
        var wantsDescriptions = false
        var days: ClosedRange<Int32> = .min ... .max
        var watches = false
        var duplicates = Project.Duplicates.keep

        static let all = [
            Wish(), Wish(wantsDescriptions: true),
            Wish(wantsDescriptions: true, days: NastyFile.someDays), Wish(watches: true),
            Wish(wantsDescriptions: true, watches: true, duplicates: .drop),
            Wish(watches: true, duplicates: .refuse),
        ]

        var testDescription: String {
            "descriptions \(wantsDescriptions), days \(days), watches \(watches), \(duplicates)"
        }
    }

    private(set) var result = Result()
    private(set) var wasShared = false

    init(_ nasty: NastyFile, shares: Int, _ wish: Wish = Wish()) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "shares-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent("invoices.csv")
        try Data(nasty.bytes).write(to: source)
        let project = folder.appendingPathComponent("counterpart.yml")
        let clean = nasty.cleans ? ", clean: { item_number: [trim, uppercase] }" : ""
        let entry = "data: { invoices: { file: invoices.csv, kind: { credit_note: C }\(clean) } }\n"
        try Data(entry.utf8).write(to: project)
        let file = try #require(try Project.load(project.path).data[.invoices])
        var (data, findings) = (Self.data(), Findings())
        let rejects = RejectsWriter(file, folder: folder.path + "/rejects")
        var reader = try InvoiceReader(
            file, source: 0, names: CustomerNames(data.customers), duplicates: wish.duplicates,
            wantsDescriptions: wish.wantsDescriptions, watchesRepeats: wish.watches, days: wish.days,
            rejects: rejects)
        var lines = GatheredLines()
        wasShared = try await reader.readShares(shares, smallest: 1, into: &lines, &data, &findings)
        if !wasShared {
            var batch: [InvoiceLine] = []
            while try reader.next(&batch, &data, &findings) { lines.add(batch, reader.tables, data.texts) }
        }
        result.lines = lines.rows.sorted { $0.line < $1.line }.map { "\($0.line): \($0.text)" }
        result.findings = drawn(findings.kept)
        result.counts = findings.counts
        (result.read, result.rejected) = (reader.account.read, reader.account.rejected)
        (result.repeated, result.excluded) = (reader.repeatedLines, reader.account.excluded)
        if let path = try reader.rejects.finish() {
            result.rejects = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        for (item, count) in reader.nonItems { result.nonItems[data.texts.string(item)] = count }
    }

    /// Customers C0 to C7 and items I0 to I9: C8, I10 and I11 are unknown.
    private static func data() -> ReferenceData {
        var data = ReferenceData()
        let origin = Origin(source: 0, line: 1)
        for number in 0..<8 {
            let id = data.texts.intern("C\(number)")
            _ = data.customers.add(Customer(id: id, name: id, origin: origin), key: id)
        }
        for number in 0..<10 {
            let id = data.texts.intern("I\(number)")
            _ = data.items.add(Item(number: id, description: .blank, origin: origin), key: id)
        }
        return data
    }
}

/// Lines in words, which stay when ids change.
private struct GatheredLines: InvoiceSums {
    var rows: [(line: Int, text: String)] = []

    mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts) {
        for line in lines {
            let names = [line.document, line.customer, line.item, line.printedNumber, line.description].map {
                texts.string($0)
            }
            rows.append(
                (
                    Int(line.line),
                    names.joined(separator: "|")
                        + "|\(line.date)|\(line.quantity(tables))|\(line.unitPrice(tables))|\(line.kind)|\(line.lineClass)"
                ))
        }
    }

    mutating func add(_ other: GatheredLines, linesBefore: Int, _ ids: RenamedTexts) {
        rows += other.rows.map { ($0.line + linesBefore, $0.text) }
    }

    func another() -> GatheredLines { GatheredLines() }
}
