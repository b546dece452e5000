/// How a locale writes numbers and money: the separators, groups and patterns of CLDR, as data.
///
/// Filled from ICU where documents are made; here is only the exact printing.
public struct NumberStyle: Sendable, Hashable {
    public var decimalSeparator: String
    public var groupingSeparator: String
    /// Digits in the group next to the point; 0 for no grouping.
    public var primaryGroup: Int
    /// Digits in every further group (2 in India).
    public var secondaryGroup: Int
    public var minusSign: String
    /// What stands around an amount of money; the currency sign is already in it, `-` in the negative form is
    /// the locale's.
    public var positivePrefix: String
    public var positiveSuffix: String
    public var negativePrefix: String
    public var negativeSuffix: String
    /// Numbers below this many digits before the first group are not grouped (2 in Spain: 1234, 12.345).
    public var minimumGroupingDigits: Int

    public init(
        decimalSeparator: String = ".", groupingSeparator: String = ",", primaryGroup: Int = 3,
        secondaryGroup: Int = 3, minusSign: String = "-", positivePrefix: String = "",
        positiveSuffix: String = "", negativePrefix: String = "-", negativeSuffix: String = "",
        minimumGroupingDigits: Int = 1
    ) {
        self.decimalSeparator = decimalSeparator
        self.groupingSeparator = groupingSeparator
        self.primaryGroup = primaryGroup
        self.secondaryGroup = secondaryGroup
        self.minusSign = minusSign
        self.positivePrefix = positivePrefix
        self.positiveSuffix = positiveSuffix
        self.negativePrefix = negativePrefix
        self.negativeSuffix = negativeSuffix
        self.minimumGroupingDigits = minimumGroupingDigits
    }

    /// `1,234.50`, without a currency sign.
    public static let plain = NumberStyle()

    /// Appends a number: rounded half away from zero to `maximum` decimals, padded to `minimum`.
    public func appendNumber(_ value: ExactDecimal, minimum: Int, maximum: Int, to out: inout [UInt8]) {
        let rounded = value.rounded(to: maximum)
        if rounded.isNegative { out.append(contentsOf: minusSign.utf8) }
        appendMagnitude(rounded, minimum: minimum, to: &out)
    }

    /// Appends an amount of money with its sign and currency; `digits` is the currency's minor unit.
    public func appendMoney(_ value: ExactDecimal, digits: Int, to out: inout [UInt8]) {
        let rounded = value.rounded(to: digits)
        let negative = rounded.isNegative && !rounded.isZero
        out.append(contentsOf: (negative ? negativePrefix : positivePrefix).utf8)
        appendMagnitude(rounded, minimum: digits, to: &out)
        out.append(contentsOf: (negative ? negativeSuffix : positiveSuffix).utf8)
    }

    private func appendMagnitude(_ value: ExactDecimal, minimum: Int, to out: inout [UInt8]) {
        let normal = value.normalized
        let scale = Int(normal.scale)
        var digits = DigitBuffer(normal.mantissa.magnitude)
        if digits.count <= scale { digits.pad(to: scale + 1) }
        digits.withBytes { bytes in
            let whole = bytes.count - scale
            appendGrouped(bytes[bytes.startIndex..<bytes.startIndex + whole], to: &out)
            if scale > 0 || minimum > 0 { out.append(contentsOf: decimalSeparator.utf8) }
            out.append(contentsOf: bytes[(bytes.startIndex + whole)...])
            if minimum > scale { out.append(contentsOf: repeatElement(0x30, count: minimum - scale)) }
        }
    }

    private func appendGrouped(_ digits: Slice<UnsafeRawBufferPointer>, to out: inout [UInt8]) {
        guard primaryGroup > 0, digits.count >= primaryGroup + minimumGroupingDigits else {
            out.append(contentsOf: digits)
            return
        }
        let secondary = secondaryGroup > 0 ? secondaryGroup : primaryGroup
        for (i, digit) in digits.enumerated() {
            let left = digits.count - i
            if i > 0, left == primaryGroup || (left > primaryGroup && (left - primaryGroup) % secondary == 0)
            {
                out.append(contentsOf: groupingSeparator.utf8)
            }
            out.append(digit)
        }
    }
}
