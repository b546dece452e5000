import Foundation

/// An example of a CommonMark specification file: Markdown and the HTML it must become.
struct MarkdownExample: Sendable, CustomStringConvertible {
    var file: String
    var number: Int
    var markdown: String
    var html: String

    var description: String { "\(file) example \(number)" }

    /// The examples of a file: between a line of 32 backticks and ` example`, and one of 32 backticks,
    /// Markdown and HTML parted by a line with one dot; an arrow stands for a tab.
    static func read(_ url: URL) throws -> [MarkdownExample] {
        let fence = String(repeating: "`", count: 32)
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            .replacingOccurrences(of: "\u{2192}", with: "\t")
        var examples: [MarkdownExample] = []
        var parts: [[Substring]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if parts.isEmpty {
                if line.hasPrefix(fence + " example") { parts = [[]] }
            } else if line == fence {
                let joined = parts.map { $0.map { $0 + "\n" }.joined() }
                examples.append(
                    MarkdownExample(
                        file: url.lastPathComponent, number: examples.count + 1, markdown: joined[0],
                        html: joined.count > 1 ? joined[1] : ""))
                parts = []
            } else if line == "." {
                parts.append([])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        return examples
    }
}
