import Diagnostics
import Golden
import Liquid
import Testing

/// Every kind of message, drawn, in one file to read.
struct DiagnosticTests {
    static let cases: [(name: String, template: String)] = [
        ("unknown filter", "Total:\n  {{ total | mony }}"),
        ("unknown tag", "{% iff a %}{% endif %}"),
        ("not Liquid", "{% extends 'base' %}"),
        ("wrong arguments", "{{ 'a' | replace }}"),
        ("too many arguments", "{{ 'a' | upcase: 1 }}"),
        ("unclosed block", "{% if a %}\n  {% for x in y %}\n{% endif %}"),
        ("unclosed output", "{{ a\nnext"),
        ("unclosed tag", "{% assign a = 1"),
        ("unclosed text", "{{ 'abc | upcase }}"),
        ("unclosed raw", "{% raw %} x"),
        ("unexpected character", "{{ a ~ b }}"),
        ("no operator", "{{ a + b }}"),
        ("path", "{{ a..b }}{{ a.0 }}"),
        ("assign without value", "{% assign a %}"),
        ("for without in", "{% for a of b %}{% endfor %}"),
        ("for with unknown attribute", "{% for a in b cols: 2 %}{% endfor %}"),
        ("render without quotes", "{% render row %}"),
        ("inline comment", "{% # one\n two %}"),
        ("doc in doc", "{% doc %}{% doc %}{% enddoc %}"),
        ("raw filter", "{{ a | raw }}"),
        ("in a liquid tag", "{% liquid\n  assign a = 1\n  eco a\n%}"),
        ("several at once", "{{ a | one }}\n{{ b | two }}\n{% three %}"),
        ("division by zero", "{{ 1 | divided_by: 0 }}"),
        ("incomparable", "{% if 'a' > 1 %}{% endif %}"),
        ("undefined name", "Dear {{ custmer.full_name }}"),
        ("undefined field", "Dear {{ customer.full_nam }}"),
        ("undefined deep field", "{{ customer.address.street }}"),
        ("no partial", "{% render 'nothing' %}"),
        ("partial name", "{% render '../secret' %}"),
        ("in a partial", "a\n{% render 'bad', x: 1 %}"),
        ("in a partial's parse", "{% render 'worse' %}"),
        ("money of a text", "{{ 'about five' | money }}"),
        ("wide characters", "ÄÖÜ 漢字 {{ a | nix }}"),
        ("combining characters and emoji", "e\u{301}e\u{301} 👩‍👩‍👧 {{ a | nix }}"),
        ("tabs before the column", "\t\t{{ a | nix }}"),
        ("CRLF", "one\r\ntwo {{ a | nix }}\r\nthree\r\n{% nox %}\r\n"),
        ("CRLF in a liquid tag", "{% liquid\r\n  assign a = 1\r\n  ecco a\r\n  echo a | nix\r\n%}"),
        ("several filters of one chain", "{{ a | one: 1 | upcase | two }}"),
        ("block of an unknown tag", "{% iff a %}x{% elsif b %}y{% else %}z{% endif %}{% nix %}"),
        (
            "unknown block within a known one",
            "{% if a %}{% fro x in b %}{% endfor %}{% endif %}{{ c | nix }}"
        ),
        (
            "many errors",
            "{{ a | one }}\n{% if a = b %}\n  {{ 'x }}\n{% else %}\n  {% for x on y %}{% endfor %}\n"
                + "{% endif %}\n{% assign %}\n{{ 1 | plus }}\n{{ b }\n{% unless %}{% endunless %}\n{{ c | two }}"
        ),
        ("errors in several partials", "{{ a | one }}\n{% render 'worse' %}\n  {% render 'outer' %}"),
        ("in a partial of a partial", "{% render 'outer-run' %}"),
        ("in an included partial", "x\n  {% include 'bad' %}"),
        ("in a loop of partials", "{% render 'bad' for b as x %}"),
        ("in a partial named while rendering", "{% assign n = 'worse' %}\n{% include n %}"),
        ("undefined in a partial", "{% render 'reads', customer: customer %}"),
        ("undefined field of a nil", "{{ nothing.at.all }}"),
        ("undefined field, nothing near", "{{ customer.weather }}"),
        ("undefined in a loop", "{% for x in list %}\n  {{ x.nme }}\n{% endfor %}"),
        ("undefined after wide characters", "漢字 ÄÖ\t{{ customer.full_nam | upcase }}"),
        ("undefined in a condition", "{% if customer.nam == 'x' %}{% endif %}"),
        ("undefined amount", "{{ customer.totl | money }}{{ x }}"),
        ("undefined as a condition", "{% if customer.nam %}{% endif %}"),
        ("undefined name as a condition", "{% unless custmer %}{% endunless %}"),
        ("undefined through an index", "{{ list[0].nme }}"),
        ("undefined field in brackets", "{{ customer['nam'] | upcase }}"),
        ("undefined collection", "{% for x in customer.itms %}{% endfor %}"),
        ("undefined argument", "{% render 'reads', customer: custmer.name %}"),
        ("undefined in a liquid tag", "{% liquid\n  assign a = customer.nam\n%}"),
    ]

    @Test func `messages read as they should`() throws {
        let partials = [
            "outer": "<p>{% render 'worse' %}</p>\n{{ b | also }}", "outer-run": "1\n2 {% render 'bad' %}",
            "reads": "\n{{ customer.full_nam }}", "bad": "line one\n  {{ 'x' | divided_by: 0 }}",
            "worse": "ok\n{{ a | b }}",
        ]
        let json = Array(
            #"{"customer":{"full_name":"Ada","id":1},"a":1,"b":[1],"nothing":null,"list":[{"name":"x"}]}"#
                .utf8)
        var drawn = ""
        for test in Self.cases {
            drawn += "=== \(test.name)\n"
            let outcome = Rendering.text(test.template, json: json, partials: partials, isStrict: true)
            switch outcome {
            case .success(let text): drawn += "printed: \(text)\n"
            case .failure(let refusal): drawn += refusal.description
            }
        }
        try Golden.compare(drawn, with: Fixtures.path("diagnostics.txt"))
    }

    @Test func `JSON mistakes name their place`() throws {
        let texts = [
            "[1]", "{\"a\":}", "{\"a\":1,}", "{\"a\":01}", "{\"a\":\"x}", "{\"a\":\"\\q\"}", "{\"a\":1} 2",
            "{\"a\":123456789012345678901234567890123456789}", "{\"a\":nul}", "{\"a\":[1,2}", "", "{\"a\" 1}",
            "{\"a\":\"\\ud800\"}", "{\n  \"a\": tru\n}",
        ]
        var drawn = ""
        for text in texts {
            var data = DataArena()
            do {
                try data.setJSON(Array(text.utf8), file: "data.json")
                drawn += "accepted: \(text)\n"
            } catch {
                drawn += TextDiagnosticWriter().text(error)
            }
        }
        try Golden.compare(drawn, with: Fixtures.path("json.txt"))
    }
}

enum Fixtures {
    static func path(_ name: String, file: String = #filePath) -> String {
        file.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Fixtures/" + name
    }
}
