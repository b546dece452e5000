public import Notation

/// How a locale writes dates: CLDR patterns and names.
///
/// Of the pattern letters of CLDR (UTS 35, date field symbols) these have a meaning: `y yy yyyy u`,
/// `M MM MMM MMMM` and the same of `L`, `d dd`, `E EEE EEEE` and `c ccc cccc`. Text stands between `'`.
public struct DateStyle: Sendable, Hashable {
    /// As `dd/MM/y`.
    public var short: String
    /// As `d MMM y`.
    public var medium: String
    /// As `d MMMM y`.
    public var long: String
    /// January first.
    public var months: [String]
    public var abbreviatedMonths: [String]
    /// Monday first (ISO 8601).
    public var weekdays: [String]
    public var abbreviatedWeekdays: [String]

    public init(
        short: String, medium: String, long: String, months: [String], abbreviatedMonths: [String],
        weekdays: [String], abbreviatedWeekdays: [String]
    ) {
        self.short = short
        self.medium = medium
        self.long = long
        self.months = months
        self.abbreviatedMonths = abbreviatedMonths
        self.weekdays = weekdays
        self.abbreviatedWeekdays = abbreviatedWeekdays
    }

    /// `14/03/2016`, `14 Mar 2016`, `14 March 2016`.
    public static let english = DateStyle(
        short: "dd/MM/y", medium: "d MMM y", long: "d MMMM y", months: EnglishNames.months,
        abbreviatedMonths: EnglishNames.months.map { String($0.prefix(3)) },
        weekdays: EnglishNames.weekdays,
        abbreviatedWeekdays: EnglishNames.weekdays.map { String($0.prefix(3)) })

    /// Appends a day by one of the patterns, or by a pattern of the caller's own.
    public func append(_ day: Day, pattern: String, to out: inout [UInt8]) {
        let letters = Array(pattern.utf8)
        var i = 0
        var quoted = false
        while i < letters.count {
            let letter = letters[i]
            if letter == UInt8(ascii: "'") {
                let doubled = i + 1 < letters.count && letters[i + 1] == letter
                if doubled { out.append(letter) } else { quoted.toggle() }
                i += doubled ? 2 : 1
                continue
            }
            var run = 1
            while i + run < letters.count, letters[i + run] == letter { run += 1 }
            if quoted || !appendField(letter, width: run, of: day, to: &out) {
                out.append(contentsOf: repeatElement(letter, count: run))
            }
            i += run
        }
    }

    private func appendField(_ letter: UInt8, width: Int, of day: Day, to out: inout [UInt8]) -> Bool {
        let (year, month, number) = day.components
        switch letter {
        case UInt8(ascii: "y"), UInt8(ascii: "u"):
            Self.append(width == 2 ? year % 100 : year, width: width, to: &out)
        case UInt8(ascii: "M"), UInt8(ascii: "L"):
            if width > 2 {
                Self.append(width == 3 ? abbreviatedMonths : months, month - 1, to: &out)
            } else {
                Self.append(month, width: width, to: &out)
            }
        case UInt8(ascii: "d"): Self.append(number, width: width, to: &out)
        case UInt8(ascii: "E"), UInt8(ascii: "c"):
            Self.append(width == 4 ? weekdays : abbreviatedWeekdays, day.weekday - 1, to: &out)
        default: return false
        }
        return true
    }

    private static func append(_ names: [String], _ index: Int, to out: inout [UInt8]) {
        if names.indices.contains(index) { out.append(contentsOf: names[index].utf8) }
    }

    private static func append(_ value: Int, width: Int, to out: inout [UInt8]) {
        let digits = Array(String(value).utf8)
        out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        out.append(contentsOf: digits)
    }
}

/// The names that `strftime` prints, whatever the locale.
enum EnglishNames {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    /// Monday first.
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
}
