import Commerce
import Diagnostics
import Documents
import Notation
import Readers
import Testing

/// What each form looks like.
@Suite struct TableFormsTests {
    private func text(_ table: Table, _ format: TableFormat, _ change: (inout TableWriter) -> Void = { _ in })
        -> String
    {
        var writer = TableWriter()
        change(&writer)
        return String(decoding: writer.bytes(table, as: format), as: UTF8.self)
    }

    @Test func `text is aligned`() throws {
        let expected = """
            Mapping accuracy
            October to December 2011 · GBP

            Line coverage   98.51%  +1.41 since October
            Unmapped lines      15

                            Mapped  Unmapped      Line
            Month    Lines   lines     value  coverage
            -------  -----  ------  --------  --------
            2011-10  1,200   1,165  1,042.50    97.10%
            2011-11    980     965     98.01    98.51%
            2011-12      0       0      0.00
            -------  -----  ------  --------  --------
            Total    2,180          1,140.51

            Line coverage: 100 x mapped / (mapped + unmapped).
            Credits stand apart.

            Control totals add up: invoices
                In this report  2,180
              + Rejected            1
              = Read            2,181


            Gained and lost

            No rows.

            """
        let shown = text(try TableSamples.accuracy(), .text)
        #expect(shown.split(separator: "\n") == expected.split(separator: "\n"))
        #expect(shown == expected)
    }

    @Test func `Markdown is a pipe table`() throws {
        let expected = """
            # Mapping accuracy

            October to December 2011 · GBP

            - Line coverage: **98.51%** (+1.41 since October)
            - Unmapped lines: **15**

            | Month | Lines | Mapped lines | Unmapped value | Line coverage |
            |---|---:|---:|---:|---:|
            | 2011-10 | 1,200 | 1,165 | 1,042.50 | 97.10% |
            | 2011-11 | 980 | 965 | 98.01 | 98.51% |
            | 2011-12 | 0 | 0 | 0.00 |  |
            | **Total** | **2,180** |  | **1,140.51** |  |

            - **Line coverage**: 100 x mapped / (mapped + unmapped).
            - Credits stand apart.

            Control totals, invoices: they add up.

            | | Lines | Value |
            |---|---:|---:|
            | In this report | 2,180 |  |
            | Rejected | 1 |  |
            | Read | 2,181 |  |

            ## Gained and lost

            No rows.

            """
        #expect(text(try TableSamples.accuracy(), .markdown) == expected)
    }

    @Test func `CSV has one header and no totals`() throws {
        let expected = """
            month,lines,mapped_lines,unmapped_value,line_coverage_pct
            2011-10,1200,1165,1042.50,97.10
            2011-11,980,965,98.01,98.51
            2011-12,0,0,0.00,

            """
        #expect(text(try TableSamples.accuracy(), .csv) == expected.replacing("\n", with: "\r\n"))
    }

    @Test func `JSON is one object with everything`() throws {
        let expected = """
            {"name":"accuracy",
            "title":"Mapping accuracy",
            "period":"October to December 2011 · GBP",
            "columns":[
            {"name":"month","heading":"Month","type":"month","key":true},
            {"name":"lines","heading":"Lines","type":"integer"},
            {"name":"mapped_lines","heading":"Mapped lines","type":"integer"},
            {"name":"unmapped_value","heading":"Unmapped value","type":"money"},
            {"name":"line_coverage_pct","heading":"Line coverage","type":"percent"}],
            "highlights":[
            {"label":"Line coverage","value":98.51,"note":"+1.41 since October","tone":"good"},
            {"label":"Unmapped lines","value":15}],
            "rows":[
            {"month":"2011-10","lines":1200,"mapped_lines":1165,"unmapped_value":1042.50,"line_coverage_pct":97.10},
            {"month":"2011-11","lines":980,"mapped_lines":965,"unmapped_value":98.01,"line_coverage_pct":98.51},
            {"month":"2011-12","lines":0,"mapped_lines":0,"unmapped_value":0.00,"line_coverage_pct":null}
            ],
            "totals":[
            {"label":"Total","lines":2180,"unmapped_value":1140.51}],
            "notes":[
            {"term":"Line coverage","text":"100 x mapped / (mapped + unmapped)."},
            {"text":"Credits stand apart."}],
            "controls":[
            {"input":"invoices","balanced":true,"read":{"label":"Read","lines":2181},\
            "parts":[{"label":"In this report","lines":2180},{"label":"Rejected","lines":1}]}],
            "parts":[
            {"name":"accuracy-changes",
            "title":"Gained and lost",
            "period":null,
            "columns":[
            {"name":"item_number","heading":"Item #","type":"identifier"}],
            "highlights":[],
            "rows":[

            ],
            "totals":[],
            "notes":[],
            "controls":[],
            "parts":[]}]}

            """
        #expect(text(try TableSamples.accuracy(), .json) == expected)
    }

    @Test func `CSV for people does not run as a formula`() throws {
        let table = try TableSamples.everyKind()
        let rows = TableReaders.csv(text(table, .csv)).dropFirst()
        #expect(rows.map { $0[2] } == ["'=SUM(A1)", "Mug, \"blue\" | <b>*_&", "Café 杯子 — 7\\8", "'  @x"])
        #expect(rows.map { $0[1] } == ["00100", "7E5", "", "'-12"])
        #expect(rows.map { $0[3] }[1] == "-1234567")
        let raw = TableReaders.csv(text(table, .csv) { $0.guardsFormulas = false }).dropFirst()
        #expect(raw.map { $0[1] }[3] == "-12")
        #expect(text(table, .csv) { $0.byteOrderMark = true }.unicodeScalars.first == "\u{FEFF}")
    }

    @Test(arguments: [40, 60, 80, 100, 132, 200]) func `text fits the terminal`(_ width: Int) throws {
        let table = try TableSamples.everyKind()
        let shown = text(table, .text) { $0.width = width }
        for line in shown.split(separator: "\n") where !line.hasPrefix("Control totals") {
            // The widest number stands alone with its keys where the terminal is narrower than these.
            #expect(line.reduce(0) { $0 + DisplayWidth.of($1) } <= max(width, 66), "\(line)")
            #expect(!line.hasSuffix(" "))
        }
    }

    @Test func `text shortens descriptions before anything else`() {
        var texts = Texts()
        let item = texts.intern("85123A")
        let name = texts.intern("WHITE HANGING HEART T-LIGHT HOLDER")
        let table = Table(
            name: "t", title: "T",
            columns: [
                Column("i", "Item #", .number), Column("d", "Description", .text),
                Column("l", "Lines", .integer),
            ],
            rowCount: 1, texts: texts
        ) { _, cells in
            cells.append(.text(item))
            cells.append(.text(name))
            cells.append(.integer(1))
        }
        #expect(text(table, .text) { $0.width = 40 }.contains("\n85123A  WHITE HANGING HEART T-LI…      1\n"))
    }

    @Test func `control characters do not reach the terminal`() {
        let table = Table(
            name: "t", title: "T", columns: [Column("d", "D", .text)], rowCount: 1, texts: Texts()
        ) {
            $1.append("a\u{1B}[31mred\nline\u{202E}x")
        }
        let shown = text(table, .text)
        #expect(shown.contains("a [31mred line\u{FFFD}x\n"))
        #expect(text(table, .json).contains("\"a\\u001b[31mred\\nline\u{202E}x\""))
        #expect(text(table, .markdown).contains("| a \\[31mred line\u{202E}x |"))
    }

    @Test(arguments: TableFormat.allCases.filter(\.isText)) func `a table without rows or columns is fine`(
        _ format: TableFormat
    ) {
        let table = Table(name: "none", title: "None", columns: [], rowCount: 0, texts: Texts()) { _, _ in }
        let shown = text(table, format)
        #expect(shown.contains("None") || shown == "\r\n" || shown.isEmpty)
    }

    @Test func `a page shows the first rows and names the rest`() {
        func many(_ name: String, _ count: Int) -> Table {
            Table(
                name: name, title: name, columns: [Column("n", "N", .integer)], rowCount: count,
                texts: Texts()
            ) {
                $1.append(.integer($0))
            }
        }
        var table = many("long", 12_345)
        table.parts = [many("part", 3)]
        let page = text(table, .html)
        #expect(page.split(separator: "\n").count { $0.hasPrefix("<tr><td>") } == 1_953)
        #expect(page.split(separator: "\n").count { $0.hasPrefix("<tr class=\"p\"><td>") } == 50)
        #expect(
            page.contains(
                "The first 2,000 of 12,345 rows are shown. All rows: long.csv of <code>counterpart report long "
                    + "--format csv -o FOLDER</code>.</p>"))
        #expect(
            page.contains("<p class=\"rest on-paper\">The first 50 of 12,345 rows are printed. All rows: "))
        // A row that another leads to is on the page, wherever it stands.
        table.parts[0].rowLink = { RowLink("long", $0 * 5_000) }
        let linked = text(table, .html)
        #expect(linked.contains("<a href=\"#long-10001\">2</a>"))
        #expect(linked.contains("<tr id=\"long-10001\"><td>10,000</tr>"))
        #expect(linked.contains("rows are shown, and 2 more that the page leads to. All rows"))
        table.choice = RowChoice("every tenth") { room in (0..<room).map { $0 * 5 } }
        let chosen = text(table, .html)
        #expect(chosen.contains("2,000 of 12,345 rows are shown, every tenth, and 1 more"))
        #expect(chosen.contains("<tr><td>9,995</tr>"))
        table.choice = nil
        #expect(text(table, .html) { $0.linksCSV = true }.contains("<a href=\"long.csv\">long.csv</a>"))
        let small = text(table, .html) { $0.pageBytes = 10_000 }
        #expect(small.utf8.count < 20_000)
        #expect(!small.contains("of 3 rows"))
    }

    @Test func `columns of a group stand in a grid of their own for people`() {
        var texts = Texts()
        let codes = ["not_yet_valid", "missing"].map { texts.intern($0) }
        let columns = [
            Column("order", "Order", .number, isKey: true), Column("hint", "Hint", .number, group: "Hints"),
            Column("reason", "Reason", .code), Column("score", "Score", .integer, group: "Hints"),
            Column("nothing", "Nothing", .text, group: "Empty"),
        ]
        let table = Table(name: "t", title: "T", columns: columns, rowCount: 2, texts: texts) { row, cells in
            cells.append("A\(row)")
            if row == 0 { cells.append(.blank) } else { cells.append("X-1") }
            cells.append(.text(codes[row]))
            cells.append(.integer(row * 80))
        }
        let expected = """
            T

            Order  Reason
            -----  -------------
            A0     not yet valid
            A1     missing

            Hints
            Order  Hint  Score
            -----  ----  -----
            A1     X-1      80

            """
        #expect(text(table, .text) == expected)
        #expect(text(table, .csv).hasSuffix("\r\nA0,,not_yet_valid,0,\r\nA1,X-1,missing,80,\r\n"))
        #expect(text(table, .json).contains(#""type":"integer","group":"Hints""#))
        #expect(
            text(table, .markdown).contains(
                "\n**Hints**\n\n| Order | Hint | Score |\n|---|---|---:|\n| A1 | X-1 | 80 |\n"))
        let page = text(table, .html)
        #expect(page.contains("<h3>Hints</h3>"))
        #expect(!page.contains("Empty"))
        #expect(page.contains("<tr><td>A0<td>not yet valid</tr>"))
    }

    @Test func `totals that do not add up are seen`() {
        let controls = ControlTotals("x", read: .init("Read", lines: 3), parts: [.init("Used", lines: 2)])
        var table = Table(
            name: "t", title: "T", columns: [Column("n", "N", .integer)], rowCount: 0, texts: Texts()
        ) { _, _ in }
        table.controls = [controls]
        #expect(text(table, .text).contains("DO NOT ADD UP"))
        #expect(text(table, .json).contains("\"balanced\":false"))
        #expect(text(table, .html).contains("does not add up"))
        #expect(text(table, .markdown).contains("do not add up"))
    }

    @Test func `two currencies stand in one column with their own digits`() throws {
        let cells: [Cell] = [
            .money(try ExactDecimal.parse("1200.00"), digits: 0),
            .money(try ExactDecimal.parse("7.5"), digits: 2),
        ]
        let columns = [Column("currency", "Currency", .number), Column("value", "Value", .money(digits: 2))]
        var table = Table(name: "t", title: "T", columns: columns, rowCount: 2, texts: Texts()) { row, out in
            out.append(row == 0 ? "JPY" : "GBP")
            out.append(cells[row])
        }
        table.totals = [
            TotalRow("Total JPY", of: columns, ["value": cells[0]]),
            TotalRow("Total GBP", of: columns, ["value": cells[1]]),
        ]
        #expect(text(table, .csv) == "currency,value\r\nJPY,1200\r\nGBP,7.50\r\n")
        #expect(text(table, .text).hasSuffix("---------  -----\nTotal JPY  1,200\nTotal GBP   7.50\n"))
    }
}
