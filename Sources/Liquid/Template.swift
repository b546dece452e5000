public import Diagnostics

/// A template: parsed once, rendered any number of times, on any number of threads.
///
/// ```swift
/// let template = try Template(parsing: Array("Hello {{ name }}".utf8), name: "hello.liquid", escape: .none)
/// var data = DataArena()
/// data.set("name", data.text("Ada"))
/// var out: [UInt8] = []
/// try template.render(data, into: &out)
/// ```
public struct Template: Sendable {
    private let pool: MachinePool
    public let escape: Escape
    public let environment: Environment
    /// What is malformed and read all the same, where the environment has ``Environment/acceptsLooseSyntax``.
    public let warnings: [Diagnostic]

    /// Parses a template and the partials it names. `name` is the file as the user knows it.
    ///
    /// Throws all mistakes of the template and of its partials together.
    public init(
        parsing source: [UInt8], name: String, escape: Escape, environment: Environment = Environment()
    ) throws(DiagnosticList) {
        let program = try Compiler.program(
            source: source, name: name, escape: escape, environment: environment)
        pool = MachinePool(program)
        self.escape = escape
        self.environment = environment
        warnings = program.warnings
    }

    /// Appends what the template prints of `data` to `out`. Where it throws, nothing is appended.
    public func render(
        _ data: DataArena, style: RenderStyle = .plain, into out: inout [UInt8]
    ) throws(Diagnostic) {
        let machine = pool.take()
        defer { pool.put(machine) }
        let failure = withUnsafePointer(to: style) { style in
            run(machine, data, style, isStreaming: false) { _ in true }
        }
        if let failure { throw failure }
        out.append(
            inPieces: UnsafeRawBufferPointer(
                start: machine.pointee.out.base, count: machine.pointee.out.count))
    }

    /// Hands what the template prints of `data` to `sink`, in pieces of about 64 kB, so that the memory it takes does
    /// not grow with the output (but for what `capture` and `ifchanged` gather).
    ///
    /// The bytes are valid until `sink` returns. Where it throws an error of the template, what was handed out
    /// before stays handed out; what `sink` itself throws ends the rendering and is thrown on.
    public func render<E: Error>(
        _ data: DataArena, style: RenderStyle = .plain,
        to sink: (UnsafeRawBufferPointer) throws(E) -> Void
    ) throws(RenderFailure<E>) {
        let machine = pool.take()
        defer { pool.put(machine) }
        var refusal: E?
        let failure = withUnsafePointer(to: style) { style in
            run(machine, data, style, isStreaming: true) { piece in
                do throws(E) {
                    try sink(piece)
                    return true
                } catch {
                    refusal = error
                    return false
                }
            }
        }
        if let refusal { throw .sink(refusal) }
        if let failure { throw .template(failure) }
    }

    /// What went wrong, or nil; what was not handed out is the machine's. `sink` says whether it wants more.
    private func run(
        _ machine: UnsafeMutablePointer<Machine>, _ data: DataArena, _ style: UnsafePointer<RenderStyle>,
        isStreaming: Bool, sink: (UnsafeRawBufferPointer) -> Bool
    ) -> Diagnostic? {
        machine.pointee.prepare(style: style)
        machine.pointee.isStreaming = isStreaming
        var entry = Machine.Entry.fresh
        while true {
            switch machine.pointee.run(data, entry) {
            case .success(.finished):
                if isStreaming { _ = sink(machine.pointee.handOut()) }
                return nil
            case .success(.chunk):
                guard sink(machine.pointee.handOut()) else { return nil }
                entry = .more
            case .success(.needsPartial):
                do throws(Diagnostic) {
                    try extend(machine)
                } catch {
                    return error
                }
                entry = .partial
            case .failure(let fault):
                return machine.pointee.withHeld { program in
                    machine.pointee.diagnostic(fault, program, data)
                }
            }
        }
    }

    /// Gives the machine a program with the partial that it waits for, where there is one.
    private func extend(_ machine: UnsafeMutablePointer<Machine>) throws(Diagnostic) {
        let program = machine.pointee.withHeld { $0 }
        guard let name = machine.pointee.wantedPartial(), isPartialName(Array(name.utf8)),
            !program.partials.contains(where: { $0.name == name && $0.place == TextPlace(escape) })
        else { return }
        do throws(DiagnosticList) {
            let extended = try Compiler.program(extending: program, with: name)
            pool.set(extended)
            machine.pointee.hold(extended)
        } catch {
            var first =
                error.diagnostics.first ?? .error("unreadable-partial", "cannot read the partial `\(name)`")
            first.trace += machine.pointee.callTrace(program)
            throw first
        }
    }
}
