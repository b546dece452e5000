/// Looking at eight bytes at once in a 64-bit word: each test gives a word with the top bit set in every byte
/// that passes, exactly (no carry runs from one byte into the next).
enum ByteWords {
    static let tops: UInt64 = 0x8080_8080_8080_8080
    static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    @inline(__always)
    static func load(_ at: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: at.loadUnaligned(as: UInt64.self))
    }

    /// A word of eight times the same byte.
    @inline(__always)
    static func filled(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// Top bit clear (the others mean nothing) in each byte that equals the byte that `pattern` is filled with.
    @inline(__always)
    static func differs(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let x = word ^ pattern
        return ((x & lows) &+ lows) | x
    }

    /// Top bit clear in each byte below 20 (hexadecimal): the control characters, line ends and NUL among them.
    @inline(__always)
    static func isNoControl(_ word: UInt64) -> UInt64 {
        ((word & lows) &+ 0x6060_6060_6060_6060) | word
    }
}
