import Commerce
import DataSources
import Diagnostics

/// The parts of one report, read and found to belong together.
struct ReportParts {
    /// By shard.
    private(set) var parts: [ReportPart] = []
    private var files: [String] = []
    private var problems: [Diagnostic] = []

    var options: ReportOptions { parts.first?.options ?? ReportOptions() }
    /// The reports whose sums the parts hold.
    var reports: [ReportName] { (parts.first?.reports ?? []).compactMap { ReportName(rawValue: $0) } }
    var account: ReportPart.Account? { parts.first?.account }
    /// What was found in the invoices, which every part read.
    var findings: Findings { parts.first?.findings ?? Findings() }

    /// Ends the program where the parts are not all of one run over this project, naming everything that is wrong.
    init(_ paths: [String], of report: ReportName, _ project: Project, _ talk: Talk) throws {
        for path in paths { read(path) }
        if problems.isEmpty {
            let settings = try Self.checked(talk) { () throws(Diagnostic) in
                try project.checksum(of: .settings)
            }
            for at in parts.indices { compare(at, report, settings) }
            requireAll()
        }
        for problem in problems { talk.show(problem) }
        if !problems.isEmpty { throw Stop(.inputRefused) }
        parts.sort { $0.shard.number < $1.shard.number }
    }

    static func checked<Result>(_ talk: Talk, _ body: () throws(Diagnostic) -> Result) throws -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            talk.show(error)
            throw Stop(.inputRefused)
        }
    }

    private mutating func read(_ path: String) {
        do throws(Diagnostic) {
            let bytes = try FileText.bytes(path)
            do throws(ReportPart.Refusal) {
                parts.append(try ReportPart(bytes))
                files.append(path)
            } catch {
                problems.append(Self.problem(path, error))
            }
        } catch {
            problems.append(error)
        }
    }

    static func problem(_ path: String, _ refusal: ReportPart.Refusal) -> Diagnostic {
        switch refusal {
        case .notAPart:
            .error(
                "not-a-part", "`\(path)` is no part of a report", at: Position(file: path),
                hint: "parts are written by `counterpart report NAME --partial FILE --shard I/N`")
        case .otherVersion(let version):
            .error(
                "part-version", "`\(path)` is a part of form \(version), and this program reads form 2",
                at: Position(file: path), hint: "write all parts with the same program")
        case .damaged:
            .error(
                "damaged-part", "`\(path)` is damaged: its checksum does not fit", at: Position(file: path),
                hint: "write this part again")
        }
    }

    private mutating func compare(_ at: Int, _ report: ReportName, _ settings: UInt64) {
        let (part, file) = (parts[at], files[at])
        func add(_ code: String, _ message: String, _ hint: String) {
            problems.append(.error(code, message, at: Position(file: file), hint: hint))
        }
        if part.program != Version.text {
            add(
                "part-version",
                "`\(file)` was written by version \(part.program), and this is \(Version.text)",
                "write all parts with the same program")
        }
        if !part.reports.contains(report.rawValue) {
            add(
                "part-of-other-report",
                "`\(file)` holds \(part.reports.joined(separator: ", ")), not \(report.rawValue)",
                "write it with `counterpart report \(report.rawValue) --partial`")
        }
        if part.settings != settings {
            add(
                "part-of-other-project",
                "`\(file)` was not made from this project as it is now",
                "the project file, customers, items, mappings, stock and orders must be the same to the byte")
        }
        guard at > 0 else { return }
        let (first, other) = (parts[0], files[0])
        if part.invoices != first.invoices {
            add(
                "part-of-other-invoices", "`\(file)` was made from other invoices than `\(other)`",
                "write all parts from the same file")
        }
        if part.options != first.options {
            add(
                "part-of-other-options",
                "`\(file)` was made with \(part.options.words), `\(other)` with \(first.options.words)",
                "give all parts the same options")
        }
        if part.reports != first.reports {
            add(
                "part-of-other-reports",
                "`\(file)` holds \(part.reports.joined(separator: ", ")), `\(other)` "
                    + first.reports.joined(separator: ", "), "name the same reports for all parts")
        }
        if part.shard.count != first.shard.count {
            add(
                "part-of-other-split", "`\(file)` is shard \(part.shard), `\(other)` is \(first.shard)",
                "split all parts into the same number of shards")
        } else if let same = parts[..<at].firstIndex(where: { $0.shard == part.shard }) {
            add(
                "repeated-shard", "`\(file)` and `\(files[same])` are both shard \(part.shard)",
                "name each shard once")
        }
    }

    private mutating func requireAll() {
        guard let count = parts.first?.shard.count, parts.allSatisfy({ $0.shard.count == count }) else {
            return
        }
        let known = Set(parts.map(\.shard.number))
        let missing = (1...count).filter { !known.contains($0) }
        if missing.isEmpty { return }
        let shown = missing.prefix(10).map { "\($0)/\(count)" }.joined(separator: ", ")
        let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
        problems.append(
            .error(
                "missing-shard",
                "of \(count) shards \(missing.count) \(missing.count == 1 ? "is" : "are") missing: \(shown)\(more)",
                hint: "a report of some documents would look like one of all"))
    }
}
