import Liquid
import Testing

struct EscapingTests {
    @Test(arguments: [
        (Escape.none, "<b> & \"x\" 'y'"),
        (.html, "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;"),
        (.xml, "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;"),
        (.markdown, "\\<b\\> & \"x\" 'y'"),
        (.csv, "\"<b> & \"\"x\"\" 'y'\""),
    ])
    func `values are escaped, literal text is not`(_ escape: Escape, _ expected: String) throws {
        let text = try Rendering.print("<i>{{ v }}</i>", #"{"v":"<b> & \"x\" 'y'"}"#, escape: escape)
        #expect(text == "<i>\(expected)</i>")
    }

    @Test(arguments: [
        ("# one", "\\# one"), ("- one", "\\- one"), ("1. one", "1\\. one"), ("a.b-c", "a.b-c"),
        ("a|b", "a\\|b"), ("R&D", "R\\&D"), ("fig & cedar", "fig & cedar"), ("-5 +3", "-5 +3"),
        ("13.34", "13.34"), ("line\nnext", "line next"), ("  x ", "&#32;&#32;x&#32;"),
        ("[a](b)", "\\[a\\](b)"),
        ("85123A", "85123A"), ("Hi!", "Hi\\!"), ("---", "\\---"), ("-£10.00", "-£10.00"), ("-", "\\-"),
        ("-|-", "\\-\\|-"), ("+", "\\+"), ("a_b*c`d~e", "a\\_b\\*c\\`d\\~e"),
    ])
    func `Markdown cannot be opened by a value`(_ value: String, _ expected: String) throws {
        var data = DataArena()
        data.set("v", data.text(value))
        let template = try Template(parsing: Array("{{ v }}".utf8), name: "t.md.liquid", escape: .markdown)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(String(decoding: out, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("{{ v | escape }}", "&lt;b&gt;"), ("{{ v | escape | escape }}", "&lt;b&gt;"),
        ("{{ v | escape_once }}", "&lt;b&gt;"),
        ("{% capture c %}<i>{{ v }}</i>{% endcapture %}{{ c }}", "<i>&lt;b&gt;</i>"),
        ("{% capture c %}<i>{% endcapture %}{{ c | append: v }}", "<i>&lt;b&gt;"),
        ("{% capture c %}<i>{% endcapture %}{{ v | append: c }}", "&lt;b&gt;<i>"),
        ("{% capture c %}<i>{% endcapture %}{{ c | upcase }}", "&lt;I&gt;"),
        ("{% capture c %}&lt;script>{% endcapture %}{{ c | replace: '&lt;', '<' }}", "&lt;script&gt;"),
        ("{{ v | newline_to_br }}", "&lt;b&gt;"), ("{{ a }}", "&lt;1&gt;2"),
        ("{{ a | join: '<' }}", "&lt;1&gt;&lt;2"),
        ("{{ o }}", "{&quot;k&quot;=&gt;&quot;&lt;&quot;}"), ("{% cycle v %}", "&lt;b&gt;"),
        ("{% ifchanged %}<i>{{ v }}{% endifchanged %}", "<i>&lt;b&gt;"),
        ("{{ v | default: '<' }}", "&lt;b&gt;"),
        ("{{ n | default: '<' }}", "&lt;"), ("{% echo v %}", "&lt;b&gt;"), ("{{ v | slice: 0 }}", "&lt;"),
        ("{% assign x = v | escape %}{{ x | split: '' | first }}", "&amp;"),
        ("{% assign x = v | escape %}{{ x | truncate: 4, '' }}", "&amp;lt;"),
    ])
    func `markup is written once, everything else is escaped`(_ template: String, _ expected: String) throws {
        let json = #"{"v":"<b>","a":["<1>",2],"o":{"k":"<"}}"#
        #expect(try Rendering.print(template, json, escape: .html) == expected)
    }

    @Test func `raw exists only where the run allows it`() throws {
        let refused = Rendering.text("{{ v | raw }}", escape: .html)
        #expect(throws: Rendering.Refusal.self) { try refused.get() }
        let json = Array(#"{"v":"<b>"}"#.utf8)
        #expect(
            try Rendering.text("{{ v | raw }}", json: json, escape: .html, allowsRaw: true).get() == "<b>")
    }

    @Test func `every length of text is escaped whole`() throws {
        for length in 0..<40 {
            for place in 0..<max(1, length) {
                var text = Array(repeating: Character("x"), count: length)
                if length > 0 { text[place] = "&" }
                let value = String(text)
                var data = DataArena()
                data.set("v", data.text(value))
                let template = try Template(parsing: Array("{{ v }}".utf8), name: "t", escape: .html)
                var out: [UInt8] = []
                try template.render(data, into: &out)
                #expect(String(decoding: out, as: UTF8.self) == value.replacing("&", with: "&amp;"))
            }
        }
    }
}
