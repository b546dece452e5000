import Commerce
import Diagnostics
@testable import Documents
import Notation
import Readers
import Testing

/// A workbook, read back by a reader of our own that shares nothing with what wrote it.
@Suite struct TableXLSXTests {
    private func book(_ table: Table, _ change: (inout TableWriter) -> Void = { _ in }) throws -> XLSXReader {
        var writer = TableWriter()
        change(&writer)
        return try #require(XLSXReader(writer.bytes(table, as: .xlsx)))
    }

    @Test func `cells are typed and show the expected digits`() throws {
        let table = try TableSamples.everyKind()
        let sheet = try #require(try book(table).sheets.first)
        #expect(sheet.rows[0].map(\.shown) == table.columns.map(\.heading))
        for (at, expected) in TableSamples.everyKindShown.enumerated() {
            var row = sheet.rows[at + 1].map(\.shown)
            while row.count < expected.count { row.append("") }
            #expect(row == expected)
        }
        #expect(!sheet.rows[2][1].isNumber, "an item number stays text")
        #expect(sheet.rows[2][3].isNumber)
        #expect(sheet.rows[1][8].isNumber, "a day is a date")
        #expect(!sheet.rows[2][8].isNumber, "spreadsheets have no year 1")
        #expect(!sheet.rows[3][3].isNumber, "a number of 19 digits would be rounded")
        let total = sheet.rows[5].map(\.shown)
        #expect(total[0] == "Total")
        #expect(total[3] == TableSamples.everyKindTotals[3])
        #expect(total[5] == TableSamples.everyKindTotals[5])
    }

    @Test func `the head is frozen and filtered, and every part has its sheet`() throws {
        let book = try book(try TableSamples.accuracy())
        #expect(book.sheets.map(\.name) == ["accuracy", "accuracy-changes", "About"])
        #expect(book.sheets[0].frozen == "B2")
        #expect(book.sheets[0].filter == "A1:E4")
        #expect(book.sheets[0].widths == 5)
        let about = book.sheets[2].rows.map { $0.map(\.shown) }
        #expect(about[0] == ["Mapping accuracy"])
        #expect(
            about.contains(
                ["Line coverage", "98.51%", "+1.41 since October"].map { $0.replacing("%", with: "") }))
    }

    @Test func `rows beyond the limit of a sheet go into further ones`() throws {
        var table = Table(
            name: "long", title: "Long", columns: [Column("n", "N", .integer)], rowCount: 25, texts: Texts()
        ) { $1.append(.integer($0)) }
        table.totals = [TotalRow(of: table.columns, ["n": .integer(300)])]
        let book = try book(table) { $0.sheetRows = 12 }
        #expect(book.sheets.map(\.name) == ["long", "long 2", "long 3", "About"])
        #expect(book.sheets.map(\.rows.count).dropLast() == [11, 11, 7])
        let numbers = book.sheets.dropLast().flatMap { $0.rows.dropFirst().map { $0[0].shown } }
        #expect(numbers == (0..<25).map(String.init) + ["300"])
    }

    @Test func `the same table gives the same bytes, dated by the run and not by the clock`() throws {
        let table = try TableSamples.accuracy()
        var writer = TableWriter()
        writer.created = try #require(Day(year: 2011, month: 12, day: 9))
        let bytes = writer.bytes(table, as: .xlsx)
        #expect(bytes == writer.bytes(table, as: .xlsx))
        let book = try #require(XLSXReader(bytes))
        #expect(book.created == "2011-12-09T00:00:00Z")
        #expect(book.times.count == 1)
    }

    @Test func `every number of up to 15 digits comes back as it was`() throws {
        var random = SplitMix(state: 7)
        let values = (0..<3_000).map { _ in
            let mantissa = Int64(random.next() % 2_000_000_000_000_000) - 1_000_000_000_000_000
            return ExactDecimal(
                mantissa: Int128(mantissa >> Int64(random.next() % 50)), scale: Int(random.next() % 9))
        }
        let table = Table(
            name: "t", title: "T", columns: [Column("n", "N", .decimal(minimum: 0, maximum: 38))],
            rowCount: values.count, texts: Texts()
        ) { $1.append(.decimal(values[$0])) }
        let rows = try #require(try book(table).sheets.first).rows.dropFirst()
        #expect(rows.map { $0[0].shown } == values.map { $0.normalized.description })
        #expect(rows.allSatisfy { $0[0].isNumber })
    }

    @Test func `texts that would break a workbook are taken`() throws {
        let texts = [
            "a\u{0}b", "\u{FFFE}x", "<&>\"'", "=1+1", " lead", String(repeating: "é", count: 40_000),
            "a\u{1B}b",
        ]
        let table = Table(
            name: "a[b]:*?/\\c", title: String(repeating: "T", count: 300),
            columns: [Column("d", "D", .text)],
            rowCount: texts.count, texts: Texts()
        ) { $1.append(texts[$0]) }
        let sheet = try #require(try book(table).sheets.first)
        let shown = sheet.rows.dropFirst().map { $0[0].shown }
        #expect(Array(shown.prefix(5)) == ["a b", "\u{FFFD}x", "<&>\"'", "=1+1", " lead"])
        #expect(shown[5].count == 32_767)
        #expect(sheet.name == "a-b------c")
    }

    @Test func `without the library the error says what to install`() {
        do throws(Diagnostic) {
            _ = try XLSXLibrary(name: "libno-such-thing.so.9")
            Issue.record("opened a library that is not there")
        } catch {
            #expect(error.code == "no-xlsx-library")
            #expect(error.message.contains("libno-such-thing.so.9"))
            #expect(error.hint?.contains("apt-get install") == true)
        }
    }
}
