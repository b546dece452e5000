import ArgumentParser
import Commerce
import DataSources
import Diagnostics

/// What `--fail-on` names: findings that make a run end with exit 1.
enum FailCondition: String, CaseIterable {
    case error, warning, unmapped, rejected, target

    static func parse(_ words: String?) throws -> Set<FailCondition> {
        guard let words else { return [] }
        return Set(
            try words.split(separator: ",").map { word in
                guard let condition = FailCondition(rawValue: String(word)) else {
                    throw ValidationError(
                        "--fail-on takes \(allCases.map(\.rawValue).joined(separator: ", ")), not '\(word)'.")
                }
                return condition
            })
    }

    static func isMet(_ conditions: Set<FailCondition>, _ findings: Findings) -> Bool {
        (conditions.contains(.error) && findings.errorCount > 0)
            || (conditions.contains(.warning) && findings.warningCount + findings.errorCount > 0)
    }

    static func isMet(_ conditions: Set<FailCondition>, _ report: ReportRun) -> Bool {
        if isMet(conditions, report.run.findings) { return true }
        if conditions.contains(.rejected), report.run.status == .inputRefused { return true }
        for table in report.tables {
            if conditions.contains(.unmapped), table.name == "unmapped", table.rowCount > 0 { return true }
            if conditions.contains(.target), table.highlights.contains(where: { $0.tone == .bad }),
                table.name == "accuracy"
            {
                return true
            }
        }
        return false
    }
}
