import Commerce
import DataSources
import Diagnostics
import Glibc

/// `Benchmarks csv PROJECT.yml [RUNS]`: the invoice file alone, from its bytes to typed, checked lines, by
/// the reader that every command uses; on one thread and on two.
///
/// Shown are the best of the runs by the clock, and the least time that a processor spent: where other
/// programs run beside, only the second means something.
struct CSVBench {
    private let file: String
    private let runs: Int

    init?(_ arguments: [String]) {
        guard let file = arguments.first, arguments.count < 3,
            let runs = Int(arguments.dropFirst().first ?? "7"), runs > 0
        else { return nil }
        self.file = file
        self.runs = runs
    }

    func run() async throws {
        let project = try Project.load(file)
        guard let invoices = project.data[.invoices] else { return print("no invoices in \(file)") }
        let loader = ReferenceLoader(project, kinds: [.customers, .items], rejectsFolder: "/nowhere")
        let megabytes = Double(Path.size(invoices.path)) / 1e6
        for threads in [1, 2] {
            var (wall, processor) = (Double.infinity, Double.infinity)
            var count = LineCount()
            for _ in 0..<runs {
                count = LineCount()
                var (data, findings) = (loader.data, Findings())
                let (start, used) = (ContinuousClock.now, Self.processorTime)
                var reader = try InvoiceReader(
                    invoices, source: 0, names: loader.names, duplicates: .keep, wantsDescriptions: false,
                    watchesRepeats: false,
                    rejects: RejectsWriter(invoices, folder: "/nowhere", isSilent: true))
                if try await !reader.readShares(threads, into: &count, &data, &findings) {
                    var lines: [InvoiceLine] = []
                    while try reader.next(&lines, &data, &findings) {
                        count.add(lines, reader.tables, data.texts)
                    }
                }
                wall = min(wall, (ContinuousClock.now - start) / .seconds(1))
                processor = min(processor, Self.processorTime - used)
            }
            print(
                "\(threads) thread\(threads == 1 ? "" : "s"): \(count.lines) lines, "
                    + "\(Int(megabytes / wall)) MB/s by the clock, "
                    + "\(Int(megabytes / processor)) MB a second of processor")
        }
    }

    /// Seconds that the threads of this process have run.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// How many lines passed, and a sum over what is in them, so that reading them cannot be left out.
private struct LineCount: InvoiceSums {
    var lines = 0
    private var days = 0

    mutating func add(_ lines: [InvoiceLine], _ tables: InvoiceTables, _ texts: borrowing Texts) {
        self.lines += lines.count
        for line in lines { days &+= Int(line.day) }
    }

    mutating func add(_ other: LineCount, linesBefore: Int, _ ids: RenamedTexts) {
        lines += other.lines
        days &+= other.days
    }

    func another() -> LineCount { LineCount() }
}
