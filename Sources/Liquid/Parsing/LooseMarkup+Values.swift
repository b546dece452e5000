// Values and filters.
extension LooseMarkup {
    /// `value | filter: argument, name: argument`; what stands between the value and the first pipe is passed over.
    mutating func output() -> Bool {
        let limit = range.upperBound
        guard let value = fragment(from: range.lowerBound, upTo: limit) else { return true }
        expression(value)
        guard let pipe = source[value.upperBound..<limit].firstIndex(of: 0x7C) else { return true }
        var separator = pipe
        var i = pipe + 1
        while i < limit {
            let start = i
            while i < limit {
                if let end = fragmentEnd(i, upTo: limit) {
                    i = end
                } else if Lexer.isBlank(source[i]) || source[i] == 0x2C {
                    i += 1
                } else {
                    break
                }
            }
            filter(start..<i, after: separator)
            separator = i
            i += 1
        }
        return true
    }

    private mutating func filter(_ text: Range<Int>, after separator: Int) {
        guard let start = text.first(where: { Lexer.isWord(source[$0]) }) else { return }
        let end = min(afterWord(start), text.upperBound)
        add(.pipe, separator..<separator + (source[separator] == 0x7C ? 1 : 0))
        add(.name, start..<end)
        var i = end
        var isFirst = true
        while i < text.upperBound {
            let mark = i
            i += 1
            guard source[mark] == 0x3A || source[mark] == 0x2C else { continue }
            guard let argument = argument(from: afterBlanks(i), upTo: text.upperBound) else { continue }
            add(isFirst ? .colon : .comma, mark..<mark + 1)
            isFirst = false
            if let name = argument.name {
                add(.name, name.word)
                add(.colon, name.colon..<name.colon + 1)
            }
            expression(argument.value)
            i = argument.value.upperBound
        }
    }

    typealias Argument = (name: (word: Range<Int>, colon: Int)?, value: Range<Int>)

    /// `value`, or `name: value`.
    private func argument(from start: Int, upTo limit: Int) -> Argument? {
        if let found = attribute(at: start, upTo: limit) { return found }
        return fragmentEnd(start, upTo: limit).map { (nil, start..<$0) }
    }

    private func attribute(at start: Int, upTo limit: Int) -> Argument? {
        let end = min(afterWord(start), limit)
        let colon = afterBlanks(end)
        guard end > start, colon < limit, source[colon] == 0x3A else { return nil }
        let value = afterBlanks(colon + 1)
        guard value < limit, let valueEnd = fragmentEnd(value, upTo: limit) else { return nil }
        return ((start..<end, colon), value..<valueEnd)
    }

    /// All `name: value` from `start` on that do not stand in quotes; those of other names are passed over.
    mutating func attributes(from start: Int, named names: [StaticString]? = nil) {
        var i = start
        while i < range.upperBound {
            if let end = afterQuoted(i, upTo: range.upperBound) {
                i = end
                continue
            }
            let end = afterWord(i)
            guard end > i else {
                i += 1
                continue
            }
            guard let found = attribute(at: i, upTo: range.upperBound), let name = found.name else {
                i = end
                continue
            }
            if names?.contains(where: { after($0, at: i) == end }) ?? true {
                add(.name, name.word)
                add(.colon, name.colon..<name.colon + 1)
                if names != nil, after("continue", at: found.value.lowerBound) == found.value.upperBound {
                    add(.name, found.value)
                } else {
                    expression(found.value)
                }
            }
            i = found.value.upperBound
        }
    }

    // MARK: One value

    mutating func expression(_ text: Range<Int>, depth: Int = 0) {
        var (from, to) = (text.lowerBound, text.upperBound)
        while from < to, Lexer.isBlank(source[from]) { from += 1 }
        while to > from, Lexer.isBlank(source[to - 1]) { to -= 1 }
        let text = from..<to
        guard from < to else { return add(.nothing, text) }
        if to - from > 1, Self.isQuote(source[from]), source[to - 1] == source[from] {
            return add(.text, text)
        }
        if let number = number(text) { return add(.number, number) }
        if depth < depthLimit, let dots = dots(text) {
            add(.openRound, from..<from + 1)
            expression(from + 1..<dots, depth: depth + 1)
            add(.dots, dots..<dots + 2)
            expression(dots + 2..<to - 1, depth: depth + 1)
            return add(.closeRound, to - 1..<to)
        }
        let literals: [StaticString] = ["nil", "null", "true", "false", "blank", "empty"]
        if literals.contains(where: { after($0, at: from) == to }) { return add(.name, text) }
        lookup(text, depth)
    }

    /// `-12`, or as much of `1.2.3` as is a number.
    private func number(_ text: Range<Int>) -> Range<Int>? {
        let digits = source[text.lowerBound] == 0x2D ? text.lowerBound + 1 : text.lowerBound
        func isDigit(_ i: Int) -> Bool { i < text.upperBound && source[i] &- 0x30 < 10 }
        guard isDigit(digits), source[digits..<text.upperBound].allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E })
        else { return nil }
        var end = digits
        while isDigit(end) { end += 1 }
        if end < text.upperBound, isDigit(end + 1) {
            end += 1
            while isDigit(end) { end += 1 }
        }
        return text.lowerBound..<end
    }

    /// Where the `..` of a range in round brackets stands.
    private func dots(_ text: Range<Int>) -> Int? {
        guard text.count > 5, source[text.lowerBound] == 0x28, source[text.upperBound - 1] == 0x29 else {
            return nil
        }
        var i = text.upperBound - 4
        while i > text.lowerBound + 1 {
            if source[i] == 0x2E, source[i + 1] == 0x2E { return i }
            i -= 1
        }
        return nil
    }

    /// `name.name[value]`: names and brackets, whatever stands between them.
    private mutating func lookup(_ text: Range<Int>, _ depth: Int) {
        var isFirst = true
        var i = text.lowerBound
        while i < text.upperBound {
            let end = min(afterWord(i, withDashes: true), text.upperBound)
            if end > i {
                let name = i..<(end < text.upperBound && source[end] == 0x3F ? end + 1 : end)
                if !isFirst { add(.dot, i - (source[i - 1] == 0x2E ? 1 : 0)..<i) }
                add(isFirst ? .looseName : .name, name)
                i = name.upperBound
                isFirst = false
            } else if source[i] == 0x5B {
                guard let close = source[i + 1..<text.upperBound].firstIndex(of: 0x5D) else {
                    i = min(afterOpening(i), text.upperBound)
                    continue
                }
                if close > i + 1 {
                    add(.openSquare, i..<i + 1)
                    expression(i + 1..<close, depth: depth + 1)
                    add(.closeSquare, close..<close + 1)
                    isFirst = false
                }
                i = close + 1
            } else {
                i += 1
            }
        }
        if isFirst { add(.nothing, text.upperBound..<text.upperBound) }
    }

    private func afterOpening(_ start: Int) -> Int {
        var i = start
        while byte(i) == 0x5B { i += 1 }
        return i
    }
}
