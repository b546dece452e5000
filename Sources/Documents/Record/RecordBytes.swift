import Diagnostics
import Notation

/// Writes numbers and texts one after the other; ``RecordReader`` reads them back.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: utf8.count).littleEndian) {
                bytes.append(contentsOf: $0)
            }
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func put(_ hash: ContentHash) {
        withUnsafeBytes(of: hash.words) { bytes.append(contentsOf: $0) }
    }

    mutating func put<Element>(_ list: [Element], _ each: (inout RecordWriter, Element) -> Void) {
        put(list.count)
        for element in list { each(&self, element) }
    }

    mutating func put<Wrapped>(_ value: Wrapped?, _ each: (inout RecordWriter, Wrapped) -> Void) {
        put(value == nil ? 0 : 1)
        if let value { each(&self, value) }
    }
}

/// Reads what ``RecordWriter`` wrote. Past the end, or where a count cannot be, everything is zero and empty and
/// ``isBroken`` is set.
struct RecordReader {
    private let bytes: [UInt8]
    private var at = 0
    private(set) var isBroken = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func take(_ count: Int) -> Int? {
        guard !isBroken, count >= 0, count <= bytes.count - at else {
            isBroken = true
            return nil
        }
        defer { at += count }
        return at
    }

    mutating func number() -> Int64 {
        guard let start = take(8) else { return 0 }
        return bytes.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Int64.self))
        }
    }

    mutating func int() -> Int { Int(number()) }

    mutating func text() -> String {
        guard let start = take(4) else { return "" }
        let count = bytes.withUnsafeBytes {
            UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt32.self))
        }
        guard let first = take(Int(count)) else { return "" }
        return String(decoding: bytes[first..<first + Int(count)], as: UTF8.self)
    }

    mutating func hash() -> ContentHash {
        guard let start = take(32) else { return ContentHash(words: (0, 0, 0, 0)) }
        return bytes.withUnsafeBytes { raw in
            func word(_ i: Int) -> UInt64 {
                raw.loadUnaligned(fromByteOffset: start + i * 8, as: UInt64.self)
            }
            return ContentHash(words: (word(0), word(1), word(2), word(3)))
        }
    }

    mutating func list<Element>(_ each: (inout RecordReader) -> Element) -> [Element] {
        let count = int()
        // Nothing that is written takes less than four bytes.
        guard count >= 0, count <= (bytes.count - at) / 4 else {
            isBroken = true
            return []
        }
        var list: [Element] = []
        list.reserveCapacity(count)
        for _ in 0..<count where !isBroken { list.append(each(&self)) }
        return list
    }

    mutating func optional<Wrapped>(_ each: (inout RecordReader) -> Wrapped) -> Wrapped? {
        int() == 0 ? nil : each(&self)
    }
}

extension RecordWriter {
    mutating func put(_ stamp: FileStamp) {
        put(stamp.size)
        put(stamp.modified)
        put(stamp.changed)
        put(Int64(bitPattern: stamp.inode))
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
        put(diagnostic.position) { $0.put($1) }
        put(diagnostic.excerpt) { $0.put($1) }
        put(diagnostic.hint) { $0.put($1) }
        put(diagnostic.trace) { $0.put($1) }
    }

    mutating func put(_ findings: Findings) {
        put(findings.kept) { $0.put($1) }
        put(findings.counts.sorted { $0.key < $1.key }) { writer, count in
            writer.put(count.key)
            writer.put(count.value)
        }
    }
}

extension RecordReader {
    mutating func stamp() -> FileStamp {
        FileStamp(
            size: number(), modified: number(), changed: number(), inode: UInt64(bitPattern: number()))
    }

    mutating func position() -> Position {
        Position(file: text(), line: int(), column: int(), length: int())
    }

    mutating func diagnostic() -> Diagnostic {
        Diagnostic(
            Diagnostic.Severity(rawValue: text()) ?? .error, code: text(), text(),
            at: optional { $0.position() }, excerpt: optional { $0.text() }, hint: optional { $0.text() },
            trace: list { $0.position() })
    }

    mutating func findings() -> Findings {
        var findings = Findings()
        var severities: [String: Diagnostic] = [:]
        var kept: [String: Int] = [:]
        for diagnostic in list({ $0.diagnostic() }) {
            findings.add(diagnostic)
            severities[diagnostic.code] = diagnostic
            kept[diagnostic.code, default: 0] += 1
        }
        for (code, count) in list({ ($0.text(), $0.int()) }) {
            guard let like = severities[code], count - kept[code, default: 0] > 0 else { continue }
            for _ in kept[code, default: 0]..<count { findings.add(like.severity, code) { like } }
        }
        return findings
    }
}
