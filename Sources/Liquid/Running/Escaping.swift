/// Makes bytes safe for a kind of text. Room for the worst case is made first, then bytes are written
/// unchecked.
enum Escaping {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte that is zero, and of none below the first such byte that is not.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

    /// `& < > " '`. Eight bytes are looked at together: `&` and `'` differ in bit 0, `<` and `>` in bit 1.
    static func html(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        out.reserve(bytes.count &* 6 &+ 8)
        out.count = html(source, bytes.count, to: out.base + out.count) - out.base
    }

    /// The same into memory that has room for 6 times the bytes and 8 more; returns the end of what was written.
    @inline(__always)
    static func html(
        _ source: UnsafePointer<UInt8>, _ count: Int, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var target = start
        var i = 0
        while i &+ 8 <= count {
            let word = UnsafeRawPointer(source + i).loadUnaligned(as: UInt64.self)
            UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
            let found = specials(word)
            if found == 0 {
                target += 8
                i &+= 8
            } else {
                let clean = found.trailingZeroBitCount &>> 3
                target += clean
                put(referenceTo: source[i &+ clean], &target)
                i &+= clean &+ 1
            }
        }
        var rest = count &- i
        guard rest > 0 else { return target }
        var word = count < 8 ? short(source, count) : last(source, count) &>> UInt64((8 &- rest) &* 8)
        while true {
            UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
            let found = specials(word)
            if found == 0 { return target + rest }
            let clean = found.trailingZeroBitCount &>> 3
            target += clean
            put(referenceTo: UInt8(truncatingIfNeeded: word &>> UInt64(clean &* 8)), &target)
            rest &-= clean &+ 1
            if rest == 0 { return target }
            word &>>= UInt64((clean &+ 1) &* 8)
        }
    }

    /// The high bit of the first byte of a word that is one of the five, and of some behind it.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let ampersand = zeroBytes((word | ones) ^ (ones &* 0x27))
        let angle = zeroBytes((word | (ones &* 2)) ^ (ones &* 0x3E))
        let quote = zeroBytes(word ^ (ones &* 0x22))
        return (ampersand | angle | quote) & tops
    }

    /// The last eight bytes of eight or more.
    @inline(__always)
    private static func last(_ source: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        UnsafeRawPointer(source + (count &- 8)).loadUnaligned(as: UInt64.self)
    }

    /// One to seven bytes as a word, zeros above them; nothing beside them is read.
    @inline(__always)
    private static func short(_ source: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        if count >= 4 {
            let low = UnsafeRawPointer(source).loadUnaligned(as: UInt32.self)
            let high = UnsafeRawPointer(source + (count &- 4)).loadUnaligned(as: UInt32.self)
            return UInt64(low) | UInt64(high) &<< UInt64((count &- 4) &* 8)
        }
        let middle = count &>> 1
        let end = count &- 1
        return UInt64(source[0]) | UInt64(source[middle]) &<< UInt64(middle &* 8)
            | UInt64(source[end]) &<< UInt64(end &* 8)
    }

    /// The reference to one of the five, as a word whose unused bytes are written over next.
    @inline(__always)
    private static func put(referenceTo byte: UInt8, _ target: inout UnsafeMutablePointer<UInt8>) {
        let (word, count): (UInt64, Int) =
            switch byte {
            case 0x26: (0x3B_706D_6126, 5)
            case 0x27: (0x3B_3933_2326, 5)
            case 0x22: (0x3B74_6F75_7126, 6)
            case 0x3C: (0x3B74_6C26, 4)
            default: (0x3B74_6726, 4)
            }
        UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
        target += count
    }

    /// One byte, as a character reference where HTML needs it.
    @inline(__always)
    private static func reference(_ byte: UInt8, _ target: inout UnsafeMutablePointer<UInt8>) {
        switch byte {
        case 0x26: put("&amp;", &target)
        case 0x3C: put("&lt;", &target)
        case 0x3E: put("&gt;", &target)
        case 0x22: put("&quot;", &target)
        case 0x27: put("&#39;", &target)
        default:
            target.pointee = byte
            target += 1
        }
    }

    @inline(__always)
    private static func put(_ text: StaticString, _ target: inout UnsafeMutablePointer<UInt8>) {
        target.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        target += text.utf8CodeUnitCount
    }

    @inline(never)
    static func other(_ bytes: Bytes, _ escape: UInt8, to out: inout RawList<UInt8>) {
        switch OutputEscape(rawValue: escape) {
        case .markdown: markdown(bytes, to: &out)
        case .csv: csv(bytes, to: &out)
        case .xml: xml(bytes, to: &out)
        case .html: html(bytes, to: &out)
        case .some(.none), nil: out.append(bytes)
        case .some(let place): self.place(bytes, place, isMarkup: false, isTrusted: false, to: &out)
        }
    }

    /// As HTML, without the characters that XML 1.0 (production 2, Char) leaves out.
    private static func xml(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        out.reserve(bytes.count * 6 + 8)
        var target = out.base + out.count
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
                i += 1
            } else if byte == 0xEF, i + 2 < bytes.count, bytes[i + 1] == 0xBF, bytes[i + 2] >= 0xBE {
                i += 3
            } else if byte == 0xED, i + 2 < bytes.count, bytes[i + 1] >= 0xA0 {
                i += 3
            } else {
                reference(byte, &target)
                i += 1
            }
        }
        out.count = target - out.base
    }

    /// One field (RFC 4180, 2.5 to 2.7): in quotes where it must be, quotes doubled.
    private static func csv(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        let mustQuote = bytes.contains {
            $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09
        }
        guard mustQuote else { return out.append(bytes) }
        out.append(0x22)
        for byte in bytes {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }

    /// Backslashes (CommonMark 2.4) before what opens inline markup anywhere, and before what opens a block
    /// at the start of a line where the value begins with it; blanks at either end as references, because
    /// Markdown gives them a meaning; line ends as blanks, so that a value stays in its paragraph or table
    /// cell.
    private static func markdown(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        out.reserve(bytes.count * 5 + 16)
        var i = 0
        while i < bytes.count, isSpace(bytes[i]) {
            out.append(bytes[i] == 0x09 ? "&#9;" : "&#32;")
            i += 1
        }
        var end = bytes.count
        while end > i, isSpace(bytes[end - 1]) { end -= 1 }
        let first = i
        var digitsEnd = i
        while digitsEnd < end, bytes[digitsEnd] &- 0x30 < 10 { digitsEnd += 1 }
        while i < end {
            let byte = bytes[i]
            let following = i + 1 < end ? bytes[i + 1] : 0
            switch byte {
            case 0x0A, 0x0D: out.append(0x20)
            case 0x5C, 0x60, 0x2A, 0x5F, 0x5B, 0x5D, 0x3C, 0x3E, 0x7C, 0x7E, 0x23:
                out.append(0x5C)
                out.append(byte)
            case 0x26:
                // Only what may begin a character reference: `R&D`, not `fig & cedar`.
                if !isSpace(following) { out.append(0x5C) }
                out.append(byte)
            case 0x3D, 0x3A:
                if i == first { out.append(0x5C) }
                out.append(byte)
            case 0x2B, 0x2D:
                if i == first, isBlockMark(byte, before: following) { out.append(0x5C) }
                out.append(byte)
            case 0x2E, 0x29:
                // A list item needs a blank after `1.`; 13.34 is none.
                if i == digitsEnd, i + 1 == end || isSpace(following) { out.append(0x5C) }
                out.append(byte)
            case 0x21:
                if i == end - 1 { out.append(0x5C) }
                out.append(byte)
            default: out.append(byte)
            }
            i += 1
        }
        for j in end..<bytes.count { out.append(bytes[j] == 0x09 ? "&#9;" : "&#32;") }
    }

    /// Whether a sign can begin a list item, a rule or a table's second row; never that of a number: `-12`, `-£10`.
    private static func isBlockMark(_ sign: UInt8, before following: UInt8) -> Bool {
        following == 0 || isSpace(following)
            || sign == 0x2D && (following == 0x2D || following == 0x3A || following == 0x7C)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
