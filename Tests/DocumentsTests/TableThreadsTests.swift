import Commerce
import Diagnostics
import Documents
import Foundation
import Notation
import Testing

/// The rows of a long table are written by several threads.
@Suite struct TableThreadsTests {
    private static let formats: [TableFormat] = [.text, .csv, .json, .ndjson, .markdown, .html]

    /// Rows of very different lengths: some alone are longer than what a thread has room for.
    private static func table(_ count: Int) -> Table {
        var texts = Texts()
        let pieces = ["a", "b, c", "say \"x\"", "é€", "_|*", "=1", ""]
        let ids = (0..<count).map { row in
            let length = row % 3_000 == 2_999 ? 200_000 : row * 7_919 % 60
            let piece = pieces[row % pieces.count]
            return texts.intern(String(repeating: piece + "\(row % 10)", count: length / (piece.count + 1)))
        }
        var table = Table(
            name: "t", title: "T",
            columns: [
                Column("n", "N", .integer), Column("a", "A", .text), Column("m", "M", .money(digits: 2)),
                Column("day", "Day", .day), Column("own", "Own", .text),
            ], rowCount: count, texts: texts
        ) { row, buffer in
            buffer.append(.integer(row))
            buffer.append(.text(ids[row]))
            buffer.append(
                .money(ExactDecimal(mantissa: Int128(row * row - 9_000), scale: row % 4), digits: 2))
            buffer.append(.day(Day(number: Int32(row % 40_000))))
            buffer.append(row % 5 == 0 ? "" : "row, \(row)")
        }
        table.totals = [TotalRow("Total", of: table.columns, ["n": .integer(count)])]
        return table
    }

    @Test(arguments: formats)
    func `any number of threads writes the same bytes`(format: TableFormat) {
        for count in [0, 1, 1_023, 2_048, 9_001] {
            let table = Self.table(count)
            var writer = TableWriter()
            let one = writer.bytes(table, as: format)
            for jobs in [2, 3, 8] {
                writer.jobs = jobs
                #expect(writer.bytes(table, as: format) == one, "\(count) rows, \(jobs) threads")
            }
        }
    }

    @Test func `a file that cannot be written is told of once`() throws {
        var writer = TableWriter()
        writer.jobs = 3
        var sink = try ByteSink(file: "/dev/full")
        writer.write(Self.table(9_001), as: .csv, to: &sink)
        let failure = #expect(throws: Diagnostic.self) { try sink.finish() }
        #expect(failure?.code == "unwritable-output")
    }

    @Test func `files hold what memory holds`() throws {
        let folder = NSTemporaryDirectory() + "counterpart-threads-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var writer = TableWriter()
        let table = Self.table(9_001)
        let expected = writer.bytes(table, as: .ndjson)
        writer.jobs = 4
        let paths = try writer.writeFiles(table, as: .ndjson, folder: folder)
        #expect(paths == ["\(folder)/t.ndjson"])
        #expect(FileManager.default.contents(atPath: paths[0]).map { Array($0) } == expected)
    }
}
