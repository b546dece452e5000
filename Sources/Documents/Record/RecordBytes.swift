import Commerce
import Diagnostics

/// What a folder's memory holds, in the bytes of ``PartWriter``.
extension PartWriter {
    mutating func put(_ hash: ContentHash) {
        withUnsafeBytes(of: hash.words) { put(bytes: $0) }
    }

    mutating func put(_ stamp: FileStamp) {
        put(Int(stamp.size))
        put(Int(stamp.modified))
        put(Int(stamp.changed))
        put(Int(bitPattern: UInt(stamp.inode)))
    }

    mutating func put(_ position: Position) {
        put(position.file)
        put(position.line)
        put(position.column)
        put(position.length)
    }

    mutating func put(_ diagnostic: Diagnostic) {
        put(diagnostic.severity.rawValue)
        put(diagnostic.code)
        put(diagnostic.message)
        put(diagnostic.position) { $1.put($0) }
        put(diagnostic.excerpt) { $1.put($0) }
        put(diagnostic.hint) { $1.put($0) }
        put(diagnostic.trace) { $1.put($0) }
    }

    mutating func put(_ findings: Findings) {
        put(findings.kept) { $1.put($0) }
        put(findings.counts.sorted { $0.key < $1.key }) { count, writer in
            writer.put(count.key)
            writer.put(count.value)
        }
    }
}

extension PartReader {
    mutating func hash() throws(Malformed) -> ContentHash {
        let bytes = try slice()
        guard bytes.count == 32 else { throw Malformed() }
        return bytes.withUnsafeBytes { raw in
            func word(_ i: Int) -> UInt64 { raw.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self) }
            return ContentHash(words: (word(0), word(1), word(2), word(3)))
        }
    }

    mutating func stamp() throws(Malformed) -> FileStamp {
        FileStamp(
            size: try small(Int64.self), modified: try small(Int64.self), changed: try small(Int64.self),
            inode: UInt64(UInt(bitPattern: try integer())))
    }

    mutating func position() throws(Malformed) -> Position {
        Position(file: try string(), line: try integer(), column: try integer(), length: try integer())
    }

    mutating func diagnostic() throws(Malformed) -> Diagnostic {
        guard let severity = Diagnostic.Severity(rawValue: try string()) else { throw Malformed() }
        return Diagnostic(
            severity, code: try string(), try string(),
            at: try optional { (reader) throws(Malformed) in try reader.position() },
            excerpt: try optional { (reader) throws(Malformed) in try reader.string() },
            hint: try optional { (reader) throws(Malformed) in try reader.string() },
            trace: try list { (reader) throws(Malformed) in try reader.position() })
    }

    mutating func findings() throws(Malformed) -> Findings {
        var findings = Findings()
        var severities: [String: Diagnostic] = [:]
        var kept: [String: Int] = [:]
        for diagnostic in try list({ (reader) throws(Malformed) in try reader.diagnostic() }) {
            findings.add(diagnostic)
            severities[diagnostic.code] = diagnostic
            kept[diagnostic.code, default: 0] += 1
        }
        for _ in 0..<(try count()) {
            let code = try string()
            let count = try integer()
            guard let like = severities[code], count - kept[code, default: 0] > 0 else { continue }
            for _ in kept[code, default: 0]..<count { findings.add(like.severity, code) { like } }
        }
        return findings
    }
}
