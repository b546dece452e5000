import Documents
import Liquid
import Notation
import Testing

@Suite struct `Locale formats` {
    private func money(_ amount: String, _ locale: String, _ currency: String) throws -> String {
        var formats = LocaleFormats()
        let style = formats.style(locale: locale, currency: currency)
        var out: [UInt8] = []
        try style.numbers.appendMoney(.parse(amount), digits: style.minorUnitDigits, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        ("en_GB", "GBP", "1234567.5", "£1,234,567.50"), ("en_GB", "GBP", "-0.05", "-£0.05"),
        ("en_GB", "KWD", "1.2345", "KWD\u{A0}1.235"), ("en_US", "USD", "1234.5", "$1,234.50"),
        ("de_DE", "EUR", "1234567.5", "1.234.567,50\u{A0}€"), ("de_DE", "EUR", "-1234.5", "-1.234,50\u{A0}€"),
        ("de_CH", "CHF", "1234.5", "CHF\u{A0}1’234.50"), ("de_CH", "CHF", "-1234.5", "CHF-1’234.50"),
        ("fr_FR", "EUR", "1234567.5", "1\u{202F}234\u{202F}567,50\u{A0}€"),
        ("sv_SE", "SEK", "-1234.5", "\u{2212}1\u{A0}234,50\u{A0}kr"),
        ("ja_JP", "JPY", "1234567.5", "¥1,234,568"),
        ("pl_PL", "PLN", "1234.5", "1234,50\u{A0}zł"), ("pl_PL", "PLN", "12345", "12\u{A0}345,00\u{A0}zł"),
        ("es_ES", "EUR", "1234.5", "1234,50\u{A0}€"), ("es_ES", "EUR", "12345", "12.345,00\u{A0}€"),
        ("en_IN", "INR", "12345678.9", "₹1,23,45,678.90"), ("nl_NL", "EUR", "-1234.5", "€\u{A0}-1.234,50"),
        ("de-DE", "EUR", "1", "1,00\u{A0}€"),
    ])
    func `money is printed as CLDR says`(
        locale: String, currency: String, amount: String, expected: String
    ) throws {
        // U+00A5 has a full-width twin that ICU takes in Japan.
        let printed = try money(amount, locale, currency).replacing("\u{FFE5}", with: "\u{A5}")
        #expect(printed == expected)
    }

    @Test(arguments: [
        ("en_GB", "5 Mar 2026"), ("en_US", "Mar 5, 2026"), ("de_DE", "05.03.2026"), ("fr_FR", "5 mars 2026"),
        ("sv_SE", "5 mars 2026"), ("ja_JP", "2026/03/05"), ("pl_PL", "5 mar 2026"), ("es_ES", "5 mar 2026"),
    ])
    func `days are printed as CLDR says`(locale: String, expected: String) throws {
        var formats = LocaleFormats()
        let dates = formats.style(locale: locale, currency: "EUR").dates
        var out: [UInt8] = []
        dates.append(try #require(Day(year: 2026, month: 3, day: 5)), pattern: dates.medium, to: &out)
        #expect(String(decoding: out, as: UTF8.self) == expected)
    }

    @Test func `digits are 0 to 9 and the calendar is the Gregorian everywhere`() throws {
        for locale in ["ar_EG", "fa_IR", "th_TH", "hi_IN", "he_IL"] {
            let printed = try money("1234.5", locale, "EUR")
            #expect(printed.contains("234"), "\(locale): \(printed)")
            var formats = LocaleFormats()
            let dates = formats.style(locale: locale, currency: "EUR").dates
            var out: [UInt8] = []
            dates.append(try #require(Day(year: 2026, month: 3, day: 5)), pattern: dates.long, to: &out)
            #expect(String(decoding: out, as: UTF8.self).contains("2026"))
        }
    }

    @Test func `what is no locale is known as such`() {
        for locale in ["en_GB", "de-CH", "en_DE", "zh_Hans_CN", "fr"] {
            #expect(LocaleFormats.isKnown(locale))
        }
        for locale in ["", "xx_YY", "english", "en_ZZZ", "C"] { #expect(!LocaleFormats.isKnown(locale)) }
    }
}
