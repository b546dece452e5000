package import Diagnostics

/// Puts the text of its line to each finding that names a line and shows none.
///
/// Findings that come from checking records against each other know only where a record stood; the line is read
/// again here, for those that are kept.
package enum SourceExcerpts {
    /// - Parameters:
    ///   - files: the path of each file by the name that findings call it.
    ///   - onlyErrors: Whether warnings and notes, which nobody is shown, go without.
    package static func fill(
        _ findings: inout Findings, files: [String: String], onlyErrors: Bool = false
    ) {
        var wanted: [String: Set<Int>] = [:]
        for finding in findings.kept where finding.excerpt == nil {
            if onlyErrors, finding.severity != .error { continue }
            guard let place = finding.position, place.line > 0, files[place.file] != nil else { continue }
            wanted[place.file, default: []].insert(place.line)
        }
        var texts: [String: [Int: String]] = [:]
        for (name, lines) in wanted {
            guard let path = files[name] else { continue }
            texts[name] = Self.lines(lines, of: path, name: name)
        }
        findings.updateKept { finding in
            guard finding.excerpt == nil, let place = finding.position else { return }
            finding.excerpt = texts[place.file]?[place.line]
        }
    }

    /// The records that start on the lines, without their line ends.
    private static func lines(_ lines: Set<Int>, of path: String, name: String) -> [Int: String] {
        var found: [Int: String] = [:]
        guard let last = lines.max(), let reader = try? CSVReader(file: path, name: name) else {
            return found
        }
        while found.count < lines.count, reader.line <= last, (try? reader.next()) == true {
            guard lines.contains(reader.line), reader.rawRecord.count <= 2_000 else { continue }
            let text = String(decoding: reader.rawRecord, as: UTF8.self)
            found[reader.line] = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text
        }
        return found
    }
}
