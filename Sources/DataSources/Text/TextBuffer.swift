import Diagnostics

/// A window on a file's bytes that moves forward: one block, reused, which grows only for a record that does not
/// fit.
///
/// `memory[0..<end]` is text not yet given up. At least 64 zero bytes follow it, so that a word may be loaded at
/// any offset up to `end`, and a scan that looks for control characters meets a zero there. Behind
/// `capacity + 64` lies a second area of the same size, for text that must be rewritten.
struct TextBuffer: ~Copyable {
    private(set) var memory: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private(set) var end = 0
    /// Whether `end` is the end of the file.
    private(set) var isAtEnd = false
    /// Bytes given up before `memory[0]`.
    private(set) var givenUp = 0
    private(set) var source: ByteSource
    /// How large the window may grow.
    let largest: Int

    static let slack = 64

    init(source: consuming ByteSource, size: Int, largest: Int) {
        self.source = source
        self.largest = largest
        capacity = max(1, min(size, largest))
        memory = Self.allocate(capacity)
    }

    deinit {
        memory.deallocate()
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 2 * (capacity + slack), alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: slack)
        return memory
    }

    /// Where the second area starts, from `memory`.
    var spareOffset: Int { capacity + Self.slack }

    @inline(__always)
    func byte(_ offset: Int) -> UInt8 {
        memory.load(fromByteOffset: offset, as: UInt8.self)
    }

    func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory + range.lowerBound, count: range.count)
    }

    /// Gives up the bytes before `keep`, moves the rest to the front and reads more behind it.
    ///
    /// Returns how far the bytes moved: every offset is less by that afterwards, and `memory` may be another
    /// block. Nil where what is kept already fills the largest window.
    mutating func refill(keepingFrom keep: Int) throws(Diagnostic) -> Int? {
        let held = end - keep
        if held == capacity {
            guard capacity < largest else { return nil }
            let larger = min(capacity * 2, largest)
            let block = Self.allocate(larger)
            block.copyMemory(from: memory + keep, byteCount: held)
            memory.deallocate()
            memory = block
            capacity = larger
        } else if keep > 0 {
            memory.copyMemory(from: memory + keep, byteCount: held)
        }
        givenUp += keep
        end = held
        let count = try source.read(into: memory + held, room: capacity - held)
        isAtEnd = count == 0
        end = held + count
        (memory + end).initializeMemory(as: UInt8.self, repeating: 0, count: Self.slack)
        return keep
    }

    /// Gives everything up and goes on at another offset of the file.
    mutating func seek(to offset: Int) throws(Diagnostic) {
        try source.seek(to: offset)
        givenUp = offset - source.startOffset
        end = 0
        isAtEnd = false
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: Self.slack)
    }
}
