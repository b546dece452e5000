import DataSources
import Foundation

/// `make bench BENCHFLAGS="PROJECT [JOBS]"`: the phases of one project, measured apart. PROJECT is a folder with a
/// `counterpart.yml`, else `samples`. With `page` first: see ``PageRunner``; with `mappings`: ``MappingBench``; with `csv`:
/// ``CSVBench``.
@main
struct Benchmarks {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "page", var runner = try PageRunner(Array(arguments.dropFirst())) {
            return try runner.run()
        }
        if arguments.first == "mappings", var bench = MappingBench(Array(arguments.dropFirst())) {
            return try bench.run()
        }
        if arguments.first == "csv", let bench = CSVBench(Array(arguments.dropFirst())) {
            return try await bench.run()
        }
        let folder = arguments.first ?? "samples"
        let jobs = arguments.dropFirst().first.flatMap { Int($0) } ?? 1
        let files = FileManager.default
        let scratch = files.temporaryDirectory.appendingPathComponent("counterpart-bench-\(getpid())").path
        try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: scratch) }
        var phases = Phases(
            project: try Project.load(folder + "/" + Project.fileName), jobs: jobs, scratch: scratch)
        try await phases.run()
        print(phases.watch.table())
    }
}
