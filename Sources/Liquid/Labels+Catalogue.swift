public import Diagnostics
import Notation

extension Labels {
    /// Reads a catalogue in JSON as Shopify's locale files have it: objects within objects, whose names are the parts
    /// of a key. What has plural forms is an object of `one`, `few`, `many`, `other` and so on.
    ///
    /// ```json
    /// {"invoice": {"total": "Total", "items": {"one": "1 item", "other": "{{ count }} items"}}}
    /// ```
    /// makes `invoice.total`, `invoice.items.one` and `invoice.items.other`. Of equal keys the last counts.
    public init(catalogue text: [UInt8], file: String, language: String) throws(Diagnostic) {
        var labels: [String: String] = [:]
        var problem: JSONSyntaxError?
        var misplaced: JSONToken?
        text.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, maximumDepth: 20)
            do throws(JSONSyntaxError) {
                misplaced = try Self.read(&scanner, into: &labels)
            } catch {
                problem = error
            }
        }
        let source = SourceText(name: file, bytes: text)
        if let problem {
            throw source.diagnostic(
                "bad-json", problem.message, at: problem.offset, length: 1, hint: problem.hint)
        }
        if let misplaced {
            throw source.diagnostic(
                "bad-label", "a catalogue of labels holds texts, and objects of them",
                at: misplaced.range.lowerBound,
                length: misplaced.range.count)
        }
        self.init(labels, language: language)
    }

    /// Collects the texts; returns what is neither text nor object.
    private static func read(
        _ scanner: inout JSONScanner, into labels: inout [String: String]
    ) throws(JSONSyntaxError) -> JSONToken? {
        var path: [String] = []
        let opening = try scanner.next()
        guard opening.kind == .beginObject else { return opening }
        while true {
            let token = try scanner.next()
            switch token.kind {
            case .key: path.append(scanner.string(token))
            case .beginObject: break
            case .endObject, .string:
                if token.kind == .string { labels[path.joined(separator: ".")] = scanner.string(token) }
                if path.isEmpty {
                    _ = try scanner.next()
                    return nil
                }
                path.removeLast()
            default: return token
            }
        }
    }
}
