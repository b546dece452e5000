// Filters of texts. What they make of markup is text again, and so escaped again, unless the filter can add
// nothing that the escaping would have changed.
extension Machine {
    /// `a` with `b` behind it. Where either is markup the other is escaped, and the result is markup.
    mutating func joined(_ a: Value, _ b: Value) throws(Fault) -> Value {
        let isMarkup = a.isMarkup || b.isMarkup
        let (first, second) = (try plain(a), try plain(b))
        try checkRoom(first.count + second.count)
        work.count = 0
        append(first, escaped: isMarkup && !a.isMarkup)
        append(second, escaped: isMarkup && !b.isMarkup)
        return try finishWork(isMarkup: isMarkup)
    }

    var escape: UInt8 { withHeld { $0.escape.rawValue } }

    /// Appends to `work`.
    private mutating func append(_ bytes: Bytes, escaped: Bool) {
        if escaped {
            if escape == Escape.html.rawValue {
                Escaping.html(bytes, to: &work)
            } else {
                Escaping.other(bytes, escape, to: &work)
            }
        } else {
            work.append(bytes)
        }
    }

    mutating func letters(_ filter: Filter, _ input: Value) throws(Fault) -> Value {
        let text = try plain(input)
        work.count = 0
        if text.allSatisfy({ $0 < 0x80 }) {
            work.append(text)
            for i in 0..<work.count {
                let isLarge = filter == .upcase || (filter == .capitalize && i == 0)
                let byte = work[i]
                if isLarge, (0x61...0x7A).contains(byte) { work[i] = byte - 0x20 }
                if !isLarge, (0x41...0x5A).contains(byte) { work[i] = byte + 0x20 }
            }
            return try finishWork()
        }
        try checkRoom(text.count)
        let string = String(decoding: text, as: UTF8.self)
        switch filter {
        case .upcase: work.append(text: string.uppercased())
        case .downcase: work.append(text: string.lowercased())
        default:
            let head = String(String.UnicodeScalarView(string.unicodeScalars.prefix(1)))
            let tail = String(String.UnicodeScalarView(string.unicodeScalars.dropFirst()))
            work.append(text: head.uppercased() + tail.lowercased())
        }
        return try finishWork()
    }

    private func isStripped(_ byte: UInt8) -> Bool { Lexer.isBlank(byte) || byte == 0 }

    mutating func strip(_ filter: Filter, _ input: Value) throws(Fault) -> Value {
        let text = try plain(input)
        var (from, to) = (0, text.count)
        if filter != .rstrip { while from < to, isStripped(text[from]) { from += 1 } }
        if filter != .lstrip { while to > from, isStripped(text[to - 1]) { to -= 1 } }
        return try makeText(Bytes(rebasing: text[from..<to]), isMarkup: input.isMarkup)
    }

    mutating func squish(_ input: Value) throws(Fault) -> Value {
        if input.isNil { return .nil }
        let text = try plain(input)
        work.count = 0
        for byte in text {
            if !Lexer.isBlank(byte) {
                work.append(byte)
            } else if work.count > 0, work.last != 0x20 {
                work.append(0x20)
            }
        }
        if work.count > 0, work.last == 0x20 { work.count -= 1 }
        return try finishWork(isMarkup: input.isMarkup)
    }

    /// `strip_newlines` and `newline_to_br`: LF, with a CR before it.
    mutating func lineEnds(_ filter: Filter, _ input: Value) throws(Fault) -> Value {
        var source = input
        let breaks = filter == .newlineToBr
        let isHTML = escape == Escape.html.rawValue || escape == Escape.xml.rawValue
        if breaks, isHTML, !input.isMarkup { source = try escape(input, once: false) }
        let text = try plain(source)
        work.count = 0
        var i = 0
        while i < text.count {
            let isPair = text[i] == 0x0D && i + 1 < text.count && text[i + 1] == 0x0A
            if isPair { i += 1 }
            if text[i] == 0x0A {
                if breaks { work.append("<br />\n") }
            } else {
                work.append(text[i])
            }
            i += 1
        }
        return try finishWork(isMarkup: breaks ? isHTML || input.isMarkup : input.isMarkup)
    }

    mutating func stripHTML(_ input: Value) throws(Fault) -> Value {
        let text = try plain(input)
        work.count = 0
        var i = 0
        while i < text.count {
            if text[i] == 0x3C, let end = try blockEnd(text, at: i) {
                i = end
            } else {
                work.append(text[i])
                i += 1
            }
        }
        let kept = Bytes(start: work.base, count: work.count)
        second.count = 0
        i = 0
        var mayClose = true
        while i < kept.count {
            if kept[i] == 0x3C, mayClose {
                var end = i + 1
                while end < kept.count, kept[end] != 0x3E { end += 1 }
                if end < kept.count {
                    i = end + 1
                    continue
                }
                mayClose = false
            }
            second.append(kept[i])
            i += 1
        }
        work.count = 0
        return try makeText(Bytes(start: second.base, count: second.count))
    }

    /// Where a script, comment or style that starts here ends; nil where it is none or does not end.
    private mutating func blockEnd(_ text: Bytes, at start: Int) throws(Fault) -> Int? {
        let ends: [(StaticString, StaticString)] = [
            ("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"),
        ]
        for (opening, closing) in ends where Self.starts(text, start, opening) {
            let needle = Bytes(start: closing.utf8Start, count: closing.utf8CodeUnitCount)
            let from = start + opening.utf8CodeUnitCount
            return try firstMatch(of: needle, in: text, from: from).map { $0 + needle.count }
        }
        return nil
    }

    private static func starts(_ text: Bytes, _ start: Int, _ word: StaticString) -> Bool {
        guard text.count - start >= word.utf8CodeUnitCount else { return false }
        for i in 0..<word.utf8CodeUnitCount where text[start + i] != word.utf8Start[i] { return false }
        return true
    }

    mutating func replaceAll(_ input: Value, _ pattern: Value, _ replacement: Value) throws(Fault) -> Value {
        let (text, wanted, new) = (try plain(input), try plain(pattern), try plain(replacement))
        work.count = 0
        var i = 0
        if wanted.isEmpty {
            for byte in text {
                if byte & 0xC0 != 0x80 { work.append(new) }
                work.append(byte)
                if work.count > valueBytesLeft { throw valueLimit }
            }
            work.append(new)
            return try finishWork()
        }
        while let found = try firstMatch(of: wanted, in: text, from: i) {
            work.append(Bytes(rebasing: text[i..<found]))
            work.append(new)
            if work.count > valueBytesLeft { throw valueLimit }
            try step(1)
            i = found + wanted.count
        }
        work.append(Bytes(rebasing: text[i...]))
        return try finishWork()
    }

    mutating func replaceOne(
        _ input: Value, _ pattern: Value, _ replacement: Value, isLast: Bool
    ) throws(Fault) -> Value {
        let (text, wanted, new) = (try plain(input), try plain(pattern), try plain(replacement))
        let found =
            isLast ? try lastMatch(of: wanted, in: text) : try firstMatch(of: wanted, in: text, from: 0)
        guard let found else { return try makeText(text) }
        try checkRoom(text.count + new.count)
        work.count = 0
        work.append(Bytes(rebasing: text[..<found]))
        work.append(new)
        work.append(Bytes(rebasing: text[(found + wanted.count)...]))
        return try finishWork()
    }

    private mutating func lastMatch(of needle: Bytes, in text: Bytes) throws(Fault) -> Int? {
        var i = text.count - needle.count
        try step(text.count >> 6)
        var compared = 0
        while i >= 0 {
            var j = 0
            while j < needle.count, text[i + j] == needle[j] { j += 1 }
            if j == needle.count { return i }
            compared += j
            if compared > 1 << 16 {
                try step(compared >> 6)
                compared = 0
            }
            i -= 1
        }
        return nil
    }

    mutating func truncate(_ input: Value, _ length: Value?, _ ellipsis: Value?) throws(Fault) -> Value {
        if input.isNil { return .nil }
        var limit = 50
        if let length { limit = try integer(length, "truncate") }
        let text = try plain(input)
        let mark = try self.ellipsis(ellipsis)
        let count = try characterCount(of: text)
        guard count > limit else { return try makeText(text, isMarkup: input.isMarkup) }
        let markCount = try characterCount(of: mark)
        let kept = max(0, limit.subtractingReportingOverflow(markCount).overflow ? 0 : limit - markCount)
        work.count = 0
        work.append(Bytes(rebasing: text[..<Self.offset(ofCharacter: kept, in: text, after: 0)]))
        work.append(mark)
        return try finishWork()
    }

    private mutating func ellipsis(_ value: Value?) throws(Fault) -> Bytes {
        guard let value else {
            let dots: StaticString = "..."
            return Bytes(start: dots.utf8Start, count: dots.utf8CodeUnitCount)
        }
        return try plain(value)
    }

    mutating func truncateWords(_ input: Value, _ length: Value?, _ ellipsis: Value?) throws(Fault) -> Value {
        if input.isNil { return .nil }
        var limit = 15
        if let length { limit = max(1, try integer(length, "truncatewords")) }
        let text = try plain(input)
        let mark = try self.ellipsis(ellipsis)
        work.count = 0
        var words = 0
        var i = 0
        while i < text.count, Lexer.isBlank(text[i]) { i += 1 }
        while i < text.count, words < limit {
            if words > 0 { work.append(0x20) }
            while i < text.count, !Lexer.isBlank(text[i]) {
                work.append(text[i])
                i += 1
            }
            words += 1
            let wordEnd = i
            while i < text.count, Lexer.isBlank(text[i]) { i += 1 }
            // A blank behind the last word that counts is, for the reference, one more word.
            if words == limit, wordEnd == text.count { break }
            if words == limit {
                work.append(mark)
                return try finishWork()
            }
        }
        work.count = 0
        return try makeText(text, isMarkup: input.isMarkup)
    }

    mutating func slice(_ input: Value, _ offset: Value, _ length: Value?) throws(Fault) -> Value {
        var start = try integer(offset, "slice")
        var wanted = 1
        if let length, length.isTruthy { wanted = try integer(length, "slice") }
        if input.tag == .array {
            if start < 0 { start += input.size }
            guard start >= 0, start <= input.size, wanted >= 0 else {
                return try finishNodes(from: workNodes.count)
            }
            let made = try makeArray(min(wanted, input.size - start))
            made.nodes.update(from: nodes(of: input) + start, count: made.value.size)
            return made.value
        }
        let text = try plain(input)
        let count = try characterCount(of: text)
        if start < 0 { start += count }
        guard start >= 0, start <= count, wanted >= 0 else { return Value(.text, space: .literal) }
        let from = Self.offset(ofCharacter: start, in: text, after: 0)
        let to = Self.offset(ofCharacter: wanted, in: text, after: from)
        return try makeText(Bytes(rebasing: text[from..<to]))
    }

    /// A single blank cuts at any blanks; nothing cuts every character; empty parts at the end are left out.
    mutating func split(_ input: Value, _ pattern: Value) throws(Fault) -> Value {
        let (text, wanted) = (try plain(input), try plain(pattern))
        let start = workNodes.count
        if wanted.count == 1, wanted[0] == 0x20 {
            try splitWords(text)
        } else if wanted.isEmpty {
            var i = 0
            while i < text.count {
                let end = Self.offset(ofCharacter: 1, in: text, after: i)
                workNodes.append(try makeText(Bytes(rebasing: text[i..<end])))
                i = end
            }
        } else {
            var i = 0
            while let found = try firstMatch(of: wanted, in: text, from: i) {
                workNodes.append(try makeText(Bytes(rebasing: text[i..<found])))
                i = found + wanted.count
            }
            workNodes.append(try makeText(Bytes(rebasing: text[i...])))
            while workNodes.count > start, workNodes.last.count == 0 { workNodes.count -= 1 }
        }
        return try finishNodes(from: start)
    }

    private mutating func splitWords(_ text: Bytes) throws(Fault) {
        var i = 0
        while i < text.count {
            while i < text.count, isStripped(text[i]) { i += 1 }
            let from = i
            while i < text.count, !isStripped(text[i]) { i += 1 }
            if i > from { workNodes.append(try makeText(Bytes(rebasing: text[from..<i]))) }
        }
    }

    mutating func size(_ input: Value) throws(Fault) -> Value {
        switch input.tag {
        case .text: .integer(try characterCount(of: bytes(of: input)))
        case .array: .integer(input.size)
        case .object: .integer(Int(shape(of: input).count))
        case .range: .integer(rangeCount(input))
        case .integer: .integer(8)
        default: .integer(0)
        }
    }
}
