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
    }

    /// Appends what the template prints of `data` to `out`. Where it throws, nothing is appended.
    public func render(
        _ data: borrowing DataArena, style: RenderStyle = .plain, into out: inout [UInt8]
    ) throws(Diagnostic) {
        let data = copy data
        var style = style
        let machine = pool.take()
        defer { pool.put(machine) }
        let failure = withUnsafePointer(to: &style) { style in
            run(machine, data, style)
        }
        if let failure { throw failure }
        out.append(
            contentsOf: UnsafeBufferPointer(start: machine.pointee.out.base, count: machine.pointee.out.count)
        )
    }

    /// What went wrong, or nil; the output is the machine's.
    private func run(
        _ machine: UnsafeMutablePointer<Machine>, _ data: DataArena, _ style: UnsafePointer<RenderStyle>
    ) -> Diagnostic? {
        var program = pool.program
        machine.pointee.prepare(program, style: style)
        var outcome = machine.pointee.run(program, data, isFresh: true)
        while case .success(.needsPartial) = outcome {
            do throws(Diagnostic) {
                program = try extended(program, machine)
            } catch {
                return error
            }
            outcome = machine.pointee.run(program, data, isFresh: false)
        }
        if case .failure(let fault) = outcome { return machine.pointee.diagnostic(fault, program, data) }
        return nil
    }

    /// The program with the partial that the machine waits for.
    private func extended(
        _ program: Program, _ machine: UnsafeMutablePointer<Machine>
    ) throws(Diagnostic) -> Program {
        guard let name = machine.pointee.wantedPartial(), isPartialName(Array(name.utf8)),
            !program.partials.contains(where: { $0.name == name })
        else { return program }
        do throws(DiagnosticList) {
            let extended = try Compiler.program(extending: program, with: name)
            pool.program = extended
            return extended
        } catch {
            throw error.diagnostics.first ?? .error("unreadable-partial", "cannot read the partial `\(name)`")
        }
    }
}
