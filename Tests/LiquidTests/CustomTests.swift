import Diagnostics
import Foundation
import Golden
import Liquid
import Notation
import Testing

/// Filters, tags and values of the host's own.
struct CustomTests {
    static let environment = Environment(
        strictVariables: true,
        partials: NamedPartials(texts: ["stop": "{% if i == 2 %}{% break %}{% endif %}"]),
        filters: [
            CustomFilter("shout", arguments: 0...2) { call throws(CustomProblem) in
                var sign = "!"
                if let own = call.keyword("sign") ?? call[0] { sign = try call.text(own) }
                return try call.make(text: call.text(call.input).uppercased() + sign)
            },
            CustomFilter("half") { call throws(CustomProblem) in
                let number = call.number(call.input)
                if number.isZero {
                    throw CustomProblem("nothing to halve", code: "no-half", hint: "give more")
                }
                guard let half = try? number.divided(by: 2, digits: 4) else { return .nil }
                return try call.make(half.normalized)
            },
            CustomFilter("titles") { call throws(CustomProblem) in
                var found: [Value] = []
                for item in try call.elements(call.input) { found.append(call.field(item, "title") ?? .nil) }
                return try call.make(list: found)
            },
            CustomFilter("bold") { call throws(CustomProblem) in
                try call.make(markup: "<b>" + call.escaped(call.input) + "</b>")
            },
            CustomFilter("flood") { call throws(CustomProblem) in
                try call.make(text: String(repeating: "x", count: 100 << 20))
            },
            CustomFilter("upcase") { call throws(CustomProblem) in try call.make(text: "mine") },
        ],
        tags: [
            CustomTag("stamp", arguments: 1...3) { call throws(CustomProblem) in
                var text = try call.text(call[0] ?? .nil)
                if let note = call.keyword("note") { text += "/" + (try call.text(note)) }
                return try call.make(text: text)
            },
            CustomTag("box", isBlock: true, arguments: 0...1) { call throws(CustomProblem) in
                let title = try call[0].map { (value) throws(CustomProblem) in try call.escaped(value) } ?? ""
                return try call.make(markup: "[\(title)|\(call.text(call.input))]")
            },
            CustomTag("if") { _ in .nil },
        ])

    static func render(_ source: String, escape: Escape = .html) -> Result<String, Rendering.Refusal> {
        do {
            let template = try Template(
                parsing: Array(source.utf8), name: "t.liquid", escape: escape, environment: environment)
            var data = DataArena()
            try data.setJSON(
                Array(#"{"a":"x<y","list":[{"title":"One"},{"title":"Two"},{}],"n":3}"#.utf8), file: "d.json")
            var out: [UInt8] = []
            try template.render(data, into: &out)
            return .success(String(decoding: out, as: UTF8.self))
        } catch let list as DiagnosticList {
            return .failure(Rendering.Refusal(diagnostics: list.diagnostics))
        } catch {
            return .failure(Rendering.Refusal(diagnostics: [(error as? Diagnostic)].compactMap { $0 }))
        }
    }

    @Test(arguments: [
        ("{{ a | shout }}{{ a | shout: '?' }}{{ a | shout: sign: '.' }}", "X&lt;Y!X&lt;Y?X&lt;Y."),
        ("{{ n | half }} {{ 5.0 | half | plus: 1 }}", "1.5 3.5"),
        ("{{ list | titles | join: ',' }}", "One,Two,"),
        ("{{ a | bold }}", "<b>x&lt;y</b>"), ("{{ a | upcase }}", "mine"),
        ("{% stamp a, note: n %}", "x&lt;y/3"), ("{% liquid\nstamp 'q'\n%}", "q"),
        ("{% box a %}{{ a }}-{% box %}in{% endbox %}{% endbox %}", "[x&lt;y|x&lt;y-[|in]]"),
        (
            "{% for i in (1..3) %}{% box i %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endbox %}{% endfor %}.",
            "[1|1][2|]."
        ),
        ("{% for i in (1..3) %}{% box %}{% include 'stop' %}{{ i }}{% endbox %}{% endfor %}", "[|1][|]"),
        ("{% capture c %}{% box %}{{ a }}{% endbox %}{% endcapture %}{{ c }}", "[|x&lt;y]"),
        ("{% if true %}yes{% endif %}", "yes"),
    ])
    func `own filters and tags`(_ template: String, _ expected: String) throws {
        #expect(try Self.render(template).get() == expected)
    }

    @Test(arguments: [
        ("{{ 0 | half }}", "no-half"), ("{{ a | shout: 1, 2, 3 }}", "wrong-arguments"),
        ("{{ a | shoutt }}", "unknown-filter"), ("{% stamp %}", "wrong-arguments"),
        ("{% stam a %}", "unknown-tag"),
        ("{% box %}x", "unclosed-block"), ("{% endbox %}", "unknown-tag"),
        ("{{ a | flood }}", "limit-values"),
        ("{% box a b %}{% endbox %}", "template-syntax"), ("{{ missing | shout }}", "undefined-variable"),
    ])
    func `mistakes with them are found`(_ template: String, _ code: String) {
        guard case .failure(let refusal) = Self.render(template) else {
            return #expect(Bool(false), "rendered \(template)")
        }
        #expect(refusal.codes == [code], "\(refusal)")
        #expect(refusal.diagnostics.first?.position?.line == 1)
    }

    @Test func `a hint names the host's own filters and tags too`() {
        guard case .failure(let refusal) = Self.render("{{ a | shot }}{% boxx %}") else { return }
        #expect(refusal.diagnostics.map(\.hint) == ["did you mean `shout`?", "did you mean `box`?"])
    }

    // MARK: Labels

    @Test(arguments: [
        ("{{ 'cart.items' | t: count: 1 }}", "1 item"), ("{{ 'cart.items' | t: count: n }}", "3 items"),
        ("{{ 'hello' | t: name: a }}", "Hello x&lt;y!"), ("{{ 'hello' | t }}", "Hello {{ name }}!"),
        ("{{ 'none' | t }}", "none"),
        ("{{ 'none' | t: default: 'Total %{n}, %{m}', n: 2 }}", "Total 2, %{m}"),
        ("{{ nil | t }}", ""),
        ("{{ 'PR' | unit }} {{ 'PR' | unit: 2 }} {{ 'KGM' | unit: 5 }}", "pair pairs kg"),
        ("{{ 'ZZ' | unit: 2 }}", "ZZ"),
    ])
    func `labels and units of the language`(_ template: String, _ expected: String) throws {
        let style = RenderStyle(
            labels: [
                "cart.items.one": "{{ count }} item", "cart.items.other": "{{count}} items",
                "hello": "Hello {{ name }}!",
            ], units: .englishUnits)
        let json = #"{"a":"x<y","n":3}"#
        #expect(try Rendering.print(template, json, escape: .html, style: style) == expected)
    }

    @Test func `a missing label is an error where undefined variables are`() {
        guard case .failure(let refusal) = Self.render("{{ 'none' | t }}") else {
            return #expect(Bool(false), "rendered")
        }
        #expect(refusal.codes == ["unknown-label"])
    }

    // MARK: Encodable

    struct Line: Encodable {
        var name: String
        var price: Decimal
        var weight: Double
        var count: UInt64
        var note: String?
        var day: Day
        var exact: ExactDecimal
        var tags: [String]
        var extra: [String: [Int]]
        var flag: Bool
    }

    class Base: Encodable {
        var one = 1
    }

    final class Derived: Base {
        var two = "zwei"
        private enum Keys: String, CodingKey { case two }
        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(two, forKey: .two)
            try super.encode(to: container.superEncoder())
        }
    }

    @Test func `anything Encodable becomes a value, exactly`() throws {
        let line = Line(
            name: "Mug <L>", price: Decimal(string: "12345678901234567890.05") ?? 0, weight: 0.1, count: .max,
            note: nil, day: try #require(Day(year: 2026, month: 3, day: 14)),
            exact: ExactDecimal(mantissa: 1850, scale: 2), tags: ["a", "b"], extra: ["k": [1, 2]], flag: true)
        var data = DataArena()
        try data.setMembers(of: line)
        try data.set("lines", encoding: [line, line])
        try data.set("derived", encoding: Derived())
        try data.set("plain", encoding: 7)
        try data.set("when", encoding: Date(timeIntervalSince1970: 1_773_480_413))
        let source =
            "{{ name }} {{ price | number: 2 }} {{ weight | times: 3 }} {{ count }} [{{ note }}] {{ day | date: '%d.%m.%y' }} {{ exact }} {{ tags | join }} {{ extra.k[1] }} {{ flag }} {{ lines.size }} {{ lines[1].name }} {{ derived.two }} {{ derived.super.one }} {{ plain | plus: 1 }} {{ when | date: '%F %T' }}"
        let template = try Template(parsing: Array(source.utf8), name: "t", escape: .html)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(
            String(decoding: out, as: UTF8.self)
                == "Mug &lt;L&gt; 12,345,678,901,234,567,890.05 0.3 18446744073709551615 [] 14.03.26 18.5 a b 2 true 2 Mug &lt;L&gt; zwei 1 8 2026-03-14 09:26:53"
        )
    }

    @Test func `data can be written down in the program`() throws {
        var data = DataArena()
        let name = "Rowan"
        data.set(
            "o",
            [
                "n": 1042, "paid": true, "who": "\(name) & Vale", "lines": [["p": 24.50], ["p": nil], [:]],
                "n": 7,
            ])
        data.set("e", [])
        data.set("nothing", nil)
        let source =
            "{{ o.n }} {{ o.paid }} {{ o.who }} {{ o.lines | map: 'p' | join: ',' }} {{ o.size }} {{ e.size }}[{{ nothing }}]"
        let template = try Template(parsing: Array(source.utf8), name: "t", escape: .html)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(String(decoding: out, as: UTF8.self) == "7 true Rowan &amp; Vale 24.5,, 4 0[]")
    }

    struct Lone: Encodable {
        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode("first")
            var inner = list.superEncoder().singleValueContainer()
            try inner.encode(2)
            var nested = list.nestedContainer(keyedBy: Keys.self)
            try nested.encode(3, forKey: .k)
            var lists = nested.nestedUnkeyedContainer(forKey: .l)
            try lists.encodeNil()
            try lists.encode(true)
        }

        enum Keys: String, CodingKey { case k, l }
    }

    @Test func `containers within containers keep their places`() throws {
        var data = DataArena()
        try data.set("x", encoding: Lone())
        let source = "{{ x[0] }} {{ x[1] }} {{ x[2].k }} {{ x[2].l.size }}{{ x[2].l }} {{ x.size }}"
        let template = try Template(parsing: Array(source.utf8), name: "t", escape: .html)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(String(decoding: out, as: UTF8.self) == "first 2 3 2true 3")
    }

    @Test func `numbers that no decimal holds are refused`() {
        var data = DataArena()
        for number in [Double.infinity, .nan, 1e300] {
            #expect(throws: EncodingError.self) { try data.set("x", encoding: ["a": number]) }
        }
        #expect(throws: EncodingError.self) { try data.setMembers(of: [1, 2]) }
    }

    // MARK: Partials of a folder

    @Test func `partials of a folder stay in it`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "partials-\(UUID().uuidString)")
        let inside = folder.appendingPathComponent("in/deep")
        try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("deep".utf8).write(to: inside.appendingPathComponent("row-1.liquid"))
        try Data("secret".utf8).write(to: folder.appendingPathComponent("secret.liquid"))
        let root = folder.appendingPathComponent("in")
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("out.liquid"),
            withDestinationURL: folder.appendingPathComponent("secret.liquid"))
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("up"), withDestinationURL: folder)
        try FileManager.default.createSymbolicLink(
            at: root.appendingPathComponent("near.liquid"),
            withDestinationURL: inside.appendingPathComponent("row-1.liquid"))
        let loader = FolderPartials(folder: root.path)
        #expect(
            try loader.source(named: "deep/row-1").map { String(decoding: $0.bytes, as: UTF8.self) } == "deep"
        )
        #expect(try loader.source(named: "near").map { String(decoding: $0.bytes, as: UTF8.self) } == "deep")
        #expect(try loader.source(named: "none") == nil)
        #expect(throws: Diagnostic.self) { try loader.source(named: "out") }
        #expect(throws: Diagnostic.self) { try loader.source(named: "up/secret") }
        for name in ["../secret", "/etc/passwd", "deep//row-1", "deep/", "a.b", "a\\b", "ä", "", "deep/../x"]
        {
            let source = "{% render '\(name)' %}"
            let template = try Template(
                parsing: Array(source.utf8), name: "t", escape: .none,
                environment: Environment(partials: loader))
            var out: [UInt8] = []
            #expect(throws: Diagnostic.self) { try template.render(DataArena(), into: &out) }
        }
    }

    @Test func `include is refused in what render renders, also by a name of the data`() throws {
        let partials = ["outer": "{% include 'x' %}", "named": "{% include n %}", "x": "!"]
        for source in ["{% render 'outer' %}", "{% render 'named', n: 'x' %}"] {
            guard case .failure(let refusal) = Rendering.text(source, partials: partials) else {
                return #expect(Bool(false), "rendered \(source)")
            }
            #expect(refusal.codes == ["include-in-render"])
        }
        #expect(try Rendering.print("{% include 'outer' %}", partials: partials) == "!")
    }
}
