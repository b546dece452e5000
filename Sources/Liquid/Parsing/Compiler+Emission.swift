import Diagnostics

extension Compiler {
    var here: Int { parts.code.count }

    mutating func setOrigin(_ range: Range<Int>) {
        origin = SourceRange(
            file: UInt32(file), start: UInt32(range.lowerBound), length: UInt32(range.count))
    }

    @discardableResult
    mutating func emit(
        _ operation: Operation, flag: UInt8 = 0, short: UInt16 = 0, a: UInt32 = 0, b: UInt32 = 0,
        c: UInt32 = 0
    ) -> Int {
        parts.code.append(Instruction(operation: operation, flag: flag, short: short, a: a, b: b, c: c))
        parts.origins.append(origin)
        return parts.code.count - 1
    }

    /// Literal text; joined with text just before it.
    mutating func emitText(_ range: Range<Int>) {
        readPlaces(range)
        let isBlank = source[range].allSatisfy { Lexer.isBlank($0) }
        if !blocks.isEmpty, !isBlank { blocks[blocks.count - 1].isBlank = false }
        if let last = parts.code.last, last.operation == .text, lastLabel != here,
            Int(last.a) + Int(last.b) == parts.literals.count
        {
            parts.literals.append(contentsOf: source[range])
            parts.code[here - 1].b += UInt32(range.count)
            return
        }
        let at = UInt32(parts.literals.count)
        parts.literals.append(contentsOf: source[range])
        setOrigin(range)
        let index = emit(.text, a: at, b: UInt32(range.count))
        if !blocks.isEmpty { blocks[blocks.count - 1].texts.append(index) }
    }

    /// Notes that the block around prints something.
    mutating func prints() {
        if !blocks.isEmpty { blocks[blocks.count - 1].isBlank = false }
    }

    /// Lets jumps end here.
    mutating func land(_ jumps: [Int]) {
        for jump in jumps { parts.code[jump].a = UInt32(here) }
        lastLabel = here
    }

    mutating func report(_ problem: SyntaxProblem) {
        guard problems.count < Self.mostProblems else { return }
        let found = parts.sources[file].diagnostic(
            problem.code, problem.message, at: problem.start, length: problem.length, hint: problem.hint,
            trace: trace)
        // A partial that stands in several places of a page is compiled for each.
        let isKnown = problems.contains {
            $0.position == found.position && $0.code == found.code && $0.message == found.message
        }
        guard !isKnown else { return }
        problems.append(found)
        if problems.count == Self.mostProblems {
            problems.append(
                Diagnostic(
                    .note, code: "too-many-errors",
                    "there are \(Self.mostProblems) errors or more; the rest are not looked for"))
        }
    }

    /// The tags that led to the file at hand, innermost first, each once.
    var trace: [Position] {
        var trace: [Position] = []
        var (at, depth) = (file, 0)
        while let call = fileCallers[at], depth < parts.environment.limits.partialDepth {
            let source = parts.sources[Int(call.file)]
            let position = source.place(of: Int(call.start), length: Int(call.length)).position
            if !trace.contains(position) { trace.append(position) }
            depth += 1
            at = Int(call.file)
        }
        return trace
    }

    func tooDeep(_ what: String, _ limit: Int) -> SyntaxProblem {
        SyntaxProblem(
            code: "limit-depth", message: "more than \(limit) \(what) within each other",
            start: Int(origin.start),
            length: Int(origin.length))
    }

    func problem(_ message: String, hint: String? = nil) -> SyntaxProblem {
        SyntaxProblem(message: message, start: Int(origin.start), length: Int(origin.length), hint: hint)
    }
}
