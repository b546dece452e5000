/// One thing that went wrong, where, and what to do about it.
///
/// Templates, data files and the project file all report in this one form; ``TextDiagnosticWriter`` and
/// ``JSONDiagnosticWriter`` are its only two drawings.
public struct Diagnostic: Sendable, Hashable, Error {
    /// How bad it is. An error means something was refused; a warning that it was used, but needs a look.
    public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
        case note, warning, error

        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
    }

    public var severity: Severity
    /// A stable kebab-case name of the kind of finding, for programs: `bad-decimal`, `unknown-customer`.
    public var code: String
    /// One sentence without a full stop. Names from outside stand between backquotes.
    public var message: String
    public var position: Position?
    /// The text of the line that `position` names, without its line end.
    public var excerpt: String?
    /// What to do, where we know.
    public var hint: String?
    /// From the innermost outwards, the places that led here: the tag that included a partial, for example.
    public var trace: [Position]

    public init(
        _ severity: Severity, code: String, _ message: String, at position: Position? = nil,
        excerpt: String? = nil, hint: String? = nil, trace: [Position] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.position = position
        self.excerpt = excerpt
        self.hint = hint
        self.trace = trace
    }

    public static func error(
        _ code: String, _ message: String, at position: Position? = nil, excerpt: String? = nil,
        hint: String? = nil, trace: [Position] = []
    ) -> Diagnostic {
        Diagnostic(.error, code: code, message, at: position, excerpt: excerpt, hint: hint, trace: trace)
    }

    public static func warning(
        _ code: String, _ message: String, at position: Position? = nil, excerpt: String? = nil,
        hint: String? = nil, trace: [Position] = []
    ) -> Diagnostic {
        Diagnostic(.warning, code: code, message, at: position, excerpt: excerpt, hint: hint, trace: trace)
    }
}

/// A place in a text: a file as the user named it, and where in it.
public struct Position: Sendable, Hashable {
    public var file: String
    /// From 1; 0 means the file as a whole.
    public var line: Int
    /// From 1, in characters of the line; 0 means the line as a whole.
    public var column: Int
    /// How many characters the caret underlines.
    public var length: Int

    public init(file: String, line: Int = 0, column: Int = 0, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }
}

/// Several problems thrown as one error, so that a caller sees all of them and not the first.
public struct DiagnosticList: Error, Sendable {
    public var diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
