import Diagnostics

/// What was found in the invoices, as a part of a report holds it. The excerpts are left out: who merges reads the
/// lines again, where the file is at hand.
extension Findings {
    func write(to writer: inout PartWriter) {
        writer.put(kept) { finding, writer in
            writer.put(finding.severity.rawValue)
            writer.put(finding.code)
            writer.put(finding.message)
            writer.put(finding.hint != nil)
            writer.put(finding.hint ?? "")
            writer.put([finding.position].compactMap { $0 } + finding.trace) { place, writer in
                writer.put(place.file)
                for number in [place.line, place.column, place.length] { writer.put(number) }
            }
            writer.put(finding.position != nil)
        }
        writer.put(counts.sorted { $0.key < $1.key }) { entry, writer in
            writer.put(entry.key)
            writer.put(entry.value)
        }
        writer.put(errorCount)
        writer.put(warningCount)
    }

    init(_ reader: inout PartReader) throws(PartReader.Malformed) {
        let kept = try reader.list { (reader) throws(PartReader.Malformed) in try Self.finding(&reader) }
        var counts: [String: Int] = [:]
        for _ in 0..<(try reader.count()) {
            let code = try reader.string()
            counts[code] = try reader.lines()
        }
        self.init(
            kept: kept, counts: counts, errorCount: try reader.lines(), warningCount: try reader.lines())
    }

    private static func finding(_ reader: inout PartReader) throws(PartReader.Malformed) -> Diagnostic {
        guard let severity = Diagnostic.Severity(rawValue: try reader.string()) else {
            throw PartReader.Malformed()
        }
        let (code, message) = (try reader.string(), try reader.string())
        let hasHint = try reader.bool()
        let hint = try reader.string()
        var places = try reader.list { (reader) throws(PartReader.Malformed) in
            Position(
                file: try reader.string(), line: try reader.lines(), column: try reader.lines(),
                length: try reader.lines())
        }
        let hasPosition = try reader.bool()
        guard !hasPosition || !places.isEmpty else { throw PartReader.Malformed() }
        let position = hasPosition ? places.removeFirst() : nil
        return Diagnostic(
            severity, code: code, message, at: position, hint: hasHint ? hint : nil, trace: places)
    }
}
