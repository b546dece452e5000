import Notation

extension JSONReader {
    /// The text of a string that starts here: where it stands in the arena's bytes.
    @inline(__always)
    mutating func string(into arena: inout DataArena) throws(Problem) -> (offset: Int, count: Int) {
        let opening = at
        at &+= 1
        let start = at
        skipPlain()
        guard peek() == 0x22 else { return try escapedString(from: start, opening: opening, into: &arena) }
        at &+= 1
        return (copy &+ start, at &- 1 &- start)
    }

    /// To the next quote, backslash, control character or the end. Eight bytes are looked at together: the high bit of
    /// the first that is one of them is set in `found`, and perhaps that of some behind it.
    @inline(__always)
    private mutating func skipPlain() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var i = at
        while i &+ 8 <= text.count {
            let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let found =
                (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
                    | ((word &- ones &* 0x20) & ~word)) & (ones &* 0x80)
            if found != 0 {
                at = i &+ found.trailingZeroBitCount &>> 3
                return
            }
            i &+= 8
        }
        while i < text.count, text[i] >= 0x20, text[i] != 0x22, text[i] != 0x5C { i &+= 1 }
        at = i
    }

    /// A string that does not stand in the text as it is: its bytes go behind the others of the arena.
    @inline(never)
    private mutating func escapedString(
        from first: Int, opening: Int, into arena: inout DataArena
    ) throws(Problem) -> (offset: Int, count: Int) {
        let offset = arena.bytes.count
        var start = first
        while true {
            arena.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<at]))
            guard at < text.count else { throw Problem(message: "a string is not closed", offset: opening) }
            if text[at] == 0x22 {
                at += 1
                return (offset, arena.bytes.count - offset)
            }
            if text[at] < 0x20 {
                throw Problem(
                    message: "a control character in a string", offset: at,
                    hint: "write it as an escape, `\\n`")
            }
            try escape(into: &arena.bytes)
            start = at
            skipPlain()
        }
    }

    private mutating func escape(into out: inout [UInt8]) throws(Problem) {
        at += 1
        let letter = peek()
        at += 1
        switch letter {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(letter)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                guard peek() == 0x5C, at + 1 < text.count, text[at + 1] == UInt8(ascii: "u") else {
                    throw Problem(message: "half a surrogate pair", offset: at)
                }
                at += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw Problem(message: "half a surrogate pair", offset: at - 4)
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw Problem(message: "half a surrogate pair", offset: at - 4)
            }
            out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw Problem(message: "no such escape in a string", offset: at - 1)
        }
    }

    private mutating func hexadecimal() throws(Problem) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            switch peek() {
            case 0x30...0x39: code = code << 4 | UInt32(peek() - 0x30)
            case 0x41...0x46: code = code << 4 | UInt32(peek() - 0x37)
            case 0x61...0x66: code = code << 4 | UInt32(peek() - 0x57)
            default: throw Problem(message: "`\\u` wants four hexadecimal digits", offset: at)
            }
            at += 1
        }
        return code
    }

    /// A number of up to 18 digits without an exponent; every other, and what is no number, is left to the slow way.
    @inline(__always)
    mutating func number(into arena: inout DataArena) throws(Problem) -> Value {
        var i = at
        let isNegative = text[i] == 0x2D
        if isNegative { i &+= 1 }
        let first = i
        var mantissa: UInt64 = 0
        while i < text.count, text[i] &- 0x30 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(text[i] &- 0x30)
            i &+= 1
        }
        let whole = i &- first
        guard whole > 0, whole == 1 || text[first] != 0x30, i < text.count else {
            return try longNumber(into: &arena)
        }
        var scale = 0
        if text[i] == 0x2E {
            let point = i
            i &+= 1
            while i < text.count, text[i] &- 0x30 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(text[i] &- 0x30)
                i &+= 1
            }
            scale = i &- point &- 1
            guard scale > 0, i < text.count else { return try longNumber(into: &arena) }
        }
        guard whole &+ scale <= 18, text[i] | 0x20 != 0x65 else { return try longNumber(into: &arena) }
        at = i
        while scale > 1, mantissa % 10 == 0 {
            mantissa /= 10
            scale &-= 1
        }
        let payload = isNegative ? 0 &- Int64(mantissa) : Int64(mantissa)
        return scale == 0
            ? Value(.integer, payload: payload) : Value(.decimal, count: UInt32(scale), payload: payload)
    }

    /// A number as its exact decimal; integers have scale 0, everything else at least 1. One written with an
    /// exponent that 38 digits do not hold is a double.
    @inline(never)
    private mutating func longNumber(into arena: inout DataArena) throws(Problem) -> Value {
        let start = at
        let negative = peek() == UInt8(ascii: "-")
        if negative { at += 1 }
        var digits = DigitCollector()
        guard isDigit(peek()) else { throw unexpected("a digit") }
        if peek() == 0x30 {
            at += 1
            if isDigit(peek()) { throw Problem(message: "a number starts with 0", offset: start) }
        }
        while isDigit(peek()) {
            digits.add(peek() - 0x30)
            at += 1
        }
        var isInteger = true
        var hasExponent = false
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            at += 1
            guard isDigit(peek()) else { throw unexpected("a digit after the point") }
            while isDigit(peek()) {
                digits.add(peek() - 0x30)
                digits.scale += 1
                at += 1
            }
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            isInteger = false
            hasExponent = true
            digits.scale -= try exponent()
        }
        guard let value = digits.decimal(negative: negative, minimumScale: isInteger ? 0 : 1) else {
            if hasExponent, let double = Double(String(decoding: text[start..<at], as: UTF8.self)),
                double.isFinite
            {
                return Value(.float, payload: Int64(bitPattern: double.bitPattern))
            }
            throw Problem(
                message: "a number of more than 38 digits", offset: start,
                hint: "write it as a text, in quotes")
        }
        return arena.decimal(value)
    }

    private mutating func exponent() throws(Problem) -> Int {
        at += 1
        let negative = peek() == UInt8(ascii: "-")
        if negative || peek() == UInt8(ascii: "+") { at += 1 }
        guard isDigit(peek()) else { throw unexpected("a digit of the exponent") }
        var value = 0
        while isDigit(peek()) {
            value = min(100_000, value * 10 + Int(peek() - 0x30))
            at += 1
        }
        return negative ? -value : value
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// Gathers the digits of a number and where its point stands.
struct DigitCollector {
    private var mantissa: UInt128 = 0
    private var significant = 0
    /// Zeros read but not yet part of the mantissa, so that zeros at the end cost no digits.
    private var pendingZeros = 0
    var scale = 0

    mutating func add(_ digit: UInt8) {
        if digit == 0 {
            if significant > 0 { pendingZeros += 1 }
            return
        }
        significant += pendingZeros + 1
        if significant <= ExactDecimal.maximumDigits {
            for _ in 0..<pendingZeros { mantissa *= 10 }
            mantissa = mantissa * 10 + UInt128(digit)
        }
        pendingZeros = 0
    }

    /// Nil where 38 digits do not hold it.
    func decimal(negative: Bool, minimumScale: Int) -> ExactDecimal? {
        if significant == 0 { return ExactDecimal(mantissa: 0, scale: minimumScale) }
        guard significant <= ExactDecimal.maximumDigits else { return nil }
        var value = Int128(mantissa)
        var digits = scale - pendingZeros
        while digits < minimumScale {
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow, next < Int128.powerOfTen(38) else { return nil }
            value = next
            digits += 1
        }
        guard digits <= ExactDecimal.maximumDigits else { return nil }
        return ExactDecimal(mantissa: negative ? -value : value, scale: digits)
    }
}
