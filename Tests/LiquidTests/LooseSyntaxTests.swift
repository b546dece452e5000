import Diagnostics
import Liquid
import Testing

/// Malformed markup: refused, or read as Shopify's lax parser reads it, with a warning.
struct LooseSyntaxTests {
    static let data =
        #"{"a":{"b":"x","c":["p","q"],"d":{"x":"deep"}},"n":2,"list":[1,2,3],"t":true,"f":false}"#

    static func parse(_ template: String, isLoose: Bool = true) throws(DiagnosticList) -> Template {
        try Template(
            parsing: Array(template.utf8), name: "t.liquid", escape: .none,
            environment: Environment(
                acceptsLooseSyntax: isLoose, partials: NamedPartials(texts: ["p": "[{{ p }}{{ v }}{{ w }}]"]))
        )
    }

    static func print(_ template: Template) throws -> String {
        var arena = DataArena()
        try arena.setJSON(Array(data.utf8), file: "data.json")
        var out: [UInt8] = []
        try template.render(arena, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        // Values: the first fragment counts, and what the filters after the first pipe say.
        ("{{ a.b) }}", "x"), ("{{ a.b n }}", "x"), ("{{ a.b n | upcase }}", "X"), ("{{ !t }}", "true"),
        ("{{ a..b }}", "x"), ("{{ a['b')] }}", ""), ("{{ 'x' 'y' }}", "x"), ("{{ a.c[1] ] }}", "q"),
        ("{{ a.d[a.b]; }}", "deep"), ("{{ & }}", ""), ("{{ n | plus: 1 2 }}", "3"),
        ("{{ n | plus 1 }}", nil), ("{{ n | plus, 1 }}", "3"), ("{{ a.b | upcase || append: '!' }}", "X!"),
        ("{{ a.b | append: 'y', }}", "xy"), ("{{ 'it's' }}", "it"), ("{{ (1..3] }}", ""),
        ("{{ nil) }}", ""), ("{{ 1.2.3 }}", "1.2"), ("{{ none | default: 'z'; }}", "z"),
        ("{% assign v = a.b) | upcase %}{{ v }}", "X"), ("{% assign x y = 5 %}{{ y }}", "5"),
        ("{% echo a.b) %}", "x"), ("{% capture v w %}k{% endcapture %}{{ v }}", "k"),
        // Conditions
        ("{% if t) %}yes{% endif %}", "yes"), ("{% if (t) and (f or t) %}yes{% endif %}", "yes"),
        ("{% if a.b != if n %}yes{% endif %}", "yes"), ("{% if n == 2 3 %}yes{% endif %}", "yes"),
        ("{% if (2 == n) or f %}yes{% endif %}", ""), ("{% if t && f %}yes{% endif %}", "yes"),
        ("{% unless f) %}yes{% endunless %}", "yes"), ("{% if f %}{% elsif (t) %}yes{% endif %}", "yes"),
        ("{% if n = 2 %}{% endif %}", nil), ("{% if not t %}{% endif %}", nil),
        ("{% if t and %}{% endif %}", nil),
        ("{% if %}{% endif %}", nil), ("{% if n == %}{% else %}no{% endif %}", "no"),
        ("{% if blank) == nil %}yes{% endif %}", "yes"),
        // Loops
        ("{% for i in list] limit: 2 %}{{ i }}{% endfor %}", "12"),
        ("{% for i in list limit: 2 reversed %}{{ i }}{% endfor %}", "12"),
        ("{% for i in list step: 2, offset: 1 %}{{ i }}{% endfor %}", "23"),
        ("{% for i in list reversed! %}{{ i }}{% endfor %}", "321"),
        ("{% for in list %}{% endfor %}", nil),
        ("{% tablerow i in list) cols: 3 %}{{ i }}{% endtablerow %}", nil),
        // The other tags
        ("{% case n) %}{% when 2 %}two{% endcase %}", "two"),
        ("{% case n %}{% when 2, 1; %}two{% endcase %}", "two"),
        ("{% for i in list %}{% cycle 'a' 'b', 'c' %}{% endfor %}", "aca"),
        ("{% cycle 'g' : 'a' 'x' %}", "a"), ("{% cycle , %}", nil),
        ("{% render 'p' with n) as v, w: 1 %}", "[21]"), ("{% render p %}", nil),
        ("{% include 'p' v: 1; w: 2 %}", "[2]"),
    ])
    func `malformed markup is read as the lax parser reads it`(_ template: String, _ expected: String?) throws
    {
        #expect(throws: DiagnosticList.self) { try Self.parse(template, isLoose: false) }
        guard let expected else {
            let parsed = try? Self.parse(template)
            if template.contains("tablerow") { return #expect(parsed?.warnings.count == 1) }
            return #expect(parsed == nil)
        }
        let parsed = try Self.parse(template)
        #expect(!parsed.warnings.isEmpty)
        #expect(parsed.warnings.allSatisfy { $0.severity == .warning && $0.code == "loose-syntax" })
        #expect(try Self.print(parsed) == expected)
    }

    @Test func `well-formed markup has no warnings and prints the same`() throws {
        let template = """
            {{ a.b | append: 'y' }}{% if n == 2 and t %}yes{% endif %}{% for i in list reversed limit: 2 %}{{ i }}{% endfor %}
            {% case n %}{% when 1 or 2 %}two{% endcase %}{% cycle 'g': 'a', 'b' %}{% render 'p', v: 1 %}
            """
        let loose = try Self.parse(template)
        #expect(loose.warnings.isEmpty)
        #expect(try Self.print(loose) == Self.print(Self.parse(template, isLoose: false)))
    }

    @Test func `a warning says where, and what is passed over`() throws {
        let warning = try #require(try Self.parse("x\n{{ a.b ) n | upcase }}").warnings.first)
        #expect(warning.position == Position(file: "t.liquid", line: 2, column: 8, length: 1))
        #expect(warning.hint == "read without `)`, `n`, as Shopify's lax parser does")
    }

    @Test func `what is wrong with filters stays an error`() {
        guard
            case .failure(let list) = Result(catching: { () throws(DiagnosticList) in
                try Self.parse("{{ a.b) | nix }}{{ a ) | plus }}{{ a }")
            })
        else { return #expect(Bool(false), "parsed") }
        #expect(list.diagnostics.map(\.code) == ["unknown-filter", "wrong-arguments", "template-syntax"])
    }
}
