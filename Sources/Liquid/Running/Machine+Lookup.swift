import Notation

extension Machine {
    /// A field by its name's number. `.unset` where there is none. `isDotted`: also `size`, `first`, `last`.
    @inline(__always)
    mutating func field(_ object: Value, _ name: UInt32, _ site: UInt32, isDotted: Bool) throws(Fault)
        -> Value
    {
        if object.tag == .object {
            let entry = shapes[object.size]
            let cached = sites[Int(site)]
            if cached.shape == entry.id {
                if cached.slot >= 0 { return nodes(of: object)[Int(cached.slot)] }
            } else {
                let slot = find(names[Int(name)], in: entry, literals)
                sites[Int(site)] = SiteCache(shape: entry.id, slot: Int32(truncatingIfNeeded: slot))
                if slot >= 0 { return nodes(of: object)[slot] }
            }
        }
        return isDotted || object.tag == .scope ? try property(object, name) : .unset
    }

    /// The place of a key in a shape, or -1.
    func find(_ key: KeyEntry, in entry: ShapeEntry, _ base: UnsafePointer<UInt8>) -> Int {
        let text = Bytes(start: base + Int(key.offset), count: Int(key.count))
        if entry.mask == 0 {
            for i in 0..<Int(entry.count) where matches(i, entry, key.hash, text) { return i }
            return -1
        }
        var at = key.hash & entry.mask
        while true {
            let slot = shapeSlots[Int(entry.table + at)]
            if slot == 0 { return -1 }
            if matches(Int(slot) - 1, entry, key.hash, text) { return Int(slot) - 1 }
            at = (at + 1) & entry.mask
        }
    }

    @inline(__always)
    private func matches(_ index: Int, _ entry: ShapeEntry, _ hash: UInt32, _ text: Bytes) -> Bool {
        let key = shapeKeys[Int(entry.firstKey) + index]
        guard key.hash == hash, Int(key.count) == text.count else { return false }
        let own = bytes(of: Value(.text, space: .key, count: key.count, payload: Int64(key.offset)))
        return same(own, text)
    }

    /// `size`, `first`, `last` and the fields of loops.
    @inline(never)
    mutating func property(_ object: Value, _ name: UInt32) throws(Fault) -> Value {
        switch object.tag {
        case .forLoop, .tableLoop: return loopField(object, name)
        case .scope: return slots[Int(object.payload) &* 4 &* nameCount &+ Int(name)]
        case .array:
            if name == labels.size { return .integer(object.size) }
            if name == labels.first { return object.size > 0 ? nodes(of: object)[0] : .nil }
            if name == labels.last { return object.size > 0 ? nodes(of: object)[object.size - 1] : .nil }
        case .object:
            if name == labels.size { return .integer(Int(shape(of: object).count)) }
            if name == labels.first { return try firstPair(of: object) }
        case .text:
            if name == labels.size { return .integer(try characterCount(of: bytes(of: object))) }
            if name == labels.first { return try slice(object, from: 0, count: 1) }
            if name == labels.last {
                let count = try characterCount(of: bytes(of: object))
                return try slice(object, from: max(0, count - 1), count: 1)
            }
        case .range:
            if name == labels.size { return .integer(rangeCount(object)) }
            if name == labels.first { return .integer(rangeEnds(object).first) }
            if name == labels.last { return .integer(rangeEnds(object).last) }
        case .integer:
            if name == labels.size { return .integer(8) }
        default: break
        }
        return .unset
    }

    mutating func firstPair(of object: Value) throws(Fault) -> Value {
        let entry = shape(of: object)
        guard entry.count > 0 else { return .nil }
        return try makePair(key(0, of: entry), nodes(of: object)[0])
    }

    /// `object[key]`: integers into arrays, from the end where negative; texts into objects.
    mutating func element(_ object: Value, _ key: Value) throws(Fault) -> Value {
        switch (object.tag, key.tag) {
        case (.array, .integer):
            let index = key.payload < 0 ? Int(key.payload) + object.size : Int(key.payload)
            return index >= 0 && index < object.size ? nodes(of: object)[index] : .unset
        case (.object, .text): return member(object, key)
        case (.object, .integer): return .nil
        case (.scope, .text): return try variable(named: key, inFrame: Int(object.payload) * 4 * nameCount)
        default: return .unset
        }
    }

    func member(_ object: Value, _ key: Value) -> Value {
        let text = bytes(of: key)
        guard let start = text.baseAddress else {
            let empty = KeyEntry(offset: 0, count: 0, hash: keyHash(UnsafeRawBufferPointer(text)))
            let slot = find(empty, in: shape(of: object), literals)
            return slot >= 0 ? nodes(of: object)[slot] : .unset
        }
        let entry = KeyEntry(offset: 0, count: key.count, hash: keyHash(UnsafeRawBufferPointer(text)))
        let slot = find(entry, in: shape(of: object), start)
        return slot >= 0 ? nodes(of: object)[slot] : .unset
    }

    /// A variable by a name that only the data or an expression knows.
    mutating func variable(named name: Value) throws(Fault) -> Value {
        try variable(named: name, inFrame: frame)
    }

    private mutating func variable(named name: Value, inFrame frame: Int) throws(Fault) -> Value {
        guard name.tag == .text else { return .unset }
        let text = bytes(of: name)
        try step(1 + text.count >> 6)
        if let number = withHeld({ $0.numberOfName[String(decoding: text, as: UTF8.self)] }) {
            return slots[frame + Int(number)]
        }
        return frame == 0 ? rootValue(text) : .unset
    }

    private func rootValue(_ name: Bytes) -> Value {
        guard let values = root.values, let names = root.names else { return .unset }
        for i in stride(from: root.count - 1, through: 0, by: -1) where names[i].utf8.elementsEqual(name) {
            return values[i]
        }
        return .unset
    }

    // MARK: Characters

    /// Unicode scalars: what the reference counts as characters.
    mutating func characterCount(of text: Bytes) throws(Fault) -> Int {
        try step(text.count >> 6)
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// `count` characters from the `from`th on.
    mutating func slice(_ text: Value, from: Int, count: Int) throws(Fault) -> Value {
        let bytes = bytes(of: text)
        try step(bytes.count >> 6)
        let start = Self.offset(ofCharacter: from, in: bytes, after: 0)
        let end = Self.offset(ofCharacter: count, in: bytes, after: start)
        return try makeText(Bytes(rebasing: bytes[start..<end]))
    }

    /// Where the `number`th character after `start` begins; the end where there are fewer.
    static func offset(ofCharacter number: Int, in bytes: Bytes, after start: Int) -> Int {
        var left = number
        var i = start
        while i < bytes.count {
            if left == 0 { return i }
            left -= 1
            i += 1
            while i < bytes.count, bytes[i] & 0xC0 == 0x80 { i += 1 }
        }
        return bytes.count
    }
}
