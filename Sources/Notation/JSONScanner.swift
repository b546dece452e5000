/// Reads a JSON text step by step (RFC 8259), without building anything.
///
/// Takes every valid text and refuses every other: strict numbers, strict escapes, strict UTF-8, no comments, no
/// comma before a bracket. A byte order mark at the start is passed over (section 8.1 allows it); `\uD800` alone
/// is grammatical (section 8.2) and accepted, ``unescape(_:into:)`` tells. Duplicate names are the caller's
/// matter. No recursion: nesting costs one bit a level, up to `maximumDepth`.
///
/// ```
/// var scanner = JSONScanner(bytes)
/// while true {
///     let token = try scanner.next()
///     if token.kind == .end { break }
/// }
/// ```
///
/// The bytes are not copied: they must live as long as the scanner.
public struct JSONScanner {
    public let text: UnsafeRawBufferPointer
    public let maximumDepth: Int
    /// How many arrays and objects are open.
    public private(set) var depth = 0
    /// The next byte to look at.
    public private(set) var position = 0

    private enum State {
        case value, valueOrEnd, key, keyOrEnd, separator, done
    }

    private var state = State.value
    /// One bit for each open bracket: 1 for an object.
    private var objects: [UInt64] = []

    public init(_ text: UnsafeRawBufferPointer, maximumDepth: Int = 10_000) {
        self.text = text
        self.maximumDepth = maximumDepth
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { position = 3 }
    }

    /// The next token; after the last one ``JSONToken/Kind/end``, as often as asked.
    public mutating func next() throws(JSONSyntaxError) -> JSONToken {
        skipBlanks()
        if state == .separator { try passSeparator() }
        switch state {
        case .done:
            if position < text.count { throw JSONSyntaxError(.trailingText, at: position) }
            return JSONToken(.end, position..<position)
        case .key, .keyOrEnd: return try scanKey()
        case .value, .valueOrEnd, .separator: return try scanValue()
        }
    }

    /// Passes over the value that comes next, whole.
    public mutating func skipValue() throws(JSONSyntaxError) {
        let outer = depth
        repeat { if try next().kind == .end { return } } while depth > outer
    }

    private mutating func skipBlanks() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// A comma, or nothing before a closing bracket, which is left to the next step.
    private mutating func passSeparator() throws(JSONSyntaxError) {
        guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
        let byte = text[position]
        if byte == (isInObject ? 0x7D : 0x5D) {
            state = isInObject ? .keyOrEnd : .valueOrEnd
            return
        }
        guard byte == 0x2C else { throw JSONSyntaxError(.unexpected, at: position) }
        position += 1
        state = isInObject ? .key : .value
        skipBlanks()
    }

    private mutating func scanKey() throws(JSONSyntaxError) -> JSONToken {
        guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
        if state == .keyOrEnd, text[position] == 0x7D { return close(.endObject) }
        guard text[position] == 0x22 else { throw JSONSyntaxError(.unexpected, at: position) }
        let key = try scanString(.key)
        skipBlanks()
        guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
        guard text[position] == 0x3A else { throw JSONSyntaxError(.unexpected, at: position) }
        position += 1
        state = .value
        return key
    }

    private mutating func scanValue() throws(JSONSyntaxError) -> JSONToken {
        guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
        switch text[position] {
        case 0x7B: return try open(.beginObject)
        case 0x5B: return try open(.beginArray)
        case 0x5D where state == .valueOrEnd: return close(.endArray)
        case 0x22:
            let token = try scanString(.string)
            finishValue()
            return token
        case 0x74: return try scanWord(.true, "true")
        case 0x66: return try scanWord(.false, "false")
        case 0x6E: return try scanWord(.null, "null")
        case 0x2D, 0x30...0x39: return try scanNumber()
        default: throw JSONSyntaxError(.unexpected, at: position)
        }
    }

    private var isInObject: Bool { objects[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1 }

    private mutating func open(_ kind: JSONToken.Kind) throws(JSONSyntaxError) -> JSONToken {
        guard depth < maximumDepth else { throw JSONSyntaxError(.tooDeep(limit: maximumDepth), at: position) }
        if depth & 63 == 0, depth >> 6 == objects.count { objects.append(0) }
        let bit = UInt64(1) << UInt64(depth & 63)
        if kind == .beginObject { objects[depth >> 6] |= bit } else { objects[depth >> 6] &= ~bit }
        depth += 1
        position += 1
        state = kind == .beginObject ? .keyOrEnd : .valueOrEnd
        return JSONToken(kind, position - 1..<position)
    }

    private mutating func close(_ kind: JSONToken.Kind) -> JSONToken {
        depth -= 1
        position += 1
        finishValue()
        return JSONToken(kind, position - 1..<position)
    }

    private mutating func finishValue() {
        state = depth == 0 ? .done : .separator
    }

    private mutating func scanWord(
        _ kind: JSONToken.Kind, _ word: StaticString
    ) throws(JSONSyntaxError) -> JSONToken {
        let start = position
        for i in 0..<word.utf8CodeUnitCount {
            guard start + i < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: text.count) }
            guard text[start + i] == word.utf8Start[i] else { throw JSONSyntaxError(.unexpected, at: start) }
        }
        position += word.utf8CodeUnitCount
        finishValue()
        return JSONToken(kind, start..<position)
    }

    private mutating func scanNumber() throws(JSONSyntaxError) -> JSONToken {
        let start = position
        var i = start
        if text[i] == 0x2D { i += 1 }
        let whole = digits(from: i)
        if whole == i { throw JSONSyntaxError(i < text.count ? .invalidNumber : .unexpectedEnd, at: start) }
        if text[i] == 0x30, whole > i + 1 { throw JSONSyntaxError(.invalidNumber, at: start) }
        i = whole
        if i < text.count, text[i] == 0x2E {
            let end = digits(from: i + 1)
            if end == i + 1 { throw JSONSyntaxError(.invalidNumber, at: start) }
            i = end
        }
        if i < text.count, text[i] | 0x20 == 0x65 {
            i += 1
            if i < text.count, text[i] == 0x2B || text[i] == 0x2D { i += 1 }
            let end = digits(from: i)
            if end == i { throw JSONSyntaxError(.invalidNumber, at: start) }
            i = end
        }
        position = i
        finishValue()
        return JSONToken(.number, start..<i)
    }

    private func digits(from start: Int) -> Int {
        var i = start
        while i < text.count, text[i] &- 0x30 < 10 { i += 1 }
        return i
    }

    private mutating func scanString(_ kind: JSONToken.Kind) throws(JSONSyntaxError) -> JSONToken {
        let start = position
        let count = text.count
        var i = start + 1
        var isEscaped = false
        while i < count {
            let byte = text[i]
            if byte == 0x22 {
                position = i + 1
                return JSONToken(kind, start..<position, isEscaped: isEscaped)
            }
            if byte == 0x5C {
                isEscaped = true
                i = try escapeEnd(i)
            } else if byte < 0x20 {
                throw JSONSyntaxError(.controlCharacter, at: i)
            } else if byte < 0x80 {
                i += 1
            } else {
                let length = UTF8Text.sequenceLength(text, i)
                if length == 0 { throw JSONSyntaxError(.invalidUTF8, at: i) }
                i += length
            }
        }
        throw JSONSyntaxError(.unexpectedEnd, at: count)
    }

    private func escapeEnd(_ start: Int) throws(JSONSyntaxError) -> Int {
        guard start + 1 < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: text.count) }
        switch text[start + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return start + 2
        case 0x75:
            guard start + 6 <= text.count else { throw JSONSyntaxError(.unexpectedEnd, at: text.count) }
            guard Self.codeUnit(text, start + 2) != nil else {
                throw JSONSyntaxError(.invalidEscape, at: start)
            }
            return start + 6
        default: throw JSONSyntaxError(.invalidEscape, at: start)
        }
    }

    static func codeUnit(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt16? {
        guard at + 4 <= bytes.count else { return nil }
        var value: UInt16 = 0
        for i in at..<at + 4 {
            let byte = bytes[i]
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt16(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
