package import Commerce
package import Diagnostics
import Notation

/// Reads customers, items, mappings, stock and orders of a project, each row with its origin.
///
/// Nothing stops at the first problem: every file is read, and what is wrong is in ``findings``. A file that
/// cannot be read at all (no such file, a required column missing) is an error there and gives no rows.
package struct ReferenceLoader {
    package private(set) var data = ReferenceData()
    package private(set) var stock: [StockLevel] = []
    package private(set) var orders: [OrderLine] = []
    package private(set) var findings = Findings()
    package private(set) var accounts: [InputAccount] = []
    /// The names of the files, by ``Origin/source``.
    package private(set) var sources: [String] = []
    /// Whether some file could not be read at all.
    package private(set) var hasFailed = false
    /// The files that rejected rows were written to.
    package private(set) var rejectFiles: [String] = []
    private let rejectsFolder: String
    private let isDry: Bool
    private let jobs: Int
    private let smallestShare: Int
    private let project: Project
    private let progress: (RecordKind) -> Void
    /// Of the mappings, begun before the other files.
    private var shares: MappingShares?

    /// - Parameters:
    ///   - kinds: What to read; mappings need customers and items.
    ///   - rejectsFolder: Where rejected rows go.
    ///   - isDry: Whether rejected rows are only counted.
    ///   - wantsDescriptions: Whether the customers' descriptions of items are needed (documents show them).
    ///   - jobs: How many threads read the mappings at once, where there are many.
    ///   - smallestShare: Fewer bytes of mappings are not worth a thread.
    package init(
        _ project: Project, kinds: Set<RecordKind>, rejectsFolder: String, isDry: Bool = false,
        wantsDescriptions: Bool = true, jobs: Int = 1, smallestShare: Int = 2 << 20,
        progress: @escaping (RecordKind) -> Void = { _ in }
    ) {
        self.jobs = jobs
        self.smallestShare = smallestShare
        self.project = project
        self.rejectsFolder = rejectsFolder
        self.isDry = isDry
        self.progress = progress
        if kinds.contains(.mappings), let file = project.data[.mappings] {
            // Mostly the largest file, and mostly no other is needed to read it.
            shares = MappingShares(
                file, nil, jobs: jobs, smallest: smallestShare, wantsDescriptions: wantsDescriptions,
                data.texts)
            let room = MappingRoom(bytes: Path.size(file.path))
            data.texts = Texts(capacity: room.texts, bytes: room.textBytes)
            data.mappings.rows = MappingRows(capacity: room.rows)
        }
        defer { names = CustomerNames(data.customers) }
        for kind in [RecordKind.customers, .items, .mappings, .stock, .orders] where kinds.contains(kind) {
            guard let file = project.data[kind] else { continue }
            progress(kind)
            read(file, wantsDescriptions: wantsDescriptions)
        }
        checkReferences()
    }

    /// The names that customers go by.
    package private(set) var names = CustomerNames(Register())

    /// Hands the data over, so that nothing is held twice: what was read once is changed by none but its owner.
    package mutating func takeData() -> ReferenceData {
        let taken = data
        data = ReferenceData()
        return taken
    }

    private mutating func read(_ file: DataFile, wantsDescriptions: Bool) {
        let source = UInt16(truncatingIfNeeded: sources.count)
        sources.append(file.name)
        let rejects = RejectsWriter(file, folder: rejectsFolder, isDry: isDry)
        defer { if file.kind == .mappings, hasFailed { shares?.stop() } }
        do {
            var rows = try RowReading(file, source: source, rejects: rejects)
            switch file.kind {
            case .customers: try rows.readCustomers(into: &data, &findings)
            case .items: try rows.readItems(into: &data, &findings)
            case .mappings:
                let names = CustomerNames(data.customers)
                let begun =
                    shares
                    ?? MappingShares(
                        file, names, jobs: jobs, smallest: smallestShare,
                        wantsDescriptions: wantsDescriptions, data.texts)
                try rows.readMappings(
                    into: &data, names, wantsDescriptions: wantsDescriptions, begun, &findings)
            case .stock: try rows.readStock(into: &stock, &data, &findings)
            case .orders: try rows.readOrders(into: &orders, &data, CustomerNames(data.customers), &findings)
            case .invoices: break
            }
            accounts.append(rows.account)
            if let path = try rejects.finish() { rejectFiles.append(path) }
        } catch let list as DiagnosticList {
            hasFailed = true
            findings.add(contentsOf: list.diagnostics)
        } catch let diagnostic as Diagnostic {
            hasFailed = true
            findings.add(diagnostic)
        } catch {
            hasFailed = true
            findings.add(.error("unreadable", "`\(file.name)`: \(error)"))
        }
    }

    /// Finds references among customers and items that lead nowhere.
    private mutating func checkReferences() {
        for customer in data.customers.records
        where !customer.parentID.isBlank && !data.customers.contains(customer.parentID) {
            findings.add(
                .warning(
                    "unknown-customer",
                    "parent `\(data.texts.string(customer.parentID))` of customer "
                        + "`\(data.texts.string(customer.id))` is not among the customers",
                    at: position(customer.origin), hint: "its mappings are looked for all the same"))
        }
        for item in data.items.records
        where !item.supersededBy.isBlank && !data.items.contains(item.supersededBy) {
            findings.add(
                .warning(
                    "unknown-item",
                    "item `\(data.texts.string(item.number))` is superseded by "
                        + "`\(data.texts.string(item.supersededBy))`, which is not among the items",
                    at: position(item.origin)))
        }
        for circle in ItemSuccession(data).circles {
            let names = (circle + circle.prefix(1)).map { "`\(data.texts.string($0))`" }
            findings.add(
                .warning(
                    "superseded-circle",
                    "items supersede each other in a circle: \(names.joined(separator: " → "))",
                    at: data.items[circle[0]].map { position($0.origin) },
                    hint: "take `superseded_by` out of one of them; until then none of them has a successor"))
        }
    }

    private func position(_ origin: Origin) -> Position {
        Position(file: sources[Int(origin.source)], line: Int(origin.line))
    }
}
