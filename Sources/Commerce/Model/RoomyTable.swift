import Glibc

/// Large tables that are entered at random places.
enum RoomyTable {
    /// Zeros, on 2 MiB pages where the system gives them.
    static func zeros<Element: FixedWidthInteger>(_ count: Int) -> [Element] {
        [Element](unsafeUninitializedCapacity: count) { buffer, used in
            adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
            buffer.initialize(repeating: 0)
            used = count
        }
    }

    private static let worthLargePages = 32 << 20

    /// Asks for 2 MiB pages (madvise(2), MADV_HUGEPAGE): a look-up at a random place of a table of a hundred megabytes
    /// otherwise waits for the page tables as long as for the memory. Smaller tables do without: a large page may be
    /// one that the machine below a virtual one has taken back, and then its first touch takes milliseconds.
    fileprivate static func adviseLargePages(_ bytes: UnsafeMutableRawBufferPointer) {
        let page = 2 << 20
        guard let base = bytes.baseAddress, bytes.count >= worthLargePages else { return }
        let start = (UInt(bitPattern: base) + UInt(page) - 1) & ~UInt(page - 1)
        let skipped = Int(start - UInt(bitPattern: base))
        // Advice: where it is refused, the table works all the same.
        madvise(base + skipped, (bytes.count - skipped) & ~(page - 1), MADV_HUGEPAGE)
    }
}

extension Array {
    /// An empty array with room for `capacity` elements, on 2 MiB pages where the system gives them.
    package static func roomy(capacity: Int) -> [Element] {
        [Element](unsafeUninitializedCapacity: capacity) { buffer, used in
            RoomyTable.adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
            used = 0
        }
    }
}
