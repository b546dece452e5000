import Diagnostics

/// Turns template text into instructions, in one pass and without a tree.
///
/// `compile` walks the text of one file; `Compiler+Tags` and its neighbours know the tags,
/// `Compiler+Expressions` the markup. Depth is limited here: open blocks are a list, brackets are counted.
struct Compiler {
    /// Nobody reads more, and a hostile text could have a million.
    static let mostProblems = 100
    /// How many places of different kinds a partial may stand in; each is compiled for itself.
    static let mostPlaces = 200

    var parts: ProgramParts
    var problems: [Diagnostic] = []
    /// Partials still to compile, by number.
    var waiting: [Int] = []
    /// The tag that first names each partial, by the partial's number.
    var callers: [Int: SourceRange] = [:]
    /// The tag behind each file of a partial, by the file's number.
    var fileCallers: [Int: SourceRange] = [:]

    // The file at hand
    var file = 0
    var source: [UInt8] = []
    var isPartial = false
    var blocks: [OpenBlock] = []
    var tokens: [Token] = []
    var cursor = 0
    var expressionDepth = 0
    /// Where the tag at hand stands.
    var origin = SourceRange(file: 0, start: 0, length: 0)
    /// Text before this instruction must not be joined with text after it.
    var lastLabel = 0
    /// Where the text at hand stands in HTML, XML or CSV, and where the file at hand began.
    var place: TextPlace
    var startPlace: TextPlace
    /// Keys of loops that some `offset: continue` asks for.
    var continuedKeys: Set<UInt32> = []
    /// The first block that may be closed here: those around a `liquid` tag may not be closed in it.
    var firstBlock = 0
    /// Of the files so far.
    var sourceBytes = 0
    /// The text is not read any further.
    var isStopped = false
    /// What is read and set, for the linter; nil where nobody asks.
    var outline: Outline?
    /// End tags of blocks that were unknown: they are not reported a second time.
    var unknownBlocks: [[String]] = []
    private var trimsNext = false
    private var liquidDepth = 0

    init(parts: ProgramParts) {
        self.parts = parts
        place = TextPlace(parts.escape)
        startPlace = place
        sourceBytes = parts.sources.reduce(0) { $0 + $1.bytes.count }
    }

    static func program(
        source: [UInt8], name: String, escape: Escape, environment: Environment
    ) throws(DiagnosticList) -> Program {
        var compiler = Compiler(parts: ProgramParts(escape: escape, environment: environment))
        compiler.compile(SourceText(name: name, bytes: source), isPartial: false)
        compiler.compileWaiting()
        guard compiler.problems.isEmpty else { throw DiagnosticList(compiler.problems) }
        return Program(compiler.parts)
    }

    /// The program with one more partial, or the problems of that partial.
    static func program(
        extending program: Program, with name: String
    ) throws(DiagnosticList) -> Program {
        var compiler = Compiler(parts: ProgramParts(extending: program))
        _ = compiler.partial(named: name, at: TextPlace(program.escape))
        // The tag that named it is known to the machine, which adds it.
        compiler.callers.removeAll()
        compiler.compileWaiting()
        guard compiler.problems.isEmpty else { throw DiagnosticList(compiler.problems) }
        return Program(compiler.parts)
    }

    /// `start` is where the text of a partial begins.
    mutating func compile(_ text: SourceText, isPartial: Bool, at start: TextPlace? = nil) {
        startPlace = start ?? TextPlace(parts.escape)
        place = startPlace
        file = parts.sources.count
        parts.sources.append(text)
        outline?.beginFile()
        sourceBytes += text.bytes.count
        guard isWithinSize() else { return }
        source = text.bytes
        self.isPartial = isPartial
        blocks.removeAll()
        unknownBlocks.removeAll()
        trimsNext = false
        lastLabel = parts.code.count
        walk()
        for block in blocks.reversed() where !isStopped {
            reportUnclosed(block)
        }
        if isPartial { checkPartialEnd() }
        emit(isPartial ? .ret : .halt)
    }

    /// Whether the files so far are together within the limit; else the place where they pass it is noted.
    private mutating func isWithinSize() -> Bool {
        let limit = parts.environment.limits.templateBytes
        guard sourceBytes > limit else { return true }
        let left = limit - (sourceBytes - parts.sources[file].bytes.count)
        source = []
        if left >= 0 {
            report(
                SyntaxProblem(
                    code: "limit-template", message: "more than \(limit) bytes of templates", start: left,
                    length: 1))
        }
        return false
    }

    mutating func reportUnclosed(_ block: OpenBlock) {
        report(
            SyntaxProblem(
                code: "unclosed-block", message: "`\(block.title)` is not closed", start: block.start,
                length: block.length, hint: "add `{% \(block.endTag) %}`"))
    }

    private mutating func walk() {
        var at = 0
        while at < source.count, problems.count < Self.mostProblems, !isStopped {
            guard let opening = nextOpening(from: at) else {
                text(at..<source.count, trimsEnd: false)
                return
            }
            let isTag = source[opening + 1] == UInt8(ascii: "%")
            let dashed = opening + 2 < source.count && source[opening + 2] == UInt8(ascii: "-")
            text(at..<opening, trimsEnd: dashed)
            at = isTag ? tag(at: opening) : output(at: opening)
        }
    }

    private func nextOpening(from start: Int) -> Int? {
        var i = start
        while i + 1 < source.count {
            if source[i] == UInt8(ascii: "{"),
                source[i + 1] == UInt8(ascii: "{") || source[i + 1] == UInt8(ascii: "%")
            {
                return i
            }
            i += 1
        }
        return nil
    }

    private mutating func text(_ range: Range<Int>, trimsEnd: Bool) {
        var (from, to) = (range.lowerBound, range.upperBound)
        if trimsNext {
            while from < to, Lexer.isBlank(source[from]) { from += 1 }
            trimsNext = false
        }
        if trimsEnd {
            while to > from, Lexer.isBlank(source[to - 1]) || source[to - 1] == 0 { to -= 1 }
        }
        if from < to { emitText(from..<to) }
    }

    /// Where the `{{` at `start` ends; the byte after it. Problems are noted.
    private mutating func output(at start: Int) -> Int {
        var i = start + 2
        while i + 1 < source.count {
            if source[i] == UInt8(ascii: "}"), source[i + 1] == UInt8(ascii: "}") { break }
            if source[i] == UInt8(ascii: "{"), source[i + 1] == UInt8(ascii: "%") {
                return unclosed(start, "}}")
            }
            i += 1
        }
        guard i + 1 < source.count else { return unclosed(start, "}}") }
        let (inner, dashed) = inside(start + 2, i)
        setOrigin(start..<i + 2)
        do throws(SyntaxProblem) {
            try output(inner)
        } catch {
            report(error)
        }
        trimsNext = dashed
        return i + 2
    }

    private mutating func tag(at start: Int) -> Int {
        guard let end = closing(from: start + 2) else { return unclosed(start, "%}") }
        let (inner, dashed) = inside(start + 2, end)
        setOrigin(start..<end + 2)
        let (name, markup) = split(inner)
        trimsNext = dashed
        var next = end + 2
        switch source.text(name) {
        case "": report(SyntaxProblem(message: "a tag without a name", start: start, length: end + 2 - start))
        case "#": inlineComment(markup)
        case "comment": next = skipComment(from: next, name: "comment", opening: start)
        case "doc": next = skipDoc(from: next, markup: markup, opening: start)
        case "raw": next = raw(from: next, markup: markup, opening: start)
        case "liquid": lines(markup)
        case let word: tag(word, name: name, markup: markup)
        }
        return next
    }

    func closing(from start: Int) -> Int? {
        var i = start
        while i + 1 < source.count {
            if source[i] == UInt8(ascii: "%"), source[i + 1] == UInt8(ascii: "}") { return i }
            i += 1
        }
        return nil
    }

    /// What stands between the delimiters without the dashes.
    private func inside(_ start: Int, _ end: Int) -> (range: Range<Int>, dashed: Bool) {
        var (from, to) = (start, end)
        if from < to, source[from] == UInt8(ascii: "-") { from += 1 }
        let dashed = to > start && source[to - 1] == UInt8(ascii: "-")
        if dashed, to > from { to -= 1 }
        return (from..<to, dashed)
    }

    /// The name of a tag and the markup after it.
    func split(_ range: Range<Int>) -> (name: Range<Int>, markup: Range<Int>) {
        var from = range.lowerBound
        while from < range.upperBound, Lexer.isBlank(source[from]) { from += 1 }
        var to = from
        if to < range.upperBound, source[to] == UInt8(ascii: "#") {
            to += 1
        } else {
            while to < range.upperBound, Lexer.isWord(source[to]) { to += 1 }
        }
        return (from..<to, trimmed(to..<range.upperBound))
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (from, to) = (range.lowerBound, range.upperBound)
        while from < to, Lexer.isBlank(source[from]) { from += 1 }
        while to > from, Lexer.isBlank(source[to - 1]) { to -= 1 }
        return from..<to
    }

    private mutating func unclosed(_ start: Int, _ closing: String) -> Int {
        var end = start
        while end < source.count, source[end] != 0x0A { end += 1 }
        report(
            SyntaxProblem(
                message: "`\(source.text(start..<start + 2))` is not closed", start: start,
                length: end - start,
                hint: "add `\(closing)`"))
        return end
    }

    // MARK: Lines of a `liquid` tag

    private mutating func lines(_ markup: Range<Int>) {
        liquidDepth += 1
        defer { liquidDepth -= 1 }
        guard liquidDepth <= parts.environment.limits.blockDepth else {
            return report(tooDeep("`liquid` tags", parts.environment.limits.blockDepth))
        }
        let outer = firstBlock
        let depth = blocks.count
        firstBlock = depth
        defer { firstBlock = outer }
        var at = markup.lowerBound
        while at < markup.upperBound {
            var end = at
            while end < markup.upperBound, source[end] != 0x0A { end += 1 }
            at = line(at..<end, in: markup)
        }
        while blocks.count > depth, let block = blocks.popLast() {
            report(
                SyntaxProblem(
                    code: "unclosed-block",
                    message: "`\(block.title)` is not closed in its `liquid` tag",
                    start: block.start, length: block.length, hint: "add a line `\(block.endTag)`"))
        }
    }

    /// Compiles one line and says where the next one to look at starts.
    private mutating func line(_ line: Range<Int>, in markup: Range<Int>) -> Int {
        let (name, rest) = split(line)
        guard !trimmed(line).isEmpty else { return line.upperBound + 1 }
        let shown = trimmed(line)
        setOrigin(shown)
        switch source.text(name) {
        case "":
            report(
                SyntaxProblem(
                    message: "a line of a `liquid` tag starts with the name of a tag",
                    start: shown.lowerBound,
                    length: shown.count))
        case "#": break
        case "comment", "doc": return skipLines(of: source.text(name), after: line, in: markup)
        case "liquid": lines(rest)
        case let word: tag(word, name: name, markup: rest)
        }
        return line.upperBound + 1
    }

    /// Comments nest, docs must not.
    private mutating func skipLines(of tag: String, after line: Range<Int>, in markup: Range<Int>) -> Int {
        var open = 1
        var at = line.upperBound + 1
        while at < markup.upperBound {
            var end = at
            while end < markup.upperBound, source[end] != 0x0A { end += 1 }
            let word = source.text(split(at..<end).name)
            if word == "end" + tag {
                open -= 1
            } else if word == tag, tag == "doc" {
                let place = trimmed(at..<end)
                report(
                    SyntaxProblem(
                        message: "a `doc` within a `doc`", start: place.lowerBound, length: place.count))
            } else if word == tag {
                open += 1
            }
            at = end + 1
            if open == 0 { return at }
        }
        report(
            SyntaxProblem(
                code: "unclosed-block", message: "`\(tag)` is not closed", start: line.lowerBound,
                length: line.count))
        return markup.upperBound
    }

    mutating func setTrimsNext(_ value: Bool) { trimsNext = value }
}

extension [UInt8] {
    func text(_ range: Range<Int>) -> String {
        String(decoding: self[range], as: UTF8.self)
    }
}
