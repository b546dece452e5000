/// Finds records that stand in a file a second time, byte for byte, by two independent 64-bit hashes of each.
///
/// 16 bytes a line in open addressing. Two different records meet in both hashes about once in 10^26 million-line
/// files.
struct RepeatedLines {
    var isWatching = false
    private(set) var count = 0
    private var slots: [(UInt64, UInt64)] = []
    private var used = 0

    /// Whether the record has been seen; it is remembered.
    mutating func isRepeat(_ record: UnsafeRawBufferPointer) -> Bool {
        if used * 2 >= slots.count { grow() }
        let entry = Self.hashes(record)
        if Self.insert(entry, &slots) {
            used += 1
            return false
        }
        count += 1
        return true
    }

    private mutating func grow() {
        var larger = [(UInt64, UInt64)](repeating: (0, 0), count: max(1 << 12, slots.count * 2))
        for entry in slots where entry != (0, 0) { _ = Self.insert(entry, &larger) }
        slots = larger
    }

    private static func insert(_ entry: (UInt64, UInt64), _ slots: inout [(UInt64, UInt64)]) -> Bool {
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: entry.0) & mask
        while slots[at] != (0, 0) {
            if slots[at] == entry { return false }
            at = (at + 1) & mask
        }
        slots[at] = entry
        return true
    }

    private static func hashes(_ record: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
        var a: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: record.count)
        var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F
        var i = 0
        while i + 8 <= record.count {
            mix(record.loadUnaligned(fromByteOffset: i, as: UInt64.self), &a, &b)
            i += 8
        }
        var tail: UInt64 = 0
        while i < record.count {
            tail = tail << 8 | UInt64(record[i])
            i += 1
        }
        mix(tail, &a, &b)
        return a == 0 && b == 0 ? (1, 1) : (a, b)
    }

    @inline(__always)
    private static func mix(_ word: UInt64, _ a: inout UInt64, _ b: inout UInt64) {
        let p = (a ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        a = p.high ^ p.low
        let q = (b &+ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        b = q.high ^ q.low
    }
}
