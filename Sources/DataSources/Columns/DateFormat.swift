package import Notation

/// How a file writes days: `yyyy-MM-dd`, or the format that the project file names (`date_format: dd.MM.yyyy`).
///
/// Letters: `yyyy`, `yy` (00 to 68 are 2000 to 2068, as POSIX has it), `MM`, `M`, `MMM` (English month names),
/// `dd`, `d`; all else stands for itself. A time behind the day is passed over. Nothing is guessed: `01/02/2009`
/// is refused until a format says which number is the month.
package struct DateFormat: Sendable, Hashable {
    /// The letters, as written.
    package let pattern: String
    private let parts: [Part]

    private enum Part: Sendable, Hashable {
        case year4, year2, month, monthName, day
        case literal(UInt8)

        var isLiteral: Bool {
            if case .literal = self { return true }
            return false
        }
    }

    package static let iso = DateFormat(checked: "yyyy-MM-dd", parts: [])

    private init(checked pattern: String, parts: [Part]) {
        self.pattern = pattern
        self.parts = parts
    }

    /// Compiles a format.
    ///
    /// - Throws: what is wrong with it, for the project file's message.
    package init(_ pattern: String) throws(FieldError) {
        let letters = Array(pattern.utf8)
        var parts: [Part] = []
        var i = 0
        while i < letters.count {
            let letter = letters[i]
            var run = 1
            while i + run < letters.count, letters[i + run] == letter { run += 1 }
            switch (letter, run) {
            case (UInt8(ascii: "y"), 4): parts.append(.year4)
            case (UInt8(ascii: "y"), 2): parts.append(.year2)
            case (UInt8(ascii: "M"), 1), (UInt8(ascii: "M"), 2): parts.append(.month)
            case (UInt8(ascii: "M"), 3): parts.append(.monthName)
            case (UInt8(ascii: "d"), 1), (UInt8(ascii: "d"), 2): parts.append(.day)
            default:
                guard !Self.isLetter(letter) else { throw Self.unknown(pattern, letters[i..<i + run]) }
                parts.append(contentsOf: repeatElement(.literal(letter), count: run))
            }
            i += run
        }
        func count(_ wanted: Set<Part>) -> Int { parts.count { wanted.contains($0) } }
        guard count([.year4, .year2]) == 1, count([.month, .monthName]) == 1, count([.day]) == 1 else {
            throw FieldError(
                code: "bad-date-format", message: "`\(pattern)` does not hold year, month and day once each",
                hint: "for example `dd.MM.yyyy` or `MM/dd/yyyy`")
        }
        self.init(checked: pattern, parts: pattern == "yyyy-MM-dd" ? [] : parts)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func unknown(_ pattern: String, _ run: ArraySlice<UInt8>) -> FieldError {
        let hint =
            if run.allSatisfy({ $0 == UInt8(ascii: "m") }), !pattern.utf8.contains(UInt8(ascii: "M")) {
                "the month is `MM`"
            } else if run.allSatisfy({ "HhmsSaZTkK".utf8.contains($0) }) {
                "leave the time out, it is passed over"
            } else {
                "the letters are yyyy, yy, MM, M, MMM, dd and d"
            }
        return FieldError(
            code: "bad-date-format",
            message: "`\(String(decoding: run, as: UTF8.self))` in `\(pattern)` means nothing", hint: hint)
    }

    /// Whether days are written `yyyy-MM-dd`.
    var isISO: Bool { parts.isEmpty }

    /// Reads a field; nil where it is no such day, and ``explain(_:)`` says why.
    @inline(__always)
    package func parse(_ bytes: UnsafeRawBufferPointer) -> Day? {
        parts.isEmpty ? Self.parseISO(bytes) : parseParts(bytes.trimmed())
    }

    private static func parseISO(_ bytes: UnsafeRawBufferPointer) -> Day? {
        guard bytes.count >= 10, let base = bytes.baseAddress else { return parseTrimmed(bytes) }
        if let day = Day.parseISO(UnsafeRawBufferPointer(start: base, count: 10)) {
            if isTime(bytes, from: 10) { return day }
        }
        return parseTrimmed(bytes)
    }

    private static func parseTrimmed(_ bytes: UnsafeRawBufferPointer) -> Day? {
        let inner = bytes.trimmed()
        return inner.count < bytes.count && inner.count >= 10 ? parseISO(inner) : nil
    }

    /// Whether what follows a day is nothing, blanks, or a time: `07:45:00`, `T07:45Z`, ` 7:45 PM`.
    private static func isTime(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
        let count = bytes.count
        if count == start { return true }
        guard bytes[start] == Byte.space || bytes[start] == UInt8(ascii: "T"), count - start <= 40 else {
            return false
        }
        var i = start + 1
        if i == count { return bytes[start] == Byte.space }
        while i < count {
            switch bytes[i] {
            case 0x30...0x3A, 0x20, 0x2B, 0x2C, 0x2D, 0x2E: break
            case UInt8(ascii: "A"), UInt8(ascii: "P"), UInt8(ascii: "M"), UInt8(ascii: "a"),
                UInt8(ascii: "p"),
                UInt8(ascii: "m"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: "U"), UInt8(ascii: "T"),
                UInt8(ascii: "C"), UInt8(ascii: "G"):
                break
            default: return false
            }
            i += 1
        }
        return true
    }

    private func parseParts(_ bytes: UnsafeRawBufferPointer) -> Day? {
        var i = 0
        var (year, month, day) = (0, 0, 0)
        for (index, part) in parts.enumerated() {
            let isNextDigits = index + 1 < parts.count && !parts[index + 1].isLiteral
            switch part {
            case .literal(let byte):
                guard i < bytes.count, bytes[i] == byte else { return nil }
                i += 1
            case .year4:
                guard let value = Self.number(bytes, &i, 4...4) else { return nil }
                year = value
            case .year2:
                guard let value = Self.number(bytes, &i, 2...2) else { return nil }
                year = value < 69 ? 2_000 + value : 1_900 + value
            case .month:
                guard let value = Self.number(bytes, &i, isNextDigits ? 2...2 : 1...2) else { return nil }
                month = value
            case .day:
                guard let value = Self.number(bytes, &i, isNextDigits ? 2...2 : 1...2) else { return nil }
                day = value
            case .monthName:
                guard let value = Self.monthName(bytes, &i) else { return nil }
                month = value
            }
        }
        return Self.isTime(bytes, from: i) ? Day(year: year, month: month, day: day) : nil
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ i: inout Int, _ width: ClosedRange<Int>)
        -> Int?
    {
        var value = 0
        var digits = 0
        while digits < width.upperBound, i < bytes.count, (0x30...0x39).contains(bytes[i]) {
            value = value * 10 + Int(bytes[i] - 0x30)
            digits += 1
            i += 1
        }
        return width.contains(digits) ? value : nil
    }

    private static func monthName(_ bytes: UnsafeRawBufferPointer, _ i: inout Int) -> Int? {
        let start = i
        while i < bytes.count, isLetter(bytes[i]) { i += 1 }
        let written = String(decoding: bytes[start..<i], as: UTF8.self).lowercased()
        guard written.utf8.count >= 3 else { return nil }
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        let isSept = written == "sept"
        return names.firstIndex { $0 == written || $0.prefix(3) == written || (isSept && $0 == "september") }
            .map { $0 + 1 }
    }

    /// A day as the format writes it.
    package func text(_ day: Day) -> String {
        if parts.isEmpty { return day.description }
        let (year, month, dayOfMonth) = day.components
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let isShort = { (part: Part) in !self.pattern.contains(part == .month ? "MM" : "dd") }
        return parts.map { part in
            switch part {
            case .year4: String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
            case .year2: two(year % 100)
            case .month: isShort(.month) ? String(month) : two(month)
            case .monthName: Self.shortMonths[month - 1]
            case .day: isShort(.day) ? String(dayOfMonth) : two(dayOfMonth)
            case .literal(let byte): String(decoding: [byte], as: UTF8.self)
            }
        }.joined()
    }

    private static let shortMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Why ``parse(_:)`` gave nil.
    package func explain(_ bytes: UnsafeRawBufferPointer) -> FieldError {
        if bytes.trimmed().isEmpty { return FieldError(code: "bad-date", message: "a date is missing") }
        return FieldError(
            code: "bad-date", message: "\(FieldError.shown(bytes)) is not a date of the form `\(pattern)`",
            hint: parts.isEmpty ? hint(bytes) : nil)
    }

    private func hint(_ bytes: UnsafeRawBufferPointer) -> String? {
        let numbers = bytes.split(omittingEmptySubsequences: false) { !(0x30...0x39).contains($0) }
        let separator = bytes.first { !(0x30...0x39).contains($0) }
        guard let first = numbers.first, let separator, separator < 0x80, !Self.isLetter(separator),
            numbers.count >= 3, numbers.prefix(3).allSatisfy({ !$0.isEmpty })
        else {
            return bytes.count == 8 && numbers.count == 1 ? "say `date_format: yyyyMMdd` for this file" : nil
        }
        let sign = String(decoding: [separator], as: UTF8.self)
        let year = numbers[2].count == 2 ? "yy" : "yyyy"
        func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int {
            digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        if first.count == 4 {
            return number(numbers[1]) <= 12 && sign != "-"
                ? "say `date_format: yyyy\(sign)MM\(sign)dd` for this file" : nil
        }
        let dayFirst = "`date_format: dd\(sign)MM\(sign)\(year)`"
        let monthFirst = "`date_format: MM\(sign)dd\(sign)\(year)`"
        if number(first) > 12, number(numbers[1]) <= 12 { return "say \(dayFirst) for this file" }
        if number(first) <= 12, number(numbers[1]) > 12 { return "say \(monthFirst) for this file" }
        return "it can be read in two ways: say \(dayFirst) or \(monthFirst) for this file"
    }
}
