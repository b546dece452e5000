import Notation

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
    }
}
