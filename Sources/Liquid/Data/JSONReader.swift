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
    /// Where the arena's bytes hold the whole text. Strings without escapes stay where they stand in it.
    var copy = 0
    private var depth = 0
    /// Names of the objects that are open; entries count in the arena's bytes.
    private var keys = RawList<KeyEntry>(capacity: 64)
    private var values = RawList<Value>(capacity: 64)

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    deinit {
        keys.free()
        values.free()
    }

    /// The members of the top-level object.
    mutating func readTop(into arena: inout DataArena) throws(Problem) -> [(name: String, value: Value)] {
        copy = arena.bytes.count
        arena.bytes.append(inPieces: text)
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { at = 3 }
        skipBlanks()
        guard peek() == UInt8(ascii: "{") else { throw unexpected("an object `{...}`") }
        _ = try members(into: &arena, site: 0)
        skipBlanks()
        if at < text.count { throw unexpected("nothing more") }
        return (0..<keys.count).map { i in
            let start = Int(keys[i].offset)
            let name = String(decoding: arena.bytes[start..<start + Int(keys[i].count)], as: UTF8.self)
            return (name, values[i])
        }
    }

    private mutating func value(into arena: inout DataArena, site: Int) throws(Problem) -> Value {
        skipBlanks()
        switch peek() {
        case UInt8(ascii: "\""):
            let (offset, count) = try string(into: &arena)
            return Value(.text, count: UInt32(truncatingIfNeeded: count), payload: Int64(offset))
        case UInt8(ascii: "-"), 0x30...0x39: return try number(into: &arena)
        case UInt8(ascii: "{"): return try object(into: &arena, site: site)
        case UInt8(ascii: "["): return try array(into: &arena, site: site)
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        case UInt8(ascii: "n"): return try word("null", .nil)
        default: throw unexpected("a value")
        }
    }

    private mutating func object(into arena: inout DataArena, site: Int) throws(Problem) -> Value {
        let (firstKey, firstValue) = (keys.count, values.count)
        var shape = try members(into: &arena, site: site)
        if shape < 0 {
            let names = UnsafeBufferPointer(start: keys.base + firstKey, count: keys.count - firstKey)
            shape = arena.bytes.withUnsafeBytes { arena.shapes.index(ofKeys: names, in: $0) }
            // A name with an escape is not among the guesses: it does not stand in the text as it is.
            let isPlain = names.allSatisfy { Int($0.offset) < copy + text.count }
            arena.guesses[site] = isPlain ? UInt32(shape) : .max
        }
        let at = arena.nodes.count
        arena.nodes.append(
            contentsOf: UnsafeBufferPointer(start: values.base + firstValue, count: values.count - firstValue)
        )
        keys.count = firstKey
        values.count = firstValue
        return Value(.object, count: UInt32(shape), payload: Int64(at * MemoryLayout<Value>.stride))
    }

    /// Leaves the names on `keys` and the values on `values`. The shape, where the names are exactly those of the
    /// object that last stood at this site; else -1.
    private mutating func members(into arena: inout DataArena, site: Int) throws(Problem) -> Int {
        try enter()
        let (firstKey, firstValue) = (keys.count, values.count)
        var places: [[UInt8]: Int] = [:]
        skipBlanks()
        if peek() == UInt8(ascii: "}") {
            leave()
            return -1
        }
        let guess = Int(arena.guesses[site])
        var isGuessed = guess < arena.shapes.entries.count
        while true {
            skipBlanks()
            guard peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
            let number = keys.count &- firstKey
            var place: Int?
            var key = isGuessed ? guessed(number, of: guess, arena.shapes) : nil
            if key == nil {
                isGuessed = false
                let found = try name(into: &arena)
                place = earlier(found, firstKey: firstKey, places: &places, arena.bytes)
                key = found
            }
            skipBlanks()
            guard peek() == UInt8(ascii: ":") else { throw unexpected("`:`") }
            at &+= 1
            let child = (site &* 5 &+ number &+ 1) & (DataArena.siteCount &- 1)
            let value = try value(into: &arena, site: child)
            if let place {
                values[firstValue + place] = value
            } else if let key {
                keys.append(key)
                values.append(value)
            }
            skipBlanks()
            if peek() == UInt8(ascii: "}") { break }
            guard peek() == UInt8(ascii: ",") else { throw unexpected("`,` or `}`") }
            at &+= 1
        }
        leave()
        guard isGuessed, Int(arena.shapes.entries[guess].count) == keys.count - firstKey else { return -1 }
        return guess
    }

    /// The name that starts here, if it is the `number`th of a shape.
    @inline(__always)
    private mutating func guessed(_ number: Int, of guess: Int, _ shapes: borrowing ShapeTable) -> KeyEntry? {
        let entry = shapes.entries[guess]
        guard number < Int(entry.count) else { return nil }
        let key = shapes.keys[Int(entry.firstKey) &+ number]
        let count = Int(key.count)
        let start = at &+ 1
        guard start &+ count < text.count, text[start &+ count] == 0x22, let bytes = text.baseAddress else {
            return nil
        }
        let isSame = shapes.keyBytes.withUnsafeBytes { own in
            own.baseAddress.map { same($0 + Int(key.offset), bytes + start, count) } ?? true
        }
        guard isSame else { return nil }
        at = start &+ count &+ 1
        return KeyEntry(
            offset: UInt32(truncatingIfNeeded: copy &+ start), count: key.count, hash: key.hash)
    }

    private mutating func name(into arena: inout DataArena) throws(Problem) -> KeyEntry {
        let (offset, count) = try string(into: &arena)
        let hash = arena.bytes.withUnsafeBytes {
            keyHash(UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
        }
        return KeyEntry(
            offset: UInt32(truncatingIfNeeded: offset), count: UInt32(truncatingIfNeeded: count), hash: hash)
    }

    /// The place of an equal name before it. Few names are compared in turn, many by a dictionary.
    private func earlier(
        _ key: KeyEntry, firstKey: Int, places: inout [[UInt8]: Int], _ bytes: [UInt8]
    ) -> Int? {
        func text(_ key: KeyEntry) -> ArraySlice<UInt8> {
            bytes[Int(key.offset)..<Int(key.offset) + Int(key.count)]
        }
        let count = keys.count - firstKey
        if count < 16 {
            for i in 0..<count where keys[firstKey + i].hash == key.hash {
                if text(keys[firstKey + i]) == text(key) { return i }
            }
            return nil
        }
        if places.isEmpty {
            for i in 0..<count { places[Array(text(keys[firstKey + i]))] = i }
        }
        let name = Array(text(key))
        if let place = places[name] { return place }
        places[name] = count
        return nil
    }

    private mutating func array(into arena: inout DataArena, site: Int) throws(Problem) -> Value {
        try enter()
        let first = values.count
        skipBlanks()
        if peek() == UInt8(ascii: "]") {
            leave()
            return arena.array([])
        }
        while true {
            values.append(try value(into: &arena, site: site))
            skipBlanks()
            if peek() == UInt8(ascii: "]") { break }
            guard peek() == UInt8(ascii: ",") else { throw unexpected("`,` or `]`") }
            at += 1
        }
        leave()
        let result = arena.array(
            UnsafeBufferPointer(start: values.base + first, count: values.count - first))
        values.count = first
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

    @inline(__always)
    mutating func skipBlanks() {
        if at < text.count, text[at] > 0x20 { return }
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
