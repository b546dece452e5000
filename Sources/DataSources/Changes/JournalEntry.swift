import Diagnostics
import Notation

/// One change of the mapping file as the journal keeps it: who, when, why, and each record before and after.
package struct JournalEntry: Sendable, Hashable {
    package var number: Int
    /// As given: a day, or a day and time in UTC.
    package var at: String
    package var by: String
    package var why: String
    /// The command, in words.
    package var what: String
    /// ``fingerprint(_:)`` of the file before and after.
    package var before: String
    package var after: String
    package var addedLineEnd: Bool
    package var changes: [RecordChange]
    /// The entries that this one takes back, or that never came to be.
    package var undoes: [Int] = []

    package init(
        number: Int, at: String, by: String, why: String, what: String, before: String, after: String,
        addedLineEnd: Bool, changes: [RecordChange], undoes: [Int] = []
    ) {
        self.number = number
        self.at = at
        self.by = by
        self.why = why
        self.what = what
        self.before = before
        self.after = after
        self.addedLineEnd = addedLineEnd
        self.changes = changes
        self.undoes = undoes
    }

    /// FNV-1a of 64 bits and the length, which tell states of one file apart.
    package static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        bytes.withUnsafeBytes { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        return String(hash, radix: 16) + "-" + String(bytes.count)
    }

    /// One line of JSON.
    var line: String {
        let quoted = JSONDiagnosticWriter.quoted
        let records = changes.map { change in
            "{\"index\":\(change.index),\"was\":\(change.was.map(quoted) ?? "null"),\"now\":\(quoted(change.now))}"
        }
        return "{\"number\":\(number),\"at\":\(quoted(at)),\"by\":\(quoted(by)),\"why\":\(quoted(why)),"
            + "\"what\":\(quoted(what)),\"before\":\(quoted(before)),\"after\":\(quoted(after)),"
            + "\"added_line_end\":\(addedLineEnd),\"undoes\":[\(undoes.map(String.init).joined(separator: ","))],"
            + "\"changes\":[\(records.joined(separator: ","))]}\n"
    }

    /// Reads a line; nil for one that is no whole entry.
    init?(line: UnsafeRawBufferPointer) {
        var scanner = JSONScanner(line)
        guard let root = try? JournalValue(&scanner), case .object(let members) = root,
            case .number(let number)? = members["number"], case .text(let before)? = members["before"],
            case .text(let after)? = members["after"], case .array(let changes)? = members["changes"]
        else { return nil }
        self.init(
            number: number, at: members["at"]?.text ?? "", by: members["by"]?.text ?? "",
            why: members["why"]?.text ?? "", what: members["what"]?.text ?? "", before: before, after: after,
            addedLineEnd: members["added_line_end"]?.isTrue ?? false,
            changes: changes.compactMap { value in
                guard case .object(let record) = value, case .number(let index)? = record["index"],
                    case .text(let now)? = record["now"]
                else { return nil }
                return RecordChange(index: index, was: record["was"]?.text, now: now)
            })
        guard self.changes.count == changes.count else { return nil }
        if case .array(let numbers)? = members["undoes"] {
            undoes = numbers.compactMap { if case .number(let number) = $0 { number } else { nil } }
        }
    }
}

/// What a line of the journal holds.
private enum JournalValue {
    case null, yes, no
    case number(Int)
    case text(String)
    case array([JournalValue])
    case object([String: JournalValue])

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var isTrue: Bool { if case .yes = self { true } else { false } }

    init(_ scanner: inout JSONScanner) throws(JSONSyntaxError) {
        try self.init(scanner.next(), &scanner)
    }

    private init(_ token: JSONToken, _ scanner: inout JSONScanner) throws(JSONSyntaxError) {
        switch token.kind {
        case .string: self = .text(scanner.string(token))
        case .number: self = .number(Int(scanner.string(token)) ?? -1)
        case .true: self = .yes
        case .false: self = .no
        case .beginArray:
            var values: [JournalValue] = []
            while true {
                let next = try scanner.next()
                if next.kind == .endArray { break }
                values.append(try JournalValue(next, &scanner))
            }
            self = .array(values)
        case .beginObject:
            var members: [String: JournalValue] = [:]
            while true {
                let key = try scanner.next()
                guard key.kind == .key else { break }
                members[scanner.string(key)] = try JournalValue(&scanner)
            }
            self = .object(members)
        case .null, .endObject, .endArray, .key, .end: self = .null
        }
    }
}
