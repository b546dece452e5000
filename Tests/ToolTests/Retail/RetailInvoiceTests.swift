import Foundation
import Testing

/// All invoices of 2011 with a customer, in HTML: line counts and totals against sums made here from the raw
/// file.
@Suite(
    .serialized, .enabled(if: RetailData.isHere, "needs ../shared/data/online-retail and a release binary"))
struct RetailInvoiceTests {
    struct Invoice: Sendable {
        var lines = 0
        /// Sum of line nets, each rounded to pence.
        var pence = 0
    }

    /// By number, from the raw file: lines of 2011 with a customer that are neither credit nor adjustment.
    static let expected = Task {
        var out: [String: Invoice] = [:]
        let file = try await RetailData.project.value.appendingPathComponent("online_retail_II.csv")
        let columns = ["Invoice", "InvoiceDate", "Customer ID", "Quantity", "Price"]
        try CSVFile.forEachRow(of: file, columns: columns) { row in
            guard row[1].hasPrefix("2011"), !row[2].isEmpty, !row[0].hasPrefix("C"), !row[0].hasPrefix("A")
            else { return }
            let net = Millionths(quantity: Int(row[3]) ?? 0, price: row[4], discount: "").pounds
            out[row[0], default: Invoice()].lines += 1
            out[row[0], default: Invoice()].pence += Millionths.shifted(net, by: 2)
        }
        return out
    }

    static let period = ["--since", "2011-01-01", "--until", "2011-12-31", "--format", "html"]

    @Test func `each net total is the sum of its line nets`() async throws {
        let expected = try await Self.expected.value
        #expect(expected.count == 17_136)
        #expect(expected.values.reduce(0) { $0 + $1.lines } == 371_765)
        let out = try TemporaryFolder()
        _ = try await RetailData.run(
            ["render", "invoice", "-o", out.url.path] + Self.period, in: try await RetailData.project.value)
        let pages = try InvoicePage.all(in: out.url.appendingPathComponent("invoice"))
        #expect(pages.count == expected.count)
        let wrong = expected.filter { number, invoice in
            guard let page = pages[number] else { return true }
            return page.lines != invoice.lines || page.net != invoice.pence
        }
        Self.report(wrong, pages)
    }

    @Test func `with tax, total is net and tax`() async throws {
        let expected = try await Self.expected.value
        let folder = try TemporaryFolder()
        try await RetailData.taxedProject(in: folder)
        _ = try await RetailData.run(["render", "invoice", "-o", "pages"] + Self.period, in: folder.url)
        let pages = try InvoicePage.all(in: folder.url.appendingPathComponent("pages/invoice"))
        #expect(pages.count == expected.count)
        let wrong = expected.filter { number, invoice in
            guard let page = pages[number] else { return true }
            // One category, one rate: a fifth of the summed base, half away from zero.
            let size = (abs(invoice.pence) * 2 + 5) / 10
            let tax = invoice.pence < 0 ? -size : size
            return [page.net, page.tax, page.total] != [invoice.pence, tax, invoice.pence + tax]
        }
        Self.report(wrong, pages)
    }

    /// Names a few, not all 17,136.
    private static func report(_ wrong: [String: Invoice], _ pages: [String: InvoicePage]) {
        let some = wrong.keys.sorted().prefix(3).map {
            "\($0): \(wrong[$0], default: "") \(pages[$0], default: "")"
        }
        #expect(wrong.count == 0, "\(some)")
    }
}
