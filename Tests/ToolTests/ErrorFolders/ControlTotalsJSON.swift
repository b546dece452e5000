/// The control totals of one input, read back from a report's JSON.
struct ControlTotalsJSON: Sendable {
    var input: String
    var read: Int
    /// Lines by label.
    var parts: [String: Int]

    /// All that stand in a report.
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
        return out
    }
}
