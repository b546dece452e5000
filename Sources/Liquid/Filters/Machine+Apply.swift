extension Machine {
    /// Runs a filter. The arguments are as many as it takes.
    mutating func apply(_ filter: Filter, _ input: Value, _ arguments: Arguments) throws(Fault) -> Value {
        let first = arguments[0] ?? (arguments.keywords == nil ? .unset : Value(.empty))
        let second = arguments[1]
        if input.tag == .float, filter.isArithmetic {
            throw Fault("limit-digits", "a number of more than 38 digits")
        }
        switch filter {
        case .abs, .ceil, .floor, .round: return try rounding(filter, number(of: input), arguments[0])
        case .atLeast, .atMost, .plus, .minus, .times, .dividedBy, .modulo:
            return try arithmetic(filter, number(of: input), number(of: first))
        case .sum: return try sum(input, arguments[0])

        case .money, .moneyWithCurrency, .moneyWithoutCurrency: return try money(filter, input)
        case .number: return try localNumber(input, arguments[0])
        case .date: return try date(input, first)
        case .t: return try label(input, arguments)
        case .unit: return try unit(input, arguments[0])

        case .append: return try joined(input, first)
        case .prepend: return try joined(first, input)
        case .capitalize, .downcase, .upcase: return try letters(filter, input)
        case .strip, .lstrip, .rstrip: return try strip(filter, input)
        case .squish: return try squish(input)
        case .stripNewlines, .newlineToBr: return try lineEnds(filter, input)
        case .stripHtml: return try stripHTML(input)
        case .remove, .replace: return try replaceAll(input, first, second ?? .nil)
        case .removeFirst, .replaceFirst: return try replaceOne(input, first, second ?? .nil, isLast: false)
        case .removeLast, .replaceLast: return try replaceOne(input, first, second ?? .nil, isLast: true)
        case .truncate: return try truncate(input, arguments[0], second)
        case .truncatewords: return try truncateWords(input, arguments[0], second)
        case .slice: return try slice(input, first, second)
        case .split: return try split(input, first)
        case .size: return try size(input)

        case .escape, .h: return try escape(input, once: false)
        case .escapeOnce: return try escape(input, once: true)
        case .urlEncode: return try urlEncode(input)
        case .urlDecode: return try urlDecode(input)
        case .base64Encode, .base64UrlSafeEncode:
            return try encodeBase64(input, isURLSafe: filter == .base64UrlSafeEncode)
        case .base64Decode, .base64UrlSafeDecode:
            return try decodeBase64(input, isURLSafe: filter == .base64UrlSafeDecode)
        case .raw, .safe:
            var text = try makeText(plain(input))
            text.isMarkup = true
            text.isTrusted = true
            return input.isNil ? .nil : text

        case .default: return defaultValue(input, arguments)
        case .first, .last: return try end(of: input, isFirst: filter == .first)
        case .join: return try join(input, arguments[0])
        case .reverse: return try reverse(input)
        case .sort, .sortNatural: return try sort(input, arguments[0], ignoringCase: filter == .sortNatural)
        case .uniq: return try unique(input, arguments[0])
        case .compact: return try compact(input, arguments[0])
        case .concat: return try concat(input, first)
        case .map: return try map(input, first)
        case .find, .findIndex, .has, .reject, .where: return try select(filter, input, first, second ?? .nil)
        }
    }

    private func defaultValue(_ input: Value, _ arguments: Arguments) -> Value {
        let allowsFalse = arguments.keyword(labels.allowFalse)?.isTruthy ?? false
        let isMissing = allowsFalse ? input.isNil : !input.isTruthy
        guard isMissing || isEmpty(input) else { return input }
        return arguments[0] ?? Value(.text, space: .literal)
    }
}
