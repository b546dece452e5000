import Commerce
import DataSources
import Diagnostics
import Documents
import Glibc
import Notation

extension RenderCommand {
    /// Makes the documents, or finds that the last run made them all.
    func renderDocuments(
        _ project: Project, _ talk: Talk, _ kinds: Set<RecordKind>, _ asked: GenerateRequest
    ) async throws {
        var request = asked
        let picture = LogoPicture(
            page: project.seller.logo ?? "", mail: project.seller.mailLogo ?? "",
            sender: project.seller.email, goesIntoMails: request.formats.contains(.message))
        request.settings.seller.logo = picture.address
        request.settings.seller.mailLogo = picture
        let place: OutputRun
        do throws(Diagnostic) {
            place = try OutputRun(
                request.settings.output, options: optionWords(request), inputs: inputs(project, kinds),
                version: Version.text, writes: !dryRun)
        } catch {
            talk.show(error)
            throw Stop(.unwritable)
        }
        if !dryRun, !explain, let answer = place.unchanged() {
            return try say(again: answer, request.settings.output, project, talk)
        }
        place.hashInputs()
        LocaleFormats.prepare(locale: request.settings.locale, currency: request.settings.currency)
        if request.makesPDF {
            do throws(Diagnostic) {
                request.pdf = try await PDFEngine.find()
            } catch {
                talk.show(error)
                throw Stop(.unwritable)
            }
        }
        var run = ProjectRun(
            project, talk, kinds: kinds, output: output, isDry: dryRun, jobs: request.jobs)
        _ = try run.customer(period.customer)
        run.findings.add(contentsOf: picture.problems)
        let records = await records(&run, request.settings, request.kinds)
        let pace = Pace()
        var summary = await Generate.documents(records, request, into: place) { done, all in
            if done % 128 == 0 || done == all { talk.progress(pace.text(done, of: all)) }
        }
        talk.endProgress()
        place.beginEnd(summary)
        run.findings.merge(summary.findings)
        let hasFailed = summary.templatesFailed || summary.outputFailed || explain
        let shown = run.showFindings()
        let answer = RunAnswer(
            findings: shown, status: run.status.rawValue, kinds: summary.kinds, rejectFiles: run.rejectFiles,
            fileCount: summary.fileCount + summary.unchangedCount,
            staleCount: summary.staleCount - summary.prunedCount)
        if let problem = await place.finish(summary, answer: hasFailed ? nil : answer) {
            summary.fail()
            talk.show(problem)
        }
        if explain { Terminal.write(summary.explanations, to: .output) }
        if dryRun {
            Terminal.write(list(rejects: run.rejectFiles, project) + list(summary.changes), to: .output)
        }
        say(summary.kinds, hasFiles: summary.fileCount + summary.unchangedCount > 0, talk)
        say(summary, request.settings.output, talk)
        var status = run.status
        if summary.templatesFailed { status = max(status, .templateError) }
        if summary.outputFailed { status = max(status, .unwritable) }
        try end(status, run.status, run.findings, summary.kinds)
    }

    /// All options that decide what is made; how fast and how loudly does not.
    private func optionWords(_ request: GenerateRequest) -> [String] {
        var words = request.kinds.map(\.name)
        words.append("--format " + request.formats.map(\.rawValue).joined(separator: ","))
        words += number.sorted().map { "--number \($0)" }
        if let customer = period.customer { words.append("--customer \(customer)") }
        if let day = period.firstDay { words.append("--since \(day)") }
        if let day = period.lastDay { words.append("--until \(day)") }
        if let template { words.append("--template \(template)") }
        if let today = options.today { words.append("--today \(today)") }
        if csv == .raw { words.append("--csv raw") }
        if let sort { words.append("--sort \(sort.words)") }
        if request.formats.contains(.message) {
            words.append("--attach " + MailAttachments(forms: request.attachments).words)
        }
        if request.packing != .files { words.append("--\(request.packing.rawValue)") }
        if let shard { words.append("--shard \(shard)") }
        if explain { words.append("--explain") }
        if prune { words.append("--prune") }
        return words
    }

    /// Every file that the documents are made of, but for templates.
    private func inputs(_ project: Project, _ kinds: Set<RecordKind>) -> [OutputRun.Input] {
        var inputs = [OutputRun.Input(name: Project.fileName, path: project.file)]
        for kind in RecordKind.allCases where kinds.contains(kind) {
            if let file = project.data[kind] {
                inputs.append(OutputRun.Input(name: file.name, path: file.path))
            }
        }
        let logos = [("logo", project.seller.logo), ("mail_logo", project.seller.mailLogo)]
        for case (let name, let logo?) in logos where !logo.contains(":") {
            inputs.append(OutputRun.Input(name: name, path: logo))
        }
        return inputs
    }

    /// What the last run said, where there is nothing to do.
    private func say(again answer: RunAnswer, _ folder: String, _ project: Project, _ talk: Talk) throws {
        // Of a quiet run the lines of the source are not remembered.
        ProjectRun.show(answer.findings, project, talk)
        for path in answer.rejectFiles { talk.say("rejected rows are in \(path)") }
        say(answer.kinds, hasFiles: answer.fileCount > 0, talk)
        talk.say("nothing to write: \(Talk.count(answer.fileCount, "file")) in \(folder) up to date")
        sayStale(answer.staleCount, folder, talk)
        let status = ExitStatus(rawValue: answer.status) ?? .done
        try end(status, status, answer.findings, answer.kinds)
    }

    private func end(
        _ status: ExitStatus, _ reading: ExitStatus, _ findings: Findings, _ kinds: [KindTally]
    ) throws {
        let conditions = try FailCondition.parse(failOn)
        let isMet =
            FailCondition.isMet(conditions, findings)
            || (conditions.contains(.unmapped) && kinds.contains { $0.unmappedLines > 0 })
            || (conditions.contains(.rejected) && reading == .inputRefused)
        let status = isMet ? max(status, .findings) : status
        if status != .done { throw Stop(status) }
    }

    /// What rows that cannot be read would be written to.
    private func list(rejects: [String], _ project: Project) -> String {
        let folder = (output ?? project.output) + "/"
        return rejects.map { path in
            "rejected rows: \(path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path)\n"
        }.joined()
    }

    private func list(_ changes: [OutputChange]) -> String {
        changes.map { change in
            let isGone = change.reason == .stale && prune
            return "\(isGone ? "removed" : change.reason.rawValue): \(change.path)\n"
        }.joined()
    }

    private func say(_ kinds: [KindTally], hasFiles: Bool, _ talk: Talk) {
        // Totals of documents that nobody has would be taken for those of documents that somebody has.
        guard hasFiles else { return }
        for kind in kinds {
            let figures = Talk.count(kind.documents, kind.kind.words) + ", " + Talk.count(kind.lines, "line")
            guard kind.kind != .numbers else {
                talk.say("\(figures), \(kind.unmappedLines) to fill in")
                continue
            }
            let nets = kind.nets.map { sum in
                "\(sum.net.map(\.description) ?? "(too large)") \(sum.currency)"
            }
            talk.say(
                "\(figures), \(kind.unmappedLines) without a customer item number"
                    + (nets.isEmpty ? "" : "; net \(nets.joined(separator: ", "))"))
        }
    }

    private func say(_ summary: GenerateSummary, _ folder: String, _ talk: Talk) {
        let (written, unchanged) = (summary.fileCount, summary.unchangedCount)
        let verb = dryRun ? "would write" : "wrote"
        if written == 0, unchanged > 0 {
            talk.say("nothing to write: \(Talk.count(unchanged, "file")) in \(folder) up to date")
        } else if written == 0 {
            talk.say("\(verb) no file to \(folder)")
        } else {
            let others = unchanged > 0 ? "; \(unchanged) up to date" : ""
            talk.say("\(verb) \(Talk.count(written, "file")) to \(folder)\(others)")
        }
        if summary.prunedCount > 0 {
            let what = Talk.count(summary.prunedCount, "file")
            talk.say("\(dryRun ? "would remove" : "removed") \(what) that no document is behind any more")
        }
        sayStale(summary.staleCount - summary.prunedCount, folder, talk)
    }

    private func sayStale(_ count: Int, _ folder: String, _ talk: Talk) {
        guard count > 0 else { return }
        talk.say(
            "\(Talk.count(count, "file")) in \(folder) \(count == 1 ? "is" : "are") stale: "
                + "no document is behind \(count == 1 ? "it" : "them") any more (--prune removes, --dry-run lists)"
        )
    }
}

/// How fast documents are made, for people who wait.
struct Pace: Sendable {
    private let start = ContinuousClock.now

    /// `rendering: 512 of 17136 documents, 9800 a second, 2 s left`
    func text(_ done: Int, of all: Int) -> String {
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        var text = "rendering: \(done) of \(all) documents"
        guard milliseconds > 200, done > 0 else { return text + " …" }
        let rate = Int(Double(done) * 1_000 / milliseconds)
        guard rate > 0 else { return text + " …" }
        text += ", \(rate) a second"
        let left = (all - done) / rate
        if left > 0 { text += ", \(left / 60 > 0 ? "\(left / 60) min " : "")\(left % 60) s left" }
        return text
    }
}
