import Commerce
import Diagnostics

/// The folders that documents go to, one for each kind that has any. Those that are new appear when all is in
/// them.
struct OutputPlaces: Sendable {
    private(set) var folders: [TradeKind: OutputFolder] = [:]
    private var staged: [(kind: TradeKind, place: StagedFolder)] = []

    init() {}

    /// - Parameters:
    ///   - output: nil where nothing is written.
    ///   - threads: that will write.
    init(_ plan: DocumentPlan, in output: OutputFolder?, threads: Int, _ summary: inout GenerateSummary) {
        guard let output else { return }
        let used = Set(plan.documents.map(\.kind))
        for kind in TradeKind.allCases where used.contains(kind) {
            do throws(Diagnostic) {
                if let place = try StagedFolder(kind.name, in: output, threads: threads) {
                    staged.append((kind, place))
                    folders[kind] = place.folder
                } else {
                    let folder = try OutputFolder("\(output.path)/\(kind.name)", threads: threads)
                    folder.removeLitter()
                    folders[kind] = folder
                }
            } catch {
                summary.add(error)
            }
        }
    }

    /// Gives new folders their names. What cannot get its name was not written.
    func publish(_ summary: inout GenerateSummary) {
        for (kind, place) in staged {
            do throws(Diagnostic) {
                try place.publish()
            } catch {
                summary.add(error)
                summary.outputs.removeAll { $0.kind == kind.name }
                summary.changes.removeAll { $0.path.hasPrefix(kind.name + "/") }
                summary.fileCount = summary.changes.count { $0.isWritten }
            }
        }
    }
}
