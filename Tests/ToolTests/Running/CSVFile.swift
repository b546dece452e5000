import Foundation

/// A naive reader of CSV (RFC 4180, LF or CRLF), independent of the program's own.
struct CSVFile: Sendable {
    var header: [String] = []
    var rows: [[String]] = []

    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    init(_ url: URL) throws {
        try self.init([UInt8](Data(contentsOf: url)))
    }

    init(_ bytes: [UInt8]) {
        var records: [[String]] = []
        Self.forEachRecord(of: bytes) { records.append($0.texts()) }
        header = records.first ?? []
        rows = Array(records.dropFirst())
    }

    /// The named columns of every row, in this order; throws where one is missing.
    func columns(_ names: [String]) throws -> [[String]] {
        let indices = try names.map { try Self.index(of: $0, in: header) }
        return rows.map { row in indices.map { $0 < row.count ? row[$0] : "(no field)" } }
    }

    /// Calls `body` with the named columns of every row, for files too large to be held as strings.
    static func forEachRow(
        of url: URL, columns names: [String], _ body: ([String]) -> Void
    ) throws {
        var indices: [Int] = []
        var problem: (any Error)?
        forEachRecord(of: [UInt8](try Data(contentsOf: url))) { record in
            if indices.isEmpty {
                let header = record.texts()
                do { indices = try names.map { try index(of: $0, in: header) } } catch { problem = error }
            } else {
                body(indices.map { record.text($0) })
            }
        }
        if let problem { throw problem }
    }

    private static func index(of name: String, in header: [String]) throws -> Int {
        guard let index = header.firstIndex(of: name) else {
            throw Missing(description: "no column `\(name)` among \(header)")
        }
        return index
    }

    private static func forEachRecord(of bytes: [UInt8], _ body: (CSVRecord) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let count = bytes.count
            var record = CSVRecord(base: base)
            var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            var start = index
            var quoted = false
            while index < count {
                let byte = base[index]
                if byte == 0x22 {
                    quoted.toggle()
                } else if !quoted, byte == 0x2C || byte == 0x0A {
                    record.fields.append((start, index))
                    start = index + 1
                    if byte == 0x0A {
                        body(record)
                        record.fields.removeAll(keepingCapacity: true)
                    }
                }
                index += 1
            }
            if start < count {
                record.fields.append((start, count))
                body(record)
            }
        }
    }
}
