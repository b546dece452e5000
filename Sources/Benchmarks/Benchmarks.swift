import DataSources
import Diagnostics
import Foundation

/// The phases of one project, measured apart, and single parts of the program beside other programs'
/// (``usage``).
@main
struct Benchmarks {
    private static let usage = """
        make bench BENCHFLAGS="[PROJECT [JOBS]]"   the phases of a project: a folder with a counterpart.yml, else samples
        make bench BENCHFLAGS="mappings [ROWS [FILE [JOBS]]]"   the mapping index over generated rows (20,000 or more)
        make bench BENCHFLAGS="csv PROJECT.yml [RUNS]"   reading the invoice file alone
        Benchmarks page MODE DATA VARIANT SECONDS OUTFILE   the invoice page of shared/peers/templates;
            MODE is values, json, parse or threads, VARIANT partial or inline

        """

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.contains("--help") || arguments.contains("-h") {
            return FileHandle.standardOutput.write(Data(usage.utf8))
        }
        do {
            if try await run(arguments) { return }
            refuse("")
        } catch let list as DiagnosticList {
            refuse(list.diagnostics.map(TextDiagnosticWriter().text).joined())
        } catch {
            refuse("\(error)\n")
        }
    }

    /// False where the arguments are none that there are.
    private static func run(_ arguments: [String]) async throws -> Bool {
        switch arguments.first {
        case "page":
            guard var runner = try PageRunner(Array(arguments.dropFirst())) else { return false }
            try runner.run()
        case "mappings":
            guard var bench = MappingBench(Array(arguments.dropFirst())) else { return false }
            try bench.run()
        case "csv":
            guard let bench = CSVBench(Array(arguments.dropFirst())) else { return false }
            try await bench.run()
        default: return try await runPhases(arguments)
        }
        return true
    }

    private static func runPhases(_ arguments: [String]) async throws -> Bool {
        guard arguments.count < 2 || Int(arguments[1]) != nil, arguments.count < 3 else { return false }
        let project = try Project.load((arguments.first ?? "samples") + "/" + Project.fileName)
        let files = FileManager.default
        let scratch = files.temporaryDirectory.appendingPathComponent("counterpart-bench-\(getpid())").path
        try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: scratch) }
        var phases = Phases(
            project: project, jobs: arguments.dropFirst().first.flatMap { Int($0) } ?? 1, scratch: scratch)
        try await phases.run()
        print(phases.watch.table())
        return true
    }

    /// Says why and how it is called, and ends the program with the exit code of wrong usage.
    private static func refuse(_ why: String) -> Never {
        FileHandle.standardError.write(Data((why + usage).utf8))
        exit(2)
    }
}
