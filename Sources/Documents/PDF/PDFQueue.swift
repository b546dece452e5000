import Diagnostics
import Foundation

/// A page that becomes a PDF once all pages are made: a file of its own, part of a mail, or both.
struct PDFJob: Sendable {
    struct Target: Sendable {
        var output: OutputRecord
        var reason: OutputChange.Reason
        /// Where the file there is as it was written.
        var known: OutputRecord?
        /// Nil for a file of its own.
        var mail: OpenMail?
    }

    /// A mail that lacks nothing but the PDF.
    struct OpenMail: Sendable {
        /// Its beginning, a file in the folder of pages.
        var file: String
        var end: [UInt8]
    }

    /// Its file in the folder of pages, `12-0.html`.
    var page: String
    var targets: [Target] = []
}

/// Makes PDF files of pages, several programs at a time.
struct PDFQueue {
    let engine: PDFEngine
    let jobs: Int
    /// Where the pages lie, by its whole path.
    let pages: String
    let output: String
    /// Where the files go one behind the other; nil where each is a file of its own.
    var pack: (into: DocumentPack, packing: Packing)?

    struct Result: Sendable {
        var outputs: [OutputRecord] = []
        var changes: [OutputChange] = []
        var problems: [Diagnostic] = []

        fileprivate mutating func add(_ other: Result) {
            outputs += other.outputs
            changes += other.changes
            problems += other.problems
        }
    }

    /// Results are in the order of the list, however long each page took.
    func run(_ list: [PDFJob], progress: (@Sendable (_ done: Int, _ of: Int) -> Void)?) async -> Result {
        var made: [(place: Int, result: Result)] = []
        await withTaskGroup(of: (place: Int, result: Result).self) { group in
            var next = 0
            func add() {
                guard next < list.count else { return }
                let (place, job) = (next, list[next])
                next += 1
                group.addTask { (place, await one(job, place)) }
            }
            for _ in 0..<max(1, jobs) { add() }
            while let one = await group.next() {
                made.append(one)
                progress?(made.count, list.count)
                add()
            }
        }
        var result = Result()
        for item in made.sorted(by: { $0.place < $1.place }) {
            result.add(item.result)
            if item.result.problems.isEmpty, let pack {
                do throws(Diagnostic) {
                    try self.pack(list[item.place], pack.into, pack.packing)
                } catch {
                    result.problems.append(error)
                }
            }
        }
        return result
    }

    /// Puts what was made of a page into an archive, in the order of the list whatever was ready first.
    private func pack(_ job: PDFJob, _ pack: DocumentPack, _ packing: Packing) throws(Diagnostic) {
        let path = "\(pages)/\(job.page).pdf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let pdf = try FileBytes.read(path) ?? []
        for target in job.targets {
            let format = DocumentFormat(rawValue: target.output.format) ?? .pdf
            pack.add(late: PackedPart(target.output, format, try bytes(of: target, pdf), in: packing))
        }
    }

    /// The PDF itself, or the mail that carries it.
    private func bytes(of target: PDFJob.Target, _ pdf: [UInt8]) throws(Diagnostic) -> [UInt8] {
        guard let mail = target.mail else { return pdf }
        var bytes = try FileBytes.read("\(pages)/\(mail.file)") ?? []
        MailEncoding.appendBase64(pdf, to: &bytes)
        bytes += mail.end
        try? FileManager.default.removeItem(atPath: "\(pages)/\(mail.file)")
        return bytes
    }

    private func one(_ job: PDFJob, _ place: Int) async -> Result {
        var result = Result()
        let pdf = "\(pages)/\(job.page).pdf"
        let said = await engine.print(job.page, to: job.page + ".pdf", in: pages)
        defer { if pack == nil { try? FileManager.default.removeItem(atPath: pdf) } }
        do throws(Diagnostic) {
            if let said { throw failure(job, said) }
            guard let bytes = try FileBytes.read(pdf), bytes.starts(with: Array("%PDF-".utf8)) else {
                throw failure(job, "it made no PDF")
            }
            for target in job.targets where pack == nil { try finish(target, bytes, place, &result) }
        } catch {
            result.problems.append(error)
        }
        return result
    }

    private func finish(
        _ target: PDFJob.Target, _ pdf: [UInt8], _ place: Int, _ result: inout Result
    ) throws(Diagnostic) {
        var output = target.output
        let bytes = try bytes(of: target, pdf)
        output.hash = ContentHash(of: bytes)
        if let known = target.known, known.hash == output.hash {
            output.stamp = known.stamp
            result.changes.append(OutputChange(path: output.path, reason: .unchanged))
        } else {
            let slash = output.path.lastIndex(of: "/") ?? output.path.startIndex
            let folder = try OutputFolder("\(self.output)/\(output.path[..<slash])")
            output.stamp = try folder.write(
                bytes, to: String(output.path[output.path.index(after: slash)...]), worker: place)
            result.changes.append(OutputChange(path: output.path, reason: target.reason))
        }
        result.outputs.append(output)
    }

    private func failure(_ job: PDFJob, _ said: String) -> Diagnostic {
        let paths = job.targets.map { "`\($0.output.path)`" }.joined(separator: " and ")
        return .error(
            "pdf-failed", "\(paths) could not be made by \(engine.path): \(said)",
            hint: "the page itself is there with --format html")
    }
}
