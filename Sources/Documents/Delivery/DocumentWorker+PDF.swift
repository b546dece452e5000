import Commerce
import Diagnostics

/// Pages on their way to PDF, which other programs make when all pages are there.
extension DocumentWorker {
    func needsPDF(_ format: DocumentFormat) -> Bool {
        format == .pdf || format == .message && request.attachesPDF
    }

    /// Of a document's style and of all else that decides its bytes: what prints it, what its mail carries.
    func style(_ style: ContentHash, of format: DocumentFormat) -> ContentHash {
        guard needsPDF(format) || format == .message else { return style }
        var hasher = ContentHasher()
        hasher.add(style)
        if format == .message {
            hasher.add(request.attachments.map(\.rawValue).sorted().joined(separator: ","))
        }
        if needsPDF(format) { hasher.add(request.pdf?.version ?? "") }
        return hasher.finish()
    }

    /// Puts a page aside, and the beginning of the mail that it goes with.
    mutating func spool(
        _ target: PDFJob.Target, _ program: DocumentProgram, _ planned: PlannedDocument,
        _ batch: inout DocumentBatch
    ) throws(Diagnostic) {
        var target = target
        var page = program
        if case .message(let parts) = program, let paper = parts.paper { page = paper }
        try render(page)
        let printed = out
        var message: MailMessage?
        if case .message(let parts) = program {
            message = try mail(parts, planned, paper: ContentHash(of: printed), &batch.findings)
            if message == nil { return batch.refuse(target.output.path) }
        }
        guard let pages else {
            // A dry run: whether another program makes the same bytes of it nobody knows before.
            if request.packing.isPacked {
                let format = DocumentFormat(rawValue: target.output.format) ?? .pdf
                return batch.parts.append(PackedPart(target.output, format, printed, in: request.packing))
            }
            batch.changes.append(OutputChange(path: target.output.path, reason: target.reason))
            return batch.outputs.append(target.output)
        }
        // The file and the mail of one document share its page.
        let name = "\(batch.index)-\(planned.kind.name)-\(planned.group).html"
        do throws(Diagnostic) {
            if let message {
                var opening: [UInt8] = []
                let end = message.appendOpen(to: &opening)
                try pages.write(opening, to: name + ".eml", worker: index)
                target.mail = PDFJob.OpenMail(file: name + ".eml", end: end)
            }
            if batch.pages.last?.page == name {
                batch.pages[batch.pages.count - 1].targets.append(target)
                return
            }
            try pages.write(printed, to: name, worker: index)
            batch.pages.append(PDFJob(page: name, targets: [target]))
        } catch {
            batch.unmade.append(target.output.path)
            batch.unwritten.append(error)
        }
    }
}
