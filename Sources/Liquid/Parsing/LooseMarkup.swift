/// Reads malformed markup as the reference's lax parser does: it looks for what it knows and passes over the rest.
///
/// Facts: the patterns of Shopify/liquid 5 (`QuotedFragment`, `TagAttributes`, `VariableParser`, and the `Syntax` of
/// each tag). What it finds is given as the tokens that the strict lexer makes of well-formed markup.
struct LooseMarkup {
    /// Which pattern the markup is read by.
    enum Shape {
        /// A value and filters.
        case output
        case condition, loop, table, `case`, when, cycle
        /// The rest of `render` or `include`.
        case partial
    }

    let source: [UInt8]
    let range: Range<Int>
    let depthLimit: Int
    var tokens: [Token] = []

    /// Nil where the lax parser refuses the markup too, or would fail while rendering.
    static func tokens(
        of source: [UInt8], in range: Range<Int>, as shape: Shape, depthLimit: Int
    ) -> [Token]? {
        var markup = LooseMarkup(source: source, range: range, depthLimit: depthLimit)
        guard markup.read(shape) else { return nil }
        markup.add(.end, range.upperBound..<range.upperBound)
        return markup.tokens
    }

    private mutating func read(_ shape: Shape) -> Bool {
        switch shape {
        case .output: output()
        case .condition: conditions()
        case .loop: loop(from: range.lowerBound) != nil
        case .table: table()
        case .case: firstValue() != nil
        case .when: values()
        case .cycle: cycle()
        case .partial: partial()
        }
    }

    /// The bytes that no token stands for, without blanks.
    static func ignored(_ tokens: [Token], of source: [UInt8], in range: Range<Int>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var at = range.lowerBound
        for token in tokens {
            while at < token.start {
                if Lexer.isBlank(source[at]) {
                    at += 1
                    continue
                }
                let start = at
                while at < token.start, !Lexer.isBlank(source[at]) { at += 1 }
                pieces.append(start..<at)
            }
            at = max(at, token.end)
        }
        return pieces
    }

    // MARK: Letters

    mutating func add(_ kind: Token.Kind, _ range: Range<Int>) {
        tokens.append(Token(kind: kind, start: range.lowerBound, end: range.upperBound))
    }

    func byte(_ i: Int) -> UInt8 { i < range.upperBound ? source[i] : 0 }

    func afterBlanks(_ start: Int) -> Int {
        var i = start
        while i < range.upperBound, Lexer.isBlank(source[i]) { i += 1 }
        return i
    }

    /// Behind the word characters from `start` on.
    func afterWord(_ start: Int, withDashes: Bool = false) -> Int {
        var i = start
        while i < range.upperBound, Lexer.isWord(source[i]) || (withDashes && source[i] == 0x2D) { i += 1 }
        return i
    }

    /// Behind a word at `start` that stands by itself.
    func after(_ word: StaticString, at start: Int) -> Int? {
        let end = start + word.utf8CodeUnitCount
        guard end <= range.upperBound, end == range.upperBound || !Lexer.isWord(source[end]) else {
            return nil
        }
        for i in start..<end where source[i] != word.utf8Start[i - start] { return nil }
        return end
    }

    static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

    /// Behind the quoted text that starts here; nil where nothing closes it.
    func afterQuoted(_ start: Int, upTo limit: Int) -> Int? {
        guard start < limit, Self.isQuote(source[start]) else { return nil }
        return source[start + 1..<limit].firstIndex(of: source[start]).map { $0 + 1 }
    }

    /// The end of a `QuotedFragment` that starts here: a quoted text, or a run without blanks, commas and pipes.
    func fragmentEnd(_ start: Int, upTo limit: Int) -> Int? {
        if let end = afterQuoted(start, upTo: limit) { return end }
        var i = start
        while i < limit {
            let byte = source[i]
            if Self.isQuote(byte) {
                guard let end = afterQuoted(i, upTo: limit) else { break }
                i = end
            } else if Lexer.isBlank(byte) || byte == 0x2C || byte == 0x7C {
                break
            } else {
                i += 1
            }
        }
        return i > start ? i : nil
    }

    /// The first fragment at or behind `start`.
    func fragment(from start: Int, upTo limit: Int) -> Range<Int>? {
        var i = start
        while i < limit {
            if let end = fragmentEnd(i, upTo: limit) { return i..<end }
            i += 1
        }
        return nil
    }
}
