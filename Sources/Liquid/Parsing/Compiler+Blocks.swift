import Diagnostics

extension Compiler {
    mutating func blockTag(_ word: String, _ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        switch word {
        case "if": try openIf(.if, markup)
        case "unless": try openIf(.unless, markup)
        case "case": try openCase(markup)
        case "for": try openFor(markup)
        case "tablerow": try openTable(markup)
        case "capture": try openCapture(markup)
        case "ifchanged":
            try open(.ifchanged)
            emit(.changedBegin)
        case "elsif": return try elsif(markup)
        case "else": return try elseTag(markup)
        case "when": return try when(markup)
        default: return close(word)
        }
        return true
    }

    mutating func open(_ kind: OpenBlock.Kind) throws(SyntaxProblem) {
        let limit = parts.environment.limits.blockDepth
        if blocks.count == limit {
            report(tooDeep("blocks", limit))
            isStopped = true
        }
        blocks.append(
            OpenBlock(kind: kind, start: Int(origin.start), length: Int(origin.length), entry: place))
        if blocks.count > limit { blocks[blocks.count - 1].isBlank = false }
    }

    private var top: Int { blocks.count - 1 }

    // MARK: if, unless

    private mutating func openIf(_ kind: OpenBlock.Kind, _ markup: Range<Int>) throws(SyntaxProblem) {
        try open(kind)
        let jumps = try condition(markup, negated: kind == .unless)
        blocks[top].toNext = jumps
    }

    /// Ends a branch and starts the next.
    private mutating func nextBranch() {
        endBranch()
        blocks[top].toEnd.append(emit(.jump))
        land(blocks[top].toNext)
        blocks[top].toNext = []
    }

    private mutating func elsif(_ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        guard blocks.count > firstBlock, let block = blocks.last, block.kind == .if || block.kind == .unless
        else {
            return false
        }
        nextBranch()
        let jumps = try condition(markup, negated: false)
        blocks[top].toNext = jumps
        return true
    }

    private mutating func elseTag(_ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        guard blocks.count > firstBlock, let block = blocks.last else { return false }
        switch block.kind {
        case .if, .unless:
            nextBranch()
            blocks[top].hasElse = true
            return true
        case .case:
            guard markup.isEmpty else { throw problem("`else` of a `case` takes nothing after its name") }
            startBranch()
            blocks[top].toNext = [emit(.caseElse)]
            return true
        case .for where !block.isInElse:
            endLoopBody()
            endBranch()
            blocks[top].toEnd.append(emit(.jump))
            land(blocks[top].toNext)
            blocks[top].toNext = []
            blocks[top].isInElse = true
            return true
        default: return false
        }
    }

    // MARK: case

    private mutating func openCase(_ markup: Range<Int>) throws(SyntaxProblem) {
        try open(.case)
        try reading(markup, as: .case) { compiler throws(SyntaxProblem) in
            try compiler.expression()
            try compiler.expectEnd()
        }
        emit(.caseBegin)
        outline?.add(.caseBegin, origin)
        blocks[top].body = here
        blocks[top].isBeforeWhen = true
    }

    /// Ends what stands before the first `when` (it is dropped), or the branch before.
    private mutating func startBranch() {
        if blocks[top].isBeforeWhen {
            let start = blocks[top].body
            parts.code.removeSubrange(start...)
            parts.origins.removeSubrange(start...)
            for i in blocks.indices {
                blocks[i].toEnd.removeAll { $0 >= start }
                blocks[i].toContinue.removeAll { $0 >= start }
            }
            blocks[top].texts.removeAll()
            place = blocks[top].entry
            blocks[top].isBeforeWhen = false
            blocks[top].isBlank = true
        } else if blocks[top].body > 0 {
            endBranch()
            parts.code[emit(.jump)].a = UInt32(blocks[top].body)
        }
        land(blocks[top].toNext)
        blocks[top].toNext = []
        blocks[top].body = 0
    }

    /// Several values are each a test; the body runs once for every one that is equal, as in the reference.
    private mutating func when(_ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        guard blocks.count > firstBlock, blocks.last?.kind == .case else { return false }
        startBranch()
        try reading(markup, as: .when) { compiler throws(SyntaxProblem) in try compiler.tests() }
        blocks[top].body = here
        lastLabel = here
        blocks[top].toNext = [emit(.caseEnter)]
        return true
    }

    private mutating func tests() throws(SyntaxProblem) {
        while true {
            try expression(inCondition: true)
            emit(.caseTest)
            outline?.add(.caseTest, origin)
            if !take(.comma), !takeName("or") { break }
        }
        if token.kind != .end, parts.environment.strictVariables { throw unexpected("`,` or `or`") }
    }

    // MARK: loops

    private mutating func openFor(_ markup: Range<Int>) throws(SyntaxProblem) {
        try open(.for)
        try reading(markup, as: .loop) { compiler throws(SyntaxProblem) in try compiler.loopHeader() }
    }

    private mutating func loopHeader() throws(SyntaxProblem) {
        let variable = try expect(.name, "the name of a variable")
        guard takeName("in") else { throw unexpected("`in`") }
        let first = cursor
        try expression()
        let key = parts.name("loop " + word(variable) + "-" + compact(first..<cursor))
        var flag: UInt8 = takeName("reversed") ? LoopFlag.reversed : 0
        var limit: Int?
        var offset: Int?
        while follows(.comma) || follows(.name) {
            _ = take(.comma)
            let isLimit = takeName("limit")
            guard isLimit || takeName("offset") else { throw unexpected("`limit:` or `offset:`") }
            _ = try expect(.colon, "`:`")
            if !isLimit, follows(.name), word(token) == "continue" {
                cursor += 1
                flag = flag & ~LoopFlag.offset | LoopFlag.goOn
                offset = nil
                continue
            }
            if isLimit { limit = cursor } else { offset = cursor }
            let start = here
            try expression()
            outline?.add(.use, origin)
            parts.code.removeSubrange(start...)
            parts.origins.removeSubrange(start...)
        }
        try expectEnd()
        flag |= try push(limit, LoopFlag.limit) | push(offset, LoopFlag.offset)
        if flag & LoopFlag.offset != 0 { flag &= ~LoopFlag.goOn }
        beginLoop(.loopBegin, flag: flag, variable: variable, key: key)
    }

    /// The value of an attribute whose tokens start at `position`, pushed in its place.
    private mutating func push(_ position: Int?, _ flag: UInt8) throws(SyntaxProblem) -> UInt8 {
        guard let position else { return 0 }
        let end = cursor
        cursor = position
        try expression()
        outline?.add(.use, origin)
        cursor = end
        return flag
    }

    /// The text of an expression without its blanks: part of the name that `offset: continue` goes by.
    private func compact(_ range: Range<Int>) -> String {
        tokens[range].map { word($0) }.joined()
    }

    private mutating func beginLoop(_ operation: Operation, flag: UInt8, variable: Token, key: UInt32) {
        let number = parts.name(word(variable))
        blocks[top].toNext = [emit(operation, flag: flag, b: number, c: key)]
        blocks[top].body = here
        lastLabel = here
        outline?.add(
            .loopBegin(word(variable), isTable: operation == .tableBegin),
            place(variable.start..<variable.end))
    }

    private mutating func openTable(_ markup: Range<Int>) throws(SyntaxProblem) {
        try open(.tablerow)
        beginText()
        prints()
        try reading(markup, as: .table) { compiler throws(SyntaxProblem) in try compiler.tableHeader() }
    }

    private mutating func tableHeader() throws(SyntaxProblem) {
        let variable = try expect(.name, "the name of a variable")
        guard takeName("in") else { throw unexpected("`in`") }
        try expression()
        var places: [String: Int] = [:]
        while follows(.comma) || follows(.name) {
            _ = take(.comma)
            let attribute = try expect(.name, "`cols:`, `limit:` or `offset:`")
            _ = try expect(.colon, "`:`")
            places[word(attribute)] = cursor
            let start = here
            try expression()
            outline?.add(.use, origin)
            parts.code.removeSubrange(start...)
            parts.origins.removeSubrange(start...)
        }
        try expectEnd()
        var flag = try push(places["limit"], LoopFlag.limit)
        flag |= try push(places["offset"], LoopFlag.offset)
        flag |= try push(places["cols"], LoopFlag.columns)
        beginLoop(.tableBegin, flag: flag, variable: variable, key: Instruction.none)
    }

    private mutating func endLoopBody() {
        outline?.add(.loopEnd, origin)
        land(blocks[top].toContinue)
        blocks[top].toContinue = []
        emit(blocks[top].kind == .for ? .loopNext : .tableNext, a: UInt32(blocks[top].body))
    }

    // MARK: capture and the end of blocks

    private mutating func openCapture(_ markup: Range<Int>) throws(SyntaxProblem) {
        try open(.capture)
        place = TextPlace(parts.escape)
        var name = markup
        if let quote = name.first.map({ source[$0] }),
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
            name.count > 2, source[name.upperBound - 1] == quote
        {
            name = name.lowerBound + 1..<name.upperBound - 1
        }
        if !isVariable(name) {
            let refusal = problem("`capture` wants a name", hint: "{% capture title %}…{% endcapture %}")
            guard let loose = looseName(in: markup) else { throw refusal }
            warn(refusal, [name.lowerBound..<loose.lowerBound, loose.upperBound..<name.upperBound])
            name = loose
        }
        blocks[top].name = parts.name(source.text(name))
        emit(.captureBegin)
        outline?.add(.capture(source.text(name)), place(name))
    }

    private mutating func close(_ word: String) -> Bool {
        guard let index = blocks.lastIndex(where: { $0.endTag == word }), index >= firstBlock else {
            return false
        }
        while blocks.count > index + 1 { reportUnclosed(blocks.removeLast()) }
        let block = blocks[index]
        let end = endPlace(block)
        switch block.kind {
        case .if, .unless: land(block.toNext)
        case .case:
            startBranch()
            land(blocks[top].toEnd)
            emit(.caseEnd)
            outline?.add(.caseEnd, origin)
        case .for, .tablerow:
            if !block.isInElse {
                endLoopBody()
                land(block.toNext)
            }
        case .capture: emit(.captureEnd, a: block.name)
        case .ifchanged: emit(.changedEnd, flag: parts.escape.rawValue)
        case .custom: endCustom(block)
        }
        if block.kind != .case { land(blocks[top].toEnd) }
        self.place = end
        finish(blocks.removeLast())
        return true
    }

    /// Blanks of a block that prints nothing are not printed.
    private mutating func finish(_ block: OpenBlock) {
        switch block.kind {
        case .capture: return
        case .if, .unless, .case, .for:
            if block.isBlank {
                for index in block.texts { parts.code[index].b = 0 }
                place = block.entry
            }
        case .tablerow, .ifchanged, .custom: break
        }
        if !block.isBlank { prints() }
    }
}
