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
    ///
    /// The usual text needs no escaping, and is checked and copied eight bytes at a time.
    @inline(__always)
    mutating func append(_ text: UnsafeRawBufferPointer, unless special: (UInt64) -> UInt64) -> Bool {
        let count = text.count
        guard count > 0, let from = text.baseAddress else { return true }
        guard count <= Self.chunk / 2 else { return false }
        reserve(count)
        let to = UnsafeMutableRawPointer(base + used)
        var found: UInt64 = 0
        if count >= 8 {
            var i = 0
            while i &+ 8 <= count {
                let word = from.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                found |= special(word)
                to.storeBytes(of: word, toByteOffset: i, as: UInt64.self)
                i &+= 8
            }
            let last = from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            found |= special(last)
            to.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            let head = from.loadUnaligned(as: UInt32.self)
            let tail = from.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            found = special(UInt64(head) | UInt64(tail) << 32)
            to.storeBytes(of: head, as: UInt32.self)
            to.storeBytes(of: tail, toByteOffset: count &- 4, as: UInt32.self)
        } else {
            // Letters fill the word up: they are special in no format.
            var word: UInt64 = 0x6161_6161_6161_6161
            for i in 0..<count {
                let byte = from.load(fromByteOffset: i, as: UInt8.self)
                to.storeBytes(of: byte, toByteOffset: i, as: UInt8.self)
                word = word << 8 | UInt64(byte)
            }
            found = special(word)
        }
        if found != 0 { return false }
        used &+= count
        return true
    }

    /// `2011-12-09`
    mutating func append(_ day: Day) {
        let (year, month, dayOfMonth) = day.components
        append(year: year, month: month)
        reserve(3)
        base[used] = 0x2D
        appendPair(dayOfMonth, at: 1)
        used &+= 3
    }

    /// `2011-12`
    mutating func append(_ month: Month) {
        append(year: month.year, month: month.month)
    }

    private mutating func append(year: Int, month: Int) {
        reserve(7)
        appendPair(year / 100 % 100, at: 0)
        appendPair(year % 100, at: 2)
        base[used &+ 4] = 0x2D
        appendPair(month, at: 5)
        used &+= 7
    }

    @inline(__always)
    private func appendPair(_ value: Int, at offset: Int) {
        base[used &+ offset] = 0x30 &+ UInt8(truncatingIfNeeded: value / 10)
        base[used &+ offset &+ 1] = 0x30 &+ UInt8(truncatingIfNeeded: value % 10)
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
