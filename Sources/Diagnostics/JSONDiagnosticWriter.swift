/// Draws diagnostics for programs: one JSON object a line.
public struct JSONDiagnosticWriter: Sendable {
    public init() {}

    public func text(_ diagnostic: Diagnostic) -> String {
        var out = "{\"severity\":\(Self.quoted(diagnostic.severity.rawValue))"
        out += ",\"code\":\(Self.quoted(diagnostic.code)),\"message\":\(Self.quoted(diagnostic.message))"
        if let position = diagnostic.position { out += "," + Self.fields(position) }
        if let excerpt = diagnostic.excerpt { out += ",\"source_line\":\(Self.quoted(excerpt))" }
        if let hint = diagnostic.hint { out += ",\"hint\":\(Self.quoted(hint))" }
        if !diagnostic.trace.isEmpty {
            out +=
                ",\"trace\":[" + diagnostic.trace.map { "{\(Self.fields($0))}" }.joined(separator: ",") + "]"
        }
        return out + "}\n"
    }

    private static func fields(_ position: Position) -> String {
        var out = "\"file\":\(quoted(position.file))"
        if position.line > 0 { out += ",\"line\":\(position.line)" }
        if position.line > 0, position.column > 0 {
            out += ",\"column\":\(position.column),\"length\":\(position.length)"
        }
        return out
    }

    /// A JSON string literal (RFC 8259, section 7).
    public static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
