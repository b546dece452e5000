/// Items found by a 32-bit key, in flat arrays: in each bucket they stand in the order of the register.
struct ItemBuckets: Sendable {
    private var starts: [UInt32]
    private var entries: [(key: UInt32, item: Int32)]

    /// `keys` has one entry an item, nil for an item that is not to be found.
    init(keys: [UInt32?]) {
        starts = [UInt32](repeating: 0, count: keys.count + 1)
        for case .some(let key) in keys { starts[Self.bucket(key, keys.count)] += 1 }
        var end: UInt32 = 0
        for bucket in keys.indices {
            end += starts[bucket]
            starts[bucket] = end
        }
        starts[keys.count] = end
        entries = Array(repeating: (0, -1), count: Int(end))
        for item in keys.indices.reversed() {
            guard let key = keys[item] else { continue }
            let bucket = Self.bucket(key, keys.count)
            starts[bucket] -= 1
            entries[Int(starts[bucket])] = (key, Int32(truncatingIfNeeded: item))
        }
    }

    private static func bucket(_ key: UInt32, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(key &* 0x9E37_79B1) &* UInt64(count)) &>> 32)
    }

    /// Index in the register of every item of the key; keys of other texts may be equal, so compare these.
    func items(_ key: UInt32) -> some Sequence<Int> {
        let count = starts.count - 1
        let bucket = count == 0 ? 0 : Self.bucket(key, count)
        let range = count == 0 ? 0..<0 : Int(starts[bucket])..<Int(starts[bucket + 1])
        return range.lazy.filter { entries[$0].key == key }.map { Int(entries[$0].item) }
    }
}
