import Foundation
import Testing

/// All 34,343 order lines: item, reason, via and pieces.
@Suite(.enabled(if: RetailData.isHere, "needs ../shared/data/online-retail and a release binary"))
struct RetailOrderTests {
    static let columns = ["order_number", "line_number", "item_number", "reason", "via", "pieces"]

    @Test func `every order line finds what orders_truth says`() async throws {
        let project = try await RetailData.project.value
        let truth = try CSVFile(project.appendingPathComponent("orders_truth.csv")).columns(Self.columns)
        let actual = try await RetailReportTests.csv("orders").columns(Self.columns)
        #expect(truth.count == 34_343)
        try GeneratedDataTests.compare("orders", Self.byKey(actual), Self.byKey(truth.map(Self.ours)))
    }

    @Test func `order lines by reason`() async throws {
        let rows = try await RetailReportTests.csv("orders").columns(["reason"])
        var counts: [String: JSONText] = [:]
        for (reason, group) in Dictionary(grouping: rows, by: { $0[0] }) {
            counts[reason] = .number(String(group.count))
        }
        #expect(try counts == RetailData.truth()["orders"]?["by_reason"]?.object)
    }

    /// truth.json names the level of an ambiguous line too; pieces are blank unless resolved.
    private static func ours(_ row: [String]) -> [String] {
        var row = row
        if row[2].isEmpty { row[5] = "" }
        return row
    }

    private static func byKey(_ rows: [[String]]) -> [[String]] {
        rows.sorted { ($0[0], Int($0[1]) ?? 0) < ($1[0], Int($1[1]) ?? 0) }
    }
}
