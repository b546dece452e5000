/// The control totals of one input, read back from a report's JSON.
struct ControlTotalsJSON: Sendable {
    var input: String
    var read: Int
    /// Lines by label.
    var parts: [String: Int]

    var rejected: Int {
        parts.filter { $0.key.lowercased().contains("rejected") }.values.reduce(0, +)
    }

    /// All that stand in a report, its parts included.
    static func all(in report: JSONText) -> [ControlTotalsJSON] {
        var out: [ControlTotalsJSON] = []
        for control in report["controls"]?.array ?? [] {
            guard let input = control["input"]?.text, let read = control["read"]?["lines"]?.integer else {
                continue
            }
            var parts: [String: Int] = [:]
            for part in control["parts"]?.array ?? [] {
                parts[part["label"]?.text ?? "", default: 0] += part["lines"]?.integer ?? 0
            }
            out.append(ControlTotalsJSON(input: input, read: read, parts: parts))
        }
        for part in report["parts"]?.array ?? [] { out += all(in: part) }
        return out
    }
}
