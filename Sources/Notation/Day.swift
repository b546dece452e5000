/// A calendar day (proleptic Gregorian), without time or zone. 4 bytes; sorts and compares as a number.
public struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public var number: Int32

    @inlinable
    public init(number: Int32) {
        self.number = number
    }

    /// Nil where there is no such day. Years 0001 to 9999.
    @inlinable
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= 28 || day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        // Days from the civil calendar, counted in eras of 400 years from 1 March.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    @inlinable
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    @inlinable public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    public var components: (year: Int, month: Int, day: Int) {
        let z = Int(number) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    /// The month this day lies in.
    public var month: Month {
        let parts = components
        return Month(year: parts.year, month: parts.month)
    }

    /// 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int { ((Int(number) + 3) % 7 + 7) % 7 + 1 }

    public func adding(days: Int) -> Day { Day(number: number &+ Int32(truncatingIfNeeded: days)) }

    /// Appends `yyyy-MM-dd`.
    public func append(to out: inout [UInt8]) {
        let (year, month, day) = components
        year.appendFourDigits(to: &out)
        out.append(0x2D)
        month.appendTwoDigits(to: &out)
        out.append(0x2D)
        day.appendTwoDigits(to: &out)
    }

    /// Reads exactly `yyyy-MM-dd`; nil for anything else.
    @inlinable
    public static func parseISO(_ text: UnsafeRawBufferPointer) -> Day? {
        guard text.count == 10 else { return nil }
        // `0000-00-` leaves the digits, and zeros in the place of the signs between them.
        let head = UInt64(littleEndian: text.loadUnaligned(as: UInt64.self)) ^ 0x2D30_302D_3030_3030
        let tail = UInt16(littleEndian: text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)) ^ 0x3030
        // Too large a byte carries into its own top bit.
        let badHead = ((head & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F76_767F_7676_7676 | head) & 0x8080_8080_8080_8080
        let badTail = ((tail & 0x7F7F) &+ 0x7676 | tail) & 0x8080
        if badHead != 0 || badTail != 0 { return nil }
        @inline(__always) func digit(_ at: UInt64) -> Int {
            Int(truncatingIfNeeded: head &>> (at &* 8) & 0xF)
        }
        let year = digit(0) &* 1_000 &+ digit(1) &* 100 &+ digit(2) &* 10 &+ digit(3)
        let day = Int(tail & 0xF) &* 10 &+ Int(tail &>> 8)
        return Day(year: year, month: digit(5) &* 10 &+ digit(6), day: day)
    }

    public static func parseISO(_ text: String) -> Day? {
        Array(text.utf8).withUnsafeBytes { parseISO($0) }
    }
}

extension Day: CustomStringConvertible {
    public var description: String {
        var out: [UInt8] = []
        append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}

/// A calendar month.
public struct Month: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Months since year 0.
    public var number: Int32

    public init(number: Int32) {
        self.number = number
    }

    public init(year: Int, month: Int) {
        number = Int32(year * 12 + month - 1)
    }

    public var year: Int { Int(number) / 12 }
    public var month: Int { Int(number) % 12 + 1 }
    public static func < (a: Month, b: Month) -> Bool { a.number < b.number }
    public func adding(months: Int) -> Month { Month(number: number &+ Int32(truncatingIfNeeded: months)) }
    public var firstDay: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
    // Not the day before the next month: after December 9999 there is none.
    public var lastDay: Day { firstDay.adding(days: Day.length(ofMonth: month, year: year) - 1) }
    /// The numbers of its days.
    public var dayNumbers: Range<Int32> { firstDay.number..<lastDay.number + 1 }

    /// Reads exactly `yyyy-MM`.
    public static func parse(_ text: String) -> Month? {
        Day.parseISO(text + "-01")?.month
    }

    public var description: String {
        String(firstDay.description.prefix(7))
    }
}

extension Int {
    func appendTwoDigits(to out: inout [UInt8]) {
        out.append(UInt8(0x30 + self / 10 % 10))
        out.append(UInt8(0x30 + self % 10))
    }

    func appendFourDigits(to out: inout [UInt8]) {
        (self / 100).appendTwoDigits(to: &out)
        (self % 100).appendTwoDigits(to: &out)
    }
}
