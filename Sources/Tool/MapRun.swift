import Commerce
import DataSources
import Diagnostics
import Documents
import Glibc
import Notation

/// What every `map` command goes through: the project is read from exactly the bytes that are changed, the change
/// is made in memory and read back, what it does is shown, and only then is the file replaced.
struct MapRun {
    let options: GlobalOptions
    let change: ChangeOptions
    let talk: Talk
    let file: DataFile
    let store: MappingFileStore
    var run: ProjectRun

    /// - Parameters:
    ///   - writes: false for what only shows a change.
    ///   - path: a mapping file to look at instead of the project's.
    init(
        _ options: GlobalOptions, _ change: ChangeOptions, writes: Bool, instead path: String? = nil
    ) throws {
        self.options = options
        self.change = change
        talk = Talk(options)
        var project = try ProjectRun.project(options, talk)
        guard var file = project.data[.mappings] else {
            talk.show(
                .error(
                    "no-data", "the project has no `mappings` to change",
                    hint: "name the file in \(project.file): `data: { mappings: FILE }`"))
            throw Stop(.inputRefused)
        }
        if let path { (file.path, file.name) = (path, path) }
        guard file.format == .csv else {
            talk.show(.error("not-csv", "`\(file.name)` is not CSV; only CSV files can be changed"))
            throw Stop(.inputRefused)
        }
        do throws(Diagnostic) {
            store = try MappingFileStore(file, locks: writes)
        } catch {
            talk.show(error)
            throw Stop(error.code == "unwritable-output" ? .unwritable : .inputRefused)
        }
        self.file = file
        file.contents = store.bytes
        project.data[.mappings] = file
        run = ProjectRun(project, talk, kinds: [.customers, .items, .mappings, .orders])
        guard !run.loader.hasFailed else {
            run.showFindings()
            throw Stop(.inputRefused)
        }
        let unread = run.loader.accounts.first { $0.kind == .mappings }?.rejected ?? 0
        if unread > 0 {
            talk.say(
                "\(Talk.count(unread, "row")) of \(file.name) cannot be read, left as found "
                    + "(`counterpart check` says which)")
        }
    }

    var names: CustomerNames { run.loader.names }

    /// The day a change starts that names none: `--today`, else the latest document date.
    mutating func today() -> Day {
        if let today = options.today { return today }
        let last = run.lastDocumentDay()
        if let last { talk.say("today is \(last), the latest document date (--today changes it)") }
        return last ?? Day(number: 0)
    }

    var editor: MappingFileEditor { MappingFileEditor(file, bytes: store.bytes, names: names) }

    /// The file with a plan carried out; ends the program where that cannot be.
    func edited(_ plan: MappingPlan) throws -> EditedFile {
        do throws(DiagnosticList) {
            return try editor.apply(plan)
        } catch {
            throw refused(error)
        }
    }

    func refused(_ list: DiagnosticList) -> Stop {
        for diagnostic in list.diagnostics { talk.show(diagnostic) }
        return Stop(.inputRefused)
    }

    /// Shows what a change does, and makes it unless it is only to be shown.
    ///
    /// - Parameters:
    ///   - plan: what the edited file must read back as; nil for an undo, which gives back what was there.
    ///   - what: the command, for the journal.
    mutating func settle(
        _ edited: EditedFile, plan: MappingPlan?, what: String, undoes: [Int] = [], writes: Bool
    ) throws {
        let new: ReferenceData
        do throws(DiagnosticList) {
            new = try MappingReread.data(run.data, file, bytes: edited.bytes, names: names)
        } catch {
            throw refused(error)
        }
        if let plan, !MappingReread.isCarriedOut(plan, in: new) {
            talk.show(
                .error(
                    "not-read-back", "`\(file.name)` would not read back as it is meant; nothing was written",
                    at: Position(file: file.name),
                    hint: "the `clean` rules or formats of the project file change the new texts"))
            throw Stop(.inputRefused)
        }
        try show(new, unchanged: plan?.unchanged ?? 0)
        guard writes else { return }
        guard !edited.changes.isEmpty || !undoes.isEmpty else {
            talk.say("nothing to change in \(file.name)")
            return
        }
        try write(edited, what: what, undoes: undoes)
    }

    /// Shows what another mapping file says otherwise than this one.
    mutating func compare(with path: String) throws {
        var other = file
        (other.path, other.name, other.contents) = (path, path, nil)
        let new: ReferenceData
        var findings = Findings()
        do {
            let bytes = try WholeFile.bytes(path, name: path)
            new = try MappingReread.data(run.data, other, bytes: bytes, names: names, &findings)
        } catch let problem as Diagnostic {
            throw refused(DiagnosticList([problem]))
        } catch let list as DiagnosticList {
            throw refused(list)
        }
        run.findings.merge(findings)
        run.showFindings()
        try show(new, unchanged: 0)
        if run.status != .done || findings.errorCount > 0 { throw Stop(.inputRefused) }
    }

    private mutating func show(_ new: ReferenceData, unchanged: Int) throws {
        let old = run.resolver
        let rows = run.data.mappings.rows
        run.data.texts = new.texts
        var effects = MappingEffects(from: old, to: Resolver(new), currency: run.currency)
        effects.add(run.loader.orders, texts: new.texts, accept: run.accepted)
        _ = run.readInvoices(wantsDescriptions: false) { lines, tables in effects.add(lines, tables) }
        effects.audit()
        effects.finish()
        var scopeData = new
        scopeData.texts = run.data.texts
        let scope = ReportScope(
            data: scopeData, resolver: old, today: options.today ?? Day(number: 0), currency: run.currency)
        let difference = MappingDifference(from: rows, to: new.mappings.rows)
        var table = MappingDiffReport.table(
            difference, effects, run.loader.orders, scope, unchanged: unchanged)
        if !change.json { table.parts.removeAll { $0.rowCount == 0 } }
        var writer = TableWriter()
        writer.width = Terminal.width(.output)
        Terminal.write(writer.bytes(table, as: change.json ? .json : .text), to: .output)
    }

    private func write(_ edited: EditedFile, what: String, undoes: [Int]) throws {
        let journal = store.journal
        let unmade = journal.unmade(now: store.fingerprint).map { [$0.number] } ?? []
        let entry = JournalEntry(
            number: journal.nextNumber, at: options.today?.description ?? WallClock.now(),
            by: change.by ?? WallClock.user(), why: change.reason ?? "", what: what,
            before: store.fingerprint,
            after: JournalEntry.fingerprint(edited.bytes), addedLineEnd: edited.addedLineEnd,
            changes: edited.changes, undoes: undoes + unmade)
        do throws(Diagnostic) {
            try store.replace(with: edited, entry)
        } catch {
            talk.show(error)
            throw Stop(error.code == "unwritable-output" ? .unwritable : .inputRefused)
        }
        talk.say(
            "wrote \(file.name): change \(entry.number) by \(entry.by); `counterpart map undo` takes it back"
        )
    }
}

/// Who is at the machine and when: asked for the journal of changes and nothing else.
enum WallClock {
    /// `2026-07-31T14:05:09Z`
    static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "" }
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return day + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    static func user() -> String {
        for name in ["USER", "LOGNAME"] {
            if let value = getenv(name) {
                let text = String(cString: value)
                if !text.isEmpty { return text }
            }
        }
        return "unknown"
    }
}
