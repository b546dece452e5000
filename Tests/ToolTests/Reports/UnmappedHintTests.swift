import Foundation
import Readers
import Testing

/// The reconciliation report says what would probably close a gap, for every reason that there is.
@Suite struct UnmappedHintTests {
    /// A chain of shops of one parent, one of which is closed; their numbers, and what was sold without any.
    private static func project() throws -> TemporaryFolder {
        let place = try TemporaryFolder()
        try place.write(
            """
            currency: GBP
            data: { customers: c.csv, items: i.csv, mappings: m.csv, invoices: v.csv }
            """, to: "counterpart.yml")
        try place.write(
            """
            customer_id,name,parent_customer_id,active
            alone,Alone,,true
            head,Head office,,true
            north,North shop,head,true
            closed,Closed shop,head,false

            """, to: "c.csv")
        try place.write(
            """
            item_number,description,superseded_by
            A1,Apple,
            A2,Old apple,A3
            A3,New apple,
            A4,Pear,
            A5,Quince,
            A6,Plum,

            """, to: "i.csv")
        try place.write(
            """
            customer_id,item_number,customer_item_number,valid_from,valid_to,active
            alone,A1,OLDEST,,2025-01-31,true
            alone,A1,OLD,,2025-12-31,true
            alone,A4,LATER,2027-01-01,,true
            alone,A4,SOON,2026-06-01,,true
            alone,A5,OFF,,,false
            alone,A2,BEFORE,,,true
            north,A6,NORTH-6,,,true

            """, to: "m.csv")
        let sold = [
            "alone,A1", "alone,A4", "alone,A5", "alone,A3", "alone,A6", "head,A6", "closed,A6", "north,A1",
        ]
        try place.write(
            "invoice_number,customer_id,invoice_date,item_number,quantity,unit_price\n"
                + sold.enumerated().map { at, who in
                    let parts = who.split(separator: ",")
                    return "I\(at),\(parts[0]),2026-03-0\(at + 1),\(parts[1]),1,\(20 - at)\n"
                }.joined(), to: "v.csv")
        return place
    }

    @Test(arguments: ["1", "2"])
    func `each gap has its hint`(jobs: String) async throws {
        let place = try Self.project()
        let run = try await Run.of(
            Program.fresh, ["report", "unmapped", "--format", "csv", "--quiet", "--jobs", jobs], in: place.url
        )
        try #require(run.code == 0, "\(run.err)")
        let rows = TableReaders.csv(String(decoding: run.out, as: UTF8.self))
        let columns = try ["customer_id", "item_number", "reason", "suggestion", "suggestion_reason"].map {
            try #require(rows.first?.firstIndex(of: $0))
        }
        #expect(
            rows.dropFirst().map { row in columns.map { row[$0] }.joined(separator: " ") } == [
                "alone A1 expired OLD ended 2025-12-31",
                "alone A4 not_yet_valid SOON valid from 2026-06-01",
                "alone A5 inactive OFF switched off",
                "alone A3 missing BEFORE superseded: number of A2, which this item replaced",
                "alone A6 missing  ask_customer",
                "head A6 missing NORTH-6 number of north, a related account",
                // A closed shop is no relative of others, and has relatives all the same.
                "closed A6 missing NORTH-6 number of north, a related account",
                "north A1 missing  ask_customer",
            ])
    }
}
