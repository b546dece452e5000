import Notation

extension Machine {
    /// A value that is no date stays as it is, as in the reference.
    mutating func date(_ input: Value, _ format: Value) throws(Fault) -> Value {
        let pattern = try plain(format)
        guard !pattern.isEmpty, let moment = try moment(input) else { return input }
        work.count = 0
        if let style = localePattern(pattern) {
            var text: [UInt8] = []
            self.style?.pointee.dates.append(moment.day, pattern: style, to: &text)
            text.withUnsafeBufferPointer { work.append($0) }
        } else {
            try append(moment, pattern)
        }
        return try finishWork()
    }

    private func localePattern(_ pattern: Bytes) -> String? {
        guard pattern.count <= 6, let dates = style?.pointee.dates else { return nil }
        if pattern.elementsEqual("short".utf8) { return dates.short }
        if pattern.elementsEqual("medium".utf8) { return dates.medium }
        return pattern.elementsEqual("long".utf8) ? dates.long : nil
    }

    /// A day, seconds since 1970, or a text of either, or `now` and `today`.
    private mutating func moment(_ value: Value) throws(Fault) -> Moment? {
        switch value.tag {
        case .day: return Moment(day: Day(number: Int32(truncatingIfNeeded: value.payload)))
        case .integer: return Moment(seconds: Int(value.payload))
        case .text:
            let text = bytes(of: value)
            if text.isEmpty { return nil }
            if text.allSatisfy({ $0 &- 0x30 < 10 }) {
                return Moment(seconds: wholePart(Self.number(in: text)))
            }
            if text.count <= 5 {
                let word = String(decoding: text, as: UTF8.self).lowercased()
                if word == "now" || word == "today" { return style?.pointee.now.map { Moment(day: $0) } }
            }
            return MomentReader.read(text, now: style?.pointee.now)
        default: return nil
        }
    }

    /// `strftime`: `%`, flags (`-` no filling, `_` blanks, `0` zeros, `^` large, `#` changed case, `:` in
    /// zones), a width, a directive.
    private mutating func append(_ moment: Moment, _ pattern: Bytes) throws(Fault) {
        var i = 0
        while i < pattern.count {
            guard pattern[i] == UInt8(ascii: "%"), i + 1 < pattern.count else {
                work.append(pattern[i])
                i += 1
                continue
            }
            var directive = Directive()
            var next = i + 1
            while next < pattern.count, directive.takeFlag(pattern[next]) { next += 1 }
            while next < pattern.count, pattern[next] &- 0x30 < 10 {
                directive.width = min(1_000_000, (directive.width ?? 0) * 10 + Int(pattern[next] - 0x30))
                next += 1
            }
            if next < pattern.count, pattern[next] == UInt8(ascii: "E") || pattern[next] == UInt8(ascii: "O")
            {
                next += 1
            }
            guard next < pattern.count, appendField(pattern[next], directive, moment) else {
                work.append(pattern[i])
                i += 1
                continue
            }
            if work.count > valueBytesLeft { throw valueLimit }
            try step(1)
            i = next + 1
        }
    }

    private struct Directive {
        var padding: UInt8?
        var isLarge = false
        var isSwapped = false
        var colons = 0
        var width: Int?

        mutating func takeFlag(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "0"): padding = byte
            case UInt8(ascii: "^"): isLarge = true
            case UInt8(ascii: "#"): isSwapped = true
            case UInt8(ascii: ":"): colons += 1
            default: return false
            }
            return true
        }
    }

    private mutating func appendField(_ letter: UInt8, _ directive: Directive, _ moment: Moment) -> Bool {
        let (year, month, day) = moment.day.components
        let weekday = moment.day.weekday
        switch letter {
        case UInt8(ascii: "Y"): put(year, year < 1_000 ? 4 : 1, "0", directive)
        case UInt8(ascii: "C"): put(year / 100, 2, "0", directive)
        case UInt8(ascii: "y"): put(year % 100, 2, "0", directive)
        case UInt8(ascii: "m"): put(month, 2, "0", directive)
        case UInt8(ascii: "d"): put(day, 2, "0", directive)
        case UInt8(ascii: "e"): put(day, 2, "_", directive)
        case UInt8(ascii: "j"): put(moment.dayOfYear, 3, "0", directive)
        case UInt8(ascii: "H"): put(moment.hour, 2, "0", directive)
        case UInt8(ascii: "k"): put(moment.hour, 2, "_", directive)
        case UInt8(ascii: "I"): put((moment.hour + 11) % 12 + 1, 2, "0", directive)
        case UInt8(ascii: "l"): put((moment.hour + 11) % 12 + 1, 2, "_", directive)
        case UInt8(ascii: "M"): put(moment.minute, 2, "0", directive)
        case UInt8(ascii: "S"): put(moment.second, 2, "0", directive)
        case UInt8(ascii: "L"): fraction(moment, directive.width ?? 3)
        case UInt8(ascii: "N"): fraction(moment, directive.width ?? 9)
        case UInt8(ascii: "s"): put(moment.secondsSince1970, 1, "0", directive)
        case UInt8(ascii: "u"): put(weekday, 1, "0", directive)
        case UInt8(ascii: "w"): put(weekday % 7, 1, "0", directive)
        case UInt8(ascii: "U"): put((moment.dayOfYear + 6 - weekday % 7) / 7, 2, "0", directive)
        case UInt8(ascii: "W"): put((moment.dayOfYear + 6 - (weekday - 1)) / 7, 2, "0", directive)
        case UInt8(ascii: "V"): put(Self.isoWeek(moment.day).week, 2, "0", directive)
        case UInt8(ascii: "G"): put(Self.isoWeek(moment.day).year, 4, "0", directive)
        case UInt8(ascii: "g"): put(Self.isoWeek(moment.day).year % 100, 2, "0", directive)
        case UInt8(ascii: "A"): put(EnglishNames.weekdays[weekday - 1], directive)
        case UInt8(ascii: "a"): put(String(EnglishNames.weekdays[weekday - 1].prefix(3)), directive)
        case UInt8(ascii: "B"): put(EnglishNames.months[month - 1], directive)
        case UInt8(ascii: "b"), UInt8(ascii: "h"):
            put(String(EnglishNames.months[month - 1].prefix(3)), directive)
        case UInt8(ascii: "p"):
            put(
                directive.isSwapped == (moment.hour < 12)
                    ? (moment.hour < 12 ? "am" : "PM") : (moment.hour < 12 ? "AM" : "pm"), directive,
                swaps: false)
        case UInt8(ascii: "P"): put(moment.hour < 12 ? "am" : "pm", directive)
        case UInt8(ascii: "Z"): put(moment.offset == 0 ? "UTC" : "", directive)
        case UInt8(ascii: "z"): zone(moment, directive)
        case UInt8(ascii: "%"): put("%", directive)
        case UInt8(ascii: "n"): put("\n", directive)
        case UInt8(ascii: "t"): put("\t", directive)
        default: return appendCompound(letter, directive, moment)
        }
        return true
    }

    /// Directives that stand for several others.
    private mutating func appendCompound(_ letter: UInt8, _ directive: Directive, _ moment: Moment) -> Bool {
        let pattern: StaticString
        switch letter {
        case UInt8(ascii: "c"): pattern = "%a %b %e %H:%M:%S %Y"
        case UInt8(ascii: "D"), UInt8(ascii: "x"): pattern = "%m/%d/%y"
        case UInt8(ascii: "F"): pattern = "%Y-%m-%d"
        case UInt8(ascii: "T"), UInt8(ascii: "X"): pattern = "%H:%M:%S"
        case UInt8(ascii: "R"): pattern = "%H:%M"
        case UInt8(ascii: "r"): pattern = "%I:%M:%S %p"
        case UInt8(ascii: "v"): pattern = "%e-%^b-%Y"
        case UInt8(ascii: "+"): pattern = "%a %b %e %H:%M:%S %Z %Y"
        default: return false
        }
        let start = work.count
        let bytes = Bytes(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)
        do throws(Fault) { try append(moment, bytes) } catch { return true }
        let made = String(decoding: Bytes(start: work.base + start, count: work.count - start), as: UTF8.self)
        work.count = start
        put(made, directive)
        return true
    }

    private mutating func put(_ value: Int, _ width: Int, _ padding: Unicode.Scalar, _ directive: Directive) {
        let digits = String(value.magnitude)
        let fill = directive.padding ?? UInt8(ascii: padding)
        let wanted = fill == UInt8(ascii: "-") ? 0 : (directive.width ?? width)
        let blank: UInt8 = fill == UInt8(ascii: "_") ? 0x20 : 0x30
        if value < 0 { work.append(0x2D) }
        for _ in 0..<max(0, wanted - digits.utf8.count - (value < 0 ? 1 : 0)) { work.append(blank) }
        work.append(text: digits)
    }

    private mutating func put(_ text: String, _ directive: Directive, swaps: Bool = true) {
        var text = text
        if directive.isLarge || (directive.isSwapped && swaps) { text = text.uppercased() }
        let fill: UInt8 = directive.padding == UInt8(ascii: "0") ? 0x30 : 0x20
        if directive.padding != UInt8(ascii: "-") {
            for _ in 0..<max(0, (directive.width ?? 0) - text.utf8.count) { work.append(fill) }
        }
        work.append(text: text)
    }

    private mutating func fraction(_ moment: Moment, _ digits: Int) {
        let start = work.count
        Digits.append(UInt64(moment.nanoseconds), width: 9, to: &work)
        for _ in 0..<max(0, digits - 9) { work.append(0x30) }
        work.count = start + max(1, digits)
    }

    private mutating func zone(_ moment: Moment, _ directive: Directive) {
        let seconds = abs(moment.offset)
        work.append(moment.offset < 0 ? 0x2D : 0x2B)
        Digits.append(UInt64(seconds / 3_600), width: 2, to: &work)
        if directive.colons > 0 { work.append(0x3A) }
        Digits.append(UInt64(seconds / 60 % 60), width: 2, to: &work)
        if directive.colons > 1 {
            work.append(0x3A)
            Digits.append(UInt64(seconds % 60), width: 2, to: &work)
        }
    }

    /// ISO 8601: the week belongs to the year that its Thursday is in.
    static func isoWeek(_ day: Day) -> (year: Int, week: Int) {
        let thursday = day.adding(days: 4 - day.weekday)
        return (thursday.components.year, (Moment(day: thursday).dayOfYear - 1) / 7 + 1)
    }
}
