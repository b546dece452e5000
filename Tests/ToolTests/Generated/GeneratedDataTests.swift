import Foundation
import Testing

/// The program against the oracle on 10,000 lines of made-up trade, so that no figure rests on the samples
/// alone.
@Suite(.serialized) struct GeneratedDataTests {
    static let seeds: [UInt64] = [1, 2, 3]

    @Test(arguments: seeds)
    func `reports are what the oracle says`(seed: UInt64) async throws {
        let world = World.make(seed: seed, lines: 10_000)
        let oracle = Oracle(world)
        let place = try TemporaryFolder()
        try world.write(to: place)
        let run = try await Run.of(
            Program.fresh,
            ["report", "sales", "accuracy", "unmapped", "orders", "--format", "csv", "-o", "reports"],
            in: place.url)
        try #require(run.code == 0, "\(run.err)")
        func report(_ name: String) throws -> CSVFile {
            try CSVFile(place.url.appendingPathComponent("reports/\(name).csv"))
        }
        let lines = oracle.judged()
        try Self.expectEveryOutcome(lines)
        let sales = try report("sales").columns([
            "month", "customer_id", "item_number", "customer_item_number", "description", "lines", "quantity",
            "value",
        ])
        // A key that only credits have may stand there too, with no lines.
        try Self.compare("sales", sales.filter { $0[5] != "0" }, oracle.sales(lines))
        try Self.compare(
            "accuracy", report("accuracy").columns(Oracle.accuracyColumns), oracle.accuracy(lines))
        let unmapped = try report("unmapped").columns([
            "customer_id", "item_number", "customer_item_number", "customer_name", "description", "reason",
            "lines", "quantity", "value", "first_date", "last_date", "valid_from", "valid_to",
        ])
        try Self.compare("unmapped", unmapped, oracle.unmapped(lines))
        try Self.compareOrders(report("orders"), oracle)
    }

    private static func compareOrders(_ file: CSVFile, _ oracle: Oracle) throws {
        var expected: [[String]] = []
        for line in oracle.world.orderLines where oracle.isDefined(line) {
            let answer = oracle.answer(line)
            expected.append([
                line.order, String(line.line), line.customer, answer.item, answer.reason, answer.via,
                answer.item.isEmpty ? "" : pieces(answer.tenths ?? 0),
            ])
        }
        let undefined = Set(
            oracle.world.orderLines.filter { !oracle.isDefined($0) }.map { "\($0.order)/\($0.line)" })
        let actual = try file.columns([
            "order_number", "line_number", "customer_id", "item_number", "reason", "via", "pieces",
        ])
        #expect(actual.count == oracle.world.orderLines.count)
        let reasons = Set(expected.map { $0[4] })
        #expect(
            reasons.isSuperset(of: [
                "exact", "normalized", "own_number", "gtin", "ambiguous", "conflict", "expired",
                "not_yet_valid",
                "inactive", "unknown",
            ]), "\(reasons)")
        func byKey(_ rows: [[String]]) -> [[String]] {
            rows.sorted { ($0[0], Int($0[1]) ?? 0) < ($1[0], Int($1[1]) ?? 0) }
        }
        try compare(
            "orders", byKey(actual.filter { !undefined.contains("\($0[0])/\($0[1])") }), byKey(expected))
    }

    private static func pieces(_ tenths: Int) -> String {
        let text = Millionths.text(tenths, decimals: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// The generator must reach every case, else the comparison says less than it seems to.
    private static func expectEveryOutcome(_ lines: [Oracle.Judged]) throws {
        #expect(lines.count >= 10_000)
        #expect(Set(lines.map(\.kind)) == ["sale", "credit", "non_item", "no_customer", "adjustment"])
        #expect(Set(lines.map(\.reason)) == ["", "missing", "expired", "not_yet_valid", "inactive"])
    }

    static func compare(_ name: String, _ actual: [[String]], _ expected: [[String]]) throws {
        let differences = zip(actual, expected).filter { $0 != $1 }
        var message = "\(name): \(actual.count) rows, \(expected.count) expected, \(differences.count) differ"
        for (have, want) in differences.prefix(5) { message += "\n  actual   \(have)\n  expected \(want)" }
        #expect(actual.count == expected.count && differences.isEmpty, "\(message)")
    }
}
