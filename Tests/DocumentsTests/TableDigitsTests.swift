import Commerce
import Documents
import Notation
import Readers
import Testing

/// Every format shows the same digits.
@Suite struct TableDigitsTests {
    static let styles = [
        NumberStyle.plain,
        NumberStyle(decimalSeparator: ",", groupingSeparator: ".", minusSign: "\u{2212}"),
        NumberStyle(decimalSeparator: ",", groupingSeparator: "\u{202F}", minimumGroupingDigits: 2),
        NumberStyle(secondaryGroup: 2),
    ]

    private func lines(_ table: Table, _ format: TableFormat, _ style: NumberStyle) -> [Substring] {
        var writer = TableWriter()
        writer.style = style
        writer.guardsFormulas = false
        let text = String(decoding: writer.bytes(table, as: format), as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func plain(_ cells: [String], _ table: Table, _ style: NumberStyle, trims: Bool = false)
        -> [String]
    {
        zip(cells, table.columns).map { cell, column in
            let text = trims ? cell.trimmed : cell
            return column.kind.isNumeric ? TableReaders.plainNumber(text, style) : text
        }
    }

    @Test func `CSV holds the expected digits`() throws {
        let table = try TableSamples.everyKind()
        var writer = TableWriter()
        writer.guardsFormulas = false
        let rows = TableReaders.csv(String(decoding: writer.bytes(table, as: .csv), as: UTF8.self))
        #expect(rows.first == table.columns.map(\.name))
        #expect(Array(rows.dropFirst()) == TableSamples.everyKindShown)
    }

    @Test func `JSON and NDJSON hold the expected digits`() throws {
        let table = try TableSamples.everyKind()
        let objects = lines(table, .ndjson, .plain).dropLast()
        #expect(objects.map(TableReaders.jsonObject) == TableSamples.everyKindShown)
        let whole = lines(table, .json, .plain)
        let from = try #require(whole.firstIndex { $0.hasPrefix("\"rows\":[") }) + 1
        let rows = whole[from..<from + 4].map {
            TableReaders.jsonObject($0.hasSuffix(",") ? $0.dropLast() : $0)
        }
        #expect(rows == TableSamples.everyKindShown)
        let totals = try #require(whole.first { $0.hasPrefix("{\"label\":\"Total\"") })
        #expect(
            TableReaders.jsonObject(totals.dropLast()).dropFirst()
                == TableSamples.everyKindTotals.filter { !$0.isEmpty }[...])
    }

    @Test(arguments: styles) func `Markdown holds the expected digits`(_ style: NumberStyle) throws {
        let table = try TableSamples.everyKind()
        let all = lines(table, .markdown, style)
        let from = try #require(all.firstIndex { $0.hasPrefix("|---") }) + 1
        let rows = all[from..<from + 4].map { plain(TableReaders.markdownRow($0), table, style) }
        #expect(rows == TableSamples.everyKindShown)
        let totals = TableReaders.markdownRow(all[from + 4]).map { $0.replacing("**", with: "") }
        #expect(
            plain(["" + totals[0].replacing("Total", with: "")] + totals.dropFirst(), table, style)
                == TableSamples.everyKindTotals)
    }

    @Test(arguments: styles) func `a page holds the expected digits`(_ style: NumberStyle) throws {
        let table = try TableSamples.everyKind()
        let all = lines(table, .html, style)
        let from = try #require(all.firstIndex { $0 == "<tbody>" }) + 1
        let rows = all[from..<from + 4].map { plain(TableReaders.htmlRow($0), table, style) }
        #expect(rows == TableSamples.everyKindShown)
        let totals = TableReaders.htmlRow(all[from + 6])
        #expect(plain([""] + totals, table, style) == TableSamples.everyKindTotals)
    }

    @Test(arguments: styles) func `text holds the expected digits`(_ style: NumberStyle) throws {
        let table = try TableSamples.everyKind()
        let all = lines(table, .text, style)
        let at = try #require(all.firstIndex { $0.hasPrefix("---") })
        let rows = all[at + 1..<at + 5].map {
            plain(TableReaders.textRow($0, rule: all[at]), table, style, trims: true)
        }
        #expect(rows == TableSamples.everyKindShown.map { $0.map(\.trimmed) })
        var totals = plain(TableReaders.textRow(all[at + 6], rule: all[at]), table, style, trims: true)
        #expect(totals.removeFirst() == "Total")
        #expect([""] + totals == TableSamples.everyKindTotals)
    }

    @Test func `numbers print as their exact decimals do`() throws {
        // The printer of the writers against the plain one of Notation, over many sizes and scales.
        var random = SplitMix(state: 42)
        for _ in 0..<20_000 {
            let wide = Int128(truncatingIfNeeded: random.next()) << 60 | Int128(random.next() >> 8)
            let mantissa = wide >> Int128(random.next() % 120)
            let value = ExactDecimal(
                mantissa: random.next() % 2 == 0 ? mantissa : -mantissa, scale: Int(random.next() % 25))
            let digits = Int(random.next() % 8)
            var sink = ByteSink()
            sink.append(value, minimum: digits, maximum: digits)
            let expected = value.rounded(to: digits)
            let padding = String(repeating: "0", count: max(0, digits - Int(expected.scale)))
            let point = expected.scale == 0 && digits > 0 ? "." : ""
            #expect(
                String(decoding: sink.takeBytes(), as: UTF8.self) == expected.description + point + padding)
        }
    }
}

struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension String {
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
