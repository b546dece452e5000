import Notation

// Numbers are exact decimals. One with digits after the point is what the reference calls a float.
extension Machine {
    /// The number that a value stands for: texts as far as they begin with one, everything else 0.
    mutating func number(of value: Value) -> ExactDecimal {
        switch value.tag {
        case .integer, .decimal, .wide: return decimal(of: value)
        case .text:
            // The next step finds that there are none left.
            stepsLeft &-= value.size >> 6
            return Self.number(in: bytes(of: value))
        default: return .zero
        }
    }

    /// `-12.50` between blanks is a decimal; else as many digits as the text begins with.
    static func number(in text: Bytes) -> ExactDecimal {
        var i = 0
        while i < text.count, Lexer.isBlank(text[i]) { i += 1 }
        var end = text.count
        while end > i, Lexer.isBlank(text[end - 1]) || text[end - 1] == 0 { end -= 1 }
        let negative = i < end && text[i] == 0x2D
        if i < end, text[i] == 0x2D || text[i] == 0x2B { i += 1 }
        let start = i
        while i < end,
            text[i] &- 0x30 < 10 || (text[i] == 0x5F && i > start && i + 1 < end && text[i + 1] &- 0x30 < 10)
        {
            i += 1
        }
        var digits = DigitCollector()
        for j in start..<i where text[j] != 0x5F { digits.add(text[j] - 0x30) }
        var isDecimal = false
        if i > start, i + 1 < end, text[i] == 0x2E {
            isDecimal = true
            for j in (i + 1)..<end where text[j] &- 0x30 >= 10 { isDecimal = false }
            if isDecimal {
                for j in (i + 1)..<end {
                    digits.add(text[j] - 0x30)
                    digits.scale += 1
                }
            }
        }
        return digits.decimal(negative: negative, minimumScale: isDecimal ? 1 : 0) ?? .zero
    }

    /// The whole number that a filter's argument must be: a text of nothing else, or an integer.
    mutating func integer(_ value: Value, _ name: String) throws(Fault) -> Int {
        if value.tag == .integer { return Int(value.payload) }
        if value.tag == .wide, value.count == 0 {
            return decimal(of: value).isNegative ? Int.min / 2 : Int.max / 2
        }
        if value.tag == .text {
            let text = bytes(of: value)
            let number = Self.number(in: text)
            let isWhole = text.allSatisfy {
                $0 &- 0x30 < 10 || $0 == 0x2D || $0 == 0x2B || $0 == 0x5F || Lexer.isBlank($0)
            }
            if isWhole, number.scale == 0, text.contains(where: { $0 &- 0x30 < 10 }) {
                return wholePart(number)
            }
        }
        let shown = String(decoding: try plain(value), as: UTF8.self)
        throw Fault("invalid-integer", "`\(shown)` is no whole number, as `\(name)` wants it")
    }

    /// Without the digits after the point; the nearest `Int` where it is larger.
    func wholePart(_ number: ExactDecimal) -> Int {
        let whole = number.mantissa / Int128.powerOfTen(Int(number.scale))
        return Int(clamping: whole)
    }

    /// The sum and so on of two numbers; of two integers an integer, else a float.
    mutating func arithmetic(_ filter: Filter, _ a: ExactDecimal, _ b: ExactDecimal) throws(Fault) -> Value {
        if b.isZero, filter == .dividedBy || filter == .modulo {
            throw Fault("division-by-zero", "divided by 0")
        }
        do throws(DecimalOverflow) {
            let isInteger = a.scale == 0 && b.scale == 0
            var result: ExactDecimal
            switch filter {
            case .plus: result = try a.adding(b)
            case .minus: result = try a.subtracting(b)
            case .times: result = try a.multiplied(by: b)
            case .dividedBy:
                result =
                    isInteger
                    ? ExactDecimal(mantissa: Self.floorDivide(a.mantissa, b.mantissa))
                    : try Self.quotient(a, b)
            case .modulo: result = try Self.remainder(a, b)
            case .atLeast: return try number(a < b ? b : a)
            default: return try number(b < a ? b : a)
            }
            if !isInteger, result.scale == 0 { result = try result.withScale(1) }
            return try number(result)
        } catch {
            return try overflow()
        }
    }

    private mutating func number(_ decimal: ExactDecimal) throws(DecimalOverflow) -> Value {
        do throws(Fault) { return try makeNumber(decimal) } catch { throw DecimalOverflow() }
    }

    private func overflow() throws(Fault) -> Value {
        throw Fault("limit-digits", "a number of more than 38 digits")
    }

    static func floorDivide(_ a: Int128, _ b: Int128) -> Int128 {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
    }

    /// Exact where the division ends within 20 decimals; else the double nearest to the quotient, as the
    /// reference gives it.
    static func quotient(_ a: ExactDecimal, _ b: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        var digits = 20
        while digits > 0 {
            if let result = try? a.divided(by: b, digits: digits) {
                if let back = try? result.multiplied(by: b), back == a { return result.normalized }
                return nearest(result)
            }
            digits -= 4
        }
        return try a.divided(by: b, digits: 0)
    }

    private static func nearest(_ value: ExactDecimal) -> ExactDecimal {
        guard let double = Double(value.description), let short = Digits.shortest(double), short.scale <= 38,
            let mantissa = Int128(exactly: short.mantissa)
        else { return value }
        return ExactDecimal(mantissa: value.isNegative ? -mantissa : mantissa, scale: short.scale)
    }

    static func remainder(_ a: ExactDecimal, _ b: ExactDecimal) throws(DecimalOverflow) -> ExactDecimal {
        let scale = Int(max(a.scale, b.scale))
        let (x, y) = (try a.withScale(scale).mantissa, try b.withScale(scale).mantissa)
        let rest = x % y
        return ExactDecimal(mantissa: rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest, scale: scale)
    }

    mutating func rounding(_ filter: Filter, _ value: ExactDecimal, _ argument: Value?) throws(Fault) -> Value
    {
        let unit = Int128.powerOfTen(Int(value.scale))
        switch filter {
        case .abs: return try makeNumber(value.magnitude)
        case .floor: return try makeNumber(ExactDecimal(mantissa: Self.floorDivide(value.mantissa, unit)))
        case .ceil: return try makeNumber(ExactDecimal(mantissa: -Self.floorDivide(-value.mantissa, unit)))
        default: break
        }
        let places = argument.map { wholePart(number(of: $0)) } ?? 0
        if places > 0 { return try makeNumber(value.rounded(to: min(places, 38))) }
        guard places > -38 else { return .integer(0) }
        let whole = ExactDecimal(mantissa: value.mantissa, scale: Int(value.scale))
        if places == 0 { return try makeNumber(ExactDecimal(mantissa: whole.rounded(to: 0).mantissa)) }
        let drop = Int(value.scale) - places
        guard drop <= 38 else { return .integer(0) }
        let rounded = ExactDecimal(mantissa: value.mantissa, scale: drop).rounded(to: 0).mantissa
        let (result, overflow) = rounded.multipliedReportingOverflow(by: Int128.powerOfTen(-places))
        if overflow { throw Fault("limit-digits", "a number of more than 38 digits") }
        return try makeNumber(ExactDecimal(mantissa: result))
    }

    mutating func sum(_ input: Value, _ property: Value?) throws(Fault) -> Value {
        let list = try elements(of: input)
        var total = ExactDecimal.zero
        try add(list, property, to: &total)
        return try makeNumber(total)
    }

    private mutating func add(_ list: Value, _ property: Value?, to total: inout ExactDecimal) throws(Fault) {
        for i in 0..<list.size {
            var item = nodes(of: list)[i]
            if let property, !property.isNil {
                switch try pick(item, property) {
                case .found(let value): item = value
                case .notIndexable: item = .nil
                case .wrongType: throw propertyFault(property)
                }
            }
            if item.tag == .array {
                try add(elements(of: item), nil, to: &total)
                continue
            }
            do throws(DecimalOverflow) {
                let number = number(of: item)
                total = try total.adding(number)
            } catch {
                throw Fault("limit-digits", "a number of more than 38 digits")
            }
        }
    }
}
