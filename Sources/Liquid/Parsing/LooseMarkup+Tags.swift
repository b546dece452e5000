// What stands behind the names of tags.
extension LooseMarkup {
    /// Comparisons with `and` and `or` between them; of each the first two values and the operator count.
    mutating func conditions() -> Bool {
        var i = range.lowerBound
        while true {
            let end = comparisonEnd(i)
            guard comparison(i..<end) else { return false }
            guard end < range.upperBound else { return true }
            guard let after = after("and", at: end) ?? after("or", at: end) else { return false }
            add(.name, end..<after)
            i = after
        }
    }

    /// Where the next `and` or `or` stands that begins a fragment.
    private func comparisonEnd(_ start: Int) -> Int {
        var i = start
        while true {
            i = afterBlanks(i)
            guard i < range.upperBound else { return i }
            if after("and", at: i) != nil || after("or", at: i) != nil { return i }
            if let end = fragmentEnd(i, upTo: range.upperBound) {
                i = end
            } else {
                while i < range.upperBound, !Lexer.isBlank(source[i]) { i += 1 }
            }
        }
    }

    private static let comparisons: [StaticString] = ["==", "!=", "<>", "<", "<=", ">", ">=", "contains"]

    private mutating func comparison(_ text: Range<Int>) -> Bool {
        guard let left = fragment(from: text.lowerBound, upTo: text.upperBound) else { return false }
        expression(left)
        let start = afterBlanks(left.upperBound)
        var end = start
        while end < text.upperBound, Self.isSign(source[end]) { end += 1 }
        guard end > start else { return true }
        // An operator that there is not is an error of the reference too, while rendering.
        guard Self.comparisons.contains(where: { source[start..<end].elementsEqual($0.bytes) }) else {
            return false
        }
        add(.comparison, start..<end)
        let right = min(afterBlanks(end), text.upperBound)
        if let end = fragmentEnd(right, upTo: text.upperBound) {
            expression(right..<end)
        } else {
            add(.nothing, right..<right)
        }
        return true
    }

    /// `=`, `!`, `<`, `>`, `_` and small letters.
    private static func isSign(_ byte: UInt8) -> Bool {
        (0x3C...0x3E).contains(byte) || byte == 0x21 || byte == 0x5F || (0x61...0x7A).contains(byte)
    }

    /// `name in values reversed limit: n offset: n`; behind the values.
    mutating func loop(from start: Int) -> Int? {
        guard let end = loopValues(from: start, withDashes: true) else { return nil }
        var at = afterBlanks(end)
        if byte(at) == 0x72, source[at..<min(at + 8, range.upperBound)].elementsEqual("reversed".utf8) {
            add(.name, at..<at + 8)
            at += 8
        }
        attributes(from: at, named: ["limit", "offset"])
        return at
    }

    private mutating func loopValues(from start: Int, withDashes: Bool) -> Int? {
        let nameEnd = afterWord(start, withDashes: withDashes)
        let at = afterBlanks(nameEnd)
        guard nameEnd > start, at > nameEnd, let after = after("in", at: at) else { return nil }
        let values = afterBlanks(after)
        guard values > after, let end = fragmentEnd(values, upTo: range.upperBound) else { return nil }
        add(.name, start..<nameEnd)
        add(.name, at..<after)
        expression(values..<end)
        return end
    }

    /// As a loop, but anywhere in the markup, and with any attributes.
    mutating func table() -> Bool {
        var i = range.lowerBound
        while i < range.upperBound {
            if let end = loopValues(from: i, withDashes: false) {
                attributes(from: end)
                return true
            }
            i = max(i + 1, afterWord(i))
        }
        return false
    }

    /// Behind the first value.
    mutating func firstValue() -> Int? {
        guard let value = fragment(from: range.lowerBound, upTo: range.upperBound) else { return nil }
        expression(value)
        return value.upperBound
    }

    /// Values with `or` or commas between them.
    mutating func values() -> Bool {
        guard var at = firstValue() else { return false }
        while true {
            var next = afterBlanks(at)
            let separator = next
            if byte(next) == 0x2C {
                next += 1
                add(.comma, separator..<next)
            } else if next > at, let after = after("or", at: next), Lexer.isBlank(byte(after)) {
                next = after
                add(.name, separator..<next)
            } else {
                return true
            }
            next = afterBlanks(next)
            guard let end = fragmentEnd(next, upTo: range.upperBound) else {
                tokens.removeLast()
                return true
            }
            expression(next..<end)
            at = end
        }
    }

    /// `name: value, value`; of what stands between two commas the first value counts.
    mutating func cycle() -> Bool {
        guard let first = fragmentEnd(range.lowerBound, upTo: range.upperBound) else { return false }
        var at = range.lowerBound
        let colon = afterBlanks(first)
        if byte(colon) == 0x3A {
            at = cycleName(range.lowerBound..<first, colon)
        } else if !Self.isQuote(source[at]), let colon = source[at..<first].lastIndex(of: 0x3A), colon > at {
            at = cycleName(at..<colon, colon)
        }
        var isFirst = true
        while at < range.upperBound {
            let end = source[at..<range.upperBound].firstIndex(of: 0x2C) ?? range.upperBound
            if let value = fragment(from: at, upTo: end) {
                if !isFirst { add(.comma, at - 1..<at) }
                expression(value)
                isFirst = false
            }
            at = end + 1
        }
        return !isFirst
    }

    private mutating func cycleName(_ name: Range<Int>, _ colon: Int) -> Int {
        expression(name)
        add(.colon, colon..<colon + 1)
        return colon + 1
    }

    /// `'name' with value as name, name: value`.
    mutating func partial() -> Bool {
        guard var at = firstValue() else { return false }
        for words in [["with", "for"], ["as"]] as [[StaticString]] {
            let word = afterBlanks(at)
            guard word > at, let end = firstWord(words, at: word) else { continue }
            let value = afterBlanks(end)
            let isName = words.count == 1
            let valueEnd =
                isName
                ? afterWord(value, withDashes: true) : fragmentEnd(value, upTo: range.upperBound) ?? value
            guard value > end, valueEnd > value else { continue }
            add(.name, word..<end)
            if isName { add(.name, value..<valueEnd) } else { expression(value..<valueEnd) }
            at = valueEnd
        }
        attributes(from: at)
        return true
    }

    private func firstWord(_ words: [StaticString], at start: Int) -> Int? {
        for word in words { if let end = after(word, at: start) { return end } }
        return nil
    }
}

extension StaticString {
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
