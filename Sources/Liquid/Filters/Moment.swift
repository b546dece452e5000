import Notation

/// A day with a time of day and a zone, as the text of a date may give them.
struct Moment {
    var day: Day
    /// Of the day, in its zone.
    var seconds = 0
    var nanoseconds = 0
    /// East of UTC, in seconds.
    var offset = 0

    init(day: Day) {
        self.day = day
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    init?(seconds: Int) {
        // Years 1 to 9999.
        guard (-719_162 * 86_400..<2_932_897 * 86_400).contains(seconds) else { return nil }
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        day = Day(number: Int32(days))
        self.seconds = seconds - days * 86_400
    }

    var secondsSince1970: Int { Int(day.number) * 86_400 + seconds - offset }
    var hour: Int { seconds / 3_600 }
    var minute: Int { seconds / 60 % 60 }
    var second: Int { seconds % 60 }
    var dayOfYear: Int {
        let year = day.components.year
        return Int(day.number - (Day(year: year, month: 1, day: 1)?.number ?? day.number)) + 1
    }
}

/// Reads the ways people write dates: the ones that the reference's `Time.parse` takes and that have one
/// meaning.
struct MomentReader {
    private enum Word {
        case number(value: Int, digits: Int)
        case name(String)
        case mark(UInt8)
    }

    private var words: [Word] = []

    /// Nil where the text is no date.
    static func read(_ text: Bytes, now: Day?) -> Moment? {
        guard text.count <= 128 else { return nil }
        var reader = MomentReader()
        reader.split(text)
        return reader.moment(now: now)
    }

    private mutating func split(_ text: Bytes) {
        var i = 0
        while i < text.count {
            let byte = text[i]
            if byte &- 0x30 < 10 {
                let start = i
                var value = 0
                while i < text.count, text[i] &- 0x30 < 10 {
                    value = min(1_000_000_000_000, value * 10 + Int(text[i] - 0x30))
                    i += 1
                }
                words.append(.number(value: value, digits: i - start))
            } else if (byte | 0x20) &- 0x61 < 26 {
                let start = i
                while i < text.count, (text[i] | 0x20) &- 0x61 < 26 { i += 1 }
                words.append(.name(String(decoding: text[start..<i], as: UTF8.self).lowercased()))
            } else {
                if !Lexer.isBlank(byte) { words.append(.mark(byte)) }
                i += 1
            }
        }
    }

    private func number(_ i: Int) -> (value: Int, digits: Int)? {
        guard words.indices.contains(i), case .number(let value, let digits) = words[i] else { return nil }
        return (value, digits)
    }

    private func isMark(_ i: Int, _ mark: Unicode.Scalar) -> Bool {
        guard words.indices.contains(i), case .mark(let found) = words[i] else { return false }
        return found == UInt8(ascii: mark)
    }

    private func name(_ i: Int) -> String? {
        guard words.indices.contains(i), case .name(let name) = words[i] else { return nil }
        return name
    }

    private mutating func moment(now: Day?) -> Moment? {
        let time = takeTime()
        guard let day = takeDay(now: now, hasTime: time != nil) else { return nil }
        var moment = Moment(day: day)
        if let time {
            moment.seconds = time.seconds
            moment.nanoseconds = time.nanoseconds
            moment.offset = time.offset
        }
        return moment
    }

    // MARK: Time

    /// `10:20`, `10:20:30.5`, `2pm`, with a zone behind it; taken out of the words.
    private mutating func takeTime() -> (seconds: Int, nanoseconds: Int, offset: Int)? {
        guard
            let start = words.indices.first(where: { i in
                number(i) != nil && (isMark(i + 1, ":") || Self.half(name(i + 1)) != nil)
            }), let hours = number(start)
        else { return nil }
        var end = start + 1
        var (minutes, seconds, nanoseconds) = (0, 0, 0)
        if isMark(end, ":"), let found = number(end + 1) {
            minutes = found.value
            end += 2
            if isMark(end, ":"), let found = number(end + 1) {
                seconds = found.value
                end += 2
                if isMark(end, "."), let part = number(end + 1) {
                    nanoseconds = Self.nanoseconds(part.value, part.digits)
                    end += 2
                }
            }
        }
        var hour = hours.value
        if let half = Self.half(name(end)) {
            hour = hour % 12 + half
            end += 1
        }
        let offset = zone(&end)
        guard hour <= 24, minutes < 60, seconds <= 60 else { return nil }
        let isMarked = start > 0 && name(start - 1) == "t"
        words.removeSubrange((isMarked ? start - 1 : start)..<min(end, words.count))
        return (min(hour * 3_600 + minutes * 60 + seconds, 86_399), nanoseconds, offset)
    }

    private static func half(_ name: String?) -> Int? { name == "am" ? 0 : name == "pm" ? 12 : nil }

    private static func nanoseconds(_ value: Int, _ digits: Int) -> Int {
        guard digits <= 9 else { return 0 }
        return (0..<(9 - digits)).reduce(value) { product, _ in product * 10 }
    }

    /// Hours east of UTC of the zones that RFC 2822 (4.3) names.
    private static let zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
        "pst": -8, "pdt": -7,
    ]

    /// A named zone, `+02:00`, `-0700`.
    private func zone(_ end: inout Int) -> Int {
        if let name = name(end), let hours = Self.zones[name] {
            end += 1
            return hours * 3_600
        }
        let isEast = isMark(end, "+")
        guard isEast || isMark(end, "-"), let found = number(end + 1) else { return 0 }
        var seconds = found.value * 3_600
        end += 2
        if found.digits == 4 {
            seconds = found.value / 100 * 3_600 + found.value % 100 * 60
        } else if isMark(end, ":"), let minutes = number(end + 1) {
            seconds += minutes.value * 60
            end += 2
        }
        return min(seconds, 86_399) * (isEast ? 1 : -1)
    }

    // MARK: Day

    private static func month(_ name: String?) -> Int? {
        guard let name, name.count >= 3 else { return nil }
        return EnglishNames.months.firstIndex {
            $0.lowercased().hasPrefix(name) || (name == "sept" && $0 == "September")
        }
        .map { $0 + 1 }
    }

    private static func isWeekday(_ name: String) -> Bool {
        name.count >= 3 && EnglishNames.weekdays.contains { $0.lowercased().hasPrefix(name) }
    }

    private mutating func takeDay(now: Day?, hasTime: Bool) -> Day? {
        words.removeAll { word in
            switch word {
            case .name(let name): Self.isWeekday(name) || ["st", "nd", "rd", "th", "of", "t"].contains(name)
            case .mark(let mark): mark == UInt8(ascii: ",")
            case .number: false
            }
        }
        if words.isEmpty { return hasTime ? now : nil }
        if let place = words.indices.first(where: { Self.month(name($0)) != nil }),
            let month = Self.month(name(place))
        {
            words.remove(at: place)
            return namedMonth(month, place, now)
        }
        return numeric(now)
    }

    /// `14 March 2016`, `March 14, 2016`, `14-Mar-2016`, `March 2016`, `2016 March 14`.
    private mutating func namedMonth(_ month: Int, _ place: Int, _ now: Day?) -> Day? {
        let numbers = words.compactMap { word -> (value: Int, digits: Int)? in
            if case .number(let value, let digits) = word { (value, digits) } else { nil }
        }
        guard words.allSatisfy({ if case .name = $0 { false } else { true } }), numbers.count <= 2 else {
            return nil
        }
        guard let first = numbers.first else {
            return now.flatMap { Day(year: $0.components.year, month: month, day: 1) }
        }
        if numbers.count == 1 {
            if first.digits > 2 { return Day(year: first.value, month: month, day: 1) }
            return now.flatMap { Day(year: $0.components.year, month: month, day: first.value) }
        }
        let second = numbers[1]
        if first.digits > 2 { return Day(year: first.value, month: month, day: second.value) }
        return Day(year: Self.year(second), month: month, day: first.value)
    }

    /// Two digits are of 1969 to 2068, as POSIX and the reference have it.
    private static func year(_ number: (value: Int, digits: Int)) -> Int {
        number.digits > 2 ? number.value : number.value + (number.value < 69 ? 2_000 : 1_900)
    }

    /// `2016-03-14`, `2016/03/14`, `20160314`, `14.03.2016`, `14/03/2016`, `2016-03`.
    private func numeric(_ now: Day?) -> Day? {
        guard let first = number(0) else { return nil }
        if words.count == 1 {
            guard first.digits == 8 else { return nil }
            return Day(year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
        }
        guard isMark(1, "-") || isMark(1, "/") || isMark(1, "."), let second = number(2) else { return nil }
        if words.count == 3, first.digits > 2 { return Day(year: first.value, month: second.value, day: 1) }
        guard words.count == 5, isMark(3, "-") || isMark(3, "/") || isMark(3, "."), let third = number(4)
        else {
            return nil
        }
        if first.digits > 2 { return Day(year: first.value, month: second.value, day: third.value) }
        if third.digits > 2 { return Day(year: third.value, month: second.value, day: first.value) }
        return Day(year: Self.year(first), month: second.value, day: third.value)
    }
}
