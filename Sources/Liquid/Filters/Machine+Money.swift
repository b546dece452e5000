import Notation

// Amounts and numbers as the document's locale writes them. Exact; rounded half away from zero.
extension Machine {
    /// Nil stays nil; a text that is no number is an error, because a wrong amount must not be printed.
    mutating func money(_ filter: Filter, _ input: Value) throws(Fault) -> Value {
        guard let amount = try amount(input, "money") else { return .nil }
        return try money(filter, amount, digits: nil)
    }

    /// With the currency's decimals or as many as said.
    mutating func money(_ filter: Filter, _ amount: ExactDecimal, digits: Int?) throws(Fault) -> Value {
        let digits = digits ?? numbers.minorUnitDigits
        let rounded = amount.rounded(to: digits)
        let isNegative = rounded.isNegative
        work.count = 0
        if filter == .moneyWithoutCurrency {
            if isNegative { append(numbers.minusSign) }
            append(rounded, minimum: digits)
            return try finishWork()
        }
        append(isNegative ? numbers.negativePrefix : numbers.positivePrefix)
        append(rounded, minimum: digits)
        append(isNegative ? numbers.negativeSuffix : numbers.positiveSuffix)
        if filter == .moneyWithCurrency, numbers.currency.count > 0 {
            work.append(0x20)
            append(numbers.currency)
        }
        return try finishWork()
    }

    /// With an argument exactly so many decimals, else those that the number has.
    mutating func localNumber(_ input: Value, _ places: Value?) throws(Fault) -> Value {
        guard let number = try amount(input, "number") else { return .nil }
        var wanted: Int?
        if let places, !places.isNil { wanted = try integer(places, "number") }
        if let wanted, wanted < 0 || wanted > 38 {
            throw Fault("limit-digits", "`number` takes 0 to 38 decimals, not \(wanted)")
        }
        return try localNumber(number.rounded(to: wanted ?? 38), minimum: wanted ?? 0)
    }

    mutating func localNumber(_ number: ExactDecimal, minimum: Int) throws(Fault) -> Value {
        work.count = 0
        if number.isNegative { append(numbers.minusSign) }
        append(number, minimum: minimum)
        return try finishWork()
    }

    mutating func amount(_ input: Value, _ filter: String) throws(Fault) -> ExactDecimal? {
        if input.isNumber { return decimal(of: input) }
        if input.isNil { return nil }
        guard input.tag == .text else {
            throw Fault("no-number", "`\(filter)` wants a number, not \(kind(input))")
        }
        let text = bytes(of: input)
        if text.isEmpty { return nil }
        do throws(DecimalSyntaxError) {
            return try ExactDecimal.parse(UnsafeRawBufferPointer(text))
        } catch {
            let shown = String(decoding: text.prefix(60), as: UTF8.self)
            throw Fault("no-number", "`\(filter)` wants a number, not the text `\(shown)`")
        }
    }

    @inline(__always)
    private mutating func append(_ part: StyleText.Part) {
        work.append(UnsafePointer(styleBytes.base + Int(part.start)), Int(part.count))
    }

    /// The digits without a sign, in groups, zeros at the end left out down to `minimum` decimals.
    private mutating func append(_ value: ExactDecimal, minimum: Int) {
        var mantissa = value.mantissa.magnitude
        var scale = Int(value.scale)
        if let small = UInt64(exactly: mantissa), scale <= 18 {
            var rest = small
            while scale > minimum, rest % 10 == 0 {
                rest /= 10
                scale -= 1
            }
            let (whole, part) = rest.quotientAndRemainder(dividingBy: UInt64(Int128.powerOfTen(scale)))
            appendGrouped(UInt128(whole))
            if scale > 0 || minimum > 0 { append(numbers.decimalSeparator) }
            if scale > 0 { Digits.append(part, width: scale, to: &work) }
        } else {
            while scale > minimum, mantissa % 10 == 0 {
                mantissa /= 10
                scale -= 1
            }
            let (whole, part) = mantissa.quotientAndRemainder(dividingBy: UInt128(Int128.powerOfTen(scale)))
            appendGrouped(whole)
            if scale > 0 || minimum > 0 { append(numbers.decimalSeparator) }
            if scale > 19 {
                Digits.append(UInt64(part / 10_000_000_000_000_000_000), width: scale - 19, to: &work)
                Digits.append(UInt64(part % 10_000_000_000_000_000_000), width: 19, to: &work)
            } else if scale > 0 {
                Digits.append(UInt64(part), width: scale, to: &work)
            }
        }
        for _ in 0..<max(0, minimum - scale) { work.append(0x30) }
    }

    private mutating func appendGrouped(_ whole: UInt128) {
        second.count = 0
        Digits.append(magnitude: whole, to: &second)
        let count = second.count
        guard numbers.primaryGroup > 0, count >= numbers.primaryGroup + numbers.minimumGroupingDigits else {
            work.append(UnsafePointer(second.base), count)
            return
        }
        let next = numbers.secondaryGroup
        for i in 0..<count {
            let left = count - i
            if i > 0,
                left == numbers.primaryGroup
                    || (left > numbers.primaryGroup && (left - numbers.primaryGroup) % next == 0)
            {
                append(numbers.groupingSeparator)
            }
            work.append(second[i])
        }
    }
}
