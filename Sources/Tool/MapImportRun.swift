import Commerce
import DataSources
import Diagnostics
import Notation

/// An import on its way into the mapping file: `map import` makes it, `map diff` only shows it.
struct MapImportRun {
    var map: MapRun
    private var file: MappingImport
    private var plan: MappingPlan

    init(_ path: String, _ options: GlobalOptions, _ change: ChangeOptions, writes: Bool) throws {
        map = try MapRun(options, change, writes: writes)
        do throws(DiagnosticList) {
            file = try MappingImport(path, like: map.file, data: &map.run.data, names: map.names)
        } catch {
            throw map.refused(error)
        }
        let today = file.rows.allSatisfy { $0.row.validFrom != .min } ? Day(number: 0) : map.today()
        plan = MappingPlan(map.run.data, accounts: Set(file.rows.map(\.row.account)), today: today)
        // Earlier days first, so that of several dates of one number the first decides.
        for imported in file.rows.sorted(by: { $0.row.validFrom < $1.row.validFrom }) {
            if map.run.resolver.holds(imported.row, today: today, texts: map.run.data.texts) {
                plan.countAsHeld()
                continue
            }
            do throws(ChangeRefusal) {
                try plan.add(imported.row)
            } catch {
                file.refuse(
                    imported.record,
                    .error(
                        error.code, error.message,
                        at: Position(file: path, line: Int(imported.row.line)), hint: error.hint))
            }
        }
    }

    /// Shows the change and, where that is wanted and nothing or little is wrong, makes it.
    ///
    /// - Parameter keepsGood: whether sound rows are imported though others are refused.
    mutating func finish(keepsGood: Bool, writes: Bool) throws {
        let refused = file.refused.count
        let isKept = refused == 0 || keepsGood
        showRefused()
        try map.settle(
            map.edited(plan), plan: plan, what: "import \(file.file.name)",
            writes: writes && isKept && !plan.isEmpty)
        tell(isKept: isKept, writes: writes)
        if writes || refused > 0 { try returnRefused() }
        if refused > 0 { throw Stop(.inputRefused) }
    }

    private func showRefused() {
        var findings = Findings()
        for record in file.refused.keys.sorted() { findings.add(contentsOf: file.refused[record] ?? []) }
        SourceExcerpts.fill(&findings, files: [file.file.name: file.file.path])
        map.talk.show(findings)
    }

    private func tell(isKept: Bool, writes: Bool) {
        let parts = [
            Talk.count(file.readRows, "row") + " read", "\(file.blankRows) left blank and skipped",
            "\(plan.unchanged) held already", "\(plan.additions.count) new, \(plan.endings.count) ended",
            "\(file.refused.count) refused",
        ]
        map.talk.say(parts.joined(separator: ", "))
        let renumbered = plan.endings.count { $0.successor >= 0 }
        if file.isOfOrders, renumbered > 0 {
            map.talk.say(
                "\(Talk.count(renumbered, "number")) that \(renumbered == 1 ? "holds ends" : "hold end") the day "
                    + "before the order: where the customer only mistyped, leave the row blank")
        }
        if plan.isEmpty, file.refused.isEmpty { map.talk.say("nothing to change in \(map.file.name)") }
        if !writes, !plan.isEmpty {
            let keeping = file.refused.isEmpty ? "" : " --keep-good"
            map.talk.say(
                "nothing was written; `counterpart map import \(file.file.name)\(keeping)` makes the change")
        }
        if writes, !isKept {
            map.talk.say(
                "nothing was written, as rows are refused (--keep-good imports the others)")
        }
    }

    private func returnRefused() throws {
        do throws(Diagnostic) {
            if let path = try file.writeRefused(folder: map.run.project.output + "/rejects") {
                map.talk.say("refused rows are in \(path), each with its error")
            }
        } catch {
            map.talk.show(error)
            throw Stop(.unwritable)
        }
    }
}
