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

/// Checks that bytes are UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, nothing past 10FFFF).
enum UTF8Check {
    /// The offset of the first byte that cannot stand there, or nil.
    static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = bytes.count
        var i = 0
        while i < count {
            if i &+ 8 <= count, ByteWords.load(base + i) & ByteWords.tops == 0 {
                i &+= 8
                continue
            }
            let byte = bytes[i]
            if byte < 0x80 {
                i &+= 1
                continue
            }
            let length = sequenceLength(bytes, i)
            if length == 0 { return i }
            i &+= length
        }
        return nil
    }

    /// How long the sequence that starts at `i` with a byte of 80 or more is, or 0 where it is not valid.
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> Int {
        let count = bytes.count
        @inline(__always) func isTail(_ at: Int) -> Bool { at < count && bytes[at] & 0xC0 == 0x80 }
        let first = bytes[i]
        switch first {
        case 0xC2...0xDF: return isTail(i + 1) ? 2 : 0
        case 0xE0...0xEF:
            guard isTail(i + 1), isTail(i + 2) else { return 0 }
            let second = bytes[i + 1]
            if first == 0xE0, second < 0xA0 { return 0 }
            if first == 0xED, second > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard isTail(i + 1), isTail(i + 2), isTail(i + 3) else { return 0 }
            let second = bytes[i + 1]
            if first == 0xF0, second < 0x90 { return 0 }
            if first == 0xF4, second > 0x8F { return 0 }
            return 4
        default: return 0
        }
    }
}
