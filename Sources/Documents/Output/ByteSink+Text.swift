import Glibc
import Notation

extension ByteSink {
    @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used &+= 1
    }

    /// Bytes as they are, of any number.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        if bytes.count > Self.chunk / 2 {
            flush()
            return hand(bytes)
        }
        reserve(bytes.count)
        memcpy(base + used, start, bytes.count)
        used &+= bytes.count
    }

    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    package mutating func append(_ text: String) {
        var copy = text
        copy.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A word for programs as people read it: `not yet valid`.
    mutating func append(code: UnsafeRawBufferPointer) {
        for byte in code { append(byte == 0x5F ? 0x20 : byte) }
    }

    mutating func append(repeating byte: UInt8, count: Int) {
        var left = count
        while left > 0 {
            let part = min(left, 1_024)
            reserve(part)
            memset(base + used, Int32(byte), part)
            used &+= part
            left &-= part
        }
    }

    /// Appends a text in which no 8 bytes make `special` other than 0; false, and nothing appended, where some do.
    @inline(__always)
    mutating func append(_ text: UnsafeRawBufferPointer, unless special: (UInt64) -> UInt64) -> Bool {
        guard text.count <= Self.chunk / 2 else { return false }
        reserve(text.count)
        var to = base + used
        guard PlainBytes.put(text, &to, unless: special) else { return false }
        used = to - base
        return true
    }

    /// `2011-12-09`
    mutating func append(_ day: Day) {
        reserve(PlainBytes.longestNumber)
        var to = base + used
        PlainBytes.put(day, &to)
        used = to - base
    }

    /// `2011-12`
    mutating func append(_ month: Month) {
        reserve(PlainBytes.longestNumber)
        var to = base + used
        PlainBytes.put(month, &to)
        used = to - base
    }
}

/// Finds bytes in a word of eight, the way of Alan Mycroft: other than 0 where one is there.
enum WordSearch {
    @inline(__always)
    static func has(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// Whether a byte is a control character below the blank.
    @inline(__always)
    static func hasControl(in word: UInt64) -> UInt64 {
        (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
    }
}
