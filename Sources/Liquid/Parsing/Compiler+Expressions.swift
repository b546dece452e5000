import Diagnostics
import Notation

extension Compiler {
    mutating func read(_ markup: Range<Int>) throws(SyntaxProblem) {
        try Lexer.tokens(of: source, in: markup, into: &tokens)
        cursor = 0
        expressionDepth = 0
    }

    var token: Token { tokens[cursor] }

    func follows(_ kind: Token.Kind, ahead: Int = 0) -> Bool {
        cursor + ahead < tokens.count && tokens[cursor + ahead].kind == kind
    }

    func word(_ token: Token) -> String { source.text(token.start..<token.end) }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        cursor += 1
        return true
    }

    mutating func takeName(_ name: String) -> Bool {
        guard token.kind == .name, word(token) == name else { return false }
        cursor += 1
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ wanted: String) throws(SyntaxProblem) -> Token {
        guard token.kind == kind else { throw unexpected(wanted) }
        cursor += 1
        return tokens[cursor - 1]
    }

    mutating func expectEnd() throws(SyntaxProblem) {
        guard token.kind == .end else { throw unexpected("nothing more") }
    }

    func unexpected(_ wanted: String) -> SyntaxProblem {
        if token.kind == .end {
            let start = max(Int(origin.start), token.start - 1)
            return SyntaxProblem(message: "expected \(wanted), but the tag ends", start: start, length: 1)
        }
        return SyntaxProblem(
            message: "expected \(wanted), but found `\(word(token))`", start: token.start,
            length: token.end - token.start)
    }

    /// `{{ markup }}`: an expression, filters, and writing the result.
    mutating func output(_ markup: Range<Int>) throws(SyntaxProblem) {
        prints()
        try reading(markup, as: .output) { compiler throws(SyntaxProblem) in
            if compiler.token.kind == .end { return }
            let start = compiler.here
            try compiler.filteredExpression()
            try compiler.expectEnd()
            compiler.outline?.add(.use, compiler.origin)
            compiler.write(from: start)
        }
    }

    /// Writes what the instructions from `start` on have pushed, in one instruction where they are one load.
    mutating func write(from start: Int) {
        let flag = outputEscape()
        if here == start + 1 {
            switch parts.code[start].operation {
            case .pushName:
                parts.code[start].operation = .writeName
                parts.code[start].flag = flag
                return
            case .pushPath:
                parts.code[start].operation = .writePath
                parts.code[start].flag = flag
                return
            default: break
            }
        }
        emit(.write, flag: flag)
    }

    mutating func filteredExpression() throws(SyntaxProblem) {
        try expression()
        while take(.pipe) { try filter() }
    }

    private mutating func filter() throws(SyntaxProblem) {
        let nameToken = try expect(.name, "the name of a filter")
        let name = word(nameToken)
        let custom = customFilter(named: name)
        let filter = Filter(rawValue: name)
        let isKnown = custom != nil || (filter.map { parts.environment.allowsRaw || !$0.needsRaw } ?? false)
        // Reading goes on, so that the next filter of the chain is looked at too.
        if !isKnown { report(unknown(filter: name, nameToken)) }
        let found = take(.colon) ? try arguments() : CallArguments()
        guard isKnown else { return }
        let wanted = custom.map { parts.customFilters[$0].arguments } ?? filter?.arguments ?? 0...0
        try check(
            found, wanted, "filter `\(name)`", nameToken, hint: custom == nil ? filter?.argumentHint : nil)
        let outer = origin
        setOrigin(nameToken.start..<tokens[cursor - 1].end)
        emit(
            custom == nil ? .filter : .customFilter, flag: UInt8(found.total),
            short: UInt16(custom ?? filter?.number ?? 0), a: found.keywords)
        outline?.add(.filter(name, arguments: found.total), origin)
        origin = outer
    }

    /// Arguments that stand on the stack.
    struct CallArguments {
        var total = 0
        /// All keywords together count as one.
        var counted = 0
        /// Their place in the program's keyword lists, or `none`.
        var keywords = Instruction.none
    }

    /// `value, value, name: value`, onto the stack.
    mutating func arguments() throws(SyntaxProblem) -> CallArguments {
        var keywords: [UInt32] = []
        var hasKeywords = false
        repeat {
            var keyword = Instruction.none
            if follows(.name), follows(.colon, ahead: 1) {
                keyword = parts.name(word(token))
                hasKeywords = true
                cursor += 2
            }
            keywords.append(keyword)
            try expression()
        } while take(.comma)
        guard keywords.count <= 200 else { throw problem("more than 200 arguments") }
        var found = CallArguments(total: keywords.count)
        found.counted = keywords.count { $0 == Instruction.none } + (hasKeywords ? 1 : 0)
        if hasKeywords {
            found.keywords = UInt32(parts.keywordLists.count)
            parts.keywordLists += keywords
        }
        return found
    }

    func check(
        _ found: CallArguments, _ wanted: ClosedRange<Int>, _ name: String, _ token: Token, hint: String?
    ) throws(SyntaxProblem) {
        guard !wanted.contains(found.counted) else { return }
        let count =
            wanted.lowerBound == wanted.upperBound
            ? "\(wanted.lowerBound)" : "\(wanted.lowerBound) to \(wanted.upperBound)"
        let noun = wanted.upperBound == 1 ? "argument" : "arguments"
        throw SyntaxProblem(
            code: "wrong-arguments", message: "\(name) takes \(count) \(noun), but has \(found.counted)",
            start: token.start, length: token.end - token.start, hint: hint)
    }

    private func unknown(filter name: String, _ token: Token) -> SyntaxProblem {
        if Filter(rawValue: name) != nil {
            return SyntaxProblem(
                code: "raw-not-allowed", message: "filter `\(name)` is not allowed here", start: token.start,
                length: token.end - token.start, hint: "values are always escaped in this run")
        }
        return SyntaxProblem(
            code: "unknown-filter", message: "unknown filter `\(name)`", start: token.start,
            length: token.end - token.start,
            hint: Spelling.hint(for: name, among: parts.environment.filterNames))
    }

    /// One value onto the stack. In a condition the words `blank` and `empty` are tests, elsewhere empty
    /// texts.
    mutating func expression(inCondition: Bool = false) throws(SyntaxProblem) {
        expressionDepth += 1
        defer { expressionDepth -= 1 }
        let limit = parts.environment.limits.expressionDepth
        guard expressionDepth <= limit else { throw tooDeep("brackets", limit) }
        let first = token
        let outer = origin
        defer { origin = outer }
        setOrigin(first.start..<first.end)
        switch first.kind {
        case .name:
            cursor += 1
            if !follows(.dot), !follows(.openSquare), let literal = literal(word(first), inCondition) {
                emit(.pushConstant, a: parts.constant(literal))
                outline?.add(.literal(literal.tag == .boolean ? .boolean : .nothing, text: nil), origin)
            } else {
                outline?.add(.variable(word(first)), origin)
                emit(.pushName, a: parts.name(word(first)))
                try lookups(from: first)
            }
        case .openSquare:
            cursor += 1
            try expression()
            _ = try expect(.closeSquare, "`]`")
            emit(.pushNamed)
            outline?.add(.namedVariable, origin)
            try lookups(from: first)
        case .text:
            cursor += 1
            emit(.pushConstant, a: parts.textConstant(source[first.start + 1..<first.end - 1]))
            outline?.add(.literal(.text, text: source.text(first.start + 1..<first.end - 1)), origin)
        case .number:
            cursor += 1
            try number(first)
            outline?.add(.literal(.decimal, text: nil), origin)
        case .openRound: try range()
        case .looseName:
            cursor += 1
            outline?.add(.variable(word(first)), origin)
            emit(.pushName, a: parts.name(word(first)))
            try lookups(from: first)
        case .nothing:
            cursor += 1
            emit(.pushConstant, a: parts.constant(.nil))
            outline?.add(.literal(.nothing, text: nil), origin)
        default: throw unexpected("a value")
        }
    }

    private func literal(_ word: String, _ inCondition: Bool) -> Value? {
        switch word {
        case "nil", "null": .nil
        case "true": .true
        case "false": .false
        case "blank": inCondition ? Value(.blank) : Value(.text, space: .literal)
        case "empty": inCondition ? Value(.empty) : Value(.text, space: .literal)
        default: nil
        }
    }

    private mutating func number(_ token: Token) throws(SyntaxProblem) {
        let text = Array(source[token.start..<token.end])
        let parsed = text.withUnsafeBytes { bytes -> ExactDecimal? in
            do throws(DecimalSyntaxError) { return try ExactDecimal.parse(bytes) } catch { return nil }
        }
        guard let parsed else {
            throw SyntaxProblem(
                code: "limit-digits", message: "a number of more than 38 digits", start: token.start,
                length: token.end - token.start)
        }
        if let small = Int64(exactly: parsed.mantissa), parsed.scale <= 18 {
            let tag: Value.Tag = parsed.scale == 0 ? .integer : .decimal
            emit(.pushConstant, a: parts.constant(Value(tag, count: UInt32(parsed.scale), payload: small)))
            return
        }
        let at = parts.constants.count * MemoryLayout<Value>.stride
        _ = parts.constant(.integer(Int(truncatingIfNeeded: parsed.mantissa >> 64)))
        _ = parts.constant(.integer(Int(truncatingIfNeeded: parsed.mantissa)))
        let wide = Value(.wide, space: .literal, count: UInt32(parsed.scale), payload: Int64(at))
        emit(.pushConstant, a: parts.constant(wide))
    }

    private mutating func range() throws(SyntaxProblem) {
        cursor += 1
        let start = here
        try expression()
        guard follows(.dots) else {
            var problem = unexpected("`..`")
            problem.hint = "round brackets make ranges, `(1..3)`; conditions have none, but `if` within `if`"
            throw problem
        }
        cursor += 1
        try expression()
        _ = try expect(.closeRound, "`)`")
        let literals = parts.code[start...].allSatisfy { $0.operation == .pushConstant }
        emit(.range, flag: literals ? 1 : 0)
        outline?.add(.range, origin)
    }

    /// `.name` and `[key]` after a value. All of them carry the whole path as their place.
    private mutating func lookups(from first: Token) throws(SyntaxProblem) {
        var own = [here - 1]
        let mark = (outline?.mark ?? 1) - 1
        while true {
            if take(.dot) {
                let key = try expect(.name, "a name after the point")
                let number = parts.name(word(key))
                let site = parts.site()
                outline?.add(.field(word(key)), place(first.start..<key.end))
                if parts.code[here - 1].operation == .pushName, own.last == here - 1 {
                    parts.code[here - 1].operation = .pushPath
                    parts.code[here - 1].b = number
                    parts.code[here - 1].c = site
                } else {
                    own.append(emit(.field, flag: 1, b: number, c: site))
                }
            } else if take(.openSquare) {
                if follows(.text), follows(.closeSquare, ahead: 1) {
                    let key = source.text(token.start + 1..<token.end - 1)
                    own.append(emit(.field, b: parts.name(key), c: parts.site()))
                    outline?.add(.field(key), place(first.start..<tokens[cursor + 1].end))
                    cursor += 1
                } else {
                    try expression()
                    own.append(emit(.index))
                    outline?.add(.index, place(first.start..<tokens[cursor].end))
                }
                _ = try expect(.closeSquare, "`]`")
            } else {
                break
            }
        }
        let whole = SourceRange(
            file: UInt32(file), start: UInt32(first.start),
            length: UInt32(tokens[cursor - 1].end - first.start))
        for index in own { parts.origins[index] = whole }
        outline?.setPlace(whole, at: mark)
    }

    /// Falls through where the condition holds, or does not (`negated`); returns the jumps taken otherwise.
    mutating func condition(
        _ markup: Range<Int>, negated: Bool
    ) throws(SyntaxProblem) -> [Int] {
        var jumps: [Int] = []
        try reading(markup, as: .condition) { compiler throws(SyntaxProblem) in
            jumps = try compiler.comparisons(negated: negated)
        }
        return jumps
    }

    private mutating func comparisons(negated: Bool) throws(SyntaxProblem) -> [Int] {
        var toBody: [Int] = []
        var toNext: [Int] = []
        while true {
            try comparison()
            if takeName("and") {
                let jump = emit(.jumpUnless)
                if negated { toBody.append(jump) } else { toNext.append(jump) }
            } else if takeName("or") {
                let jump = emit(.jumpIf)
                if negated { toNext.append(jump) } else { toBody.append(jump) }
            } else {
                break
            }
        }
        try expectEnd()
        toNext.append(emit(negated ? .jumpIf : .jumpUnless))
        land(toBody)
        return toNext
    }

    private mutating func comparison() throws(SyntaxProblem) {
        try expression(inCondition: true)
        guard follows(.comparison) else {
            outline?.add(.test, origin)
            return
        }
        let sign = token
        cursor += 1
        try expression(inCondition: true)
        let comparison: Comparison =
            switch word(sign) {
            case "==": .equal
            case "!=", "<>": .notEqual
            case "<": .less
            case "<=": .lessOrEqual
            case ">": .greater
            case ">=": .greaterOrEqual
            default: .contains
            }
        emit(.compare, flag: comparison.rawValue)
        outline?.add(.compare, origin)
    }
}
