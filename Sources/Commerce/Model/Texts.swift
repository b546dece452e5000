/// Every text of a run, once: item numbers, customer numbers, descriptions, units.
///
/// Ids are dense and count from 0, which is the empty text. Texts are kept to the byte: nothing is trimmed or
/// folded here. A value type: reading interns into one copy, later phases share it unchanged. Beside its bytes a
/// text costs 4 for its start and 5 to 11 for its slot.
package struct Texts: Sendable {
    @usableFromInline var arena: [UInt8] = []
    /// Where each text starts, less the gibibytes of ``laps``; one more than there are texts.
    @usableFromInline var starts: [UInt32]
    /// The first place in ``starts`` of every further 4 GiB of the arena.
    @usableFromInline var laps: [Int] = []
    /// Open addressing: the id plus one and, in the bits above ``idMask``, some of the hash; 0 is an empty slot.
    @usableFromInline var slots: [UInt32]
    /// The bits of a slot that are an id: as many as number the slots, of which a quarter stays empty.
    @usableFromInline var idMask: UInt32

    @usableFromInline var hashes: [UInt64] = []
    @usableFromInline var touching = Touching()
    /// Whether most of the many texts that were looked for last were new: those are compared with none.
    @usableFromInline var areMostlyNew = false

    /// - Parameters:
    ///   - capacity: About how many texts come.
    ///   - bytes: How many bytes they hardly go beyond; room costs nothing while it is not used.
    package init(capacity: Int = 1 << 12, bytes: Int = 1 << 16) {
        slots = RoomyTable.zeros(max(16, (capacity * 4 / 3).nextPowerOfTwo))
        idMask = UInt32(truncatingIfNeeded: slots.count - 1)
        arena = .roomy(capacity: bytes)
        starts = .roomy(capacity: capacity * 2)
        starts.append(0)
        _ = intern(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// The same texts under the same ids in memory of its own, with room for more.
    package init(_ other: Texts, capacity: Int, bytes: Int) {
        arena = .roomy(capacity: max(bytes, other.byteCount))
        arena.append(contentsOf: other.arena)
        starts = .roomy(capacity: max(capacity, other.count) + 1)
        starts.append(contentsOf: other.starts)
        laps = other.laps
        slots = []
        idMask = other.idMask
        if capacity * 4 > other.slots.count * 3 {
            makeSlots(other.slots.count * 2, for: capacity)
        } else {
            slots = .roomy(capacity: other.slots.count)
            slots.append(contentsOf: other.slots)
        }
    }

    /// Gives the texts memory of their own, with room for some more, before more are added to texts that somebody else
    /// holds too: the copy on the first write would have no room, and be copied again soon.
    package mutating func part(more: Int) {
        self = Texts(self, capacity: count + more, bytes: byteCount + more * 16)
    }

    package var count: Int { starts.count - 1 }

    /// The bytes of all texts together.
    package var byteCount: Int { arena.count }

    /// The id of a text, new or known.
    @inlinable
    package mutating func intern(_ text: UnsafeRawBufferPointer) -> TextID {
        let hash = Self.hash(text)
        if let known = find(text, hash: hash) { return known }
        return add(text, hash: hash)
    }

    /// The ids of many texts.
    ///
    /// What they are looked for in is touched first, one step for all of them and then the next, so that the waits for
    /// memory overlap: each alone would wait two or three times.
    @inlinable
    package mutating func intern(
        _ count: Int, _ text: (Int) -> UnsafeRawBufferPointer, into ids: inout [TextID]
    ) {
        if (self.count + count) * 4 > slots.count * 3 { grow(for: self.count + count) }
        hashes.removeAll(keepingCapacity: true)
        for at in 0..<count { hashes.append(Self.hash(text(at))) }
        touch()
        let known = self.count
        for at in 0..<count {
            let (text, hash) = (text(at), hashes[at])
            let slot = slot(of: text, hash)
            ids.append(slots[slot] == 0 ? add(text, hash, in: slot) : id(in: slots[slot]))
        }
        areMostlyNew = (self.count - known) * 4 > count * 3
    }

    /// Touches what the texts of ``hashes`` are compared with.
    @usableFromInline
    mutating func touch() {
        var touching = Touching()
        swap(&touching, &self.touching)
        let mask = slots.count - 1
        touching.begin(hashes) { Int(truncatingIfNeeded: $0) & mask }
        touching.touch { slots[$0] }
        if !areMostlyNew {
            touching.go { at, _ in firstID(hashes[at]) }
            touch(&touching)
        }
        swap(&touching, &self.touching)
    }

    /// Touches texts whose indices are the places: where they start, then their bytes.
    @inline(__always)
    func touch(_ touching: inout Touching) {
        touching.touch { starts[$0] }
        guard !arena.isEmpty else { return }
        let last = arena.count - 1
        touching.touch { text in
            UInt32(arena[min(start(text), last)]) &+ UInt32(arena[max(0, min(start(text + 1), last + 1) - 1)])
        }
    }

    /// The first text that may have a hash, -1 for none.
    @inline(__always)
    private func firstID(_ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        let tag = tag(hash)
        while slots[slot] != 0 {
            if (slots[slot] ^ tag) & ~idMask == 0 { return Int(slots[slot] & idMask) - 1 }
            slot = (slot &+ 1) & mask
        }
        return -1
    }

    @inlinable @inline(__always)
    func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash &>> 32) }

    /// Where the text of an id starts in the arena; of ``count``, where the last one ends.
    @inlinable @inline(__always)
    func start(_ index: Int) -> Int {
        laps.isEmpty ? Int(starts[index]) : Int(starts[index]) + lapsBefore(index) << 32
    }

    @usableFromInline
    func lapsBefore(_ index: Int) -> Int { laps.count { $0 <= index } }

    /// Notes where the text after the last one starts.
    @inline(__always)
    private mutating func noteStart(_ start: Int) {
        if start &>> 32 != laps.count { laps.append(starts.count) }
        starts.append(UInt32(truncatingIfNeeded: start))
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
        start(id.index + 1) - start(id.index)
    }

    /// All texts one behind the other; ``range(_:)`` says where each stands.
    @inlinable package var bytes: [UInt8] { arena }

    /// Where a text stands in ``bytes``.
    @inlinable @inline(__always)
    package func range(_ id: TextID) -> Range<Int> { start(id.index)..<start(id.index + 1) }

    /// Lends the bytes of a text.
    @inlinable
    package func withBytes<Result>(_ id: TextID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = start(id.index)
        let end = self.start(id.index + 1)
        return arena.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    /// Whether a text is these bytes; cheaper than finding its id.
    @inlinable
    package func matches(_ id: TextID, _ text: UnsafeRawBufferPointer) -> Bool {
        let start = start(id.index)
        guard self.start(id.index + 1) - start == text.count else { return false }
        return arena.withUnsafeBytes { Self.equal($0, start, text) }
    }

    /// Lends the whole arena and the starts, for loops over many texts.
    package func withArena<Result>(_ body: (UnsafeRawBufferPointer, TextStarts) -> Result) -> Result {
        arena.withUnsafeBytes { bytes in
            starts.withUnsafeBufferPointer { starts in
                laps.withUnsafeBufferPointer { body(bytes, TextStarts(starts: starts, laps: $0)) }
            }
        }
    }

    @inlinable
    package func append(_ id: TextID, to out: inout [UInt8]) {
        out.append(contentsOf: arena[start(id.index)..<start(id.index + 1)])
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

    @inlinable @inline(__always)
    func find(_ text: UnsafeRawBufferPointer, hash: UInt64) -> TextID? {
        let entry = slots[slot(of: text, hash)]
        return entry == 0 ? nil : id(in: entry)
    }

    /// The slot of a text, or the empty one that it would have.
    @inlinable @inline(__always)
    func slot(of text: UnsafeRawBufferPointer, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        let tag = tag(hash)
        while true {
            let entry = slots[slot]
            if entry == 0 { return slot }
            if (entry ^ tag) & ~idMask == 0, matches(id(in: entry), text) { return slot }
            slot = (slot &+ 1) & mask
        }
    }

    @inlinable @inline(__always)
    func id(in slot: UInt32) -> TextID { TextID(rawValue: Int32(truncatingIfNeeded: slot & idMask) &- 1) }

    @usableFromInline
    mutating func add(_ text: UnsafeRawBufferPointer, hash: UInt64) -> TextID {
        if (count + 1) * 4 > slots.count * 3 { grow(for: count + 1) }
        return add(text, hash, in: slot(of: text, hash))
    }

    /// Adds a text that is new, where there is room for it.
    @usableFromInline
    mutating func add(_ text: UnsafeRawBufferPointer, _ hash: UInt64, in slot: Int) -> TextID {
        let id = count
        slots[slot] = tag(hash) & ~idMask | UInt32(truncatingIfNeeded: id + 1)
        arena.append(contentsOf: text)
        noteStart(arena.count)
        return TextID(rawValue: Int32(truncatingIfNeeded: id))
    }

    @usableFromInline
    mutating func grow(for wanted: Int) {
        makeSlots(slots.count * 2, for: wanted)
    }

    private mutating func makeSlots(_ least: Int, for wanted: Int) {
        var size = least
        while wanted * 4 > size * 3 { size *= 2 }
        slots = RoomyTable.zeros(size)
        idMask = UInt32(truncatingIfNeeded: size - 1)
        let mask = size - 1
        for id in 0..<count {
            let hash = withBytes(TextID(rawValue: Int32(truncatingIfNeeded: id))) { Self.hash($0) }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = tag(hash) & ~idMask | UInt32(truncatingIfNeeded: id + 1)
        }
    }

    /// Invariant: `start + text.count` lies within the arena; every load lies within both.
    @inlinable @inline(__always)
    static func equal(_ arena: UnsafeRawBufferPointer, _ start: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let count = text.count
        guard count > 0, let base = arena.baseAddress, let right = text.baseAddress else { return true }
        let left = base + start
        if count >= 8 {
            var i = 0
            let last = count &- 8
            while i < last {
                if word(left, i) != word(right, i) { return false }
                i &+= 8
            }
            return word(left, last) == word(right, last)
        }
        if count >= 4 {
            return half(left, 0) == half(right, 0) && half(left, count &- 4) == half(right, count &- 4)
        }
        for i in 0..<count
        where left.load(fromByteOffset: i, as: UInt8.self) != right.load(fromByteOffset: i, as: UInt8.self) {
            return false
        }
        return true
    }

    @inlinable @inline(__always)
    static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inlinable @inline(__always)
    static func half(_ base: UnsafeRawPointer, _ offset: Int) -> UInt32 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
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

/// Where the texts of ``Texts`` start, for loops over many.
package struct TextStarts {
    /// Less the gibibytes of ``laps``.
    package let starts: UnsafeBufferPointer<UInt32>
    /// The first place in ``starts`` of every further 4 GiB; empty as a rule.
    package let laps: UnsafeBufferPointer<Int>

    fileprivate init(starts: UnsafeBufferPointer<UInt32>, laps: UnsafeBufferPointer<Int>) {
        self.starts = starts
        self.laps = laps
    }

    /// The start of the text of an index; of the number of texts, the end of the last.
    @inlinable
    package subscript(index: Int) -> Int {
        @inline(__always) get { laps.isEmpty ? Int(starts[index]) : startBeyond(index) }
    }

    @usableFromInline
    func startBeyond(_ index: Int) -> Int { Int(starts[index]) + laps.count { $0 <= index } << 32 }
}

extension Int {
    var nextPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
