import Commerce
import Diagnostics
import Liquid
import Notation

/// What becomes of a document: which files are made, and which stay as they are.
extension DocumentWorker {
    mutating func write(
        _ planned: PlannedDocument, _ programs: DocumentTemplates.Programs, _ batch: inout DocumentBatch
    ) {
        filled = nil
        var data: ContentHash?
        for (at, (format, program)) in zip(request.formats, programs).enumerated() {
            out.removeAll(keepingCapacity: true)
            let path = "\(planned.kind.name)/\(planned.name).\(format.rawValue)"
            if case .table = program {
                appendTable(to: &out)
            } else if data == nil {
                data = dataHash(withTable: request.formats.contains(.message))
            }
            var output = OutputRecord(
                path: path, kind: planned.kind.name, format: format.rawValue,
                number: records.texts.string(document.number), run: 0,
                closure: Int(planned.set) * request.formats.count + at,
                data: data ?? ContentHash(of: out), style: styleHash(), hash: ContentHash(of: []),
                stamp: FileStamp())
            if case .table = program { output.data = ContentHash(of: out) }
            output.style = style(output.style, of: format)
            if request.packing.isPacked {
                pack(program, planned, format, output, &batch)
                continue
            }
            let state = past.state(of: output, closure: plan.closures[output.closure].hash)
            if case .intact(let record) = state {
                batch.keep(record, output)
                continue
            }
            do throws(Diagnostic) {
                if needsPDF(format) {
                    guard case .outdated(let reason, let known) = state else { continue }
                    let target = PDFJob.Target(output: output, reason: reason, known: known)
                    try spool(target, program, planned, &batch)
                    continue
                }
                guard try make(program, format, planned, &batch.findings) else {
                    batch.refuse(path)
                    continue
                }
            } catch {
                batch.failures.append((error, records.texts.string(document.number)))
                batch.unmade.append(path)
                continue
            }
            output.hash = ContentHash(of: out)
            save(output, planned, state, &batch)
        }
    }

    private mutating func pack(
        _ program: DocumentProgram, _ planned: PlannedDocument, _ format: DocumentFormat,
        _ output: OutputRecord, _ batch: inout DocumentBatch
    ) {
        let path = output.path
        do throws(Diagnostic) {
            if needsPDF(format) {
                let target = PDFJob.Target(output: output, reason: .new)
                return try spool(target, program, planned, &batch)
            }
            guard try make(program, format, planned, &batch.findings) else {
                return batch.refuse(path)
            }
            batch.byteCount += out.count
            batch.parts.append(PackedPart(output, format, out, in: request.packing))
        } catch {
            batch.failures.append((error, records.texts.string(document.number)))
        }
    }

    /// Fills `out` with a document; false where a mail cannot be made, and a finding.
    mutating func make(
        _ program: DocumentProgram, _ format: DocumentFormat, _ planned: PlannedDocument,
        _ findings: inout Findings
    ) throws(Diagnostic) -> Bool {
        switch program {
        case .table: return true
        case .message(let parts):
            guard let message = try mail(parts, planned, paper: nil, &findings) else { return false }
            message.append(to: &out)
            return true
        case .template(let template, let path) where format == .emailHTML:
            out = try mailPage(template, path, isPart: false, &findings)
            return true
        case .template, .markdownPage:
            try render(program)
            return true
        }
    }

    /// Puts what `out` holds on its way, unless the file holds it already.
    private mutating func save(
        _ output: OutputRecord, _ planned: PlannedDocument, _ state: OutputPast.State,
        _ batch: inout DocumentBatch
    ) {
        var output = output
        if case .outdated(_, let record?) = state, record.hash == output.hash {
            return batch.keep(record, output)
        }
        guard case .outdated(let reason, _) = state else { return }
        output.stamp.size = Int64(out.count)
        guard past.writes else { return batch.add(output, reason) }
        // That there is no folder was said once.
        guard folders[planned.kind] != nil else { return batch.unmade.append(output.path) }
        pending.add(out, output, reason, planned.kind)
        if pending.byteCount >= PendingFiles.mostBytes { writePending(&batch) }
    }

    /// Writes the files that wait for it; where another worker is at their folder, only if they are many.
    mutating func writePending(_ batch: inout DocumentBatch, waits: Bool = false) {
        let waits = waits || pending.byteCount >= PendingFiles.mostBytes
        for at in pending.groups.indices where !pending.groups[at].files.isEmpty {
            guard let folder = folders[pending.groups[at].kind] else { continue }
            let results =
                waits
                ? folder.write(pending.groups[at].group, worker: index)
                : folder.writeIfFree(pending.groups[at].group, worker: index)
            guard let results else { continue }
            for (file, result) in zip(pending.groups[at].files, results) {
                var output = file.output
                switch result {
                case .success(let stamp):
                    output.stamp = stamp
                    batch.add(output, file.reason)
                case .failure(let problem):
                    batch.unmade.append(output.path)
                    batch.unwritten.append(problem)
                }
            }
            pending.empty(at)
        }
    }

    mutating func fill(_ medium: DocumentView.Medium) {
        if filled == medium { return }
        view.medium = medium
        if let sheet {
            view.fill(&arena, with: sheet, data: records.resolver.data)
        } else {
            view.fill(&arena, with: document)
        }
        filled = medium
    }

    /// Of everything that templates see of the document, and of its table where that goes with a mail.
    mutating func dataHash(withTable: Bool) -> ContentHash {
        fill(.page)
        var hasher = ContentHasher()
        arena.withContents { hasher.add($0) }
        hasher.add(request.settings.seller.mailLogo.mailAddress)
        if withTable {
            contents.removeAll(keepingCapacity: true)
            appendTable(to: &contents)
            hasher.add(contents)
        }
        return hasher.finish()
    }

    /// Of how the document's locale, currency and language write things, and of who reads its CSV.
    mutating func styleHash() -> ContentHash {
        let words = view.catalogue(document).language
        let key = "\(locale()) \(records.texts.string(document.currency)) \(words)"
        if let known = styleHashes[key] { return known }
        let style = style()
        var hasher = ContentHasher()
        hasher.add("\(style.numbers) \(style.currency) \(style.minorUnitDigits) \(style.dates)")
        hasher.add("\(style.now.map(\.description) ?? "") \(request.settings.csv)")
        var labels: [UInt8] = []
        style.labels.appendContents(to: &labels)
        style.units.appendContents(to: &labels)
        hasher.add(labels)
        let hash = hasher.finish()
        styleHashes[key] = hash
        return hash
    }
}

extension DocumentBatch {
    /// A file that is as it should be now, or would be.
    fileprivate mutating func add(_ output: OutputRecord, _ reason: OutputChange.Reason) {
        byteCount += Int(output.stamp.size)
        changes.append(OutputChange(path: output.path, reason: reason))
        outputs.append(output)
    }

    /// A file that stays as it is.
    fileprivate mutating func keep(_ record: OutputRecord, _ output: OutputRecord) {
        var output = output
        output.hash = record.hash
        output.stamp = record.stamp
        byteCount += Int(output.stamp.size)
        changes.append(OutputChange(path: output.path, reason: .unchanged))
        outputs.append(output)
    }
}
