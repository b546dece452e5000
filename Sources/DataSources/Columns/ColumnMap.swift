package import Diagnostics

/// Which column of a file holds which field.
package struct ColumnMap: Sendable {
    /// The column of a field, counted from 0; -1 where the file has none, which ``Record`` reads as empty.
    package subscript(_ field: Field) -> Int { columns[field.ordinal] }

    private var columns = [Int](repeating: -1, count: Field.allCases.count)
    /// The headings that mean nothing to us, in file order. Their columns are not read.
    package internal(set) var ignored: [String] = []

    package func has(_ field: Field) -> Bool { self[field] >= 0 }

    mutating func set(_ field: Field, _ column: Int) {
        columns[field.ordinal] = column
    }
}

/// One line of `columns:` in the project file: our field, their heading, and where that is written.
package struct ColumnOverride: Sendable, Hashable {
    package var field: Field
    package var heading: String
    package var place: Place?

    package init(field: Field, heading: String, place: Place? = nil) {
        self.field = field
        self.heading = heading
        self.place = place
    }
}

extension ColumnMap {
    /// Finds the fields of a kind of record among a file's headings.
    ///
    /// `overrides` win; other fields are found by name (``ColumnAliases``), our own names before those of other
    /// systems.
    ///
    /// - Throws: all problems at once: an override that names no heading, two headings for one field, required
    ///   columns that are missing.
    package init(
        header: [String], kind: RecordKind, overrides: [ColumnOverride] = [], file: String
    ) throws(DiagnosticList) {
        var matcher = ColumnMatcher(header: header, kind: kind, file: file)
        matcher.apply(overrides)
        matcher.matchByName()
        matcher.requireColumns()
        if !matcher.problems.isEmpty { throw DiagnosticList(matcher.problems) }
        self = matcher.map
    }
}

/// The work behind ``ColumnMap``.
private struct ColumnMatcher {
    let header: [String]
    let plain: [String]
    let kind: RecordKind
    let file: String
    var map = ColumnMap()
    var taken: Set<Int> = []
    var problems: [Diagnostic] = []

    init(header: [String], kind: RecordKind, file: String) {
        self.header = header
        plain = header.map(Heading.plain)
        self.kind = kind
        self.file = file
    }

    private var headerLine: Position { Position(file: file, line: 1) }
    private var headings: String {
        header.isEmpty ? "none" : header.map { "`\($0)`" }.joined(separator: ", ")
    }

    mutating func apply(_ overrides: [ColumnOverride]) {
        for override in overrides {
            let exact = header.indices.filter { header[$0] == override.heading }
            let wanted = Heading.plain(override.heading)
            let found = exact.isEmpty ? plain.indices.filter { plain[$0] == wanted } : exact
            if found.count == 1 {
                map.set(override.field, found[0])
                taken.insert(found[0])
                continue
            }
            let place = override.place
            let isMissing = found.isEmpty
            let spelling = Spelling.hint(for: override.heading, among: header)
            problems.append(
                .error(
                    isMissing ? "unknown-column" : "duplicate-column",
                    "`\(file)` has \(isMissing ? "no column" : "\(found.count) columns") `\(override.heading)`"
                        + (isMissing ? "" : ", so `\(override.field.rawValue)` is not clear"),
                    at: place?.position ?? headerLine, excerpt: place?.excerpt,
                    hint: isMissing ? spelling ?? "its headings are \(headings)" : nil))
        }
    }

    mutating func matchByName() {
        for field in kind.fields where !map.has(field) {
            // Our own name, exactly, beats what other systems call it.
            var found = unclaimed { header[$0] == field.rawValue }
            if found.isEmpty { found = unclaimed { plain[$0] == Heading.plain(field.rawValue) } }
            if found.isEmpty { found = aliased(field) }
            guard let first = found.first else { continue }
            taken.formUnion(found)
            map.set(field, first)
            if found.count > 1 {
                let names = found.map { "`\(header[$0])`" }.joined(separator: " and ")
                problems.append(
                    .error(
                        "duplicate-column", "\(names) both mean `\(field.rawValue)`", at: headerLine,
                        excerpt: header.joined(separator: ","),
                        hint:
                            "say which in the project file: `columns: { \(field.rawValue): \(header[first]) }`"
                    ))
            }
        }
        map.ignored = header.indices.filter { !taken.contains($0) && !header[$0].isEmpty }.map { header[$0] }
    }

    private func unclaimed(_ isWanted: (Int) -> Bool) -> [Int] {
        header.indices.filter { !taken.contains($0) && isWanted($0) }
    }

    /// Columns known by another system's name, unless that name is our own for another field of this record.
    private func aliased(_ field: Field) -> [Int] {
        let own = Set(kind.fields.filter { $0 != field }.map { Heading.plain($0.rawValue) })
        let names = Set(ColumnAliases.names(of: field, in: kind).map(Heading.plain))
        return unclaimed { names.contains(plain[$0]) && !own.contains(plain[$0]) }
    }

    mutating func requireColumns() {
        // A column that is named wrongly in `columns` has been reported already.
        guard problems.isEmpty else { return }
        for group in kind.required where !group.contains(where: map.has) {
            let names = group.map { "`\($0.rawValue)`" }.joined(separator: " or ")
            let known = group.flatMap { ColumnAliases.names(of: $0, in: kind) }
            let near = map.ignored.compactMap { heading in
                Spelling.closest(to: heading, among: known).map { (heading, $0) }
            }.first
            let hint =
                near.map { "is it `\($0.0)`? then say `columns: { \(group[0].rawValue): \($0.0) }`" }
                ?? "its headings are \(headings); say which in the project file: "
                + "`columns: { \(group[0].rawValue): THEIR HEADING }`"
            problems.append(
                .error(
                    "missing-column", "`\(file)` has no column \(names)", at: headerLine,
                    excerpt: header.joined(separator: ","), hint: hint))
        }
    }
}
