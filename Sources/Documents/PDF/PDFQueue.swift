import Diagnostics
import Foundation

/// A page that becomes a PDF once all pages are made.
struct PDFJob: Sendable {
    /// Its file in the folder of pages, `12-0.html`.
    var page: String
    var output: OutputRecord
    var reason: OutputChange.Reason
    /// Where the file there is as it was written.
    var known: OutputRecord?
}

/// Makes PDF files of pages, several programs at a time.
struct PDFQueue {
    let engine: PDFEngine
    let jobs: Int
    /// Where the pages lie, by its whole path.
    let pages: String
    let output: String

    struct Result: Sendable {
        var outputs: [OutputRecord] = []
        var changes: [OutputChange] = []
        var problems: [Diagnostic] = []
    }

    func run(_ list: [PDFJob], progress: (@Sendable (_ done: Int, _ of: Int) -> Void)?) async -> Result {
        var made: [(place: Int, output: OutputRecord?, isWritten: Bool, problem: Diagnostic?)] = []
        await withTaskGroup(of: (Int, OutputRecord?, Bool, Diagnostic?).self) { group in
            var next = 0
            func add() {
                guard next < list.count else { return }
                let (place, job) = (next, list[next])
                next += 1
                group.addTask { await one(job, place) }
            }
            for _ in 0..<max(1, jobs) { add() }
            while let (place, output, isWritten, problem) = await group.next() {
                made.append((place, output, isWritten, problem))
                progress?(made.count, list.count)
                add()
            }
        }
        var result = Result()
        for item in made.sorted(by: { $0.place < $1.place }) {
            if let problem = item.problem { result.problems.append(problem) }
            guard let output = item.output else { continue }
            result.outputs.append(output)
            let reason = item.isWritten ? list[item.place].reason : .unchanged
            result.changes.append(OutputChange(path: output.path, reason: reason))
        }
        return result
    }

    private func one(_ job: PDFJob, _ place: Int) async -> (Int, OutputRecord?, Bool, Diagnostic?) {
        let pdf = job.page + ".pdf"
        if let said = await engine.print(job.page, to: pdf, in: pages) {
            return (place, nil, false, Self.failure(job.output.path, engine, said))
        }
        var output = job.output
        do throws(Diagnostic) {
            guard let bytes = try FileBytes.read("\(pages)/\(pdf)"), bytes.starts(with: Array("%PDF-".utf8))
            else {
                return (place, nil, false, Self.failure(job.output.path, engine, "it made no PDF"))
            }
            try? FileManager.default.removeItem(atPath: "\(pages)/\(pdf)")
            output.hash = ContentHash(of: bytes)
            if let known = job.known, known.hash == output.hash {
                output.stamp = known.stamp
                return (place, output, false, nil)
            }
            let slash = output.path.lastIndex(of: "/") ?? output.path.startIndex
            let folder = try OutputFolder("\(self.output)/\(output.path[..<slash])")
            output.stamp = try folder.write(
                bytes, to: String(output.path[output.path.index(after: slash)...]), worker: place)
            return (place, output, true, nil)
        } catch {
            return (place, nil, false, error)
        }
    }

    private static func failure(_ path: String, _ engine: PDFEngine, _ said: String) -> Diagnostic {
        .error(
            "pdf-failed", "`\(path)` could not be made by \(engine.path): \(said)",
            hint: "the page itself is there with --format html")
    }
}
