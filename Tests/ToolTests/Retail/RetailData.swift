import Foundation
import Golden

/// The real wholesaler's data, unpacked once into `.build/test-data`, with the project file of interface.md.
enum RetailData {
    static let source = SharedData.folder("online-retail")

    /// Whether the data and a release binary are there; each says on stderr where it is not.
    static var isHere: Bool { source != nil && Program.release != nil }

    static let files = [
        "customers", "items", "item_mappings", "stock", "orders", "orders_truth", "online_retail_II",
    ]

    /// The folder of the unpacked files and `counterpart.yml`, without tax.
    static let project = Task { try await unpack() }

    static func truth() throws -> JSONText {
        guard let source else { throw CSVFile.Missing(description: "no online-retail data") }
        return try JSONText(source.appendingPathComponent("truth.json"))
    }

    /// Runs the release binary on the project and wants exit code 0.
    static func run(_ arguments: [String], in folder: URL) async throws -> Run {
        guard let release = Program.release else { throw CSVFile.Missing(description: "no release binary") }
        let run = try await Run.of(release, arguments, in: folder)
        guard run.code == 0 else {
            throw CSVFile.Missing(
                description: "\(arguments) ended with \(run.code): \(run.err.suffix(2_000))")
        }
        return run
    }

    /// A folder beside it that reads the same files, with `tax: { category: S, rate: 20 }`.
    static func taxedProject(in folder: TemporaryFolder) async throws {
        let plain = try await project.value
        for name in files {
            try FileManager.default.createSymbolicLink(
                at: folder.url.appendingPathComponent("\(name).csv"),
                withDestinationURL: plain.appendingPathComponent("\(name).csv"))
        }
        try folder.write(yaml + "tax: { category: S, rate: 20 }\n", to: "counterpart.yml")
    }

    private static func unpack() async throws -> URL {
        guard let source else { throw CSVFile.Missing(description: "no online-retail data") }
        let folder = Program.package.appendingPathComponent(".build/test-data/online-retail")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in files {
            let packed = source.appendingPathComponent("\(name).csv.gz")
            let plain = folder.appendingPathComponent("\(name).csv")
            if isNewer(plain, than: packed) { continue }
            let run = try await Run.of(
                URL(fileURLWithPath: "/bin/sh"),
                [
                    "-c", "gzip -dc \"$0\" > \"$1.part\" && mv \"$1.part\" \"$1\"",
                    packed.path, plain.path,
                ], in: folder)
            guard run.code == 0 else { throw CSVFile.Missing(description: run.err) }
        }
        try Data(yaml.utf8).write(to: folder.appendingPathComponent("counterpart.yml"))
        return folder
    }

    private static func isNewer(_ file: URL, than other: URL) -> Bool {
        func date(_ url: URL) -> Date? {
            (try? FileManager.default.attributesOfItem(atPath: url.path))?[.modificationDate] as? Date
        }
        guard let mine = date(file), let theirs = date(other) else { return false }
        return mine > theirs
    }

    private static let yaml = """
        seller: { name: Rowan & Vale Ltd, address: [1 Mill Lane, Leeds], tax_id: GB123456789 }
        currency: GBP
        locale: en_GB
        data:
          customers: customers.csv
          items: items.csv
          mappings:
            file: item_mappings.csv
            columns: { customer_item_description: customer_description, unit_factor: units_per_customer_unit }
          stock: stock.csv
          orders: orders.csv
          invoices:
            file: online_retail_II.csv
            columns:
              { invoice_number: Invoice, item_number: StockCode, description: Description, quantity: Quantity,
                invoice_date: InvoiceDate, unit_price: Price, customer_id: Customer ID, country: Country }
            clean: { item_number: [trim, uppercase], customer_id: [{ strip_suffix: ".0" }] }
            kind: { adjustment: A, credit_note: C }
            credit_sign: negative
        targets: { line_coverage: 98 }
        documents: { number_display: both }

        """
}
