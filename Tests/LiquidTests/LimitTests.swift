import Diagnostics
import Golden
import Liquid
import Testing

/// Template bombs: each is refused quickly, by the name of the limit.
struct LimitTests {
    struct Bomb: Sendable, CustomTestStringConvertible {
        var name: String
        var template: String
        var code: String
        var partials: [String: String] = [:]
        var testDescription: String { name }
    }

    static let doubling =
        "{% assign s = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..100) %}{% assign s = s | append: s %}{% endfor %}"
    static let bombs = [
        Bomb(name: "long loop", template: "{% for i in (1..10000000000) %}{% endfor %}", code: "limit-steps"),
        Bomb(
            name: "nested loops",
            template:
                "{% for i in (1..9999) %}{% for j in (1..9999) %}{% assign x = 1 %}{% endfor %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "whole range",
            template: "{% for i in (-9223372036854775808..9223372036854775807) %}{% endfor %}",
            code: "limit-steps"),
        Bomb(name: "range to list", template: "{{ (1..10000000000) | reverse }}", code: "limit-values"),
        Bomb(name: "range joined", template: "{{ (1..10000000000) | join }}", code: "limit-values"),
        Bomb(name: "range sorted", template: "{{ (1..10000000000) | sort }}", code: "limit-values"),
        Bomb(name: "range summed", template: "{{ (1..10000000000) | sum }}", code: "limit-values"),
        Bomb(
            name: "table", template: "{% tablerow i in (1..10000000000) %}{% endtablerow %}",
            code: "limit-output"),
        Bomb(name: "doubled text", template: doubling, code: "limit-values"),
        Bomb(
            name: "doubled list",
            template:
                "{% assign a = 'a,b' | split: ',' %}{% for i in (1..100) %}{% assign a = a | concat: a %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "doubled capture",
            template:
                "{% assign s = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..99) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "replace growth",
            template:
                "{% assign s = 'aaaaaaaaaaaaaaaa' %}{% for i in (1..9) %}{% assign s = s | replace: 'a', s %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "replace nothing",
            template:
                "{% assign s = 'aaaaaaaaaaaaaaaa' %}{% for i in (1..9) %}{% assign s = s | replace: '', s %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "output",
            template: "{% assign s = 'x' %}{% for i in (1..20) %}{% assign s = s | append: s %}{% endfor %}"
                + "{% for i in (1..100) %}{{ s }}{% endfor %}", code: "limit-output"),
        Bomb(
            name: "wide date", template: "{{ 0 | date: '%999999999999d' }}{{ 0 | date: \(wide) }}",
            code: "limit-values"),
        Bomb(
            name: "growing digits",
            template: "{% assign n = 9 %}{% for i in (1..99) %}{% assign n = n | times: n %}{% endfor %}",
            code: "limit-digits"),
        Bomb(
            name: "recursion", template: "{% render 'a' %}", code: "limit-partials",
            partials: ["a": "{% render 'a' %}"]),
        Bomb(
            name: "recursion of include", template: "{% include 'a' %}", code: "limit-partials",
            partials: ["a": "{% include 'b' %}", "b": "{% include 'a' %}"]),
        Bomb(
            name: "partials of partials", template: "{% render 'a' for (1..200) %}", code: "limit-steps",
            partials: [
                "a": "{% render 'b' for (1..200) %}", "b": "{% render 'c' for (1..200) %}",
                "c": "{% assign x = 1 %}",
            ]),
        Bomb(
            name: "deep blocks", template: String(repeating: "{% if 1 %}", count: 100_000),
            code: "limit-depth"),
        Bomb(
            name: "deep brackets", template: "{{ " + String(repeating: "a[", count: 100_000) + " }}",
            code: "limit-depth"),
        Bomb(
            name: "deep ranges", template: "{{ " + String(repeating: "(", count: 100_000) + " }}",
            code: "limit-depth"),
        Bomb(
            name: "deep liquid tags",
            template: "{% liquid " + String(repeating: "liquid ", count: 100_000) + "%}", code: "limit-depth"),
        Bomb(
            name: "many openings", template: String(repeating: "{% x\n", count: 100_000),
            code: "template-syntax"),
        Bomb(
            name: "many digits", template: "{{ \(String(repeating: "9", count: 100_000)) }}",
            code: "limit-digits"),
        Bomb(
            name: "many comparisons",
            template: doubling.replacing("100", with: "12")
                + "{% assign t = s | append: '' %}{% for i in (1..1000000) %}{% if s == t %}{% endif %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "long search",
            template: doubling.replacing("100", with: "12")
                + "{% for i in (1..1000000) %}{% if s contains 'y' %}{% endif %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "raw within comments", template: String(repeating: "{% comment %}{% raw %}", count: 20_000),
            code: "unclosed-block"),
        Bomb(
            name: "nearly found",
            template: doubling.replacing("100", with: "12")
                + "{% assign n = 'xxxxxxxxxxxxxxxx' | append: 'y' %}"
                + "{% for i in (1..1000000) %}{% if s contains n %}{% endif %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "pairs of an object",
            template: "{% for i in (1..1000000) %}{{ o.first }}{{ s | split: '' }}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "continued loops",
            template: "{% for k in (1..1000000) %}"
                + (0..<2_000).map { "{% for v\($0) in (1..1) offset: continue %}{% endfor %}" }.joined()
                + "{% endfor %}", code: "limit-steps"),
        Bomb(
            name: "looked up by a long name",
            template: doubling.replacing("100", with: "12")
                + "{% for i in (1..9999999) %}{{ [s] }}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "escape growth",
            template: doubling.replacing("100", with: "15").replacing("xxxx", with: "&&&&")
                + "{% for i in (1..99) %}{% assign t = s | escape %}{% endfor %}", code: "limit-values"),
        Bomb(
            name: "encoded again and again",
            template:
                "{% assign s = '&&&&&&&&' %}{% for i in (1..99) %}{% assign s = s | url_encode | base64_encode %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "join growth",
            template: doubling.replacing("100", with: "10")
                + "{% assign l = (1..9999) | join: s | split: '' | join: s %}", code: "limit-values"),
        Bomb(
            name: "a text per character",
            template: doubling.replacing("100", with: "16")
                + "{% for i in (1..9) %}{% assign l = s | split: '' %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "captures in captures",
            template:
                "{% assign c = 'xxxx' %}{% for i in (1..99) %}{% capture c %}{% capture d %}{{ c }}{{ c }}{% endcapture %}{{ d }}{{ d }}{% endcapture %}{% endfor %}",
            code: "limit-values"),
        Bomb(
            name: "huge rounds",
            template: "{% for i in (1..99999999) %}{{ 1.5 | round: 1000000000 }}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "tags without an end",
            template:
                "{% assign s = '<script <!-- <style ' %}{% for i in (1..12) %}{% assign s = s | append: s %}{% endfor %}"
                + "{% for i in (1..99) %}{% assign t = s | strip_html %}{% endfor %}", code: "limit-steps"),
        Bomb(
            name: "printed lists",
            template:
                "{% assign a = (1..9999) | reverse %}{% for i in (1..9999999) %}{% if a == blank %}{% endif %}{{ a | sum }}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "long numbers",
            template: doubling.replacing("100", with: "12").replacing("xxxxxxxx", with: "99999999")
                + "{% for i in (1..9999999) %}{% assign t = s | at_most: 1 %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "long blanks",
            template: doubling.replacing("100", with: "12").replacing("xxxxxxxx", with: "        ")
                + "{% for i in (1..9999999) %}{% if s == blank %}{% endif %}{% endfor %}",
            code: "limit-steps"),
        Bomb(
            name: "sizes",
            template: doubling.replacing("100", with: "12")
                + "{% for i in (1..1000000) %}{{ s.size }}{% endfor %}", code: "limit-steps"),
    ]

    @Test(arguments: [
        "{{ -9223372036854775808 | date: '%s' }}", "{{ 9223372036854775807 | date: '%Y' }}",
        "{% for i in a limit: -9223372036854775808 offset: 9223372036854775807 %}{{ i }}{% endfor %}",
        "{{ 'abc' | slice: -9223372036854775808, 9223372036854775807 }}",
        "{{ 'abc' | truncate: -9223372036854775808 }}", "{{ 1.5 | round: -9223372036854775808 }}",
        "{{ 1.5 | round: 9223372036854775807 }}",
        "{{ -9223372036854775808 | abs | times: -1 | divided_by: -1 }}",
        "{% tablerow i in a cols: -9223372036854775808 %}{{ i }}{% endtablerow %}",
        "{{ (9223372036854775806..9223372036854775807) | join }}",
    ])
    func `extreme numbers do not crash`(_ template: String) throws {
        #expect(throws: Never.self) { try Rendering.print(template, #"{"a":[1,2]}"#) }
    }

    @Test func `a thousand arguments are refused`() {
        let keywords = (0..<1_001).map { "a\($0): 1" }.joined(separator: ", ")
        for template in ["{{ a | default: \(keywords) }}", "{% render 'a', \(keywords) %}"] {
            #expect(throws: Rendering.Refusal.self) { try Rendering.print(template) }
        }
    }

    private static let wide = "'" + String(repeating: "%1000000d", count: 100) + "'"

    @Test func `a partial that is in a new place each time is refused`() {
        let page = "<a{% render 'p' %}"
        let outcome = Rendering.text(page, partials: ["p": page], escape: .html)
        guard case .failure(let refusal) = outcome else { return #expect(Bool(false), "rendered") }
        #expect(refusal.codes.contains("limit-places"))
        #expect(refusal.codes.count < 10)
    }

    @Test(arguments: bombs)
    func `a bomb is refused quickly and by name`(_ bomb: Bomb) {
        let time = threadTime {
            let outcome = Rendering.text(
                bomb.template, json: Array(#"{"o":{"a":1}}"#.utf8), partials: bomb.partials)
            switch outcome {
            case .success(let text): Issue.record("printed \(text.utf8.count) bytes")
            case .failure(let refusal):
                #expect(refusal.codes.contains(bomb.code), "\(refusal.codes.prefix(3))")
            }
        }
        #expect(time < (Self.isOptimised ? 2 : 60))
    }

    /// The limits everybody has; without optimisation smaller ones, because the same work takes far longer.
    private static var limits: Limits {
        isOptimised ? .standard : Limits(steps: 200_000, outputBytes: 1 << 20, valueBytes: 2 << 20)
    }

    private static var isOptimised: Bool {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }())
        return !isDebug
    }

    @Test func `the limits are those of the environment`() throws {
        var limits = Limits()
        limits.steps = 100
        limits.outputBytes = 10
        let long = Rendering.text("{% for i in (1..1000) %}{% endfor %}", limits: limits)
        #expect(throws: Rendering.Refusal.self) { try long.get() }
        let wide = Rendering.text("12345678901", limits: limits)
        #expect(throws: Rendering.Refusal.self) { try wide.get() }
        #expect(try Rendering.text("1234567890", limits: limits).get() == "1234567890")
    }

    @Test func `a template and its partials are no longer than the limit`() throws {
        let limits = Limits(templateBytes: 40)
        let line = "{% render 'p' %}\n"
        #expect(
            try Rendering.text(line, partials: ["p": "twenty-three bytes long"], limits: limits).get().count
                == 24)
        let partial = Rendering.text(line + line, partials: ["p": "12345\n789"], limits: limits)
        guard case .failure(let refusal) = partial else { return #expect(Bool(false), "rendered") }
        #expect(refusal.codes == ["limit-template"])
        #expect(refusal.diagnostics.first?.position?.file == "p.liquid")
        #expect(refusal.diagnostics.first?.position?.line == 2)
        #expect(refusal.diagnostics.first?.trace.count == 1)
        let name = Rendering.text(
            "{% assign n = 'p' %}{% include n %}", partials: ["p": "123456"], limits: limits)
        guard case .failure(let late) = name else { return #expect(Bool(false), "rendered") }
        #expect(late.codes == ["limit-template"])
        guard case .failure(let whole) = Rendering.text(String(repeating: "x", count: 41), limits: limits)
        else {
            return #expect(Bool(false), "rendered")
        }
        #expect(whole.diagnostics.first?.position?.column == 41)
    }
}
