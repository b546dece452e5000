import Glibc

/// Times phases one after another and prints a row for each.
struct Stopwatch {
    private struct Row {
        var phase: String
        var what: String
        var wall: Int
        var cpu: Int
        var units: Int
    }

    private var rows: [Row] = []

    /// Runs `body` and keeps its wall and processor time. It returns how many units (lines, documents) it did.
    @discardableResult
    mutating func time<Result>(
        _ phase: String, _ what: String, units: (Result) -> Int, _ body: () throws -> Result
    )
        rethrows -> Result
    {
        let (wall, cpu) = (Self.wallTime(), Self.processorTime())
        let result = try body()
        add(phase, what, since: (wall, cpu), units: units(result))
        return result
    }

    /// The same for work that waits for other threads.
    @discardableResult
    mutating func time<Result>(
        _ phase: String, _ what: String, units: (Result) -> Int, _ body: () async throws -> Result
    ) async rethrows -> Result {
        let (wall, cpu) = (Self.wallTime(), Self.processorTime())
        let result = try await body()
        add(phase, what, since: (wall, cpu), units: units(result))
        return result
    }

    private mutating func add(_ phase: String, _ what: String, since start: (wall: Int, cpu: Int), units: Int)
    {
        rows.append(
            Row(
                phase: phase, what: what, wall: Self.wallTime() - start.wall,
                cpu: Self.processorTime() - start.cpu, units: units))
    }

    /// Of all phases together.
    var processorMicroseconds: Int { rows.reduce(0) { $0 + $1.cpu } }

    /// Of all phases together.
    var wallMicroseconds: Int { rows.reduce(0) { $0 + $1.wall } }

    func table() -> String {
        var out = "| phase | what | wall ms | CPU ms | units | CPU ns each |\n|---|---|---:|---:|---:|---:|\n"
        for row in rows {
            let each = row.units > 0 ? "\(row.cpu * 1_000 / row.units)" : ""
            out += "| \(row.phase) | \(row.what) | \(Self.milliseconds(row.wall)) "
            out += "| \(Self.milliseconds(row.cpu)) | \(row.units) | \(each) |\n"
        }
        return out + "\npeak memory \(Self.peak()) MiB\n"
    }

    private static func milliseconds(_ microseconds: Int) -> String {
        let tenths = (microseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Microseconds.
    private static func wallTime() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
    }

    private static func usage() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(0), &usage)
        return usage
    }

    /// Microseconds of all threads, in the program and in the system for it.
    private static func processorTime() -> Int {
        let usage = usage()
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return seconds * 1_000_000 + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    private static func peak() -> Int { usage().ru_maxrss / 1_024 }
}
