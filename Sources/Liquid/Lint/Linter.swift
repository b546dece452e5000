public import Diagnostics

/// Checks templates without rendering them: what they read against a ``DataSchema``, what they set against what
/// they read.
///
/// ```swift
/// let linter = Linter(schema: schema)
/// for finding in try linter.findings(in: source, name: "invoice.html.liquid", escape: .html) { … }
/// ```
///
/// Findings are errors where the page is surely not what was meant, and warnings where something is of no use:
///
/// | code | what |
/// |---|---|
/// | `unknown-variable` | no variable of that name; the message names the whole path |
/// | `unknown-field` | an object that has no field of that name |
/// | `not-an-object`, `not-a-list` | a field of a text, number, list or day; a loop over what is no list |
/// | `no-partial` | a partial that is not there |
/// | `never-equal` | a comparison with a text that the value never is |
/// | `unused-variable` | assigned or captured, and never read |
/// | `loose-syntax` | malformed, and read as Shopify does (``Environment/acceptsLooseSyntax``) |
///
/// Assignments, captures, counters and loops are followed, and partials with what is handed to them. Where a value
/// can be of several kinds, or the name of a variable or partial is known only while rendering, nothing is said.
public struct Linter: Sendable {
    public var schema: DataSchema
    public var environment: Environment

    public init(schema: DataSchema, environment: Environment = Environment()) {
        self.schema = schema
        self.environment = environment
    }

    /// All findings in a template and its partials, in the order of the files and of their texts. Throws what
    /// makes the template unreadable.
    ///
    /// With `isPartial` the template is one that others render: it may read what they hand to it, and set what
    /// they read.
    public func findings(
        in source: [UInt8], name: String, escape: Escape, isPartial: Bool = false
    ) throws(DiagnosticList) -> [Diagnostic] {
        var schema = schema
        if isPartial { schema.isOpen = true }
        var walk = try walk(source, name, escape, schema)
        walk.reportsUnused = !isPartial
        return walk.warnings + walk.findings()
    }

    /// The variables that a template reads and does not set itself: what it wants from the data, whatever the schema.
    public func wantedVariables(
        in source: [UInt8], name: String, escape: Escape
    ) throws(DiagnosticList) -> Set<String> {
        var walk = try walk(source, name, escape, .unknown)
        _ = walk.findings()
        return walk.free
    }

    private func walk(
        _ source: [UInt8], _ name: String, _ escape: Escape, _ schema: DataSchema
    ) throws(DiagnosticList) -> LintWalk {
        var compiler = Compiler(parts: ProgramParts(escape: escape, environment: environment))
        let outline = Outline()
        compiler.outline = outline
        compiler.compile(SourceText(name: name, bytes: source), isPartial: false)
        compiler.compileWaiting()
        guard compiler.problems.isEmpty else { throw DiagnosticList(compiler.problems) }
        var walk = LintWalk(
            schema: schema, outline: outline, sources: compiler.parts.sources,
            depthLimit: environment.limits.partialDepth, hasPartials: environment.partials != nil)
        walk.warnings = compiler.parts.warnings
        return walk
    }
}
