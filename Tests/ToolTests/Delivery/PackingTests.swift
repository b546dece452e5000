import Foundation
import Testing

/// Many documents in one file: pages behind each other, archives, orders, shards.
@Suite struct PackingTests {
    private static func render(_ place: DeliveryFolder, _ output: String, _ more: String...) async throws
        -> Run
    {
        let run = try await place.run(["render", "invoice", "credit-note", "-o", output] + more)
        #expect(run.code == 0, "\(run.err)")
        return run
    }

    private static func text(_ place: DeliveryFolder, _ path: String) throws -> String {
        String(decoding: try Data(contentsOf: place.url(path)), as: UTF8.self)
    }

    /// What another program prints; nil where this machine has it not, said on stderr.
    private static func other(_ program: String, _ arguments: [String], in place: DeliveryFolder) async throws
        -> Run?
    {
        for folder in ["/usr/bin", "/bin"] {
            let path = "\(folder)/\(program)"
            guard FileManager.default.isExecutableFile(atPath: path) else { continue }
            return try await Run.of(URL(fileURLWithPath: path), arguments, in: place.folder.url)
        }
        FileHandle.standardError.write(Data("skipped: no \(program) on this machine\n".utf8))
        return nil
    }

    @Test func `combined files hold every document once, in the order asked for`() async throws {
        let place = try DeliveryFolder()
        _ = try await Self.render(place, "single", "--format", "html,csv,md")
        _ = try await Self.render(
            place, "all", "--format", "html,csv,md", "--combine", "--sort", "customer,date,number", "--jobs",
            "2")
        #expect(
            try place.tree("all").files.keys.sorted() == [
                "credit-note.csv", "credit-note.html", "credit-note.md", "invoice.csv", "invoice.html",
                "invoice.md",
                "manifest.json",
            ])
        let single = try place.tree("single")
        let numbers = single.files.keys.filter { $0.hasPrefix("invoice/") && $0.hasSuffix(".csv") }
        // One heading, all lines, sorted by customer, then day, then number.
        let table = try CSVFile(place.url("all/invoice.csv"))
        let lines = try numbers.map { try CSVFile(place.url("single/\($0)")).rows.count }.reduce(0, +)
        #expect(table.rows.count == lines)
        let keys = try table.columns(["customer_id", "document_date", "document_number"])
        for (a, b) in zip(keys, keys.dropFirst()) { #expect(!b.lexicographicallyPrecedes(a)) }
        let page = try Self.text(place, "all/invoice.html")
        #expect(page.components(separatedBy: "<!doctype").count == 2)
        #expect(page.components(separatedBy: "<body").count == 2)
        #expect(page.components(separatedBy: "data-total=").count == numbers.count + 1)
        #expect(page.components(separatedBy: "break-before:page").count == numbers.count)
        let markdown = try Self.text(place, "all/invoice.md")
        #expect(markdown.components(separatedBy: "break-before: page").count == numbers.count)
        let again = try await Self.render(
            place, "all", "--format", "html,csv,md", "--combine", "--sort", "customer,date,number", "--jobs",
            "1")
        #expect(again.err.contains("nothing to write: 6 files in all up to date"))
    }

    @Test func `archives hold the files that a run writes, and are the same bytes each time`() async throws {
        let place = try DeliveryFolder()
        _ = try await Self.render(place, "single", "--format", "html,csv")
        for kind in ["tar", "zip"] {
            _ = try await Self.render(place, "a", "--format", "html,csv", "--archive", kind, "--jobs", "2")
            _ = try await Self.render(place, "b", "--format", "html,csv", "--archive", kind, "--jobs", "1")
            let name = "invoice-credit-note.\(kind)"
            #expect(try Data(contentsOf: place.url("a/\(name)")) == Data(contentsOf: place.url("b/\(name)")))
            let out = place.url("unpacked-\(kind)")
            try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
            let run =
                kind == "tar"
                ? try await Self.other(
                    "tar", ["-xf", place.url("a/\(name)").path, "-C", out.path], in: place)
                : try await Self.other(
                    "python3", ["-m", "zipfile", "-e", place.url("a/\(name)").path, out.path], in: place)
            guard let run else { continue }
            #expect(run.code == 0, "\(run.err)")
            let differences = try FileTree(out).differences(from: place.tree("single"))
            #expect(differences == ["manifest.json"])
            let loose = try FileTree(out).files.values.reduce(0) { $0 + $1.count }
            let packed = try Data(contentsOf: place.url("a/\(name)")).count
            #expect(kind == "zip" ? packed < loose / 2 : packed > loose)
        }
    }

    @Test func `shards are disjoint and together everything`() async throws {
        let place = try DeliveryFolder()
        let all = try await Self.render(place, "all", "--format", "csv", "--dry-run")
        var found: [Substring] = []
        for part in 1...3 {
            let run = try await Self.render(
                place, "part", "--format", "csv", "--dry-run", "--shard", "\(part)/3")
            let files = run.text.split(separator: "\n")
            #expect(!files.isEmpty)
            found += files
        }
        #expect(found.sorted() == all.text.split(separator: "\n").sorted())
    }

    @Test(arguments: ["0/3", "4/3", "1", "a/b", "1/0"])
    func `no such shard`(_ shard: String) async throws {
        let place = try DeliveryFolder()
        let run = try await place.run(["render", "invoice", "--shard", shard])
        #expect(run.code == 2)
    }

    @Test func `watching renders on change and ends when asked`() async throws {
        let place = try DeliveryFolder()
        let process = Process()
        process.executableURL = Program.fresh
        process.arguments = ["render", "invoice", "--format", "md", "-o", "made", "--watch"]
        process.currentDirectoryURL = place.folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let log = place.url("log")
        try Data().write(to: log)
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        func holds(_ text: String, _ path: String) async -> Bool {
            for _ in 0..<600 {
                if let found = try? Self.text(place, path), found.contains(text) { return true }
                try? await Task.sleep(for: .milliseconds(100))
            }
            return false
        }
        #expect(await holds("watching", "log"))
        try place.replace("HK-104-10,", with: "HK-104-1X,", in: "data/item_mappings.csv")
        #expect(await holds("; ", "log"))
        #expect(await holds("HK-104-1X", "made/invoice/INV-4101.md"))
        process.interrupt()
        for _ in 0..<600 where process.isRunning { try await Task.sleep(for: .milliseconds(100)) }
        #expect(!process.isRunning)
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    }
}
