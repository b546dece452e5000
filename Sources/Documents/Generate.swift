import Commerce
import Diagnostics
import Foundation
import Synchronization

/// The loop itself: lines are grouped into documents, resolved, merged into templates and written.
///
/// ```
/// <output>/invoice/536365.html
/// <output>/credit-note/C536379.html
/// <output>/manifest.json
/// ```
package enum Generate {
    /// Documents that one worker takes at a time. Small, so that workers end together; the batches, and with
    /// them the order of findings, do not depend on how many workers there are.
    static let batchSize = 32

    /// Makes all documents that the request asks for and writes them.
    ///
    /// - Parameters:
    ///   - run: the folder it goes to, with what is there already. The caller ends it with
    ///     ``OutputRun/finish``. Nil for a run of its own, which ends here.
    ///   - progress: Called with the number of documents made so far and the number of all, from any thread.
    /// - Returns: What was made, with every problem of the data, the templates and the files. The same
    ///   request on the same records gives the same files and the same summary for any number of jobs.
    package static func documents(
        _ records: TradeRecords, _ request: GenerateRequest, into run: OutputRun? = nil,
        progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil
    ) async -> GenerateSummary {
        var summary = GenerateSummary()
        do throws(Diagnostic) {
            let isOwn = run == nil
            let run = if let run { run } else { try OutputRun(request.settings.output) }
            await documents(records, request, run, &summary, progress)
            if isOwn, let problem = await run.finish(summary, answer: nil) { summary.add(problem) }
        } catch {
            summary.add(error)
        }
        return summary
    }

    private static func documents(
        _ records: TradeRecords, _ request: GenerateRequest, _ run: OutputRun,
        _ summary: inout GenerateSummary, _ progress: (@Sendable (_ done: Int, _ of: Int) -> Void)?
    ) async {
        let plan = DocumentPlan(records, request)
        summary.findings = plan.findings
        summary.templatesFailed = plan.templatesFailed
        summary.outputFailed = plan.hasSharedNames
        checkSender(request, &summary)
        let past = OutputPast(run)
        let isPacked = request.packing.isPacked
        let queue = BatchQueue(count: plan.documents.count, size: batchSize)
        let jobs = max(1, min(request.jobs, queue.batchCount))
        if past.writes { run.folder?.removeLitter() }
        let places =
            past.writes && !isPacked
            ? OutputPlaces(plan, in: run.folder, threads: jobs, &summary) : OutputPlaces()
        let folders = places.folders
        let pages = past.writes && request.makesPDF ? pageFolder(request.settings.output, &summary) : nil
        defer { if let pages { try? FileManager.default.removeItem(atPath: pages.path) } }
        let pack = DocumentPack(
            request.packing, archive: request.kinds.map(\.name).joined(separator: "-"),
            in: past.writes ? run.folder : nil)
        let work = { @Sendable (worker: Int) -> [DocumentBatch] in
            var maker = DocumentWorker(
                index: worker, records, request, plan, folders, past, pages: pages)
            var batches: [DocumentBatch] = []
            while let (number, range) = queue.take() {
                var batch = maker.make(range, batch: number)
                if isPacked {
                    pack.add(batch.parts, batch: number)
                    batch.parts = []
                }
                batches.append(batch)
                progress?(queue.finish(range.count), queue.count)
            }
            if let last = batches.indices.last { maker.writePending(&batches[last], waits: true) }
            return batches
        }
        var batches: [DocumentBatch] = []
        if jobs == 1 {
            batches = work(0)
        } else {
            await withTaskGroup(of: [DocumentBatch].self) { group in
                for worker in 0..<jobs { group.addTask { work(worker) } }
                for await made in group { batches += made }
            }
            batches.sort { $0.index < $1.index }
        }
        gather(batches, &summary)
        places.publish(&summary)
        await print(batches.flatMap(\.pages), request, pages, isPacked ? pack : nil, &summary, progress)
        summary.templates = GenerateSummary.TemplatesUsed(
            closures: plan.closures, lookups: plan.lookups, lateLookups: plan.lateLookups)
        if isPacked {
            gather(pack, run, &summary)
        } else if request.filter.isOpen, !summary.templatesFailed, !summary.outputFailed {
            StaleOutputs(run, request, plan).settle(&summary)
        }
        summary.changes.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func gather(_ pack: DocumentPack, _ run: OutputRun, _ summary: inout GenerateSummary) {
        let (records, problems) = pack.finish(run.memory)
        for problem in problems { summary.add(problem) }
        for record in records {
            let known = run.memory[path: record.path]
            let isSame =
                known.map { $0.hash == record.hash && $0.stamp.holdsSameBytes(as: record.stamp) } ?? false
            let reason: OutputChange.Reason = known == nil ? .new : isSame ? .unchanged : .data
            summary.changes.append(OutputChange(path: record.path, reason: reason))
            summary.outputs.append(record)
        }
        summary.fileCount = summary.changes.count { $0.isWritten }
        summary.unchangedCount = summary.changes.count - summary.fileCount
    }

    /// A folder for pages on their way to PDF. It has a whole path, as other programs begin in it.
    private static func pageFolder(_ output: String, _ summary: inout GenerateSummary) -> OutputFolder? {
        let whole = URL(fileURLWithPath: output).standardizedFileURL.path
        // One that a killed run left.
        try? FileManager.default.removeItem(atPath: "\(whole)/.counterpart-pages")
        do throws(Diagnostic) {
            return try OutputFolder("\(whole)/.counterpart-pages")
        } catch {
            summary.add(error)
            return nil
        }
    }

    private static func print(
        _ list: [PDFJob], _ request: GenerateRequest, _ pages: OutputFolder?, _ pack: DocumentPack?,
        _ summary: inout GenerateSummary,
        _ progress: (@Sendable (_ done: Int, _ of: Int) -> Void)?
    ) async {
        guard !list.isEmpty, let engine = request.pdf, let pages else { return }
        var queue = PDFQueue(
            engine: engine, jobs: request.jobs, pages: pages.path, output: request.settings.output)
        queue.pack = pack.map { (into: $0, packing: request.packing) }
        let result = await queue.run(list, progress: progress)
        summary.outputs += result.outputs
        summary.changes += result.changes
        for problem in result.problems { summary.add(problem) }
        summary.fileCount = summary.changes.count { $0.isWritten }
        summary.unchangedCount = summary.changes.count - summary.fileCount
    }

    /// Mails need somebody who sends them.
    private static func checkSender(_ request: GenerateRequest, _ summary: inout GenerateSummary) {
        let seller = request.settings.seller
        guard request.formats.contains(.message),
            MailAddress(name: seller.name, address: seller.email) == nil
        else { return }
        summary.outputFailed = true
        summary.findings.add(
            .error(
                "no-sender",
                "mails cannot be made: `\(seller.email)` of `\(seller.name)` is no address to send from",
                hint: "state `name` and `email` of `seller` in the project file"))
    }

    private static func gather(_ batches: [DocumentBatch], _ summary: inout GenerateSummary) {
        var failures: [(problem: Diagnostic, first: String, count: Int)] = []
        var places: [Diagnostic: Int] = [:]
        summary.outputs.reserveCapacity(batches.reduce(0) { $0 + $1.outputs.count })
        for batch in batches {
            summary.findings.merge(batch.findings)
            summary.byteCount += batch.byteCount
            summary.outputs += batch.outputs
            summary.changes += batch.changes
            summary.explanations += batch.explanations
            for tally in batch.tallies { summary.add(tally) }
            for (problem, document) in batch.failures {
                if let at = places[problem] {
                    failures[at].count += 1
                } else {
                    places[problem] = failures.count
                    failures.append((problem, document, 1))
                }
            }
        }
        for failure in failures { summary.findings.add(told(failure.problem, failure.first, failure.count)) }
        // Which batch they came with depends on the threads.
        let unwritten = batches.flatMap(\.unwritten).sorted {
            ($0.position?.file ?? "").utf8.lexicographicallyPrecedes(($1.position?.file ?? "").utf8)
        }
        summary.findings.add(contentsOf: unwritten)
        summary.fileCount = summary.changes.count { $0.isWritten }
        summary.unchangedCount = summary.changes.count - summary.fileCount
        if !failures.isEmpty { summary.templatesFailed = true }
        if batches.contains(where: { !$0.unwritten.isEmpty || $0.hasRefused }) { summary.outputFailed = true }
    }

    /// A template fails on one document as on the next: said once, with the first and the count.
    private static func told(_ problem: Diagnostic, _ first: String, _ count: Int) -> Diagnostic {
        var problem = problem
        let others = count == 1 ? "" : count == 2 ? " and one more" : " and \(count - 1) more"
        let place = "on document `\(first)`\(others)"
        problem.hint = problem.hint.map { "\($0); \(place)" } ?? place
        return problem
    }
}

/// Hands out the documents of a plan in batches.
private final class BatchQueue: Sendable {
    let count: Int
    private let size: Int
    private let next = Atomic<Int>(0)
    private let done = Atomic<Int>(0)

    init(count: Int, size: Int) {
        self.count = count
        self.size = size
    }

    var batchCount: Int { (count + size - 1) / size }

    /// The next batch nobody took yet; nil at the end.
    func take() -> (number: Int, documents: Range<Int>)? {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < batchCount else { return nil }
        return (number, number * size..<min(count, (number + 1) * size))
    }

    /// Counts documents as done; how many are now.
    func finish(_ documents: Int) -> Int {
        done.wrappingAdd(documents, ordering: .relaxed).newValue
    }
}

extension GenerateSummary {
    mutating func add(_ problem: Diagnostic) {
        findings.add(problem)
        outputFailed = true
    }

    fileprivate mutating func add(_ tally: KindTally) {
        if let at = kinds.firstIndex(where: { $0.kind == tally.kind }) {
            kinds[at].add(tally)
        } else {
            kinds.append(tally)
            kinds.sort { $0.kind.rawValue < $1.kind.rawValue }
        }
    }
}
