extension Machine {
    /// Character references for HTML; what is markup already stays as it is.
    mutating func escape(_ input: Value, once: Bool) throws(Fault) -> Value {
        if input.isNil, !once { return .nil }
        let isMarkup = escape == Escape.html.rawValue || escape == Escape.xml.rawValue
        if input.isMarkup, isMarkup { return input }
        let text = try plain(input)
        try checkRoom(text.count)
        work.count = 0
        if !once {
            Escaping.html(text, to: &work)
            return try finishWork(isMarkup: isMarkup)
        }
        var i = 0
        while i < text.count {
            if text[i] == 0x26, let end = Self.referenceEnd(text, i) {
                work.append(Bytes(rebasing: text[i..<end]))
                i = end
            } else {
                Escaping.html(Bytes(rebasing: text[i..<i + 1]), to: &work)
                i += 1
            }
        }
        return try finishWork(isMarkup: isMarkup)
    }

    /// `&name;` or `&#123;`.
    private static func referenceEnd(_ text: Bytes, _ start: Int) -> Int? {
        var i = start + 1
        let isNumber = i < text.count && text[i] == 0x23
        if isNumber { i += 1 }
        let from = i
        while i < text.count, i - from < 64 {
            let byte = text[i]
            let fits = isNumber ? byte &- 0x30 < 10 : (byte | 0x20) &- 0x61 < 26
            if !fits { break }
            i += 1
        }
        return i > from && i < text.count && text[i] == 0x3B ? i + 1 : nil
    }

    /// `application/x-www-form-urlencoded` (WHATWG URL, 5.2) with the unreserved characters of RFC 3986.
    mutating func urlEncode(_ input: Value) throws(Fault) -> Value {
        if input.isNil { return .nil }
        let text = try plain(input)
        try checkRoom(text.count)
        work.count = 0
        for byte in text {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: work.append(byte)
            case 0x20: work.append(0x2B)
            default:
                work.append(0x25)
                work.append(Self.hexadecimalDigit(byte >> 4))
                work.append(Self.hexadecimalDigit(byte & 15))
            }
        }
        return try finishWork()
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func hexadecimalValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    mutating func urlDecode(_ input: Value) throws(Fault) -> Value {
        if input.isNil { return .nil }
        let text = try plain(input)
        work.count = 0
        var i = 0
        while i < text.count {
            if text[i] == 0x25, i + 2 < text.count, let high = Self.hexadecimalValue(text[i + 1]),
                let low = Self.hexadecimalValue(text[i + 2])
            {
                work.append(high << 4 | low)
                i += 3
            } else {
                work.append(text[i] == 0x2B ? 0x20 : text[i])
                i += 1
            }
        }
        try checkUTF8("url_decode")
        return try finishWork()
    }

    /// What a filter decoded must be text.
    private func checkUTF8(_ filter: String) throws(Fault) {
        let bytes = UnsafeRawBufferPointer(start: work.base, count: work.count)
        var i = 0
        while i < bytes.count {
            guard let length = utf8Length(bytes, at: i) else {
                throw Fault("invalid-text", "what `\(filter)` makes of this is not UTF-8")
            }
            i += length
        }
    }

    mutating func encodeBase64(_ input: Value, isURLSafe: Bool) throws(Fault) -> Value {
        let text = try plain(input)
        try checkRoom(text.count)
        work.count = 0
        var i = 0
        while i < text.count {
            let left = text.count - i
            let group =
                UInt32(text[i]) << 16 | (left > 1 ? UInt32(text[i + 1]) << 8 : 0)
                | (left > 2 ? UInt32(text[i + 2]) : 0)
            for j in 0..<4 {
                let six = UInt8(truncatingIfNeeded: group >> UInt32(18 - 6 * j)) & 63
                work.append(j <= left ? Self.base64Digit(six, isURLSafe) : 0x3D)
            }
            i += 3
        }
        return try finishWork()
    }

    private static func base64Digit(_ value: UInt8, _ isURLSafe: Bool) -> UInt8 {
        switch value {
        case 0..<26: 0x41 + value
        case 26..<52: 0x61 + value - 26
        case 52..<62: 0x30 + value - 52
        case 62: isURLSafe ? 0x2D : 0x2B
        default: isURLSafe ? 0x5F : 0x2F
        }
    }

    private static func base64Value(_ digit: UInt8, _ isURLSafe: Bool) -> UInt32? {
        switch digit {
        case 0x41...0x5A: UInt32(digit - 0x41)
        case 0x61...0x7A: UInt32(digit - 0x61 + 26)
        case 0x30...0x39: UInt32(digit - 0x30 + 52)
        case 0x2B: 62
        case 0x2F: 63
        case 0x2D where isURLSafe: 62
        case 0x5F where isURLSafe: 63
        default: nil
        }
    }

    /// Strict: groups of four, filled up with `=`; the URL alphabet may leave the filling out.
    mutating func decodeBase64(_ input: Value, isURLSafe: Bool) throws(Fault) -> Value {
        let text = try plain(input)
        var end = text.count
        while end > 0, text[end - 1] == 0x3D, text.count - end < 2 { end -= 1 }
        let filled = text.count % 4 == 0
        guard end % 4 != 1, filled || (isURLSafe && end == text.count) else { throw invalidBase64(isURLSafe) }
        work.count = 0
        var group: UInt32 = 0
        for i in 0..<end {
            guard let six = Self.base64Value(text[i], isURLSafe) else { throw invalidBase64(isURLSafe) }
            group = group << 6 | six
            if i % 4 == 3 {
                for shift in [16, 8, 0] as [UInt32] { work.append(UInt8(truncatingIfNeeded: group >> shift)) }
                group = 0
            }
        }
        if end % 4 == 2 { work.append(UInt8(truncatingIfNeeded: group >> 4)) }
        if end % 4 == 3 {
            work.append(UInt8(truncatingIfNeeded: group >> 10))
            work.append(UInt8(truncatingIfNeeded: group >> 2))
        }
        try checkUTF8(isURLSafe ? "base64_url_safe_decode" : "base64_decode")
        return try finishWork()
    }

    private func invalidBase64(_ isURLSafe: Bool) -> Fault {
        Fault(
            "invalid-base64", "this is not Base64, as `base64_\(isURLSafe ? "url_safe_" : "")decode` wants it"
        )
    }
}
