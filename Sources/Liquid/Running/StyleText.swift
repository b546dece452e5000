import Notation

/// The part of a style that `StyleText` is made of.
final class KeptStyle: Sendable {
    private let numbers: NumberStyle
    private let currency: String
    private let minorUnitDigits: Int

    init(_ style: RenderStyle) {
        numbers = style.numbers
        currency = style.currency
        minorUnitDigits = style.minorUnitDigits
    }

    func isSame(as style: RenderStyle) -> Bool {
        minorUnitDigits == style.minorUnitDigits && currency == style.currency && numbers == style.numbers
    }
}

/// The texts of a `NumberStyle` as bytes, so that money is written without touching a `String`.
struct StyleText: BitwiseCopyable {
    struct Part: BitwiseCopyable {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    var decimalSeparator = Part()
    var groupingSeparator = Part()
    var minusSign = Part()
    var positivePrefix = Part()
    var positiveSuffix = Part()
    var negativePrefix = Part()
    var negativeSuffix = Part()
    var currency = Part()
    var primaryGroup = 3
    var secondaryGroup = 3
    var minimumGroupingDigits = 1
    var minorUnitDigits = 2
    /// Two decimals, short texts that no escaping changes, groups of three or none: what is written in one go.
    var isUsual = false
    /// Below this the digits before the point are not grouped.
    var ungrouped = UInt64.max
    /// Below this a mantissa is written in one go.
    var largest: UInt64 = 10_000_000_000_000

    init() {}

    init(_ style: RenderStyle, bytes: inout RawList<UInt8>) {
        bytes.count = 0
        func part(_ text: String, _ bytes: inout RawList<UInt8>) -> Part {
            let start = bytes.count
            for byte in text.utf8 { bytes.append(byte) }
            return Part(start: UInt32(start), count: UInt32(bytes.count - start))
        }
        decimalSeparator = part(style.numbers.decimalSeparator, &bytes)
        groupingSeparator = part(style.numbers.groupingSeparator, &bytes)
        minusSign = part(style.numbers.minusSign, &bytes)
        positivePrefix = part(style.numbers.positivePrefix, &bytes)
        positiveSuffix = part(style.numbers.positiveSuffix, &bytes)
        negativePrefix = part(style.numbers.negativePrefix, &bytes)
        negativeSuffix = part(style.numbers.negativeSuffix, &bytes)
        currency = part(style.currency, &bytes)
        primaryGroup = style.numbers.primaryGroup
        secondaryGroup = style.numbers.secondaryGroup > 0 ? style.numbers.secondaryGroup : primaryGroup
        minimumGroupingDigits = style.numbers.minimumGroupingDigits
        minorUnitDigits = max(0, min(38, style.minorUnitDigits))
        judge(&bytes)
    }

    private mutating func judge(_ bytes: inout RawList<UInt8>) {
        let parts = [
            decimalSeparator, groupingSeparator, minusSign, positivePrefix, positiveSuffix, negativePrefix,
            negativeSuffix,
        ]
        isUsual = minorUnitDigits == 2 && parts.allSatisfy { $0.count <= 8 }
        for i in 0..<bytes.count where [0x22, 0x26, 0x27, 0x3C, 0x3E].contains(bytes[i]) { isUsual = false }
        // Room to load eight bytes from anywhere.
        bytes.reserve(8)
        guard primaryGroup > 0 else { return }
        if primaryGroup != 3 || secondaryGroup != 3 { isUsual = false }
        switch minimumGroupingDigits {
        case ...1: ungrouped = 1_000
        case 2: ungrouped = 10_000
        default: isUsual = false
        }
        // Three groups of three digits and two after the point.
        largest = 1_000_000_000
    }
}
