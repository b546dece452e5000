import Diagnostics
import Notation

/// Reads a JSON text (RFC 8259, strict) straight into an arena.
///
/// Numbers are exact: integers and decimals of up to 38 digits. Of equal names in one object the last counts.
struct JSONReader: ~Copyable {
    static let maximumDepth = 500

    struct Problem: Error {
        var message: String
        var offset: Int
        var hint: String?
    }

    let text: UnsafeRawBufferPointer
    var at = 0
    private var depth = 0
    private var keyStack: [KeyEntry] = []
    private var valueStack: [Value] = []
    /// Unescaped keys; entries of `keyStack` count in it.
    private var keyBytes: [UInt8] = []

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// The members of the top-level object.
    mutating func readTop(into arena: inout DataArena) throws(Problem) -> [(name: String, value: Value)] {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { at = 3 }
        skipBlanks()
        guard peek() == UInt8(ascii: "{") else { throw unexpected("an object `{...}`") }
        try members(into: &arena)
        skipBlanks()
        if at < text.count { throw unexpected("nothing more") }
        var top: [(name: String, value: Value)] = []
        for (i, key) in keyStack.enumerated() {
            let bytes = keyBytes[Int(key.offset)..<Int(key.offset + key.count)]
            top.append((String(decoding: bytes, as: UTF8.self), valueStack[i]))
        }
        return top
    }

    private mutating func value(into arena: inout DataArena) throws(Problem) -> Value {
        skipBlanks()
        switch peek() {
        case UInt8(ascii: "{"): return try object(into: &arena)
        case UInt8(ascii: "["): return try array(into: &arena)
        case UInt8(ascii: "\""):
            let start = arena.bytes.count
            try string(into: &arena.bytes)
            return Value(
                .text, count: UInt32(truncatingIfNeeded: arena.bytes.count - start), payload: Int64(start))
        case UInt8(ascii: "-"), 0x30...0x39: return try number(into: &arena)
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        case UInt8(ascii: "n"): return try word("null", .nil)
        default: throw unexpected("a value")
        }
    }

    private mutating func object(into arena: inout DataArena) throws(Problem) -> Value {
        let (firstKey, firstValue, firstByte) = (keyStack.count, valueStack.count, keyBytes.count)
        try members(into: &arena)
        let keys = Array(keyStack[firstKey...])
        let shape = keyBytes.withUnsafeBytes { arena.shapes.index(ofKeys: keys, in: $0) }
        let at = arena.nodes.count
        arena.nodes.append(contentsOf: valueStack[firstValue...])
        keyStack.removeSubrange(firstKey...)
        valueStack.removeSubrange(firstValue...)
        keyBytes.removeSubrange(firstByte...)
        return Value(.object, count: UInt32(shape), payload: Int64(at * MemoryLayout<Value>.stride))
    }

    /// Leaves the names on `keyStack` and the values on `valueStack`.
    private mutating func members(into arena: inout DataArena) throws(Problem) {
        try enter()
        let (firstKey, firstValue) = (keyStack.count, valueStack.count)
        var places: [[UInt8]: Int] = [:]
        skipBlanks()
        if peek() == UInt8(ascii: "}") {
            leave()
            return
        }
        while true {
            skipBlanks()
            guard peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
            let start = keyBytes.count
            var buffer: [UInt8] = []
            swap(&buffer, &keyBytes)
            try string(into: &buffer)
            swap(&buffer, &keyBytes)
            skipBlanks()
            guard peek() == UInt8(ascii: ":") else { throw unexpected("`:`") }
            at += 1
            let value = try value(into: &arena)
            let place = earlier(keyFrom: start, firstKey: firstKey, places: &places)
            if let place {
                keyBytes.removeSubrange(start...)
                valueStack[firstValue + place] = value
            } else {
                let hash = keyBytes.withUnsafeBytes {
                    keyHash(UnsafeRawBufferPointer(rebasing: $0[start...]))
                }
                keyStack.append(
                    KeyEntry(offset: UInt32(start), count: UInt32(keyBytes.count - start), hash: hash))
                valueStack.append(value)
            }
            skipBlanks()
            if peek() == UInt8(ascii: "}") { break }
            guard peek() == UInt8(ascii: ",") else { throw unexpected("`,` or `}`") }
            at += 1
        }
        leave()
    }

    /// The place of an equal name before it. Few names are compared in turn, many by a dictionary.
    private func earlier(keyFrom start: Int, firstKey: Int, places: inout [[UInt8]: Int]) -> Int? {
        let count = keyStack.count - firstKey
        let key = keyBytes[start...]
        if count < 16 {
            for i in 0..<count where key.elementsEqual(bytes(of: keyStack[firstKey + i])) { return i }
            return nil
        }
        if places.isEmpty {
            for i in 0..<count { places[Array(bytes(of: keyStack[firstKey + i]))] = i }
        }
        let name = Array(key)
        if let place = places[name] { return place }
        places[name] = count
        return nil
    }

    private func bytes(of key: KeyEntry) -> ArraySlice<UInt8> {
        keyBytes[Int(key.offset)..<Int(key.offset + key.count)]
    }

    private mutating func array(into arena: inout DataArena) throws(Problem) -> Value {
        try enter()
        let first = valueStack.count
        skipBlanks()
        if peek() == UInt8(ascii: "]") {
            leave()
            return arena.array([])
        }
        while true {
            valueStack.append(try value(into: &arena))
            skipBlanks()
            if peek() == UInt8(ascii: "]") { break }
            guard peek() == UInt8(ascii: ",") else { throw unexpected("`,` or `]`") }
            at += 1
        }
        leave()
        let result = arena.array(valueStack[first...])
        valueStack.removeSubrange(first...)
        return result
    }

    private mutating func enter() throws(Problem) {
        depth += 1
        if depth > Self.maximumDepth {
            throw Problem(
                message: "more than \(Self.maximumDepth) objects and arrays within each other", offset: at)
        }
        at += 1
    }

    private mutating func leave() {
        depth -= 1
        at += 1
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(Problem) -> Value {
        let count = word.utf8CodeUnitCount
        guard at + count <= text.count else { throw unexpected("a value") }
        for i in 0..<count where text[at + i] != word.utf8Start[i] { throw unexpected("a value") }
        at += count
        return value
    }

    @inline(__always)
    func peek() -> UInt8 { at < text.count ? text[at] : 0 }

    mutating func skipBlanks() {
        while at < text.count, text[at] == 0x20 || text[at] == 0x0A || text[at] == 0x0D || text[at] == 0x09 {
            at += 1
        }
    }

    func unexpected(_ wanted: String) -> Problem {
        guard at < text.count else {
            return Problem(message: "the text ends where \(wanted) should be", offset: at)
        }
        return Problem(message: "expected \(wanted)", offset: at)
    }
}
