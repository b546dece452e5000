/// A word of the language between `{{ }}` or `{% %}`.
struct Token {
    enum Kind {
        case name, number, text, comparison
        case pipe, dot, dots, colon, comma, openSquare, closeSquare, openRound, closeRound, question, dash
        case end
        // Of markup that only the lax parser reads: a variable whatever its name, and nil.
        case looseName, nothing
    }

    var kind: Kind
    /// Bytes of the source; a text's with its quotes.
    var start: Int
    var end: Int
}

/// A mistake in a template, before it has its place in a file.
struct SyntaxProblem: Error {
    var code = "template-syntax"
    var message: String
    var start: Int
    var length: Int
    var hint: String?
}

/// Splits markup into tokens, exactly as the reference's strict lexer does.
enum Lexer {
    static func tokens(
        of source: [UInt8], in range: Range<Int>, into tokens: inout [Token]
    ) throws(SyntaxProblem) {
        tokens.removeAll(keepingCapacity: true)
        var i = range.lowerBound
        while i < range.upperBound {
            if isBlank(source[i]) {
                i += 1
                continue
            }
            let kind = try scan(source, range, &i, afterDot: tokens.last?.kind == .dot)
            tokens.append(kind)
        }
        tokens.append(Token(kind: .end, start: range.upperBound, end: range.upperBound))
    }

    private static func scan(
        _ source: [UInt8], _ range: Range<Int>, _ i: inout Int, afterDot: Bool
    ) throws(SyntaxProblem) -> Token {
        let start = i
        let byte = source[i]
        let next = i + 1 < range.upperBound ? source[i + 1] : 0
        i += 1
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            while i < range.upperBound, isWord(source[i]) || source[i] == UInt8(ascii: "-") { i += 1 }
            if i < range.upperBound, source[i] == UInt8(ascii: "?") { i += 1 }
            let isContains = !afterDot && source[start..<i].elementsEqual("contains".utf8)
            return Token(kind: isContains ? .comparison : .name, start: start, end: i)
        case 0x30...0x39: return number(source, range, &i, start)
        case UInt8(ascii: "-"):
            if next &- 0x30 < 10 { return number(source, range, &i, start) }
            return Token(kind: .dash, start: start, end: i)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            while i < range.upperBound, source[i] != byte { i += 1 }
            guard i < range.upperBound else {
                throw SyntaxProblem(
                    message: "a text is not closed", start: start, length: range.upperBound - start)
            }
            i += 1
            return Token(kind: .text, start: start, end: i)
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            guard next == UInt8(ascii: "=") else { break }
            i += 1
            return Token(kind: .comparison, start: start, end: i)
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            if next == UInt8(ascii: "=") || (byte == UInt8(ascii: "<") && next == UInt8(ascii: ">")) {
                i += 1
            }
            return Token(kind: .comparison, start: start, end: i)
        case UInt8(ascii: "."):
            if next == byte { i += 1 }
            return Token(kind: next == byte ? .dots : .dot, start: start, end: i)
        default:
            if let kind = single(byte) { return Token(kind: kind, start: start, end: i) }
        }
        while i < range.upperBound, source[i] & 0xC0 == 0x80 { i += 1 }
        let character = String(decoding: source[start..<i], as: UTF8.self)
        throw SyntaxProblem(
            message: "unexpected character `\(character)`", start: start, length: i - start,
            hint: hint(for: byte))
    }

    /// What other languages write and Liquid does not.
    private static func hint(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "="): "`==` compares"
        case UInt8(ascii: "!"): "`!=` compares; for what is not so there is `unless`"
        case UInt8(ascii: "&"): "conditions are joined with `and`"
        case UInt8(ascii: "+"): "numbers are added with `| plus: 1`, texts with `| append: 'text'`"
        case UInt8(ascii: "*"): "numbers are multiplied with `| times: 2`"
        case UInt8(ascii: "/"): "numbers are divided with `| divided_by: 2`"
        case UInt8(ascii: "%"): "the rest of a division is `| modulo: 2`"
        default: nil
        }
    }

    private static func number(_ source: [UInt8], _ range: Range<Int>, _ i: inout Int, _ start: Int) -> Token
    {
        func digits() { while i < range.upperBound, source[i] &- 0x30 < 10 { i += 1 } }
        digits()
        if i + 1 < range.upperBound, source[i] == UInt8(ascii: "."), source[i + 1] &- 0x30 < 10 {
            i += 1
            digits()
        }
        return Token(kind: .number, start: start, end: i)
    }

    private static func single(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "|"): .pipe
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: "["): .openSquare
        case UInt8(ascii: "]"): .closeSquare
        case UInt8(ascii: "("): .openRound
        case UInt8(ascii: ")"): .closeRound
        case UInt8(ascii: "?"): .question
        default: nil
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }
}
