package import Commerce
package import Diagnostics
import Notation

/// Carries a plan into the text of the mapping file: its owner's columns, headings, delimiter, encoding and line
/// ends, every row that is not concerned to the byte.
package struct MappingFileEditor {
    private let file: DataFile
    private let bytes: [UInt8]
    private let names: CustomerNames

    /// - Parameters:
    ///   - file: the project's mapping file, bytes: what it holds now.
    package init(_ file: DataFile, bytes: [UInt8], names: CustomerNames) {
        self.file = file
        self.bytes = bytes
        self.names = names
    }

    /// - Throws: everything that the file has no column for.
    package func apply(_ plan: MappingPlan) throws(DiagnosticList) -> EditedFile {
        do {
            var editing = try CSVEditing(file, bytes: bytes)
            let columns = try ColumnMap(
                header: editing.reader.header, kind: .mappings, overrides: file.columns, file: file.name)
            var row = MappingRowText(plan.data, columns, file, names, width: editing.reader.header.count)
            let problems = row.missingColumns(plan)
            if !problems.isEmpty { throw DiagnosticList(problems) }
            var lastDays: [Int: Int32] = [:]
            for ending in plan.endings {
                lastDays[Int(plan.data.mappings.rows[Int(ending.row)].line)] = ending.lastDay.number
            }
            var changes: [RecordChange] = []
            while try editing.next() {
                guard editing.isSound else {
                    editing.keep()
                    continue
                }
                row.learn(editing.reader.record)
                guard let last = lastDays[editing.reader.line] else {
                    editing.keep()
                    continue
                }
                let was = editing.record
                let now = editing.replace([columns[.validTo]: row.text(Day(number: last))])
                changes.append(RecordChange(index: editing.index, was: was, now: now))
            }
            return try append(plan, row, &editing, changes)
        } catch {
            throw list(error)
        }
    }

    private func append(
        _ plan: MappingPlan, _ row: MappingRowText, _ editing: inout CSVEditing, _ changes: [RecordChange]
    ) throws(Diagnostic) -> EditedFile {
        var changes = changes
        var addedLineEnd = false
        var index = editing.index
        if !plan.additions.isEmpty { addedLineEnd = editing.endLastLine() }
        for added in plan.additions {
            var text: [UInt8] = []
            RecordText.append(
                record: row.fields(added), delimiter: editing.reader.delimiter, to: &text)
            index += 1
            changes.append(RecordChange(index: index, was: nil, now: String(decoding: text, as: UTF8.self)))
            editing.append(text + editing.reader.lineEnd)
        }
        if addedLineEnd { editing.removeLastLineEnd() }
        return EditedFile(bytes: try editing.finish(), changes: changes, addedLineEnd: addedLineEnd)
    }

    private func list(_ error: any Error) -> DiagnosticList {
        if let list = error as? DiagnosticList { return list }
        let diagnostic = error as? Diagnostic ?? .error("unreadable", "`\(file.name)`: \(error)")
        return DiagnosticList([diagnostic])
    }

    /// Takes a change back: each record that it made is found by its text, and gets the text it had.
    ///
    /// - Throws: the records that are not there any more, as the file was edited since.
    package func undo(_ changes: [RecordChange], addedLineEnd: Bool) throws(DiagnosticList) -> EditedFile {
        do {
            let places = try places(of: changes)
            let missing = changes.indices.filter { places[$0] == nil }
            if !missing.isEmpty {
                throw DiagnosticList(
                    missing.map { at in
                        .error(
                            "changed-since", "the row that the change made is not in `\(file.name)` any more",
                            at: Position(file: file.name), excerpt: changes[at].now,
                            hint: "the file was edited since; mend it by hand")
                    })
            }
            return try rewrite(changes, places.compactMap { $0 }, addedLineEnd)
        } catch {
            throw list(error)
        }
    }

    /// The record that holds each change's text: the one where it was put, else the last.
    private func places(of changes: [RecordChange]) throws(Diagnostic) -> [Int?] {
        var found: [String: [Int]] = [:]
        for change in changes { found[change.now] = [] }
        var editing = try CSVEditing(file, bytes: bytes)
        while try editing.next() {
            let record = editing.record
            if found[record] != nil { found[record]?.append(editing.index) }
        }
        return changes.map { change in
            guard let all = found[change.now], !all.isEmpty else { return nil }
            let at = all.firstIndex(of: change.index) ?? all.count - 1
            return found[change.now]?.remove(at: at)
        }
    }

    private func rewrite(
        _ changes: [RecordChange], _ places: [Int], _ addedLineEnd: Bool
    ) throws(Diagnostic) -> EditedFile {
        var texts: [Int: String?] = [:]
        for (change, place) in zip(changes, places) { texts[place] = .some(change.was) }
        var editing = try CSVEditing(file, bytes: bytes)
        var made: [RecordChange] = []
        while try editing.next() {
            guard let text = texts[editing.index] else {
                editing.keep()
                continue
            }
            if let text {
                made.append(RecordChange(index: editing.index, was: editing.record, now: text))
                editing.replace(with: text)
            }
        }
        if addedLineEnd { editing.removeLastLineEnd() }
        return EditedFile(bytes: try editing.finish(), changes: made, addedLineEnd: false)
    }
}
