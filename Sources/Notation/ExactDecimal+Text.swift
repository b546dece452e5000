/// Why a text is not a decimal.
public enum DecimalSyntaxError: Error, Sendable, Hashable {
    case empty
    /// A character that has no place there; the offset in bytes from the start of the text.
    case unexpected(offset: Int)
    /// More than 38 digits.
    case tooManyDigits
}

extension ExactDecimal {
    /// Reads a whole text as a decimal: an optional sign, digits, optionally a point and digits.
    ///
    /// Nothing else is taken: no blanks, no exponent, no grouping, no digit dropped. At least one digit must
    /// stand before or after the point. Leading zeros are free; at most 38 digits may follow them.
    public static func parse(
        _ text: UnsafeRawBufferPointer, decimalComma: Bool = false
    ) throws(DecimalSyntaxError) -> ExactDecimal {
        let count = text.count
        guard count > 0 else { throw .empty }
        let point: UInt8 = decimalComma ? 0x2C : 0x2E
        var i = 0
        let negative = text[0] == 0x2D
        if negative || text[0] == 0x2B { i = 1 }
        var small: UInt64 = 0
        var large: UInt128 = 0
        var significant = 0
        var digits = 0
        var scale = -1
        while i < count {
            let byte = text[i]
            let digit = byte &- 0x30
            if digit < 10 {
                digits += 1
                if scale >= 0 { scale += 1 }
                if significant > 0 || digit > 0 {
                    significant += 1
                    if significant <= 18 {
                        small = small &* 10 &+ UInt64(digit)
                    } else {
                        if significant > Self.maximumDigits { throw .tooManyDigits }
                        large = (significant == 19 ? UInt128(small) : large) * 10 + UInt128(digit)
                    }
                }
            } else if byte == point, scale < 0 {
                scale = 0
            } else {
                throw .unexpected(offset: i)
            }
            i += 1
        }
        guard digits > 0 else {
            throw count == 1 && scale < 0 ? .unexpected(offset: 0) : .unexpected(offset: count - 1)
        }
        let value = significant > 18 ? Int128(large) : Int128(small)
        var result = ExactDecimal(mantissa: negative ? -value : value, scale: max(0, scale))
        if scale > Self.maximumDigits {
            result = result.normalized
            if result.scale > Self.maximumDigits { throw .tooManyDigits }
        }
        return result
    }

    /// As ``parse(_:decimalComma:)``, for a Swift string.
    public static func parse(
        _ text: String, decimalComma: Bool = false
    ) throws(DecimalSyntaxError) -> ExactDecimal {
        let outcome: Result<ExactDecimal, DecimalSyntaxError> = Array(text.utf8).withUnsafeBytes { bytes in
            do throws(DecimalSyntaxError) {
                return .success(try parse(bytes, decimalComma: decimalComma))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Appends the plain form: `-0.05`, `18.50`, with as many decimals as the scale says.
    public func append(to out: inout [UInt8]) {
        var digits = DigitBuffer(mantissa.magnitude)
        if isNegative { out.append(0x2D) }
        let scale = Int(self.scale)
        if digits.count <= scale { digits.pad(to: scale + 1) }
        digits.withBytes { bytes in
            let whole = bytes.count - scale
            out.append(contentsOf: bytes[..<whole])
            if scale > 0 {
                out.append(0x2E)
                out.append(contentsOf: bytes[whole...])
            }
        }
    }
}

extension ExactDecimal: CustomStringConvertible, ExpressibleByIntegerLiteral {
    public var description: String {
        var out: [UInt8] = []
        append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

/// The decimal digits of a magnitude, without a heap allocation.
struct DigitBuffer {
    private var storage: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    private(set) var count = 0
    private static let capacity = 48

    init(_ value: UInt128) {
        var rest = value
        var made = 0
        withUnsafeMutableBytes(of: &storage) { bytes in
            var at = Self.capacity
            while rest > UInt128(UInt64.max) {
                let (q, r) = rest.quotientAndRemainder(dividingBy: 10)
                at -= 1
                bytes[at] = 0x30 + UInt8(truncatingIfNeeded: r)
                rest = q
            }
            var small = UInt64(truncatingIfNeeded: rest)
            repeat {
                at -= 1
                bytes[at] = 0x30 + UInt8(truncatingIfNeeded: small % 10)
                small /= 10
            } while small > 0
            made = Self.capacity - at
        }
        count = made
    }

    /// Puts zeros in front until there are `width` digits, at most 48.
    mutating func pad(to width: Int) {
        let target = min(width, Self.capacity)
        withUnsafeMutableBytes(of: &storage) { bytes in
            var have = Self.capacity - target
            while have < Self.capacity, bytes[have] == 0 {
                bytes[have] = 0x30
                have += 1
            }
        }
        count = max(count, target)
    }

    func withBytes<Result>(_ body: (Slice<UnsafeRawBufferPointer>) -> Result) -> Result {
        withUnsafeBytes(of: storage) { bytes in
            body(UnsafeRawBufferPointer(rebasing: bytes[(Self.capacity - count)...])[...])
        }
    }
}
