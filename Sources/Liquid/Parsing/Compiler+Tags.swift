import Diagnostics

extension Compiler {
    /// All tags that `tag` and its neighbours know, for "did you mean".
    static let tagNames = [
        "assign", "break", "capture", "case", "comment", "continue", "cycle", "decrement", "doc", "echo",
        "else",
        "elsif", "endcapture", "endcase", "endcomment", "enddoc", "endfor", "endif", "endifchanged", "endraw",
        "endtablerow", "endunless", "for", "if", "ifchanged", "include", "increment", "liquid", "raw",
        "render",
        "tablerow", "unless", "when",
    ]

    mutating func tag(_ word: String, name: Range<Int>, markup: Range<Int>) {
        do throws(SyntaxProblem) {
            if try !simpleTag(word, markup), try !blockTag(word, markup),
                try !customTag(word, markup), !belongsToUnknown(word)
            {
                throw unknownTag(word, name)
            }
        } catch {
            report(error)
        }
    }

    /// Tags of Jinja, Twig and Django, which look the same.
    static let foreignTags: Set = [
        "autoescape", "block", "call", "endblock", "endmacro", "endset", "extends", "from", "import", "load",
        "macro", "set", "with",
    ]

    /// Whether a tag is a part of a block that was already reported as unknown.
    private mutating func belongsToUnknown(_ word: String) -> Bool {
        if let place = unknownBlocks.lastIndex(where: { $0.contains(word) }) {
            unknownBlocks.remove(at: place)
            return true
        }
        return !unknownBlocks.isEmpty && ["else", "elsif", "when"].contains(word)
    }

    private mutating func unknownTag(_ word: String, _ name: Range<Int>) -> SyntaxProblem {
        var hint: String?
        if Self.foreignTags.contains(word) {
            isStopped = true
            return SyntaxProblem(
                code: "not-liquid",
                message: "`\(word)` is not Liquid: this is a template of another language",
                start: name.lowerBound, length: name.count,
                hint: "Liquid composes pages with `render` and `capture`")
        } else if word == "raw" {
            return SyntaxProblem(
                message: "`raw` cannot stand in a `liquid` tag", start: name.lowerBound, length: name.count,
                hint: "write `{% raw %}…{% endraw %}` outside of it")
        } else if Self.tagNames.contains(word) {
            if let open = blocks.last {
                hint = "the open block here is `\(open.title)`; it ends with `\(open.endTag)`"
            }
            return SyntaxProblem(
                code: "stray-tag", message: "`\(word)` belongs to no open block", start: name.lowerBound,
                length: name.count, hint: hint)
        } else {
            let near = Spelling.closest(
                to: word, among: Self.tagNames + parts.environment.tags.map(\.name))
            hint = near.map { "did you mean `\($0)`?" }
            unknownBlocks.append(["end" + word] + (near.map { ["end" + $0] } ?? []))
        }
        return SyntaxProblem(
            code: "unknown-tag", message: "unknown tag `\(word)`", start: name.lowerBound, length: name.count,
            hint: hint)
    }

    private mutating func simpleTag(_ word: String, _ markup: Range<Int>) throws(SyntaxProblem) -> Bool {
        switch word {
        case "assign": try assign(markup)
        case "echo": try output(markup)
        case "increment", "decrement": try counter(markup, isDecrement: word == "decrement")
        case "cycle": try cycle(markup)
        case "break": leaveLoop(goesOn: false)
        case "continue": leaveLoop(goesOn: true)
        case "render": try render(markup)
        case "include": try include(markup)
        default: return false
        }
        return true
    }

    private mutating func assign(_ markup: Range<Int>) throws(SyntaxProblem) {
        var end = markup.lowerBound
        while end < markup.upperBound, source[end] != UInt8(ascii: "=") { end += 1 }
        var name = trimmed(markup.lowerBound..<end)
        if end == markup.upperBound || !isVariable(name) {
            let refusal = problem("`assign` wants a name, `=` and a value", hint: "{% assign total = 5 %}")
            guard end < markup.upperBound, let loose = looseTarget(name) else { throw refusal }
            warn(refusal, [name.lowerBound..<loose.lowerBound])
            name = loose
        }
        try reading(end + 1..<markup.upperBound, as: .output) { compiler throws(SyntaxProblem) in
            if compiler.token.kind == .end {
                compiler.emit(.pushConstant, a: compiler.parts.constant(.nil))
                compiler.outline?.add(.literal(.nothing, text: nil), compiler.origin)
            } else {
                try compiler.filteredExpression()
                try compiler.expectEnd()
            }
        }
        emit(.assign, a: parts.name(source.text(name)))
        outline?.add(.assign(source.text(name)), place(name))
    }

    /// The reference takes word characters, `-`, `.`, brackets and round brackets in a name to assign to.
    func isVariable(_ range: Range<Int>) -> Bool {
        !range.isEmpty && range.allSatisfy { Lexer.isWord(source[$0]) || "-.[]()".utf8.contains(source[$0]) }
    }

    private mutating func counter(_ markup: Range<Int>, isDecrement: Bool) throws(SyntaxProblem) {
        guard !markup.isEmpty else {
            throw problem("`\(isDecrement ? "decrement" : "increment")` wants a name")
        }
        prints()
        _ = outputEscape()
        emit(.count, flag: isDecrement ? 1 : 0, a: parts.name(source.text(markup)))
        outline?.add(.count(source.text(markup)), place(markup))
    }

    /// A cycle without a name is known by its values: two of the same literals share their place; one with
    /// variables in it is on its own.
    private mutating func cycle(_ markup: Range<Int>) throws(SyntaxProblem) {
        prints()
        try reading(markup, as: .cycle) { compiler throws(SyntaxProblem) in try compiler.cycleValues() }
    }

    private mutating func cycleValues() throws(SyntaxProblem) {
        guard token.kind != .end else {
            throw problem("`cycle` wants values", hint: "{% cycle 'odd', 'even' %}")
        }
        let start = here
        try expression()
        outline?.add(.use, origin)
        let isNamed = take(.colon)
        if isNamed {
            try expression()
            outline?.add(.use, origin)
        }
        var count = 1
        while take(.comma) {
            if token.kind == .end { break }
            try expression()
            outline?.add(.use, origin)
            count += 1
        }
        try expectEnd()
        guard count <= 200 else { throw problem("a `cycle` of more than 200 values") }
        let literals = parts.code[start...].allSatisfy { $0.operation == .pushConstant }
        let key =
            literals
            ? "cycle " + tokens.dropLast().map { word($0) }.joined(separator: ",") : "cycle \(file):\(here)"
        emit(
            .cycle, flag: UInt8(count), short: isNamed ? 1 : 0, a: parts.name(key),
            b: UInt32(outputEscape()))
    }

    /// `break` and `continue`: what the blocks in between hold is put in order, then the jump.
    func innermostLoop() -> Int? { blocks.lastIndex { $0.isLoop } }

    mutating func leaveLoop(goesOn: Bool) {
        let loop = innermostLoop()
        leavePlace(of: loop)
        let inner = blocks[((loop ?? -1) + 1)...]
        for block in inner.reversed() {
            switch block.kind {
            case .capture: emit(.captureEnd, a: block.name)
            case .ifchanged: emit(.changedEnd, flag: parts.escape.rawValue)
            case .case where !block.isBeforeWhen: emit(.caseEnd)
            case .custom: endCustom(block)
            default: break
            }
        }
        guard let loop else {
            emit(isPartial ? .interrupt : .halt, flag: goesOn ? 1 : 0)
            return
        }
        if goesOn {
            blocks[loop].toContinue.append(emit(.jump))
        } else {
            emit(blocks[loop].kind == .for ? .loopPop : .tableBreak)
            blocks[loop].toEnd.append(emit(.jump))
        }
    }
}
