/// Checks that bytes are UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, nothing past 10FFFF).
public enum UTF8Text {
    /// The offset of the first byte that cannot stand there, or nil.
    public static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = bytes.count
        var i = 0
        while i < count {
            if i &+ 8 <= count,
                base.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                i &+= 8
                continue
            }
            if bytes[i] < 0x80 {
                i &+= 1
                continue
            }
            let length = sequenceLength(bytes, i)
            if length == 0 { return i }
            i &+= length
        }
        return nil
    }

    /// How long the sequence that starts at `i` with a byte of 80 or more is; 0 where it is not valid.
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
