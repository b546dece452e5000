import Foundation
import Glibc
import Liquid
import Notation
import Synchronization

/// One engine among those that `shared/peers/templates/run.py` compares:
/// `Benchmarks page MODE DATA VARIANT SECONDS OUTFILE`, for `PEERS_EXTRA`
/// `[["counterpart", ["partial", "inline"], ["…/Benchmarks", "page", "values", "…/data/invoice.json"]]]`.
///
/// MODE is `values` (rendered from values that are there), `json` (from the JSON text each time), `parse`
/// (the template, nothing rendered) or `threads` (`values` on two threads). DATA is the peers'
/// `invoice.json`. VARIANT is `partial` or `inline`. With `BENCH_ONCE=n` it renders n documents and measures
/// nothing.
struct PageRunner {
    private let mode: String
    private let json: [UInt8]
    private let page: [UInt8]
    private let seconds: Double
    private let file: String
    private var data = DataArena()
    private var out: [UInt8] = []

    init?(_ arguments: [String]) throws {
        guard arguments.count == 5, let seconds = Double(arguments[3]),
            ["values", "json", "parse", "threads"].contains(arguments[0])
        else { return nil }
        mode = arguments[0]
        json = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
        page = Array((arguments[2] == "inline" ? InvoicePage.inline : InvoicePage.page).utf8)
        self.seconds = seconds
        file = arguments[4]
        try data.setJSON(json, file: arguments[1])
    }

    mutating func run() throws {
        let template = try parse()
        try render(template)
        try Data(out).write(to: URL(fileURLWithPath: file))
        if let times = ProcessInfo.processInfo.environment["BENCH_ONCE"] {
            for _ in 1..<max(2, Int(times) ?? 1) where times != "1" { try step(template) }
            return
        }
        let parsing = try (0..<51).map { _ in
            let start = Self.now()
            _ = try parse()
            return (Self.now() - start) * 1e6
        }
        var until = Self.now() + 0.5
        while Self.now() < until { try step(template) }
        var documents = 0
        let start = Self.now()
        until = start + seconds
        if mode == "threads" { documents = both(template, until: until) }
        while Self.now() < until { documents += try hundred(template) }
        let figures = [
            "\"docs\":\(documents)", "\"seconds\":\(Self.now() - start)", "\"bytes\":\(out.count)",
            "\"compile_us\":\(parsing.sorted()[25])", "\"version\":\"\(mode)\"",
        ]
        print("{\(figures.joined(separator: ","))}")
    }

    private func parse() throws -> Template {
        let environment = Environment(partials: Row())
        return try Template(
            parsing: page, name: "invoice.liquid", escape: .html, environment: environment)
    }

    private mutating func step(_ template: Template) throws {
        switch mode {
        case "json":
            data.removeAll()
            try data.setJSON(json, file: "invoice.json")
            try render(template)
        case "parse": _ = try parse()
        default: try render(template)
        }
    }

    private mutating func render(_ template: Template) throws {
        out.removeAll(keepingCapacity: true)
        try template.render(data, style: Self.style, into: &out)
    }

    private mutating func hundred(_ template: Template) throws -> Int {
        for _ in 0..<100 { try step(template) }
        return 100
    }

    /// Two threads with the same template, each with values of its own and the same end, so that neither
    /// waits for the other.
    ///
    /// - Returns: the documents of both.
    private func both(_ template: Template, until: Double) -> Int {
        let json = json
        let documents = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            var data = DataArena()
            var out: [UInt8] = []
            var rendered = 0
            guard (try? data.setJSON(json, file: "invoice.json")) != nil else { return }
            while Self.now() < until {
                for _ in 0..<100 {
                    out.removeAll(keepingCapacity: true)
                    guard (try? template.render(data, style: Self.style, into: &out)) != nil else { return }
                }
                rendered += 100
            }
            documents.add(rendered, ordering: .relaxed)
        }
        return documents.load(ordering: .relaxed)
    }

    /// The peers' money: two decimals, no groups.
    private static let style = RenderStyle(numbers: NumberStyle(primaryGroup: 0))

    private static func now() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }

    private struct Row: PartialLoader {
        func source(named name: String) -> (path: String, bytes: [UInt8])? {
            name == "row" ? ("row.liquid", Array(InvoicePage.row.utf8)) : nil
        }
    }
}
