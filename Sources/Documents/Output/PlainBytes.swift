import Notation

/// Writes numbers, days and texts as they stand in CSV and JSON to a place in memory, and moves the place behind
/// them. Whoever calls has made room.
enum PlainBytes {
    /// More than any number, day or month takes here.
    static let longestNumber = 32

    typealias Place = UnsafeMutablePointer<UInt8>

    @inline(__always)
    static func put(whole value: Int, _ to: inout Place) {
        if UInt(bitPattern: value) < 10 {
            to[0] = 0x30 &+ UInt8(truncatingIfNeeded: value)
            to += 1
            return
        }
        putSign(value < 0, &to)
        put(digits: UInt64(value.magnitude), &to)
    }

    /// What nearly every number of a report is: a whole one, or one with two decimals of which none is to be rounded
    /// off. False, and nothing written, for all others.
    @inline(__always)
    static func put(_ value: ExactDecimal, minimum: Int, maximum: Int, _ to: inout Place) -> Bool {
        guard let mantissa = Int64(exactly: value.mantissa), mantissa.magnitude < 1 << 50 else {
            return false
        }
        if minimum == 0, value.scale == 0 {
            put(whole: Int(mantissa), &to)
            return true
        }
        guard minimum == 2, maximum >= 2, value.scale <= 2 else { return false }
        let factor: UInt64 = value.scale == 2 ? 1 : value.scale == 1 ? 10 : 100
        let (whole, cents) = (mantissa.magnitude &* factor).quotientAndRemainder(dividingBy: 100)
        putSign(mantissa < 0, &to)
        put(digits: whole, &to)
        to[0] = 0x2E
        to += 1
        put(pair: cents, &to)
        return true
    }

    /// `2011-12-09`
    @inline(__always)
    static func put(_ day: Day, _ to: inout Place) {
        let (year, month, dayOfMonth) = day.components
        put(year: year, month: month, &to)
        to[0] = 0x2D
        to += 1
        put(pair: UInt64(dayOfMonth), &to)
    }

    /// `2011-12`
    @inline(__always)
    static func put(_ month: Month, _ to: inout Place) {
        put(year: month.year, month: month.month, &to)
    }

    @inline(__always)
    private static func put(year: Int, month: Int, _ to: inout Place) {
        put(pair: UInt64((year / 100 % 100).magnitude), &to)
        put(pair: UInt64((year % 100).magnitude), &to)
        to[0] = 0x2D
        to += 1
        put(pair: UInt64(month), &to)
    }

    @inline(__always)
    private static func putSign(_ isNegative: Bool, _ to: inout Place) {
        guard isNegative else { return }
        to[0] = 0x2D
        to += 1
    }

    @inline(__always)
    private static func put(digits value: UInt64, _ to: inout Place) {
        if value < 10 {
            to[0] = 0x30 &+ UInt8(truncatingIfNeeded: value)
            to += 1
        } else if value < 100 {
            put(pair: value, &to)
        } else {
            putMany(value, &to)
        }
    }

    /// Three digits and more, from the end.
    @inline(__always)
    private static func putMany(_ value: UInt64, _ to: inout Place) {
        var count = 3
        var limit: UInt64 = 1_000
        while value >= limit {
            count &+= 1
            if count == 20 { break }
            limit &*= 10
        }
        var rest = value
        var at = count
        while rest >= 100 {
            let (head, pair) = rest.quotientAndRemainder(dividingBy: 100)
            at &-= 2
            lay(pair, to + at)
            rest = head
        }
        if at == 2 { lay(rest, to) } else { to[0] = 0x30 &+ UInt8(truncatingIfNeeded: rest) }
        to += count
    }

    @inline(__always)
    private static func put(pair value: UInt64, _ to: inout Place) {
        lay(value, to)
        to += 2
    }

    @inline(__always)
    private static func lay(_ pair: UInt64, _ to: Place) {
        let at = Int(truncatingIfNeeded: pair) &* 2
        to[0] = pairs.utf8Start[at]
        to[1] = pairs.utf8Start[at &+ 1]
    }

    /// `00` to `99`
    static var pairs: StaticString {
        """
        00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748\
        4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798\
        99
        """
    }

    /// Copies 16 bytes at a time: reads and writes up to 15 bytes behind the text.
    @inline(__always)
    static func copy(_ text: UnsafeRawBufferPointer, _ place: inout Place) {
        guard let from = text.baseAddress else { return }
        let to = UnsafeMutableRawPointer(place)
        var i = 0
        while i < text.count {
            let bytes = from.loadUnaligned(fromByteOffset: i, as: SIMD2<UInt64>.self)
            to.storeBytes(of: bytes, toByteOffset: i, as: SIMD2<UInt64>.self)
            i &+= 16
        }
        place += text.count
    }

    /// A text in which no 8 bytes make `special` other than 0; false, and the place where it was, where some do.
    ///
    /// The usual text needs no escaping, and is checked and copied eight bytes at a time.
    @inline(__always)
    static func put(
        _ text: UnsafeRawBufferPointer, _ place: inout Place, unless special: (UInt64) -> UInt64
    ) -> Bool {
        let count = text.count
        guard count > 0, let from = text.baseAddress else { return true }
        let to = UnsafeMutableRawPointer(place)
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
        place += count
        return true
    }
}
