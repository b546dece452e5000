/// A sum over bytes by which a damaged or another file is told: FNV-1a over words of eight bytes, 64 bits, mixed at
/// the end. It guards against accidents, not against people.
package struct Checksum {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325
    private var pending: UInt64 = 0
    private var held: UInt64 = 0

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var at = 0
        while held != 0, at < bytes.count { add(bytes[at], &at) }
        while at &+ 8 <= bytes.count {
            mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
            at &+= 8
        }
        while at < bytes.count { add(bytes[at], &at) }
    }

    package mutating func add(_ text: String) {
        var copy = text
        copy.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// The sum over all that was added.
    package var value: UInt64 {
        var copy = self
        copy.mix(copy.pending)
        copy.mix(copy.held)
        var sum = copy.state
        sum ^= sum >> 32
        sum &*= 0xD6E8_FEB8_6659_FD93
        return sum ^ sum >> 32
    }

    private mutating func add(_ byte: UInt8, _ at: inout Int) {
        pending |= UInt64(byte) << (held &* 8)
        held &+= 1
        at &+= 1
        if held == 8 {
            mix(pending)
            pending = 0
            held = 0
        }
    }

    @inline(__always)
    private mutating func mix(_ word: UInt64) {
        state = (state ^ word) &* 0x0000_0100_0000_01B3
        state ^= state >> 29
    }
}
