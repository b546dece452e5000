/// Every text of a run, once: item numbers, customer numbers, descriptions, units.
///
/// Ids are dense and count from 0, which is the empty text. Texts are kept to the byte: nothing is trimmed or
/// folded here. A value type: reading interns into one copy, later phases share it unchanged.
package struct Texts: Sendable {
    @usableFromInline var arena: [UInt8] = []
    /// Where each text starts; one more than there are texts.
    @usableFromInline var starts: [UInt]
    /// Open addressing: the upper half of the hash, then the id plus one; 0 is an empty slot.
    @usableFromInline var slots: [UInt64]

    /// Keeps the touching of ``intern(_:ends:into:)`` from being left out.
    private var lastTouched: UInt64 = 0

    package init(capacity: Int = 1 << 12) {
        slots = RoomyTable.zeros(max(16, (capacity * 2).nextPowerOfTwo))
        arena = .roomy(capacity: capacity * 16)
        starts = .roomy(capacity: capacity)
        starts.append(0)
        _ = intern(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    package var count: Int { starts.count - 1 }

    /// The id of a text, new or known.
    @inlinable
    package mutating func intern(_ text: UnsafeRawBufferPointer) -> TextID {
        let hash = Self.hash(text)
        if let known = find(text, hash: hash) { return known }
        return add(text, hash: hash)
    }

    /// The ids of many texts that lie one behind the other in `bytes`, each up to its `end`.
    ///
    /// The places of all are touched first, so that the waits for memory overlap: most are new, and each would
    /// wait alone.
    package mutating func intern(_ bytes: [UInt8], ends: [Int], into ids: inout [TextID]) {
        bytes.withUnsafeBytes { bytes in
            var hashes: [UInt64] = []
            hashes.reserveCapacity(ends.count)
            var start = 0
            var touched: UInt64 = 0
            let mask = slots.count - 1
            for end in ends {
                let hash = Self.hash(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                hashes.append(hash)
                touched |= slots[Int(truncatingIfNeeded: hash) & mask]
                start = end
            }
            lastTouched = touched
            start = 0
            for (at, end) in ends.enumerated() {
                let text = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                ids.append(find(text, hash: hashes[at]) ?? add(text, hash: hashes[at]))
                start = end
            }
        }
    }

    package mutating func intern(_ text: String) -> TextID {
        var copy = text
        return copy.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    package mutating func intern(_ text: [UInt8]) -> TextID {
        text.withUnsafeBytes { intern($0) }
    }

    /// The id of a text that is known, else nil.
    package func find(_ text: UnsafeRawBufferPointer) -> TextID? {
        find(text, hash: Self.hash(text))
    }

    package func find(_ text: String) -> TextID? {
        var copy = text
        return copy.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    package func string(_ id: TextID) -> String {
        withBytes(id) { String(decoding: $0, as: UTF8.self) }
    }

    @inlinable
    package func length(_ id: TextID) -> Int {
        Int(starts[id.index + 1] - starts[id.index])
    }

    /// Lends the bytes of a text.
    @inlinable
    package func withBytes<Result>(_ id: TextID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = Int(starts[id.index])
        let end = Int(starts[id.index + 1])
        return arena.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    /// Whether a text is these bytes; cheaper than finding its id.
    @inlinable
    package func matches(_ id: TextID, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = Int(starts[id.index])
        guard Int(starts[id.index + 1]) - start == text.count else { return false }
        return arena.withUnsafeBytes { Self.equal($0, start, text) }
    }

    /// Lends the whole arena and the starts, for loops over many texts.
    package func withArena<Result>(_ body: (UnsafeRawBufferPointer, UnsafeBufferPointer<UInt>) -> Result)
        -> Result
    {
        arena.withUnsafeBytes { bytes in starts.withUnsafeBufferPointer { body(bytes, $0) } }
    }

    @inlinable
    package func append(_ id: TextID, to out: inout [UInt8]) {
        out.append(contentsOf: arena[Int(starts[id.index])..<Int(starts[id.index + 1])])
    }

    /// Whether `a` stands before `b` by bytes.
    package func precedes(_ a: TextID, _ b: TextID) -> Bool {
        compare(a, b) < 0
    }

    /// Negative, zero or positive, by bytes.
    package func compare(_ a: TextID, _ b: TextID) -> Int {
        if a == b { return 0 }
        return withBytes(a) { x in
            withBytes(b) { y in
                let shared = min(x.count, y.count)
                for i in 0..<shared where x[i] != y[i] { return x[i] < y[i] ? -1 : 1 }
                return x.count - y.count
            }
        }
    }

    @inlinable
    func find(_ text: UnsafeRawBufferPointer, hash: UInt64) -> TextID? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        let tag = hash >> 32
        return slots.withUnsafeBufferPointer { slots in
            arena.withUnsafeBytes { arena in
                starts.withUnsafeBufferPointer { starts in
                    while true {
                        let entry = slots[slot]
                        if entry == 0 { return nil }
                        if entry >> 32 == tag {
                            let id = Int(entry & 0xFFFF_FFFF) - 1
                            let start = Int(starts[id])
                            let length = Int(starts[id + 1]) - start
                            if length == text.count, Self.equal(arena, start, text) {
                                return TextID(rawValue: Int32(truncatingIfNeeded: id))
                            }
                        }
                        slot = (slot + 1) & mask
                    }
                }
            }
        }
    }

    @usableFromInline
    mutating func add(_ text: UnsafeRawBufferPointer, hash: UInt64) -> TextID {
        let id = count
        arena.append(contentsOf: text)
        starts.append(UInt(arena.count))
        if count * 2 > slots.count { grow() }
        place(hash: hash, id: id)
        return TextID(rawValue: Int32(truncatingIfNeeded: id))
    }

    private mutating func place(hash: UInt64, id: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(id + 1)
    }

    private mutating func grow() {
        slots = RoomyTable.zeros(slots.count * 2)
        for id in 0..<(count - 1) {
            let hash = withBytes(TextID(rawValue: Int32(id))) { Self.hash($0) }
            place(hash: hash, id: id)
        }
    }

    @inlinable @inline(__always)
    static func equal(_ arena: UnsafeRawBufferPointer, _ start: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        var i = 0
        let count = text.count
        guard count > 0, let left = arena.baseAddress, let right = text.baseAddress else { return true }
        while i &+ 8 <= count {
            let x = left.loadUnaligned(fromByteOffset: start &+ i, as: UInt64.self)
            if x != right.loadUnaligned(fromByteOffset: i, as: UInt64.self) { return false }
            i &+= 8
        }
        while i < count {
            if left.load(fromByteOffset: start &+ i, as: UInt8.self)
                != right.load(fromByteOffset: i, as: UInt8.self)
            {
                return false
            }
            i &+= 1
        }
        return true
    }

    /// A multiply-and-fold hash over 8-byte words; fixed, so that runs repeat.
    @inlinable @inline(__always)
    static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        let count = text.count
        guard count > 0, let base = text.baseAddress else { return 0x9E37_79B9_7F4A_7C15 }
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        @inline(__always) func mix(_ word: UInt64) {
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = product.high ^ product.low
        }
        if count >= 8 {
            var i = 0
            while i &+ 8 <= count {
                mix(base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
                i &+= 8
            }
            if i < count { mix(base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)) }
        } else if count >= 4 {
            let head = UInt64(base.loadUnaligned(as: UInt32.self))
            let tail = UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            mix(head << 32 | tail)
        } else {
            let first = UInt64(base.load(as: UInt8.self))
            let middle = UInt64(base.load(fromByteOffset: count >> 1, as: UInt8.self))
            let last = UInt64(base.load(fromByteOffset: count &- 1, as: UInt8.self))
            mix(first << 16 | middle << 8 | last | 0xA5 << 24)
        }
        mix(0x2545_F491_4F6C_DD1D)
        return hash
    }
}

extension Int {
    var nextPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
