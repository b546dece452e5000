import Diagnostics
import Notation

/// A catalogue of labels as a file: one JSON object from keys to texts, or to the plural forms of a text.
///
/// ```
/// { "title.invoice": "Rechnung", "mail.more": { "one": "… und eine Position", "other": "… und %{count} Positionen" } }
/// ```
struct LabelFile {
    /// `mail.more.one` for the plural form `one` of `mail.more`.
    private(set) var texts: [String: String] = [:]
    /// The keys as the file has them, and where.
    private(set) var keys: [(name: String, offset: Int)] = []
    private(set) var problems: [Diagnostic] = []
    private let file: String
    private let bytes: [UInt8]

    init(_ bytes: [UInt8], file: String) {
        self.file = file
        self.bytes = bytes
        do throws(JSONSyntaxError) {
            try read()
        } catch {
            problems.append(problem("bad-labels", error.message, at: error.offset))
        }
    }

    private mutating func read() throws(JSONSyntaxError) {
        var values: [(path: String, text: String)] = []
        var found: [(name: String, offset: Int)] = []
        var faults: [(String, Int)] = []
        let outcome = bytes.withUnsafeBytes { raw -> JSONSyntaxError? in
            var scanner = JSONScanner(raw)
            do throws(JSONSyntaxError) {
                try Self.walk(&scanner, &values, &found, &faults)
                return nil
            } catch {
                return error
            }
        }
        if let outcome { throw outcome }
        for (message, offset) in faults { problems.append(problem("bad-labels", message, at: offset)) }
        for value in values { texts[value.path] = value.text }
        keys = found
    }

    private static func walk(
        _ scanner: inout JSONScanner, _ values: inout [(path: String, text: String)],
        _ keys: inout [(name: String, offset: Int)],
        _ faults: inout [(String, Int)]
    ) throws(JSONSyntaxError) {
        var path: [String] = []
        while true {
            let token = try scanner.next()
            switch token.kind {
            case .end: return
            case .key:
                path = Array(path.prefix(scanner.depth - 1)) + [scanner.string(token)]
                if path.count == 1 { keys.append((path[0], token.range.lowerBound)) }
            case .string: values.append((path.joined(separator: "."), scanner.string(token)))
            case .beginObject:
                if scanner.depth > 2 {
                    faults.append(("labels are texts, or plural forms of one", token.range.lowerBound))
                }
            case .endObject: path = Array(path.prefix(max(0, scanner.depth)))
            case .number, .true, .false, .null, .beginArray, .endArray:
                faults.append(("a label is a text", token.range.lowerBound))
            }
        }
    }

    /// A finding about a byte of the file.
    func problem(
        _ code: String, _ message: String, at offset: Int, hint: String? = nil, isError: Bool = true
    ) -> Diagnostic {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == 0x0A } + 1
        let start = (before.lastIndex(of: 0x0A) ?? -1) + 1
        let column = String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self).count + 1
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        let excerpt = String(decoding: bytes[start..<end], as: UTF8.self)
        let position = Position(file: file, line: line, column: column)
        return Diagnostic(
            isError ? .error : .warning, code: code, message, at: position, excerpt: excerpt, hint: hint)
    }
}
