import Commerce
import DataSources
import Diagnostics
import Documents

extension ReportRun {
    /// Writes the sums of this run, to be merged with those of other shards.
    func writePart(_ shard: Shard, to path: String, _ talk: Talk) throws {
        run.showFindings()
        let project = run.project
        let (settings, invoices) = try ReportParts.checked(talk) { () throws(Diagnostic) in
            (try project.checksum(of: .settings), try project.checksum(of: .invoices))
        }
        var part = ReportPart(
            program: Version.text, reports: names.map(\.rawValue), shard: shard, settings: settings,
            invoices: invoices, options: options, account: account)
        part.findings = invoiceFindings
        part.hold(pass, suggestions, run.data.texts)
        var status = run.status
        do throws(Diagnostic) {
            var sink = try ByteSink(file: path)
            sink.append(part.bytes)
            try sink.finish()
            talk.say("wrote \(path), shard \(shard)")
        } catch {
            talk.show(error)
            status = max(status, .unwritable)
        }
        if status != .done { throw Stop(status) }
    }

    /// The suggestions of the order lines of this run, by their place in the order file.
    private var suggestions: [Int: [Suggestion]] {
        guard let orders else { return [:] }
        var out: [Int: [Suggestion]] = [:]
        for (at, suggestions) in orders.suggestions.enumerated() where !suggestions.isEmpty {
            out[at] = suggestions
        }
        return out
    }
}
