import Documents
import Golden
import Liquid
import Notation
import Testing

/// Numbers, money and days of the locales that trade uses most, as `Fixtures/locales.tsv` has them.
///
/// The table was held against Babel 2.18 (CLDR 47) by hand. What differs there: Babel groups four digits where
/// CLDR's minimumGroupingDigits is 2, writes `-` for the locale's minus sign, rounds halves to even, knows other
/// minor units than ISO 4217 (IRR, RSD), and its newer CLDR has other blanks and names in en_ZA, es_AR, es_CO,
/// fr_CH, cs, sk, hr, ru and vi.
@Suite struct `Locales of trade` {
    private static let locales = """
        en_GB GBP en_US USD en_CA CAD en_AU AUD en_NZ NZD en_IE EUR en_IN INR en_ZA ZAR en_SG SGD en_HK HKD de_DE EUR
        de_AT EUR de_CH CHF fr_FR EUR fr_BE EUR fr_CH CHF fr_CA CAD fr_LU EUR es_ES EUR es_MX MXN es_AR ARS es_CL CLP
        es_CO COP it_IT EUR it_CH CHF nl_NL EUR nl_BE EUR pt_PT EUR pt_BR BRL sv_SE SEK nb_NO NOK da_DK DKK fi_FI EUR
        is_IS ISK pl_PL PLN cs_CZ CZK sk_SK EUR hu_HU HUF ro_RO RON bg_BG EUR hr_HR EUR sl_SI EUR sr_RS RSD et_EE EUR
        lv_LV EUR lt_LT EUR el_GR EUR tr_TR TRY ru_RU RUB uk_UA UAH he_IL ILS ar_EG EGP ar_AE AED ar_SA SAR fa_IR IRR
        hi_IN INR th_TH THB vi_VN VND id_ID IDR ms_MY MYR ko_KR KRW ja_JP JPY zh_CN CNY zh_TW TWD zh_HK HKD
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    @Test func `numbers, money and days are those of CLDR`() throws {
        var table = "locale\tcurrency\t1234567.891\t1234\t1234567.5\t-1234.5\t2026-03-05\n"
        for at in stride(from: 0, to: Self.locales.count, by: 2) {
            let (locale, currency) = (Self.locales[at], Self.locales[at + 1])
            var formats = LocaleFormats()
            let style = formats.style(locale: locale, currency: currency)
            var out: [UInt8] = Array("\(locale)\t\(currency)\t".utf8)
            for text in ["1234567.891", "1234"] {
                style.numbers.appendNumber(try .parse(text), minimum: 0, maximum: 6, to: &out)
                out.append(0x09)
            }
            for text in ["1234567.5", "-1234.5"] {
                style.numbers.appendMoney(try .parse(text), digits: style.minorUnitDigits, to: &out)
                out.append(0x09)
            }
            let day = try #require(Day(year: 2026, month: 3, day: 5))
            style.dates.append(day, pattern: style.dates.medium, to: &out)
            table += Self.readable(String(decoding: out, as: UTF8.self)) + "\n"
        }
        try Golden.compare(table, with: SourceFolder.tests + "Fixtures/locales.tsv")
    }

    /// Blanks and marks that cannot be told apart by eye, as their code points.
    private static func readable(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            ["\u{A0}", "\u{202F}", "\u{200E}", "\u{200F}", "\u{61C}", "\u{2212}"].contains(scalar)
                ? "<\(String(scalar.value, radix: 16))>" : String(scalar)
        }.joined()
    }
}
