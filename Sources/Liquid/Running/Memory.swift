// The raw memory of the machine. Everything unsafe that outlives a single function is in this file.
//
// Invariants: `RawList.base` holds `capacity` elements, of which `count` are meaningful; elements are
// trivial, so nothing is initialised or released one by one. What `Chunks.allocate` returns stays where it is
// until `reset`.

/// Whether two runs hold the same bytes; eight are looked at together.
@inline(__always)
func same(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let x = a.baseAddress, let y = b.baseAddress else { return true }
    return same(UnsafeRawPointer(x), UnsafeRawPointer(y), a.count)
}

/// The same for `count` bytes at two places; the last eight are looked at together even where some of them were before.
@inline(__always)
func same(_ x: UnsafeRawPointer, _ y: UnsafeRawPointer, _ count: Int) -> Bool {
    func differ<Word: FixedWidthInteger & BitwiseCopyable>(_ i: Int, as word: Word.Type) -> Bool {
        x.loadUnaligned(fromByteOffset: i, as: word) != y.loadUnaligned(fromByteOffset: i, as: word)
    }
    if count >= 8 {
        var i = 0
        while i &+ 8 < count {
            if differ(i, as: UInt64.self) { return false }
            i &+= 8
        }
        return !differ(count &- 8, as: UInt64.self)
    }
    if count >= 4 { return !differ(0, as: UInt32.self) && !differ(count &- 4, as: UInt32.self) }
    if count >= 2 { return !differ(0, as: UInt16.self) && !differ(count &- 2, as: UInt16.self) }
    return count == 0 || !differ(0, as: UInt8.self)
}

extension [UInt8] {
    /// Appends bytes in pieces short enough for a copy in registers.
    mutating func append(inPieces bytes: UnsafeRawBufferPointer) {
        let wanted = count + bytes.count
        if capacity < wanted { reserveCapacity(Swift.max(wanted, capacity * 2)) }
        var i = 0
        while i < bytes.count {
            let end = Swift.min(bytes.count, i + 2_000)
            append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[i..<end]))
            i = end
        }
    }
}

/// A growing list of trivial elements without bounds, reference counts or exclusivity checks. Freed by hand.
struct RawList<Element: BitwiseCopyable>: BitwiseCopyable {
    private(set) var base: UnsafeMutablePointer<Element>
    var count = 0
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    func free() { base.deallocate() }

    @inline(__always)
    subscript(_ index: Int) -> Element {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }

    @inline(__always)
    var last: Element {
        get { base[count &- 1] }
        nonmutating set { base[count &- 1] = newValue }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        base[count] = element
        count &+= 1
    }

    @inline(__always)
    mutating func popLast() -> Element {
        count &-= 1
        return base[count]
    }

    /// Makes room for `extra` more elements than there are.
    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if capacity &- count < extra { grow(by: extra) }
    }

    @inline(__always)
    mutating func append(_ elements: UnsafePointer<Element>, _ number: Int) {
        reserve(number)
        base.advanced(by: count).update(from: elements, count: number)
        count &+= number
    }

    mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        if let start = elements.baseAddress { append(start, elements.count) }
    }

    /// Gives memory back where an unusually large round made it grow.
    mutating func shrink(to most: Int) {
        count = 0
        guard capacity > most else { return }
        base.deallocate()
        capacity = most
        base = .allocate(capacity: most)
    }

    @inline(never)
    private mutating func grow(by extra: Int) {
        // Half as much again once it is large, so that old and new together stay within bounds.
        let bytes = capacity * MemoryLayout<Element>.stride
        let wanted = max(bytes < 16 << 20 ? capacity * 2 : capacity + capacity / 2, count + extra)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity = wanted
    }
}

extension RawList where Element == UInt8 {
    mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    mutating func append(text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}

/// Memory for the values that a rendering builds: handed out in order, taken back all at once.
struct Chunks: BitwiseCopyable {
    private var blocks = RawList<Block>(capacity: 8)
    private var next: UnsafeMutableRawPointer
    private var end: UnsafeMutableRawPointer
    private static let firstSize = 1 << 16

    private struct Block: BitwiseCopyable {
        var base: UnsafeMutableRawPointer
        var size: Int
    }

    init() {
        next = .allocate(byteCount: Self.firstSize, alignment: 16)
        end = next + Self.firstSize
        blocks.append(Block(base: next, size: Self.firstSize))
    }

    /// 16-byte aligned.
    @inline(__always)
    mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        let rounded = (bytes &+ 15) & ~15
        if end - next < rounded { addBlock(rounded) }
        let result = next
        next += rounded
        return result
    }

    @inline(never)
    private mutating func addBlock(_ bytes: Int) {
        let size = max(bytes, min(blocks.last.size * 2, 8 << 20))
        next = .allocate(byteCount: size, alignment: 16)
        end = next + size
        blocks.append(Block(base: next, size: size))
    }

    /// Takes everything back; the largest block of up to 1 MB is kept, so that the next round allocates
    /// nothing.
    mutating func reset() {
        while blocks.count > 1, blocks.last.size > 1 << 20 { blocks.popLast().base.deallocate() }
        let kept = blocks.popLast()
        while blocks.count > 0 { blocks.popLast().base.deallocate() }
        blocks.append(kept)
        next = kept.base
        end = kept.base + kept.size
    }

    mutating func free() {
        while blocks.count > 0 { blocks.popLast().base.deallocate() }
        blocks.free()
    }
}
