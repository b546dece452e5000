import Notation
import Testing

@Test(arguments: [
    ("0", "0"), ("-0.05", "-0.05"), ("18.50", "18.50"), ("+7", "7"), (".5", "0.5"), ("5.", "5"),
    ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ("0000000000000000000000000000000000000000000012", "12"),
    ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"),
])
func `reads and prints the same digits`(_ text: String, _ printed: String) throws {
    #expect(try ExactDecimal.parse(text).description == printed)
}

@Test(arguments: ["", "12abc", "1,5", "1.2.3", " 7", "7 ", "-", "+", ".", "1e3", "--1", "0x10", "١"])
func `refuses what is not wholly a decimal`(_ text: String) {
    #expect(throws: DecimalSyntaxError.self) { try ExactDecimal.parse(text) }
}

@Test func `refuses the 39th digit`() {
    #expect(throws: DecimalSyntaxError.tooManyDigits) {
        try ExactDecimal.parse(String(repeating: "9", count: 39))
    }
}

@Test(arguments: [
    ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.4", 0, "2"), ("0.005", 2, "0.01"), ("-0.004", 2, "0.00"),
    ("1.2", 2, "1.2"),
])
func `rounds half away from zero`(_ text: String, _ digits: Int, _ expected: String) throws {
    #expect(try ExactDecimal.parse(text).rounded(to: digits).description == expected)
}

@Test func `compares across scales`() throws {
    let values = [
        "-1.01", "-1", "0", "0.999999999999999999999999999999999999", "1", "1.0001",
        "99999999999999999999999999999999999999",
    ]
    let decimals = try values.map { try ExactDecimal.parse($0) }
    #expect(decimals == decimals.shuffled().sorted())
    #expect(try ExactDecimal.parse("1.50") == ExactDecimal.parse("1.5"))
    #expect(try ExactDecimal.parse("1.50").hashValue == ExactDecimal.parse("1.5").hashValue)
}

@Test func `divides and multiplies exactly`() throws {
    let ten = ExactDecimal(10)
    #expect(try ten.divided(by: 3, digits: 6).description == "3.333333")
    #expect(try ten.divided(by: -6, digits: 2).description == "-1.67")
    #expect(try ExactDecimal.parse("0.001").multiplied(by: 17).description == "0.017")
    #expect(throws: DecimalOverflow.self) {
        try ExactDecimal.parse(String(repeating: "9", count: 30)).multiplied(
            by: ExactDecimal.parse("1234567890"))
    }
}

@Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11016), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
])
func `days count from 1970`(_ text: String, _ number: Int32) {
    #expect(Day.parseISO(text)?.number == number)
    #expect(Day(number: number).description == text)
}

@Test(arguments: ["2001-02-29", "2011-13-01", "2011-00-10", "2011-1-1", "11-01-2011", "2011-01-1x"])
func `refuses days that are none`(_ text: String) {
    #expect(Day.parseISO(text) == nil)
}

@Test func `prints money by the style of a locale`() throws {
    let german = NumberStyle(
        decimalSeparator: ",", groupingSeparator: ".", positiveSuffix: " €", negativeSuffix: " €")
    var out: [UInt8] = []
    german.appendMoney(try ExactDecimal.parse("-1234567.895"), digits: 2, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == "-1.234.567,90 €")
    out = []
    NumberStyle(secondaryGroup: 2).appendNumber(12_345_678, minimum: 0, maximum: 2, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == "1,23,45,678")
}
