/// Draws diagnostics for people: message, place, source line, caret, hint.
///
/// ```
/// error: no item of ours for `ACME-88-X` of customer `nordwind`
///   --> orders.csv:3:8
///   3 | 4711,2,ACME-88-X
///     |        ^^^^^^^^^
///   hint: `nordwind` has `ACME-88-Z`; add a row to item_mappings.csv
/// ```
public struct TextDiagnosticWriter: Sendable {
    /// Whether ANSI colours are written.
    public var color: Bool
    /// A longer source line is cut to a window of this many characters around the caret.
    public var width: Int

    public init(color: Bool = false, width: Int = 110) {
        self.color = color
        self.width = width
    }

    public func text(_ diagnostic: Diagnostic) -> String {
        var out = paint(diagnostic.severity.rawValue, diagnostic.severity == .error ? "1;31" : "1;33")
        out += paint(": " + Self.oneLine(diagnostic.message), "1") + "\n"
        if let position = diagnostic.position {
            out += "  --> " + Self.place(position) + "\n"
            if let excerpt = diagnostic.excerpt, position.line > 0 {
                out += drawing(excerpt, position)
            }
        }
        for step in diagnostic.trace {
            out += "  from " + Self.place(step) + "\n"
        }
        if let hint = diagnostic.hint {
            out += "  " + paint("hint", "1;36") + ": " + Self.oneLine(hint) + "\n"
        }
        return out
    }

    private func drawing(_ excerpt: String, _ position: Position) -> String {
        let number = String(position.line)
        let gutter = String(repeating: " ", count: number.count)
        let characters = Array(Self.oneLine(excerpt))
        let start = max(0, min(position.column - 1, characters.count))
        let end = max(start, min(start + max(1, position.length), characters.count))
        var from = 0
        if characters.count > width, start > width / 2 { from = start - width / 2 }
        let to = min(characters.count, from + width)
        var out = "  \(number) | " + (from > 0 ? "…" : "") + String(characters[from..<to])
        out += (to < characters.count ? "…" : "") + "\n"
        guard position.column > 0 else { return out }
        let before = characters[from..<start].reduce(0) { $0 + DisplayWidth.of($1) } + (from > 0 ? 1 : 0)
        let marked = characters[start..<max(start, min(end, to))].reduce(0) { $0 + DisplayWidth.of($1) }
        out += "  \(gutter) | " + String(repeating: " ", count: before)
        out += paint(String(repeating: "^", count: max(1, marked)), "1;31") + "\n"
        return out
    }

    private static func place(_ position: Position) -> String {
        var out = position.file
        if position.line > 0 { out += ":\(position.line)" }
        if position.line > 0, position.column > 0 { out += ":\(position.column)" }
        return oneLine(out)
    }

    /// Control characters of foreign data must not drive the reader's terminal.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        else {
            return text
        }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: out += " "
            case 0x0A: out += "⏎"
            case 0x0D: out += "␍"
            case 0..<0x20: out.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
            case 0x7F...0x9F: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private func paint(_ text: String, _ code: String) -> String {
        color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
