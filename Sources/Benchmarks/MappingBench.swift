import Commerce
import DataSources
import Foundation
import Notation

/// `make bench BENCHFLAGS="mappings ROWS FILE JOBS"`: the mapping index over generated rows, from CSV text to
/// look-ups, made by JOBS threads (2).
///
/// Writes FILE, where there is none yet, so that another program can be measured on the same rows
/// (`.ci/sqlite-lookup FILE`).
struct MappingBench {
    private let rows: Int
    private let file: String
    private let jobs: Int
    private var watch = Stopwatch()
    private var state: UInt64 = 42

    private static let customers = 20_000
    private static let items = 50_000
    private static let lookUps = 2_000_000

    init?(_ arguments: [String]) {
        guard let rows = Int(arguments.first ?? "10000000"), arguments.count < 4,
            let jobs = Int(arguments.dropFirst(2).first ?? "2"), jobs > 0
        else { return nil }
        self.rows = rows
        self.jobs = jobs
        file = arguments.dropFirst().first ?? NSTemporaryDirectory() + "counterpart-mappings-\(rows).csv"
        guard rows >= Self.customers else { return nil }
    }

    mutating func run() throws {
        if !FileManager.default.fileExists(atPath: file) { try generate() }
        let before = Self.resident()
        var data = try read()
        let table = data.mappings.rows
        let resolver = watch.time("index", "by item and by number", units: { _ in table.count }) {
            Resolver(data, forOrders: true, threads: jobs)
        }
        let (built, waited) = (watch.processorMicroseconds, watch.wallMicroseconds)
        let text = data.texts.byteCount
        let held = Self.resident() - before - text
        let asked = Asked(table, resolver, &data, count: Self.lookUps) { next() }
        for round in LookUpBench.allCases { round.run(&watch, asked) }
        print(watch.table())
        print("\(table.count) rows from \(Path.size(file)) bytes of text: ", terminator: "")
        print(
            "\(table.count * 1_000 / max(1, built / 1_000)) rows a second of processor time, ", terminator: ""
        )
        print("\(table.count * 1_000 / max(1, waited / 1_000)) a second waited")
        print("\(held / table.count) bytes a row beside \(text / table.count) of text")
    }

    private mutating func read() throws -> ReferenceData {
        var project = Project(file: "bench", folder: ".")
        project.data[.mappings] = DataFile(kind: .mappings, path: file, name: "mappings")
        let made = project
        return watch.time("read", "mappings, CSV to rows", units: { $0.mappings.rows.count }) {
            ReferenceLoader(
                made, kinds: [.mappings], rejectsFolder: NSTemporaryDirectory() + "rejects", jobs: jobs
            ).data
        }
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// Rows of one customer stand together, as exports have them; each number is the customer's own.
    private mutating func generate() throws {
        try Data().write(to: URL(fileURLWithPath: file))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        var text = Array("customer_id,item_number,customer_item_number,valid_from,valid_to\n".utf8)
        for row in 0..<rows {
            let customer = row * Self.customers / rows
            let item = next() % UInt64(Self.items)
            let from = next() % 4 == 0 ? "2010-01-01" : ""
            text += "C\(10_000 + customer),I\(100_000 + item),K\(customer)-\(row),\(from),\n".utf8
            if text.count > 1 << 20 {
                handle.write(Data(text))
                text.removeAll(keepingCapacity: true)
            }
        }
        handle.write(Data(text))
        try handle.close()
    }

    /// Bytes of memory in use.
    private static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4_096
    }
}
