import Diagnostics

// Malformed markup that the reference's lax parser takes, where the environment takes it too.
extension Compiler {
    /// Reads markup and compiles it with `body`; a second time, by the rules of the lax parser and with a warning, where
    /// it is malformed and the environment allows that.
    mutating func reading(
        _ markup: Range<Int>, as shape: LooseMarkup.Shape,
        _ body: (inout Compiler) throws(SyntaxProblem) -> Void
    ) throws(SyntaxProblem) {
        guard parts.environment.acceptsLooseSyntax else {
            try read(markup)
            return try body(&self)
        }
        let (start, steps, known, outer, outside) = (here, outline?.mark ?? 0, problems.count, origin, place)
        do throws(SyntaxProblem) {
            try read(markup)
            return try body(&self)
        } catch {
            guard Self.malformed.contains(error.code), let loose = looseTokens(of: markup, as: shape) else {
                throw error
            }
            parts.code.removeSubrange(start...)
            parts.origins.removeSubrange(start...)
            outline?.removeSteps(from: steps)
            problems.removeSubrange(known...)
            (origin, place) = (outer, outside)
            (tokens, cursor, expressionDepth) = (loose, 0, 0)
            try body(&self)
            outline?.addLoose(place(markup))
            warn(error, LooseMarkup.ignored(loose, of: source, in: markup))
        }
    }

    private static let malformed: Set = ["template-syntax", "wrong-arguments"]

    private func looseTokens(of markup: Range<Int>, as shape: LooseMarkup.Shape) -> [Token]? {
        LooseMarkup.tokens(
            of: source, in: markup, as: shape, depthLimit: parts.environment.limits.expressionDepth)
    }

    /// The last name before the `=` of an `assign`, where other things stand before it.
    func looseTarget(_ range: Range<Int>) -> Range<Int>? {
        guard parts.environment.acceptsLooseSyntax else { return nil }
        var from = range.upperBound
        while from > range.lowerBound, isVariable(from - 1..<from) { from -= 1 }
        return from < range.upperBound ? from..<range.upperBound : nil
    }

    /// The first name of a `capture`, where other things stand around it.
    func looseName(in range: Range<Int>) -> Range<Int>? {
        func isName(_ i: Int) -> Bool { Lexer.isWord(source[i]) || source[i] == 0x2D }
        guard parts.environment.acceptsLooseSyntax, let from = range.first(where: isName) else { return nil }
        return from..<((from..<range.upperBound).first { !isName($0) } ?? range.upperBound)
    }

    /// Notes what is malformed and what of it is passed over.
    mutating func warn(_ problem: SyntaxProblem, _ ignored: [Range<Int>]) {
        guard parts.warnings.count < Self.mostProblems else { return }
        var names: [String] = []
        for piece in ignored {
            let name = "`\(source.text(piece.prefix(40)))`"
            if names.count < 5, !names.contains(name) { names.append(name) }
        }
        if names.count == 5 { names[4] = "more" }
        let hint = names.isEmpty ? "read" : "read without " + names.joined(separator: ", ") + ","
        var found = parts.sources[file].diagnostic(
            "loose-syntax", problem.message, at: problem.start, length: problem.length,
            hint: hint + " as Shopify's lax parser does", trace: trace)
        found.severity = .warning
        if !parts.warnings.contains(found) { parts.warnings.append(found) }
    }
}
