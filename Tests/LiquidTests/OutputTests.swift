import Diagnostics
import Liquid
import Notation
import Testing

/// What is written straight into the output reads as what goes through values, and pieces add up to the whole.
struct OutputTests {
    static let numbers = [
        "0", "-0", "1", "-1", "9", "10", "99", "100", "999", "1000", "-1000", "9999", "10000", "123456",
        "999999", "1000000", "12345678", "999999999", "1000000000", "9223372036854775807",
        "-9223372036854775808", "0.0", "0.5", "-0.5", "0.05", "0.005", "-0.005", "0.004", "-0.004", "0.0049",
        "1.005", "1.115", "2.5", "12.30", "1234.5", "-1234.56", "1234567.89", "9999999.99", "10000000.00",
        "99999999999.99", "123456789012.345", "1.2345", "0.00005", "123456789.12345", "1000000000000000.5",
        "12345678901234567890.12", "null",
    ]
    static let styles = [
        RenderStyle.plain, RenderStyle(numbers: NumberStyle(primaryGroup: 0)),
        RenderStyle(numbers: NumberStyle(minimumGroupingDigits: 2)),
        RenderStyle(numbers: NumberStyle(secondaryGroup: 2)), RenderStyle(minorUnitDigits: 0),
        RenderStyle(minorUnitDigits: 3),
        RenderStyle(
            numbers: NumberStyle(
                decimalSeparator: ",", groupingSeparator: "\u{202F}", positiveSuffix: "\u{A0}€",
                negativeSuffix: "\u{A0}€")),
        RenderStyle(
            numbers: NumberStyle(groupingSeparator: "'", positivePrefix: "<&>", negativePrefix: "\"")),
    ]

    @Test(arguments: styles, Escape.allCases)
    func `amounts and numbers of fields are written as those of variables`(style: RenderStyle, escape: Escape)
        throws
    {
        for number in Self.numbers {
            for filter in ["", "| money", "| money_without_currency"] {
                let direct = "{{ a.b \(filter) }}"
                let indirect = "{% assign x = a.b \(filter) %}{{ x }}"
                let outputs = try [direct, indirect].map { source in
                    try Self.render(source, "{\"a\": {\"b\": \(number)}}", style: style, escape: escape)
                }
                #expect(outputs[0] == outputs[1], "\(number) \(filter)")
            }
        }
    }

    @Test func `each of the five characters is escaped at each place of a text of each length`() throws {
        for length in 1...20 {
            for place in 0..<length {
                for (sign, reference) in [
                    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
                ] {
                    var letters = (0..<length).map { String(UnicodeScalar(UInt8(0x61 + $0))) }
                    letters[place] = sign
                    var data = DataArena()
                    data.set("a", data.object(Shape(["b"]), [data.text(letters.joined())]))
                    letters[place] = reference
                    let text = try Self.render("{{ a.b }}", data, escape: .html)
                    #expect(text == letters.joined())
                }
            }
        }
    }

    @Test func `only the five characters are escaped`() throws {
        for scalar in (UInt8(0x20)..<0x7F).filter({ !Array("&<>\"'".utf8).contains($0) }) {
            let text = String(repeating: String(UnicodeScalar(scalar)), count: 11)
            var data = DataArena()
            data.set("a", data.object(Shape(["b"]), [data.text(text)]))
            #expect(try Self.render("{{ a.b }}", data, escape: .html) == text)
        }
    }

    static let page =
        "{% for i in (1..3000) %}{{ i }} {{ a.b }}{% render 'row', n: i %}{% cycle 'x', 'y' %}{% capture c %}{{ i }}"
        + "{% endcapture %}{{ c }}{% ifchanged %}{{ i | divided_by: 7 }}{% endifchanged %}{% endfor %}"

    @Test func `pieces add up to the whole and are of bounded size`() throws {
        let template = try Self.template(Self.page)
        var data = DataArena()
        data.set("a", data.object(Shape(["b"]), [data.text("some <text> & more")]))
        var whole: [UInt8] = []
        try template.render(data, into: &whole)
        var pieces: [Int] = []
        var sum: [UInt8] = []
        try template.render(data) { piece in
            pieces.append(piece.count)
            sum += piece
        }
        #expect(sum == whole)
        #expect(pieces.count > 2 && pieces.allSatisfy { $0 < 70_000 })
    }

    struct Refused: Error {}

    @Test func `what a sink throws ends the rendering`() throws {
        let template = try Self.template(Self.page)
        var calls = 0
        #expect(throws: RenderFailure<Refused>.self) {
            try template.render(DataArena()) { (_) throws(Refused) in
                calls += 1
                throw Refused()
            }
        }
        #expect(calls == 1)
    }

    @Test func `the limit of output counts what was handed out`() throws {
        let environment = Environment(limits: Limits(outputBytes: 100_000))
        let template = try Template(
            parsing: Array("{% for i in (1..100000) %}0123456789{% endfor %}".utf8), name: "t.liquid",
            escape: .html, environment: environment)
        var count = 0
        do {
            try template.render(DataArena()) { count += $0.count }
            Issue.record("no limit")
        } catch .template(let diagnostic) {
            #expect(diagnostic.code == "limit-output")
        } catch .sink {}
        #expect(count <= 100_000)
    }

    @Test func `a rendering leaves nothing behind for the next, nor does one that fails`() throws {
        let source =
            "{{ x }}{{ n }}{% increment k %}{% assign x = 'left' %}{% render 'row', n: 5 %}"
            + "{% for n in (1..2) %}{% assign y = n %}{% if fail %}{{ 1 | divided_by: 0 }}{% endif %}{% endfor %}{{ y }}"
        let template = try Self.template(source)
        var failing = DataArena()
        failing.set("fail", .true)
        failing.set("x", failing.text("given"))
        var first: [UInt8] = []
        try template.render(DataArena(), into: &first)
        for round in 0..<4 {
            if round.isMultiple(of: 2) {
                var none: [UInt8] = []
                #expect(throws: Diagnostic.self) { try template.render(failing, into: &none) }
                #expect(none.isEmpty)
            }
            var again: [UInt8] = []
            try template.render(DataArena(), into: &again)
            #expect(again == first)
        }
    }

    private static func template(_ source: String, escape: Escape = .html) throws -> Template {
        try Template(
            parsing: Array(source.utf8), name: "t.liquid", escape: escape,
            environment: Environment(partials: Row()))
    }

    private static func render(
        _ source: String, _ json: String, style: RenderStyle = .plain, escape: Escape
    ) throws -> String {
        var data = DataArena()
        try data.setJSON(Array(json.utf8), file: "t.json")
        return try render(source, data, style: style, escape: escape)
    }

    private static func render(
        _ source: String, _ data: DataArena, style: RenderStyle = .plain, escape: Escape
    ) throws -> String {
        var out: [UInt8] = []
        try template(source, escape: escape).render(data, style: style, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private struct Row: PartialLoader {
        func source(named name: String) -> (path: String, bytes: [UInt8])? {
            ("row.liquid", Array("[{{ n }}{% assign z = n %}{% assign n = 1 %}{{ x }}{{ z }}]".utf8))
        }
    }
}
