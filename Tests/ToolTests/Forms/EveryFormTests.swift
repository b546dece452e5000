import Foundation
import Readers
import Testing

/// One table, many writers: every form of every report shows the digits of its CSV.
@Suite struct EveryFormTests {
    static let reports = ["sales", "inventory", "accuracy", "unmapped", "orders", "mappings"]
    private static let forms = "csv,json,ndjson,text,md,html,xlsx"

    static let samples = Task {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"), flat: true)
        return try await report(place)
    }

    static let generated = Task {
        let place = try TemporaryFolder()
        try World.make(seed: 5, lines: 600).write(to: place)
        return try await report(place)
    }

    private static func report(_ place: TemporaryFolder) async throws -> TemporaryFolder {
        let run = try await Run.of(
            Program.fresh, ["report", "all", "--format", forms, "--csv", "raw", "-o", "reports"],
            in: place.url)
        try #require(run.code == 0, "\(run.err)")
        return place
    }

    @Test(arguments: reports) func `samples in every form`(_ report: String) async throws {
        try Self.compare(try await Self.samples.value, report)
    }

    @Test(arguments: ["sales", "accuracy", "unmapped", "orders"])
    func `generated data in every form`(_ report: String) async throws {
        try Self.compare(try await Self.generated.value, report)
    }

    private static func compare(_ place: TemporaryFolder, _ report: String) throws {
        let folder = place.url.appendingPathComponent("reports")
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
        }
        let tables = try FormTable.json(try text("\(report).json"))
        let book = try #require(
            XLSXReader([UInt8](Data(contentsOf: folder.appendingPathComponent("\(report).xlsx")))))
        var markdown = FormGrids.markdown(try text("\(report).md"))[...]
        var page = FormGrids.html(try text("\(report).html"))[...]
        var plain = FormGrids.text(try text("\(report).txt"))[...]
        var compared = 0
        for table in tables {
            let csv = TableReaders.csv(try text("\(table.name).csv"))
            #expect(csv[0] == table.columns.map(\.name))
            let rows = Array(csv.dropFirst())
            try #require(rows == table.rows, "JSON of \(table.name)")
            let lines = try text("\(table.name).ndjson").split(separator: "\n")
            #expect(lines.map(TableReaders.jsonObject) == rows, "NDJSON of \(table.name)")
            compareSheet(book, table, rows)
            if rows.isEmpty { continue }
            compared += rows.count
            for band in table.bands(rows) {
                let expected = band.rows.map { row in band.columns.map { table.shown(row, $0) } }
                let isTotalled =
                    band.title.isEmpty
                    || table.totals.contains { row in
                        band.columns.contains { !table.columns[$0].isKey && !row[$0].isEmpty }
                    }
                let totals = (isTotalled ? table.totals : []).map { row in
                    band.columns.map { table.shown(row, $0) }
                }
                let numeric = band.columns.map { table.columns[$0].isNumeric }
                for (form, grid) in [
                    ("Markdown", markdown.popFirst()), ("page", page.popFirst()), ("text", plain.popFirst()),
                ] {
                    // Of a long part a page shows the first rows.
                    let shown = form == "page" ? (grid?.count ?? 0) - totals.count : expected.count
                    let rows = Array(expected.prefix(shown))
                    #expect(rows.count >= min(expected.count, band.title.isEmpty ? 100 : 1))
                    try expect(grid, numeric, rows, totals, "\(form) of \(table.name) \(band.title)")
                }
            }
        }
        #expect(compared > 0)
        #expect(markdown.isEmpty && page.isEmpty && plain.isEmpty)
    }

    /// Rows, then totals; a total's label stands where its first cell is blank.
    private static func expect(
        _ grid: [[String]]?, _ numeric: [Bool], _ rows: [[String]], _ totals: [[String]], _ what: String
    ) throws {
        let grid = try #require(grid, "\(what)").map { row in
            zip(row, numeric).map { $1 ? $0.replacing(",", with: "").replacing("%", with: "") : $0 }
        }
        try #require(grid.count == rows.count + totals.count, "\(what): \(grid.count) rows")
        for (actual, expected) in zip(grid, rows) {
            try #require(actual == expected, "\(what)")
        }
        for (actual, expected) in zip(grid.dropFirst(rows.count), totals) {
            let start = expected.first?.isEmpty == true ? 1 : 0
            try #require(Array(actual.dropFirst(start)) == Array(expected.dropFirst(start)), "\(what), total")
        }
    }

    private static func compareSheet(_ book: XLSXReader, _ table: FormTable, _ rows: [[String]]) {
        guard let sheet = book.sheets.first(where: { $0.name == table.name }) else {
            Issue.record("no sheet \(table.name)")
            return
        }
        #expect(sheet.rows.first?.map(\.shown) == table.columns.map(\.heading))
        for (at, expected) in (rows + table.totals).enumerated() where at + 1 < sheet.rows.count {
            var cells = sheet.rows[at + 1].map(\.shown)
            while cells.count < expected.count { cells.append("") }
            let isTotal = at >= rows.count
            let shown = table.columns.indices.map { i in
                table.columns[i].kind == "code" ? expected[i].replacing("_", with: " ") : expected[i]
            }
            #expect(Array(cells.dropFirst(isTotal ? 1 : 0)) == Array(shown.dropFirst(isTotal ? 1 : 0)))
            for (i, column) in table.columns.enumerated() where i < sheet.rows[at + 1].count {
                let cell = sheet.rows[at + 1][i]
                if column.kind == "identifier" || column.kind == "text" { #expect(!cell.isNumber) }
                if column.kind == "integer", !expected[i].isEmpty { #expect(cell.isNumber) }
            }
        }
        #expect(sheet.rows.count == 1 + rows.count + table.totals.count)
    }
}
