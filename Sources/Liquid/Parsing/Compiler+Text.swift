extension Compiler {
    mutating func inlineComment(_ markup: Range<Int>) {
        var lineStarts = false
        for i in markup {
            if source[i] == 0x0A {
                lineStarts = true
            } else if lineStarts, !Lexer.isBlank(source[i]) {
                if source[i] != UInt8(ascii: "#") {
                    return report(
                        SyntaxProblem(
                            message: "each line of an inline comment starts with `#`", start: i, length: 1))
                }
                lineStarts = false
            }
        }
    }

    /// Comments nest, and what is between `raw` and `endraw` in them does not count.
    mutating func skipComment(from start: Int, name: String, opening: Int) -> Int {
        var open = 1
        var at = start
        while let tag = nextTag(from: at) {
            at = tag.end
            switch tag.name {
            case "raw":
                guard let end = rawEnd(from: at) else {
                    reportUnclosed("raw", opening)
                    return source.count
                }
                at = end.after
            case "comment": open += 1
            case "endcomment": open -= 1
            default: break
            }
            if open == 0 {
                setTrimsNext(source[at - 3] == UInt8(ascii: "-"))
                return at
            }
        }
        reportUnclosed(name, opening)
        return source.count
    }

    mutating func skipDoc(from start: Int, markup: Range<Int>, opening: Int) -> Int {
        if !markup.isEmpty { report(problem("`doc` takes nothing after its name")) }
        var at = start
        while let found = find("doc", or: "enddoc", from: at) {
            if found.isEnd {
                setTrimsNext(source[found.after - 3] == UInt8(ascii: "-"))
                return found.after
            }
            report(
                SyntaxProblem(
                    message: "a `doc` within a `doc`", start: found.start, length: found.after - found.start))
            at = found.after
        }
        reportUnclosed("doc", opening)
        return source.count
    }

    mutating func raw(from start: Int, markup: Range<Int>, opening: Int) -> Int {
        if !markup.isEmpty { report(problem("`raw` takes nothing after its name")) }
        guard let end = rawEnd(from: start) else {
            reportUnclosed("raw", opening)
            return source.count
        }
        if end.start > start {
            prints()
            emitText(start..<end.start)
        }
        setTrimsNext(source[end.after - 3] == UInt8(ascii: "-"))
        return end.after
    }

    private func rawEnd(from start: Int) -> (start: Int, after: Int)? {
        find("endraw", or: "endraw", from: start).map { ($0.start, $0.after) }
    }

    private mutating func reportUnclosed(_ name: String, _ opening: Int) {
        let end = closing(from: opening).map { $0 + 2 } ?? opening + 2
        report(
            SyntaxProblem(
                code: "unclosed-block", message: "`\(name)` is not closed", start: opening,
                length: end - opening,
                hint: "add `{% end\(name) %}`"))
    }

    /// The next tag as the tokenizer of the reference cuts it: a `{{` may swallow a `{%` that follows.
    private func nextTag(from start: Int) -> (name: String, end: Int)? {
        var i = start
        while i + 1 < source.count {
            guard source[i] == UInt8(ascii: "{") else {
                i += 1
                continue
            }
            if source[i + 1] == UInt8(ascii: "%") {
                guard let close = closing(from: i + 2) else { return nil }
                let from = i + 2 < close && source[i + 2] == UInt8(ascii: "-") ? i + 3 : i + 2
                return (source.text(split(min(from, close)..<close).name), close + 2)
            }
            if source[i + 1] == UInt8(ascii: "{") {
                i = afterVariable(i + 2)
                continue
            }
            i += 1
        }
        return nil
    }

    /// The end of a `{{` token: its `}}`, a single `}`, or the `%}` of a tag that starts before.
    private func afterVariable(_ start: Int) -> Int {
        var i = start
        while i + 1 < source.count {
            if source[i] == UInt8(ascii: "}") { return source[i + 1] == UInt8(ascii: "}") ? i + 2 : i + 1 }
            if source[i] == UInt8(ascii: "{"), source[i + 1] == UInt8(ascii: "%") {
                return closing(from: i + 2).map { $0 + 2 } ?? source.count
            }
            i += 1
        }
        return source.count
    }

    /// The next tag of one of two names. Of several `{%` before a `%}` the last with a name counts, as in the
    /// reference, for which everything from the first of them on is one token.
    private func find(
        _ name: String, or end: String, from start: Int
    ) -> (start: Int, after: Int, isEnd: Bool)? {
        var tokenStart = start
        var from = start
        while let close = closing(from: from) {
            if let tag = lastTag(in: tokenStart..<close) {
                if tag.name == name || tag.name == end { return (tag.start, close + 2, tag.name == end) }
                tokenStart = close + 2
                from = close + 2
            } else {
                // The `{%` of `{%}` still wants its end.
                tokenStart = max(tokenStart, close - 1)
                from = close + 1
            }
        }
        return nil
    }

    private func lastTag(in range: Range<Int>) -> (start: Int, name: String)? {
        var i = range.upperBound - 2
        while i >= range.lowerBound {
            if source[i] == UInt8(ascii: "{"), source[i + 1] == UInt8(ascii: "%") {
                var from = i + 2
                if from < range.upperBound, source[from] == UInt8(ascii: "-") { from += 1 }
                let name = split(from..<range.upperBound, limit: 16)
                if !name.isEmpty { return (i, source.text(name)) }
            }
            i -= 1
        }
        return nil
    }

    private func split(_ range: Range<Int>, limit: Int) -> Range<Int> {
        var from = range.lowerBound
        while from < range.upperBound, Lexer.isBlank(source[from]) { from += 1 }
        var to = from
        while to < range.upperBound, to - from < limit, Lexer.isWord(source[to]) { to += 1 }
        return from..<to
    }
}
