package import Notation

/// How a file writes decimals: with a point, or with a comma (`decimal_comma: true`). No grouping, and no exponent
/// but in JSON, whose writers use it for small and large numbers (`1e-05`).
package struct DecimalFormat: Sendable, Hashable {
    package var decimalComma: Bool
    package var allowsExponent: Bool

    package init(decimalComma: Bool = false, allowsExponent: Bool = false) {
        self.decimalComma = decimalComma
        self.allowsExponent = allowsExponent
    }

    /// Reads the whole field but for outer blanks; nil where it is not a decimal, and ``explain(_:)`` says why.
    package func parse(_ bytes: UnsafeRawBufferPointer) -> ExactDecimal? {
        do throws(DecimalSyntaxError) {
            return try ExactDecimal.parse(bytes.trimmed(), decimalComma: decimalComma)
        } catch {
            return allowsExponent ? parseWithExponent(bytes.trimmed()) : nil
        }
    }

    /// As ``parse(_:)``, for what most fields are: a minus or none, up to 17 digits, a decimal sign or none. Nil for all
    /// else, also where ``parse(_:)`` can read it.
    @inline(__always)
    func parseShort(_ bytes: UnsafeRawBufferPointer) -> (mantissa: Int64, scale: UInt8)? {
        let count = bytes.count
        guard count > 0, count <= 18, let base = bytes.baseAddress else { return nil }
        let isNegative = base.load(as: UInt8.self) == 0x2D
        let sign: UInt8 = decimalComma ? Byte.comma : 0x2E
        var at = isNegative ? 1 : 0
        var digits = count &- at
        var mantissa: Int64 = 0
        var scale = 0
        while at < count {
            let byte = base.load(fromByteOffset: at, as: UInt8.self)
            at &+= 1
            if byte &- 0x30 < 10 {
                mantissa = mantissa &* 10 &+ Int64(byte &- 0x30)
            } else if byte == sign, scale == 0 {
                digits &-= 1
                scale = count &- at
                if scale == 0 { return nil }
            } else {
                return nil
            }
        }
        if digits == 0 { return nil }
        return (isNegative ? 0 &- mantissa : mantissa, UInt8(truncatingIfNeeded: scale))
    }

    /// `1.5e-3`, exact; nil where the plain form would need more than 38 digits.
    private func parseWithExponent(_ bytes: UnsafeRawBufferPointer) -> ExactDecimal? {
        guard let at = bytes.firstIndex(where: { $0 | 0x20 == 0x65 }) else { return nil }
        let digits = UnsafeRawBufferPointer(rebasing: bytes[..<at])
        guard let exponent = Int(String(decoding: bytes[(at + 1)...], as: UTF8.self)) else { return nil }
        do throws(DecimalSyntaxError) {
            let value = try ExactDecimal.parse(digits, decimalComma: decimalComma)
            if value.isZero { return .zero }
            guard exponent.magnitude <= 2 * UInt(ExactDecimal.maximumDigits) else { return nil }
            let normal = value.normalized
            let scale = Int(normal.scale) - exponent
            if scale >= 0 {
                return scale <= ExactDecimal.maximumDigits
                    ? ExactDecimal(mantissa: normal.mantissa, scale: scale) : nil
            }
            let size = String(normal.mantissa.magnitude).utf8.count
            guard size - scale <= ExactDecimal.maximumDigits else { return nil }
            return ExactDecimal(mantissa: normal.mantissa * Int128.powerOfTen(-scale), scale: 0)
        } catch {
            return nil
        }
    }

    /// Why ``parse(_:)`` gave nil.
    package func explain(_ bytes: UnsafeRawBufferPointer) -> FieldError {
        let shown = FieldError.shown(bytes)
        do throws(DecimalSyntaxError) {
            _ = try ExactDecimal.parse(bytes.trimmed(), decimalComma: decimalComma)
        } catch {
            switch error {
            case .empty: return FieldError(code: "bad-decimal", message: "a number is missing")
            case .tooManyDigits:
                return FieldError(
                    code: "bad-decimal",
                    message: "\(shown) has more than \(ExactDecimal.maximumDigits) digits")
            case .unexpected: break
            }
        }
        return FieldError(code: "bad-decimal", message: "\(shown) is not a number", hint: hint(bytes))
    }

    private func hint(_ bytes: UnsafeRawBufferPointer) -> String? {
        let hasComma = bytes.contains(Byte.comma)
        let hasPoint = bytes.contains(0x2E)
        if hasComma, hasPoint {
            return "numbers are written without grouping: "
                + (decimalComma ? "`1234,50`" : "`1234.50`, or `1234,50` with `decimal_comma: true`")
        }
        if hasComma, !decimalComma {
            return
                "if the comma is the decimal sign, say `decimal_comma: true` for this file in the project file"
        }
        if hasPoint, decimalComma {
            return "this file has `decimal_comma: true`, so its decimal sign is the comma"
        }
        if bytes.contains(where: { $0 | 0x20 == 0x65 }), bytes.contains(where: { (0x30...0x39).contains($0) })
        {
            return allowsExponent
                ? "it needs more than \(ExactDecimal.maximumDigits) digits"
                : "numbers are written in full, without exponent"
        }
        return nil
    }
}

/// How files write yes and no.
package enum FlagFormat {
    /// Nil where the text is neither; blank is nil too, and means what the field's rule says.
    package static func parse(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        if bytes.isEmpty { return nil }
        if bytes.count == 4, bytes.loadUnaligned(as: UInt32.self) == 0x6575_7274 { return true }
        return switch String(decoding: bytes.trimmed().prefix(6), as: UTF8.self).lowercased() {
        case "true", "yes", "y", "1", "t", "x": true
        case "false", "no", "n", "0", "f": false
        default: nil
        }
    }

    package static func explain(_ bytes: UnsafeRawBufferPointer) -> FieldError {
        FieldError(
            code: "bad-flag", message: "\(FieldError.shown(bytes)) is neither `true` nor `false`",
            hint: "yes, no, 1 and 0 are understood too")
    }
}
