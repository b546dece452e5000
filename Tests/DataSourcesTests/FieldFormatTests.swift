import DataSources
import Diagnostics
import Notation
import Testing

@Suite struct FieldFormatTests {
    private func date(_ text: String, _ format: DateFormat = .iso) -> String {
        Array(text.utf8).withUnsafeBytes { bytes in
            if let day = format.parse(bytes) { return day.description }
            let error = format.explain(bytes)
            return error.message + (error.hint.map { " [\($0)]" } ?? "")
        }
    }

    @Test(arguments: [
        "2009-12-01", "2009-12-01 07:45:00", "2009-12-01T07:45Z", "2009-12-01T07:45:00.000+01:00",
        "2009-12-01 7:45 PM", " 2009-12-01 ", "2009-12-01\t",
    ])
    func `days, with a time passed over`(_ text: String) {
        #expect(date(text) == "2009-12-01")
    }

    @Test(arguments: [
        ("2009-02-29", "`2009-02-29` is not a date of the form `yyyy-MM-dd`"),
        ("2009-12-01x", "`2009-12-01x` is not a date of the form `yyyy-MM-dd`"),
        ("2009-12-01Tx", "`2009-12-01Tx` is not a date of the form `yyyy-MM-dd`"),
        ("2009-12-011", "`2009-12-011` is not a date of the form `yyyy-MM-dd`"),
        ("", "a date is missing"),
        ("soon", "`soon` is not a date of the form `yyyy-MM-dd`"),
        (
            "01/02/2009",
            "`01/02/2009` is not a date of the form `yyyy-MM-dd` [it can be read in two ways: say "
                + "`date_format: dd/MM/yyyy` or `date_format: MM/dd/yyyy` for this file]"
        ),
        (
            "31.12.2009",
            "`31.12.2009` is not a date of the form `yyyy-MM-dd` [say `date_format: dd.MM.yyyy` for this file]"
        ),
        (
            "12/31/09",
            "`12/31/09` is not a date of the form `yyyy-MM-dd` [say `date_format: MM/dd/yy` for this file]"
        ),
        (
            "2009/12/31",
            "`2009/12/31` is not a date of the form `yyyy-MM-dd` [say `date_format: yyyy/MM/dd` for this file]"
        ),
        (
            "20091231",
            "`20091231` is not a date of the form `yyyy-MM-dd` [say `date_format: yyyyMMdd` for this file]"
        ),
    ])
    func `what is no day, and what to do`(_ text: String, _ expected: String) {
        #expect(date(text) == expected)
    }

    @Test(arguments: [
        ("dd.MM.yyyy", "31.12.2009"), ("dd.MM.yyyy", "31.12.2009 08:00"), ("MM/dd/yyyy", "12/31/2009"),
        ("M/d/yyyy", "12/31/2009"), ("yyyyMMdd", "20091231"), ("d MMM yyyy", "31 Dec 2009"),
        ("d MMM yyyy", "31 December 2009"), ("MMM d, yyyy", "DEC 31, 2009"), ("dd-MMM-yy", "31-dec-09"),
        ("yyyy-MM-dd", "2009-12-31"), ("MM-dd-yyyy", "12-31-2009 7:45"),
    ])
    func `formats`(_ format: String, _ text: String) throws {
        #expect(date(text, try DateFormat(format)) == "2009-12-31")
    }

    @Test func `two-digit years, and what a format refuses`() throws {
        let format = try DateFormat("d.M.yy")
        #expect(date("1.2.68", format) == "2068-02-01")
        #expect(date("1.2.69", format) == "1969-02-01")
        #expect(date("1.13.20", format) == "`1.13.20` is not a date of the form `d.M.yy`")
        #expect(date("1.2.2020", format) == "`1.2.2020` is not a date of the form `d.M.yy`")
        #expect(date("1/2/20", format) == "`1/2/20` is not a date of the form `d.M.yy`")
    }

    @Test(arguments: [
        "dd.MM", "dd.MM.yyyy yyyy", "dd.MM.yyyy HH:mm", "dd.mm.yyyy", "", "YYYY-MM-dd", "EEE d.M.yy",
    ])
    func `formats that are none`(_ format: String) {
        #expect(throws: FieldError.self) { try DateFormat(format) }
    }

    private func decimal(_ text: String, _ format: DecimalFormat = DecimalFormat()) -> String {
        Array(text.utf8).withUnsafeBytes { bytes in
            if let value = format.parse(bytes) { return value.description }
            let error = format.explain(bytes)
            return error.message + (error.hint.map { " [\($0)]" } ?? "")
        }
    }

    @Test func `decimals, with point or comma`() {
        #expect(decimal("18.50") == "18.50")
        #expect(decimal(" -0.001\u{A0}") == "-0.001")
        #expect(decimal("1,5", DecimalFormat(decimalComma: true)) == "1.5")
        #expect(
            decimal("1,234")
                == "`1,234` is not a number [if the comma is the decimal sign, say `decimal_comma: true` for this "
                + "file in the project file]")
        #expect(
            decimal("1.5", DecimalFormat(decimalComma: true))
                == "`1.5` is not a number [this file has `decimal_comma: true`, so its decimal sign is the comma]"
        )
        #expect(
            decimal("1,234.50")
                == "`1,234.50` is not a number [numbers are written without grouping: `1234.50`, or `1234,50` with "
                + "`decimal_comma: true`]")
        #expect(decimal("1E5") == "`1E5` is not a number [numbers are written in full, without exponent]")
        #expect(decimal("12abc") == "`12abc` is not a number")
        #expect(decimal("  ") == "a number is missing")
        #expect(decimal(String(repeating: "9", count: 39)).hasSuffix("has more than 38 digits"))
    }

    @Test func `exponents only where the format allows them, exactly`() {
        let json = DecimalFormat(allowsExponent: true)
        #expect(decimal("1e-05", json) == "0.00001")
        #expect(decimal("1.50E+3", json) == "1500")
        #expect(decimal("-2.5e0", json) == "-2.5")
        #expect(decimal("0e999999999999", json) == "0")
        #expect(decimal("1e-9223372036854775808", json).hasSuffix("[it needs more than 38 digits]"))
        #expect(decimal("1e38", json).hasSuffix("[it needs more than 38 digits]"))
        #expect(decimal("1e37", json) == "1" + String(repeating: "0", count: 37))
        #expect(decimal("1e-39", json).hasSuffix("[it needs more than 38 digits]"))
    }

    @Test func `flags`() {
        func flag(_ text: String) -> Bool? { Array(text.utf8).withUnsafeBytes { FlagFormat.parse($0) } }
        #expect(["true", "YES", "1", " y "].allSatisfy { flag($0) == true })
        #expect(["false", "No", "0"].allSatisfy { flag($0) == false })
        #expect(["", "maybe", "2", "trueish"].allSatisfy { flag($0) == nil })
    }

    @Test func `clean rules, in order`() {
        func clean(_ text: String, _ steps: [CleanRules.Step]) -> String {
            Array(text.utf8).withUnsafeBytes { String(decoding: CleanRules(steps).apply($0), as: UTF8.self) }
        }
        #expect(clean(" 47503j \u{A0}", [.trim, .uppercase]) == "47503J")
        #expect(clean("ÄB c", [.lowercase]) == "Äb c")
        #expect(clean("17850.0", [.stripSuffix(Array(".0".utf8))]) == "17850")
        #expect(clean("178.00", [.stripSuffix(Array(".0".utf8))]) == "178.00")
        #expect(clean(".0", [.stripSuffix(Array(".0".utf8))]) == "")
        #expect(clean("SKU-7", [.stripPrefix(Array("SKU-".utf8))]) == "7")
        #expect(clean("a b\u{A0}c\td", [.removeSpaces]) == "abcd")
        #expect(clean("a//b/", [.replace(Array("/".utf8), with: Array("--".utf8))]) == "a----b--")
        #expect(clean("x", []) == "x")
    }

    @Test(arguments: [
        ("net 30", 30), ("Net 30 days", 30), ("30 days net", 30), ("n/30", 30), ("14", 14),
        ("due on receipt", 0),
        ("net30", 30),
    ])
    func `payment terms`(_ text: String, _ days: Int) {
        #expect(PaymentTerms(text) == PaymentTerms(days: days, text: text))
    }

    @Test(arguments: ["", "soon", "2/10 net 30", "net 4000", "30 months", "net -5x"])
    func `what says no number of days`(_ text: String) {
        #expect(PaymentTerms(text) == nil)
    }
}
