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
    var i = 0
    while i &+ 8 <= a.count {
        let left = UnsafeRawPointer(x + i).loadUnaligned(as: UInt64.self)
        if left != UnsafeRawPointer(y + i).loadUnaligned(as: UInt64.self) { return false }
        i &+= 8
    }
    while i < a.count {
        if x[i] != y[i] { return false }
        i &+= 1
    }
    return true
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
    /// Appends all of it, in pieces short enough for a copy in registers.
    func copy(to target: inout [UInt8]) {
        let wanted = target.count + count
        if target.capacity < wanted { target.reserveCapacity(max(wanted, target.capacity * 2)) }
        var i = 0
        while i < count {
            let piece = min(count - i, 2_000)
            target.append(contentsOf: UnsafeBufferPointer(start: base + i, count: piece))
            i += piece
        }
    }

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
