/// One step of a JSON text, as ``JSONScanner`` gives it: what it is, and which bytes it takes.
public struct JSONToken: Sendable, Hashable {
    public enum Kind: UInt8, Sendable, Hashable {
        case beginObject, endObject, beginArray, endArray
        /// The name of a member; its value comes next.
        case key
        case string, number, `true`, `false`, null
        /// After the last byte.
        case end
    }

    public var kind: Kind
    /// The token's bytes in the text; of keys and strings with their quotes.
    public var range: Range<Int>
    /// Whether a key or string holds escapes, so that its bytes are not its text.
    public var isEscaped: Bool

    @inlinable
    init(_ kind: Kind, _ range: Range<Int>, isEscaped: Bool = false) {
        self.kind = kind
        self.range = range
        self.isEscaped = isEscaped
    }

    /// The bytes of a key or string between its quotes; any other token's own bytes.
    @inlinable public var contentRange: Range<Int> {
        kind == .key || kind == .string ? range.lowerBound + 1..<range.upperBound - 1 : range
    }
}

/// Why a text is not JSON, and at which byte.
public struct JSONSyntaxError: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// A byte that has no place there.
        case unexpected
        /// The text ends before the value does.
        case unexpectedEnd
        /// More text after the value.
        case trailingText
        case invalidNumber, invalidEscape, invalidUTF8
        /// A control character in a string; it must be escaped.
        case controlCharacter
        case tooDeep(limit: Int)
    }

    public var reason: Reason
    /// From the start of the text.
    public var offset: Int

    @inlinable
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One sentence without a full stop.
    public var message: String {
        switch reason {
        case .unexpected: "this is not valid JSON"
        case .unexpectedEnd: "the JSON text ends too early"
        case .trailingText: "text after the end of the JSON value"
        case .invalidNumber: "not a JSON number"
        case .invalidEscape: "not a JSON escape"
        case .invalidUTF8: "not valid UTF-8"
        case .controlCharacter: "a control character in a JSON string"
        case .tooDeep(let limit): "JSON nested more than \(limit) deep"
        }
    }

    /// What to do, where there is something to say.
    public var hint: String? {
        switch reason {
        case .unexpected: "names and texts stand in double quotes, and no comma before a closing bracket"
        case .invalidNumber: "no leading zeros, no `+`, digits on both sides of the point"
        case .invalidEscape: "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits"
        case .controlCharacter: "write a line end as \\n, a tab as \\t"
        case .unexpectedEnd, .trailingText, .invalidUTF8, .tooDeep: nil
        }
    }
}
