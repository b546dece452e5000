/// How numbers are compared (rules.md 3): trimmed, normalized, without regard to case, as GTIN. On bytes.
package enum NumberText {
    /// Blanks are the ASCII ones: space, tab, line ends, vertical tab, form feed.
    @inlinable @inline(__always)
    package static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }

    /// The text without outer blanks, in the same memory.
    @inlinable
    package static func trim(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = text.count
        while start < end, isBlank(text[start]) { start += 1 }
        while end > start, isBlank(text[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[start..<end])
    }

    /// `a`-`z` to `A`-`Z`; every other byte, so also every letter outside ASCII, stays.
    @inlinable @inline(__always)
    package static func upper(_ byte: UInt8) -> UInt8 {
        byte &- 0x61 < 26 ? byte &- 0x20 : byte
    }

    /// The byte as it counts when normalized, 0 for one that is left out.
    @inlinable @inline(__always)
    static func kept(_ byte: UInt8) -> UInt8 {
        let letter = upper(byte)
        return letter &- 0x41 < 26 || letter &- 0x30 < 10 ? letter : 0
    }

    /// The bytes that are equal for numbers equal after normalizing: upper case, only A-Z and 0-9, no zeros
    /// in front. Walks the text without copying it.
    struct Normalized: IteratorProtocol {
        let text: UnsafeRawBufferPointer
        var at = 0
        var leading = true

        @inline(__always)
        init(_ text: UnsafeRawBufferPointer) {
            self.text = text
        }

        @inline(__always)
        mutating func next() -> UInt8? {
            while at < text.count {
                let byte = NumberText.kept(text[at])
                at &+= 1
                if byte == 0 || (leading && byte == 0x30) { continue }
                leading = false
                return byte
            }
            return nil
        }
    }

    package static func normalized(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        var walk = Normalized(text)
        var out: [UInt8] = []
        while let byte = walk.next() { out.append(byte) }
        return out
    }

    static func isNormalizedEmpty(_ text: UnsafeRawBufferPointer) -> Bool {
        var walk = Normalized(text)
        return walk.next() == nil
    }

    /// Equal after normalizing. Two that normalize to nothing never are.
    static func equalNormalized(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        var left = Normalized(a)
        var right = Normalized(b)
        var length = 0
        while let byte = left.next() {
            if right.next() != byte { return false }
            length += 1
        }
        return length > 0 && right.next() == nil
    }

    static func equalTrimmed(_ a: UnsafeRawBufferPointer, trimmed b: UnsafeRawBufferPointer) -> Bool {
        if a.count == b.count { return Texts.equal(a, 0, b) }
        if a.count < b.count { return false }
        let left = trim(a)
        return left.count == b.count && Texts.equal(left, 0, b)
    }

    /// Equal once trimmed and without regard to the case of ASCII letters.
    static func equalFolded(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        let (left, right) = (trim(a), trim(b))
        guard left.count == right.count else { return false }
        for i in 0..<left.count where upper(left[i]) != upper(right[i]) { return false }
        return true
    }

    /// One hash for all texts that are equal when trimmed or when normalized. What normalizes to nothing is
    /// hashed as trimmed, as it can still be found exactly.
    static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
        var words = WordHash()
        var isEmpty = true
        for byte in text {
            let byte = kept(byte)
            if byte == 0 || isEmpty && byte == 0x30 { continue }
            isEmpty = false
            words.add(byte)
        }
        if isEmpty {
            for byte in trim(text) { words.add(byte) }
        }
        return words.finished
    }

    /// A hash of bytes that come one by one: gathered into words, each mixed in by a multiplication.
    private struct WordHash {
        private var word: UInt64 = 0
        private var shift: UInt64 = 0
        private var hash: UInt64 = 0x9E37_79B9_7F4A_7C15

        @inline(__always)
        mutating func add(_ byte: UInt8) {
            word |= UInt64(byte) &<< shift
            shift &+= 8
            if shift == 64 {
                mix()
                (word, shift) = (0, 0)
            }
        }

        @inline(__always)
        private mutating func mix() {
            let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            hash = product.high ^ product.low
        }

        var finished: UInt32 {
            var last = self
            last.mix()
            return UInt32(truncatingIfNeeded: last.hash ^ last.hash &>> 32)
        }
    }

    static func foldedHash(_ text: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in trim(text) { hash = (hash ^ UInt64(upper(byte))) &* 0x0000_0100_0000_01B3 }
        return UInt32(truncatingIfNeeded: (hash ^ hash >> 32) &* 0x9E37_79B1)
    }

    /// The value of a GTIN of 8, 12, 13 or 14 digits once blanks and dashes are gone, else nil. GTIN-8, -12 and
    /// -13 are GTIN-14 with zeros in front (GS1 General Specifications), so values compare across lengths.
    package static func gtin(_ text: UnsafeRawBufferPointer, allowingEight: Bool) -> UInt64? {
        var value: UInt64 = 0
        var digits = 0
        for byte in text {
            if isBlank(byte) || byte == 0x2D { continue }
            guard byte &- 0x30 < 10, digits < 14 else { return nil }
            value = value * 10 + UInt64(byte &- 0x30)
            digits += 1
        }
        switch digits {
        case 12, 13, 14: return value
        case 8: return allowingEight ? value : nil
        default: return nil
        }
    }

    /// Whether the last digit is the check digit (GS1: from the right, weights 1, 3, 1, 3 … sum to a multiple
    /// of 10).
    package static func hasRightCheckDigit(_ gtin: UInt64) -> Bool {
        var rest = gtin
        var sum: UInt64 = 0
        var weight: UInt64 = 1
        while rest > 0 {
            sum += rest % 10 * weight
            weight = 4 - weight
            rest /= 10
        }
        return sum % 10 == 0
    }
}
