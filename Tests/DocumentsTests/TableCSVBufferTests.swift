import Commerce
import Documents
import Notation
import Readers
import Testing

/// Rows are laid into memory that is handed over whenever it is full.
@Suite struct TableCSVBufferTests {
    @Test func `texts of any length stand whole wherever the memory ends`() {
        let pieces = [
            "a", "bcdefghi", "a, b", "say \"x\"", "tab\there", "line\nbreak", "é€😀", " =1", "-1", "",
        ]
        var texts = Texts()
        var rows: [(text: String, number: Int, other: String)] = []
        for at in 0..<4_000 {
            let length = at % 500 == 499 ? 60_000 + at : at * 7_919 % 90
            var text = ""
            while text.utf8.count < length { text += pieces[(at + text.utf8.count) % pieces.count] + "y" }
            rows.append((text, (at - 2_000) * at * at, pieces[at % pieces.count]))
        }
        let ids = rows.map { (texts.intern($0.text), texts.intern($0.other)) }
        let numbers = rows.map(\.number)
        let table = Table(
            name: "t", title: "t",
            columns: [
                Column("a", "A", .text), Column("n", "N", .integer), Column("m", "M", .money(digits: 2)),
                Column("b", "B", .text),
            ], rowCount: rows.count, texts: texts
        ) { row, buffer in
            buffer.append(.text(ids[row].0))
            buffer.append(.integer(numbers[row]))
            buffer.append(.money(ExactDecimal(mantissa: Int128(numbers[row]), scale: row % 4), digits: 2))
            buffer.append(.text(ids[row].1))
        }
        var writer = TableWriter()
        writer.guardsFormulas = false
        let read = TableReaders.csv(String(decoding: writer.bytes(table, as: .csv), as: UTF8.self))
        #expect(read.first == ["a", "n", "m", "b"])
        let expected = rows.enumerated().map { at, row in
            let value = ExactDecimal(mantissa: Int128(row.number), scale: at % 4).rounded(to: 2)
            return [row.text, "\(row.number)", Self.twoDecimals(value), row.other]
        }
        #expect(Array(read.dropFirst()) == expected)
    }

    private static func twoDecimals(_ value: ExactDecimal) -> String {
        let digits = "\(value.normalized)".split(separator: ".", omittingEmptySubsequences: false)
        let decimals = digits.count > 1 ? String(digits[1]) : ""
        return "\(digits[0])." + decimals + String(repeating: "0", count: 2 - decimals.count)
    }
}
