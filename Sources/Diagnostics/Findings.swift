/// Gathers the findings of a run, bounded: every one is counted, and of each kind the first are kept in full.
public struct Findings: Sendable {
    /// How many of one code are kept in full. The others are only counted.
    public let keptPerCode: Int
    public private(set) var kept: [Diagnostic] = []
    /// How often each code occurred, kept or not.
    public private(set) var counts: [String: Int] = [:]
    public private(set) var errorCount = 0
    public private(set) var warningCount = 0

    public init(keptPerCode: Int = 1_000) {
        self.keptPerCode = keptPerCode
    }

    /// Findings that an earlier run gathered.
    ///
    /// - Parameter counts: Of each code all, kept or not; what it lacks is counted from those kept.
    public init(kept: [Diagnostic], counts: [String: Int], errorCount: Int, warningCount: Int) {
        self.init()
        add(contentsOf: kept)
        self.counts.merge(counts) { max($0, $1) }
        self.errorCount = max(self.errorCount, errorCount)
        self.warningCount = max(self.warningCount, warningCount)
    }

    public var isEmpty: Bool { counts.isEmpty }

    /// Adds a finding. The text is built only while findings of this code are still kept.
    public mutating func add(
        _ severity: Diagnostic.Severity, _ code: String, make: () -> Diagnostic
    ) {
        let count = counts[code, default: 0]
        counts[code] = count + 1
        if severity == .error { errorCount += 1 }
        if severity == .warning { warningCount += 1 }
        if count < keptPerCode { kept.append(make()) }
    }

    public mutating func add(_ diagnostic: Diagnostic) {
        add(diagnostic.severity, diagnostic.code) { diagnostic }
    }

    public mutating func add(contentsOf other: [Diagnostic]) {
        for diagnostic in other { add(diagnostic) }
    }

    /// Changes the findings that are kept, one after the other: for what is known only at the end of a run.
    public mutating func updateKept(_ change: (inout Diagnostic) -> Void) {
        for at in kept.indices { change(&kept[at]) }
    }

    /// Takes over the findings of another part of the run, after those already here.
    public mutating func merge(_ other: Findings) {
        var seen: [String: Int] = [:]
        for diagnostic in other.kept {
            add(diagnostic)
            seen[diagnostic.code, default: 0] += 1
        }
        for (code, count) in other.counts {
            counts[code, default: 0] += count - seen[code, default: 0]
        }
        errorCount += other.errorCount - other.kept.count(where: { $0.severity == .error })
        warningCount += other.warningCount - other.kept.count(where: { $0.severity == .warning })
    }
}
