import Commerce
import Diagnostics

/// Files of earlier runs that no document is behind any more: of the kinds and formats of this run, and not among
/// its documents. Only what the memory lists is looked at, never the rest of the folder.
struct StaleOutputs {
    private let run: OutputRun
    private let request: GenerateRequest
    private let planned: Set<String>

    init(_ run: OutputRun, _ request: GenerateRequest, _ plan: DocumentPlan) {
        self.run = run
        self.request = request
        planned = Set(plan.documents.map { "\($0.kind.name)/\($0.name)" })
    }

    /// Lists them, and removes them where that is asked for and they are as they were written.
    func settle(_ summary: inout GenerateSummary) {
        guard let folder = run.folder else { return }
        let kinds = Set(request.kinds.map(\.name))
        let formats = Set(request.formats.map(\.rawValue))
        for output in run.memory.outputs
        where kinds.contains(output.kind) && formats.contains(output.format)
            && !planned.contains(String(output.path.dropLast(output.format.utf8.count + 1)))
        {
            guard FileStamp(of: output.path, in: folder.descriptor) != nil else {
                summary.removed.append(output.path)
                continue
            }
            summary.changes.append(OutputChange(path: output.path, reason: .stale))
            summary.staleCount += 1
            guard request.prunes else { continue }
            if run.memory.intactStamp(output, in: folder.descriptor) == nil {
                summary.findings.add(
                    .warning(
                        "edited-stale-file",
                        "`\(output.path)` belongs to no document any more, but was edited since it was written",
                        hint: "it stays; remove it by hand if nobody needs it"))
                continue
            }
            if !run.writes || folder.remove(output.path) {
                summary.removed.append(output.path)
                summary.prunedCount += 1
            }
        }
    }
}
