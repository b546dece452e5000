/// All shapes of an arena, in flat arrays.
struct ShapeTable: Sendable {
    var entries: [ShapeEntry] = []
    var keys: [KeyEntry] = []
    var keyBytes: [UInt8] = []
    /// Open addressing: 0 is free, else the key's place in its shape plus one.
    var slots: [UInt32] = []
    private var indexOfHostShape: [UInt64: Int] = [:]
    private var indexesByContent: [UInt64: [Int]] = [:]
    private var lastHost: (id: UInt64, index: Int) = (0, 0)

    /// From here on keeping the shapes of documents past costs more than making them anew.
    var isLarge: Bool { entries.count > 512 || keyBytes.count > 65_536 }

    mutating func index(of record: Shape.Record) -> Int {
        if lastHost.id == record.id { return lastHost.index }
        if let index = indexOfHostShape[record.id] {
            lastHost = (record.id, index)
            return index
        }
        let first = keys.count
        for key in record.keys { add(key: Array(key.utf8)) }
        let index = addEntry(id: record.id, firstKey: first)
        indexOfHostShape[record.id] = index
        lastHost = (record.id, index)
        return index
    }

    mutating func index(ofKeys wanted: [KeyEntry], in text: UnsafeRawBufferPointer) -> Int {
        wanted.withUnsafeBufferPointer { index(ofKeys: $0, in: text) }
    }

    /// The shape of these keys, which must differ from each other; made where there is none yet.
    mutating func index(ofKeys wanted: UnsafeBufferPointer<KeyEntry>, in text: UnsafeRawBufferPointer) -> Int
    {
        var content: UInt64 = UInt64(wanted.count) &+ 0x9E37_79B9_7F4A_7C15
        for key in wanted { content = (content ^ UInt64(key.hash)) &* 0x0000_0100_0000_01B3 }
        for index in indexesByContent[content] ?? [] where matches(entries[index], wanted, text) {
            return index
        }
        let first = keys.count
        for key in wanted {
            let start = Int(key.offset)
            add(key: Array(text[start..<start + Int(key.count)]), hash: key.hash)
        }
        let index = addEntry(id: Shape.freshID(), firstKey: first)
        indexesByContent[content, default: []].append(index)
        return index
    }

    private func matches(
        _ entry: ShapeEntry, _ wanted: UnsafeBufferPointer<KeyEntry>, _ text: UnsafeRawBufferPointer
    ) -> Bool {
        guard Int(entry.count) == wanted.count else { return false }
        for (i, key) in wanted.enumerated() {
            let own = keys[Int(entry.firstKey) + i]
            guard own.hash == key.hash, own.count == key.count else { return false }
            for j in 0..<Int(key.count) where keyBytes[Int(own.offset) + j] != text[Int(key.offset) + j] {
                return false
            }
        }
        return true
    }

    private mutating func add(key: [UInt8], hash: UInt32? = nil) {
        let hash = hash ?? key.withUnsafeBytes { keyHash($0) }
        keys.append(KeyEntry(offset: UInt32(keyBytes.count), count: UInt32(key.count), hash: hash))
        keyBytes.append(contentsOf: key)
    }

    private mutating func addEntry(id: UInt64, firstKey: Int) -> Int {
        let count = keys.count - firstKey
        var content: UInt32 = 2_166_136_261
        for key in keys[firstKey...] { content = (content ^ key.hash) &* 16_777_619 }
        var entry = ShapeEntry(
            id: id, firstKey: UInt32(firstKey), count: UInt32(count), table: 0, mask: 0, content: content)
        if count > 8 {
            var size = 16
            while size < count * 2 { size *= 2 }
            entry.table = UInt32(slots.count)
            entry.mask = UInt32(size - 1)
            slots.append(contentsOf: repeatElement(0, count: size))
            for i in 0..<count {
                var at = Int(keys[firstKey + i].hash & entry.mask)
                while slots[Int(entry.table) + at] != 0 { at = (at + 1) & (size - 1) }
                slots[Int(entry.table) + at] = UInt32(i + 1)
            }
        }
        entries.append(entry)
        return entries.count - 1
    }
}
