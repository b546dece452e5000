package import Diagnostics

/// What was found, as a part of a report and the memory of an output folder hold it.
extension PartWriter {
    package mutating func put(_ findings: Findings) {
        put(findings.kept) { $1.put($0) }
        put(findings.counts.sorted { $0.key < $1.key }) { count, writer in
            writer.put(count.key)
            writer.put(count.value)
        }
        put(findings.errorCount)
        put(findings.warningCount)
    }

    private mutating func put(_ diagnostic: Diagnostic) {
        put(diagnostic.severity.rawValue)
        put(diagnostic.code)
        put(diagnostic.message)
        put(diagnostic.position) { $1.put($0) }
        put(diagnostic.excerpt) { $1.put($0) }
        put(diagnostic.hint) { $1.put($0) }
        put(diagnostic.trace) { $1.put($0) }
    }

    private mutating func put(_ position: Position) {
        put(position.file)
        put(position.line)
        put(position.column)
        put(position.length)
    }
}

extension PartReader {
    package mutating func findings() throws(Malformed) -> Findings {
        let kept = try list { (reader) throws(Malformed) in try reader.diagnostic() }
        var counts: [String: Int] = [:]
        for _ in 0..<(try count()) {
            let code = try string()
            counts[code] = try lines()
        }
        return Findings(kept: kept, counts: counts, errorCount: try lines(), warningCount: try lines())
    }

    private mutating func diagnostic() throws(Malformed) -> Diagnostic {
        guard let severity = Diagnostic.Severity(rawValue: try string()) else { throw Malformed() }
        return Diagnostic(
            severity, code: try string(), try string(),
            at: try optional { (reader) throws(Malformed) in try reader.position() },
            excerpt: try optional { (reader) throws(Malformed) in try reader.string() },
            hint: try optional { (reader) throws(Malformed) in try reader.string() },
            trace: try list { (reader) throws(Malformed) in try reader.position() })
    }

    private mutating func position() throws(Malformed) -> Position {
        Position(file: try string(), line: try lines(), column: try lines(), length: try lines())
    }
}
