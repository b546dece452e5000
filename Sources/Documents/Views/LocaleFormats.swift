import Foundation
package import Liquid
package import Notation
import Synchronization

/// How a locale writes numbers, money and dates: the facts of CLDR, asked of ICU once per locale and currency and
/// then printed by our own exact ``NumberStyle``. The machine's locale has no part in it.
package struct LocaleFormats: Sendable {
    private struct Key: Hashable {
        var locale: String
        var currency: String
        var language: String
    }

    private let today: Day?
    private var styles: [Key: RenderStyle] = [:]

    /// `today` is what the word `today` means in templates.
    package init(today: Day? = nil) {
        self.today = today
    }

    /// The style of a locale and a currency (ISO 4217). Names of months are those of the locale.
    package mutating func style(locale: String, currency: String) -> RenderStyle {
        style(Key(locale: locale, currency: currency, language: ""), nil)
    }

    /// The style of a document: numbers and money as the locale writes them, words and days as the language of
    /// the labels does.
    mutating func style(locale: String, currency: String, words: LabelCatalogue) -> RenderStyle {
        style(Key(locale: locale, currency: currency, language: words.language), words)
    }

    private mutating func style(_ key: Key, _ words: LabelCatalogue?) -> RenderStyle {
        if let known = styles[key] { return known }
        var style = Self.style(locale: key.locale, currency: key.currency)
        if let words {
            style.labels = words.labels
            let days = Self.locale(forDaysOf: words.language, in: key.locale)
            if days != Self.canonical(key.locale) { style.dates = Self.dates(days) }
        }
        style.now = today
        styles[key] = style
        return style
    }

    /// Begins to ask for a locale that will be needed, beside whatever comes next.
    package static func prepare(locale: String, currency: String) {
        Task.detached {
            guard isKnown(locale) else { return }
            _ = style(locale: locale, currency: currency)
        }
    }

    /// Whether CLDR knows the locale: by name, or as a known language in a known country (`en_DE`).
    package static func isKnown(_ locale: String) -> Bool {
        let name = canonical(locale)
        if identifiers.contains(name) { return true }
        let parts = name.split(separator: "_")
        guard parts.count == 2, identifiers.contains(String(parts[0])) else { return false }
        return Locale.Region.isoRegions.contains { $0.identifier == parts[1] }
    }

    private static let identifiers = Set(Locale.availableIdentifiers)

    /// `de-DE` and `de_DE.UTF-8` as `de_DE`.
    static func canonical(_ locale: String) -> String {
        let name = locale.prefix { $0 != "." && $0 != "@" }.replacing("-", with: "_")
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        return parts.enumerated().map { i, part in
            i == 0 ? part.lowercased() : part.count == 2 ? part.uppercased() : String(part)
        }.joined(separator: "_")
    }

    /// The locale whose days a language has in the country of a locale: French days of Switzerland for French
    /// and `de_CH`. English outside its own countries writes the day first.
    static func locale(forDaysOf language: String, in locale: String) -> String {
        let name = canonical(locale)
        if LanguageTag.canonical(name) == language { return name }
        let own = language.replacing("-", with: "_")
        guard let region = name.split(separator: "_").last, region.utf8.count == 2, region != name else {
            return own == "en" ? "en_001" : own
        }
        let near = "\(own)_\(region)"
        return identifiers.contains(near) ? near : own == "en" ? "en_001" : own
    }

    private static func latin(_ locale: String) -> Locale { Locale(identifier: locale + "@numbers=latn") }

    /// With the calendar as a keyword: set as a property, a formatter is made anew for it, again and again.
    private static func gregorian(_ locale: String) -> Locale {
        Locale(identifier: locale + "@numbers=latn;calendar=gregorian")
    }

    /// What ICU said, for all threads: a locale takes it about a millisecond.
    private static let known = Mutex<[Key: RenderStyle]>([:])
    private static let knownDates = Mutex<[String: DateStyle]>([:])

    private static func dates(_ locale: String) -> DateStyle {
        knownDates.withLock { known in
            if let dates = known[locale] { return dates }
            let dates = dates(gregorian(locale))
            known[locale] = dates
            return dates
        }
    }

    private static func style(locale: String, currency: String) -> RenderStyle {
        let key = Key(locale: locale, currency: currency, language: "")
        return known.withLock { known in
            if let style = known[key] { return style }
            let style = asked(locale: locale, currency: currency)
            known[key] = style
            return style
        }
    }

    private static func asked(locale: String, currency: String) -> RenderStyle {
        // Our digits are 0-9 in every locale, so the signs that go with those are asked for.
        let name = canonical(locale)
        return RenderStyle(
            numbers: numbers(latin(name), currency: currency), currency: currency,
            minorUnitDigits: Currency.minorUnitDigits(currency), dates: dates(name))
    }

    /// Reads the signs off three printed samples, as Foundation gives no access to the patterns: of the
    /// formatters' properties some are missing on Linux, and `en_IN` loses its groups of two there.
    private static func numbers(_ locale: Locale, currency: String) -> NumberStyle {
        let money = IntegerFormatStyle<Int>.Currency(code: currency, locale: locale).precision(
            .fractionLength(2))
        let plain = IntegerFormatStyle<Int>(locale: locale).precision(.fractionLength(2))
        let sample = PrintedSample(currency.isEmpty ? plain.format(1_234_567) : money.format(1_234_567))
        let negative = PrintedSample(currency.isEmpty ? plain.format(-1_234_567) : money.format(-1_234_567))
        let short = PrintedSample(currency.isEmpty ? plain.format(1_234) : money.format(1_234))
        let minus = PrintedSample(plain.format(-1)).prefix
        var style = NumberStyle()
        style.decimalSeparator = sample.decimalSeparator
        style.groupingSeparator = sample.groupingSeparator
        style.primaryGroup = sample.primaryGroup
        style.secondaryGroup = sample.secondaryGroup
        style.minimumGroupingDigits = sample.primaryGroup > 0 && short.primaryGroup == 0 ? 2 : 1
        style.minusSign = minus
        style.positivePrefix = sample.prefix
        style.positiveSuffix = sample.suffix
        style.negativePrefix = negative.prefix
        style.negativeSuffix = negative.suffix
        return style
    }

    private static func dates(_ locale: Locale) -> DateStyle {
        let formatter = DateFormatter()
        formatter.locale = locale
        formatter.timeStyle = .none
        func pattern(_ length: DateFormatter.Style) -> String {
            formatter.dateStyle = length
            return formatter.dateFormat ?? "y-MM-dd"
        }
        let (short, medium, long) = (pattern(.short), pattern(.medium), pattern(.long))
        let english = DateStyle.english
        return DateStyle(
            short: short, medium: medium, long: long,
            months: complete(formatter.monthSymbols, 12) ?? english.months,
            abbreviatedMonths: complete(formatter.shortMonthSymbols, 12) ?? english.abbreviatedMonths,
            weekdays: complete(formatter.weekdaySymbols, 7).map(mondayFirst) ?? english.weekdays,
            abbreviatedWeekdays: complete(formatter.shortWeekdaySymbols, 7).map(mondayFirst)
                ?? english.abbreviatedWeekdays)
    }

    private static func complete(_ names: [String]?, _ count: Int) -> [String]? {
        names?.count == count ? names : nil
    }

    /// Foundation's weeks start on Sunday.
    private static func mondayFirst(_ names: [String]) -> [String] {
        Array(names[1...]) + [names[0]]
    }
}

/// A printed number with two decimals, taken apart: what stands around it, between its groups and at its point.
private struct PrintedSample {
    var prefix = ""
    var suffix = ""
    var decimalSeparator = "."
    var groupingSeparator = ""
    /// 0 where the number was not grouped.
    var primaryGroup = 0
    var secondaryGroup = 0

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        guard let first = scalars.firstIndex(where: isDigit), let last = scalars.lastIndex(where: isDigit)
        else {
            return
        }
        func string(_ part: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
        prefix = string(scalars[..<first])
        suffix = string(scalars[(last + 1)...])
        var runs: [Int] = []
        var signs: [String] = []
        var at = first
        let end = last + 1
        while at < end {
            let digits = scalars[at..<end].prefix(while: isDigit)
            runs.append(digits.count)
            at += digits.count
            let between = scalars[at..<end].prefix { !isDigit($0) }
            if !between.isEmpty { signs.append(string(between)) }
            at += between.count
        }
        // The last run is the decimals.
        guard let point = signs.last else { return }
        decimalSeparator = point
        guard runs.count > 2 else { return }
        groupingSeparator = signs[0]
        primaryGroup = runs[runs.count - 2]
        secondaryGroup = runs.count > 3 ? runs[runs.count - 3] : primaryGroup
    }
}
