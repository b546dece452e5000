import Foundation
import Testing

/// Every figure of truth.json against the reports of the release binary, to the penny and the line.
@Suite(
    .serialized, .enabled(if: RetailData.isHere, "needs ../shared/data/online-retail and a release binary"))
struct RetailReportTests {
    /// All reports in CSV and JSON, made once.
    static let reports = Task {
        let folder = try TemporaryFolder()
        _ = try await RetailData.run(
            ["report", "all", "--format", "csv,json", "-o", folder.url.path],
            in: try await RetailData.project.value)
        return folder
    }

    static func csv(_ name: String) async throws -> CSVFile {
        try CSVFile(try await reports.value.url.appendingPathComponent("\(name).csv"))
    }

    static func json(_ name: String) async throws -> JSONText {
        try JSONText(try await reports.value.url.appendingPathComponent("\(name).json"))
    }

    /// Our name for each figure of truth.json.
    static let names: [(truth: String, ours: String)] = [
        ("csv_lines", "lines"), ("adjustment_lines", "adjustment_lines"),
        ("no_customer_lines", "no_customer_lines"), ("non_product_lines", "non_item_lines"),
        ("credit_lines", "credit_lines"), ("sale_lines", "sale_lines"), ("sale_mapped_lines", "mapped_lines"),
        ("sale_unmapped_lines", "unmapped_lines"), ("sale_own_lines", "own_lines"),
        ("sale_parent_lines", "parent_lines"), ("sale_missing_lines", "missing_lines"),
        ("sale_expired_lines", "expired_lines"), ("sale_not_yet_valid_lines", "not_yet_valid_lines"),
        ("credit_mapped_lines", "credit_mapped_lines"), ("credit_unmapped_lines", "credit_unmapped_lines"),
        ("adjustment_value", "adjustment_value"), ("no_customer_value", "no_customer_value"),
        ("non_product_value", "non_item_value"), ("credit_value", "credit_value"),
        ("sale_value", "sale_value"),
        ("sale_mapped_value", "mapped_value"), ("sale_unmapped_value", "unmapped_value"),
        ("credit_mapped_value", "credit_mapped_value"), ("credit_unmapped_value", "credit_unmapped_value"),
        ("coverage_lines_pct", "line_coverage_pct"), ("coverage_value_pct", "value_coverage_pct"),
    ]

    @Test func `accuracy by month, JSON`() async throws {
        let report = try await Self.json("accuracy")
        let rows = report["rows"]?.array ?? []
        let months = try RetailData.truth()["lines"]?["monthly"]?.array ?? []
        #expect(rows.count == months.count)
        for (row, month) in zip(rows, months) {
            #expect(row["month"]?.text == month["month"]?.text)
            try Self.expect(row, equals: month, "\(month["month"]?.text ?? "")")
        }
    }

    @Test func `accuracy in total, JSON`() async throws {
        let report = try await Self.json("accuracy")
        let total = try #require(RetailData.truth()["lines"]?["total"])
        let totals = report["totals"]?.array ?? []
        #expect(totals.count == 1)
        try Self.expect(totals.first ?? .null, equals: total, "total")
    }

    @Test func `accuracy by month, CSV`() async throws {
        let file = try await Self.csv("accuracy")
        #expect(Array(file.header.prefix(Oracle.accuracyColumns.count)) == Oracle.accuracyColumns)
        let months = try RetailData.truth()["lines"]?["monthly"]?.array ?? []
        #expect(file.rows.count == months.count)
        let compared = Self.names.filter { Oracle.accuracyColumns.contains($0.ours) }
        let actual = try file.columns(["month"] + compared.map(\.ours))
        let expected = months.map { month in (["month"] + compared.map(\.truth)).map { month[$0]?.text ?? "" }
        }
        try GeneratedDataTests.compare("accuracy.csv", actual, expected)
    }

    @Test func `sales count every sale line, mapped and unmapped`() async throws {
        var lines = 0
        var mapped = 0
        let file = try await Self.reports.value.url.appendingPathComponent("sales.csv")
        try CSVFile.forEachRow(of: file, columns: ["lines", "customer_item_number"]) { row in
            let count = Int(row[0]) ?? 0
            lines += count
            if !row[1].isEmpty { mapped += count }
        }
        let total = try #require(RetailData.truth()["lines"]?["total"])
        #expect(lines == total["sale_lines"]?.integer)
        #expect(mapped == total["sale_mapped_lines"]?.integer)
    }

    @Test func `unmapped pairs, their value and the largest twenty`() async throws {
        let truth = try #require(RetailData.truth()["lines"])
        let rows = try await Self.csv("unmapped").columns([
            "customer_id", "item_number", "reason", "lines", "value",
        ])
        var pairs: [String: (key: [String], lines: Int, pence: Int, reasons: [String: JSONText])] = [:]
        for row in rows {
            let pair = pairs["\(row[0]) \(row[1])"] ?? ([row[0], row[1]], 0, 0, [:])
            pairs["\(row[0]) \(row[1])"] = (
                pair.key, pair.lines + (Int(row[3]) ?? 0), pair.pence + Millionths.shifted(row[4], by: 2),
                pair.reasons.merging([row[2]: .number(row[3])]) { a, _ in a }
            )
        }
        #expect(pairs.count == truth["unmapped_pairs"]?.integer)
        #expect(pairs.values.reduce(0) { $0 + $1.lines } == truth["total"]?["sale_unmapped_lines"]?.integer)
        let report = try await Self.json("unmapped")
        #expect(report["totals"]?.array.first?["value"]?.text == truth["unmapped_pairs_value"]?.text)
        let top = pairs.values.sorted { ($1.pence, $0.key[0], $0.key[1]) < ($0.pence, $1.key[0], $1.key[1]) }
        let expected = truth["top20_unmapped"]?.array ?? []
        #expect(expected.count == 20)
        for (pair, row) in zip(top, expected) {
            #expect(pair.key == [row["customer_id"]?.text ?? "", row["item_number"]?.text ?? ""])
            #expect(pair.lines == row["lines"]?.integer)
            #expect(Millionths.text(pair.pence, decimals: 2) == row["value"]?.text)
            #expect(pair.reasons == row["reasons"]?.object)
        }
    }

    @Test func `stock by location`() async throws {
        let rows = try await Self.csv("inventory").columns(["location", "on_hand", "allocated", "on_order"])
        let locations = try RetailData.truth()["stock"]?["locations"]?.object ?? [:]
        #expect(locations.count == 3)
        for (location, truth) in locations {
            let own = rows.filter { $0[0] == location }
            #expect(own.count == truth["rows"]?.integer, "\(location)")
            for (index, name) in ["on_hand", "allocated", "on_order"].enumerated() {
                #expect(
                    own.reduce(0) { $0 + (Int($1[index + 1]) ?? 0) } == truth[name]?.integer,
                    "\(location) \(name)")
            }
        }
    }

    private static func expect(_ row: JSONText, equals truth: JSONText, _ place: String) throws {
        for name in names {
            let expected = try #require(truth[name.truth]?.text, "\(place): truth.json has no \(name.truth)")
            #expect(row[name.ours]?.text == expected, "\(place) \(name.ours)")
        }
        #expect(
            truth.object.count - (truth["month"] == nil ? 0 : 1) == names.count, "a figure without a name")
    }
}
