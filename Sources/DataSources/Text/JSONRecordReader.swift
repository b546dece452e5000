package import Diagnostics
import Notation

/// Reads records from a JSON array of objects, or from NDJSON (one object a line), through the same view as CSV.
///
/// Members are fields by name; a member that is missing or `null` is blank; numbers and flags are their text, so
/// that decimals stay exact. A record is refused, and the next one read, where its JSON is broken, a name stands
/// twice in it, a value is an object or array, a number has more than 38 digits, or half a surrogate pair is
/// named. The header is every name that occurs in the file, found in a first pass over it.
///
/// Memory: one element at a time.
package final class JSONRecordReader {
    /// The file as the user named it.
    package let name: String
    /// Every member name of the file, in the order of first sight.
    package let header: [String]
    /// Records handed out so far, refused ones counted.
    package private(set) var recordCount = 0

    private var elements: JSONElements
    private let names: [[UInt8]]
    private let columns: [[UInt8]: Int]
    private var values: [UInt8] = []
    private var refusal: (error: FieldError, offset: Int)?
    /// Where each field's value stands in the element; empty where it has none.
    private var places: [Range<Int>]

    // Owned: `fields` has a place for each name; `memory` holds the current values and 64 bytes behind them.
    private let fields: UnsafeMutablePointer<FieldRange>
    private var memory: UnsafeMutableRawPointer
    private var capacity = 4_096

    private static let slack = 64

    /// Opens a file; `isLines` says that it is NDJSON.
    package convenience init(
        file: String, name: String, isLines: Bool, encoding: TextEncoding? = nil,
        limits: CSVLimits = CSVLimits()
    ) throws(Diagnostic) {
        let first = try ByteSource(file: file, name: name, encoding: encoding)
        let second = try ByteSource(file: file, name: name, encoding: encoding)
        try self.init(first, second, isLines: isLines, limits: limits, size: 262_144)
    }

    /// Reads bytes already in memory; for tests, also in pieces of `bufferSize` bytes.
    package convenience init(
        bytes: [UInt8], name: String, isLines: Bool, encoding: TextEncoding? = nil,
        limits: CSVLimits = CSVLimits(), bufferSize: Int = 65_536
    ) throws(Diagnostic) {
        let first = try ByteSource(bytes: bytes, name: name, encoding: encoding, largestRead: bufferSize)
        let second = try ByteSource(bytes: bytes, name: name, encoding: encoding, largestRead: bufferSize)
        try self.init(first, second, isLines: isLines, limits: limits, size: bufferSize)
    }

    private init(
        _ first: consuming ByteSource, _ second: consuming ByteSource, isLines: Bool, limits: CSVLimits,
        size: Int
    ) throws(Diagnostic) {
        name = first.name
        var names = JSONMemberNames(limit: limits.columns)
        try names.collect(JSONElements(source: first, isLines: isLines, largest: limits.record, size: size))
        self.names = names.names
        header = names.names.map { String(decoding: $0, as: UTF8.self) }
        columns = names.columns
        elements = JSONElements(source: second, isLines: isLines, largest: limits.record, size: size)
        places = Array(repeating: 0..<0, count: header.count)
        fields = .allocate(capacity: max(1, header.count))
        memory = .allocate(byteCount: capacity + Self.slack, alignment: 16)
    }

    deinit {
        fields.deallocate()
        memory.deallocate()
    }

    /// The line on which the current record starts, from 1.
    package var line: Int { elements.line }

    /// The current record, valid until the next `next()`.
    package var record: Record {
        Record(base: UnsafeRawPointer(memory), fields: fields, fieldCount: header.count)
    }

    /// The current element's bytes, as the file has them.
    package var rawRecord: UnsafeRawBufferPointer { elements.bytes }

    package var hasProblem: Bool { refusal != nil }

    /// Why the current record cannot be used, or nil.
    package func problem() -> Diagnostic? {
        refusal.map { $0.error.diagnostic(at: elements.place(atOffset: $0.offset, count: 1)) }
    }

    /// Where a field of the current record stands; the whole record for one that it does not have.
    package func place(ofField column: Int) -> Place {
        guard places.indices.contains(column), !places[column].isEmpty else {
            var place = elements.place(atOffset: 0, count: 1)
            place.position.column = 0
            return place
        }
        return elements.place(atOffset: places[column].lowerBound, count: places[column].count)
    }

    /// Goes to the next record; false at the end.
    package func next() throws(Diagnostic) -> Bool {
        guard try elements.next() else { return false }
        recordCount += 1
        refusal = nil
        values.removeAll(keepingCapacity: true)
        for column in places.indices {
            places[column] = 0..<0
            fields[column] = FieldRange(offset: 0, count: 0)
        }
        var scanner = JSONScanner(elements.bytes)
        do throws(JSONSyntaxError) {
            try readMembers(&scanner)
        } catch {
            refuse(FieldError(code: "bad-json", message: error.message, hint: error.hint), error.offset)
        }
        if values.count > capacity {
            capacity = values.count * 2
            memory.deallocate()
            memory = .allocate(byteCount: capacity + Self.slack, alignment: 16)
        }
        values.withUnsafeBytes { bytes in
            if let from = bytes.baseAddress { memory.copyMemory(from: from, byteCount: bytes.count) }
        }
        (memory + values.count).initializeMemory(as: UInt8.self, repeating: 0, count: Self.slack)
        return true
    }

    /// Only the first trouble of a record is told.
    private func refuse(_ error: FieldError, _ offset: Int) {
        if refusal == nil { refusal = (error, offset) }
    }

    private func readMembers(_ scanner: inout JSONScanner) throws(JSONSyntaxError) {
        let opening = try scanner.next()
        guard opening.kind == .beginObject else {
            refuse(
                FieldError(code: "bad-json", message: "a record must be a JSON object"),
                opening.range.lowerBound)
            if opening.kind == .beginArray { while scanner.depth > 0 { _ = try scanner.next() } }
            _ = try scanner.next()
            return
        }
        var expected = 0
        while true {
            let token = try scanner.next()
            guard token.kind == .key else { break }
            let column = column(of: token, scanner, expected)
            expected = column + 1
            let value = try scanner.next()
            if value.kind == .beginObject || value.kind == .beginArray {
                refuse(
                    FieldError(
                        code: "nested-value", message: "`\(scanner.string(token))` holds an object or a list",
                        hint: "each order or invoice line is a record of its own"), value.range.lowerBound)
                while scanner.depth > 1 { _ = try scanner.next() }
            } else if column >= 0 {
                keep(value, token, column, scanner)
            }
        }
        _ = try scanner.next()
    }

    /// The column of a member, first looked for where it stood in the record before.
    private func column(of token: JSONToken, _ scanner: JSONScanner, _ expected: Int) -> Int {
        if !token.isEscaped, names.indices.contains(expected),
            scanner.bytes(token).elementsEqual(names[expected])
        {
            return expected
        }
        return columns[Array(scanner.string(token).utf8)] ?? -1
    }

    private func keep(_ value: JSONToken, _ key: JSONToken, _ column: Int, _ scanner: JSONScanner) {
        if !places[column].isEmpty {
            refuse(
                FieldError(
                    code: "duplicate-key", message: "`\(scanner.string(key))` stands twice in one record"),
                key.range.lowerBound)
            return
        }
        places[column] = value.range
        let offset = values.count
        let bytes = scanner.bytes(value)
        switch value.kind {
        case .null: break
        case .string where value.isEscaped:
            if !JSONScanner.unescape(bytes, into: &values) {
                refuse(
                    FieldError(code: "bad-json", message: "half of a surrogate pair is no character"),
                    value.range.lowerBound)
            }
        case .number:
            if DecimalFormat(allowsExponent: true).parse(bytes) == nil {
                refuse(DecimalFormat(allowsExponent: true).explain(bytes), value.range.lowerBound)
            }
            values.append(contentsOf: bytes)
        default: values.append(contentsOf: bytes)
        }
        fields[column] = FieldRange(from: offset, to: values.count, record: 0)
    }
}

/// The first pass over a JSON file: which member names its records have.
struct JSONMemberNames {
    private(set) var names: [[UInt8]] = []
    private(set) var columns: [[UInt8]: Int] = [:]
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Broken elements are passed over here; the second pass reports them, the end of the file among them.
    mutating func collect(_ elements: consuming JSONElements) throws(Diagnostic) {
        var isFirst = true
        while true {
            do throws(Diagnostic) {
                guard try elements.next() else { break }
            } catch {
                // A file that is no list of records at all is refused at once.
                if isFirst { throw error }
                break
            }
            isFirst = false
            var scanner = JSONScanner(elements.bytes)
            do throws(JSONSyntaxError) {
                try collectNames(&scanner)
            } catch {
                continue
            }
            if names.count > limit {
                throw Diagnostic.error(
                    "too-many-columns", "more than \(limit) different names",
                    at: Position(file: elements.name))
            }
        }
    }

    private mutating func collectNames(_ scanner: inout JSONScanner) throws(JSONSyntaxError) {
        guard try scanner.next().kind == .beginObject else { return }
        var expected = 0
        while true {
            let token = try scanner.next()
            guard token.kind == .key else { return }
            let isExpected =
                !token.isEscaped && expected < names.count
                && scanner.bytes(token).elementsEqual(names[expected])
            if !isExpected {
                let name = Array(scanner.string(token).utf8)
                if let known = columns[name] {
                    expected = known
                } else {
                    expected = names.count
                    columns[name] = names.count
                    names.append(name)
                }
            }
            expected += 1
            try scanner.skipValue()
        }
    }
}
