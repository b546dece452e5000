import Foundation
import Testing

/// `email check` and `email inline`, and what other programs say of our mails.
@Suite struct MailCheckTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var code: String
        var html: String
        var testDescription: String { "\(code): \(html.prefix(60))" }
    }

    static let faults = [
        Fault(code: "refused-element", html: "<p>a</p><script>b</script>"),
        Fault(code: "refused-element", html: "<svg width=\"1\"></svg>"),
        Fault(code: "refused-element", html: "<form action=\"https://a.example\"><input name=\"b\"></form>"),
        Fault(
            code: "refused-element", html: "<img alt=\"\" width=\"9\" src=\"https://a.example/logo.svg?x\">"),
        Fault(code: "refused-script", html: "<a href=\"&#106;avascript:x\">a</a>"),
        Fault(code: "refused-script", html: "<p onclick='x'>a</p>"),
        Fault(code: "data-address", html: "<img alt=\"\" width=\"9\" src=\"data:image/png;base64,AA\">"),
        Fault(code: "relative-address", html: "<img alt=\"\" width=\"9\" src=\"logo.png\">"),
        Fault(code: "no-alt", html: "<img width=\"9\" src=\"https://a.example/a.png\">"),
        Fault(code: "no-width", html: "<img alt=\"\" src=\"https://a.example/a.png\">"),
        Fault(code: "no-scope", html: "<table><tr><th>a</th></tr></table>"),
        Fault(code: "too-wide", html: "<table width=\"640\"><tr><td>a</td></tr></table>"),
        Fault(code: "too-wide", html: "<div style=\"max-width:601px\">a</div>"),
        Fault(code: "refused-style", html: "<div style=\"display: flex\">a</div>"),
        Fault(code: "refused-style", html: "<div style=\"float:left\">a</div>"),
        Fault(code: "refused-style", html: "<div style=\"width:calc(100% - 2px)\">a</div>"),
        Fault(code: "refused-style", html: "<div style=\"color:var(--ink)\">a</div>"),
        Fault(code: "refused-style", html: "<div style=\"background:url(https://a.example/a.png)\">a</div>"),
        Fault(code: "refused-style", html: "<style>@import 'a.css';</style>"),
        Fault(code: "not-inlined", html: "<style>p{color:#000}</style><p>a</p>"),
        Fault(code: "low-contrast", html: "<p style=\"color:#777;background-color:#fff\">a</p>"),
        Fault(code: "low-contrast", html: "<table bgcolor=\"#1f4d3f\"><tr><td>a</td></tr></table>"),
        Fault(
            code: "styles-too-large",
            html: "<style>@media print{\(String(repeating: "p{color:#000}", count: 1_300))}</style>"),
        Fault(code: "mail-too-large", html: String(repeating: "<p>0123456789</p>\n", count: 6_000)),
    ]

    @Test(arguments: faults)
    func `a fault is found with its place`(_ fault: Fault) async throws {
        let place = try DeliveryFolder()
        let page = "<!doctype html>\n<html lang=\"en\"><body>\n\(fault.html)\n</body></html>\n"
        try Data(page.utf8).write(to: place.url("page.html"))
        let run = try await place.run(["email", "check", "page.html", "--json"])
        #expect(run.code == 1)
        let found = run.text.split(separator: "\n")
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.contains("\"\(fault.code)\"") }, "\(run.text)")
        if !["mail-too-large", "styles-too-large"].contains(fault.code) {
            #expect(found.allSatisfy { $0.contains("\"line\":3") }, "\(run.text)")
        }
    }

    @Test func `good pages have none: the large, the grey that is enough, what is hidden`() async throws {
        let place = try DeliveryFolder()
        let page = """
            <!doctype html>
            <html lang="en"><head><style>@media (max-width: 600px) { .a { width: 100% !important } }</style></head><body>
            <div style="display:none;color:#fff">hidden</div>
            <p style="color:#767676">4.54 to 1</p><p style="color:#949494;font-size:24px">large</p>
            <a href="https://a.example/data:">link</a><img src="https://a.example/a.png" alt="" width="600">
            <table><tr><th scope="col">a</th></tr></table>
            </body></html>
            """
        try Data(page.utf8).write(to: place.url("page.html"))
        let run = try await place.run(["email", "check", "page.html"])
        #expect(run.code == 0 && run.err.isEmpty, "\(run.err)")
        #expect(try await place.run(["email", "check", "absent.html"]).code == 3)
    }

    @Test func `every mail and mail page of the samples passes`() async throws {
        let place = try DeliveryFolder()
        let made = try await place.run([
            "render", "invoice", "credit-note", "order", "packing-slip", "--format", "eml,email-html", "-o",
            "made",
        ])
        #expect(made.code == 0, "\(made.err)")
        let files = try place.tree().files.keys.filter { $0 != "manifest.json" }.sorted()
        #expect(files.count > 100)
        let run = try await place.run(["email", "check"] + files.map { "made/\($0)" })
        #expect(run.code == 0, "\(run.err.prefix(3_000))")
    }

    // MARK: Other programs

    /// Compares two pages element by element: names, attributes, and the declarations that count in `style`.
    private static let comparison = """
        import sys, css_inline
        from html.parser import HTMLParser
        class Page(HTMLParser):
            def __init__(self, text):
                super().__init__(convert_charrefs=True); self.seen = []; self.feed(text)
            def handle_starttag(self, name, attributes):
                if name == 'style': return
                style = {}
                for part in (dict(attributes).get('style') or '').split(';'):
                    if ':' in part:
                        key, value = part.split(':', 1)
                        style[key.strip()] = value.strip().replace('"', "'").replace(' ', '')
                others = sorted((k, v) for k, v in attributes if k != 'style')
                self.seen.append((name, others, style))
            handle_startendtag = handle_starttag
        ours, source = (open(path, encoding='utf-8').read() for path in sys.argv[1:3])
        theirs = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(source)
        a = [x for x in Page(ours).seen if x[0] != 'tbody']; b = [x for x in Page(theirs).seen if x[0] != 'tbody']
        assert len(a) == len(b), (len(a), len(b))
        count = 0
        for x, y in zip(a, b):
            # No reader sees what stands in the head.
            if x[0] in ('head', 'title', 'meta', 'link'): continue
            count += len(x[2])
            assert x == y, (x, y)
        assert count > 20, count
        assert ('@media' in ours) == ('@media' in theirs) == ('@media' in source)
        print(len(a), count)
        """

    /// A Python that has `css_inline`; nil where there is none, said on stderr.
    private static let python: URL? = {
        let given = ProcessInfo.processInfo.environment["COUNTERPART_PYTHON"]
        for path in [given, "/usr/bin/python3"].compactMap(\.self) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-c", "import css_inline"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { continue }
            process.waitUntilExit()
            if process.terminationStatus == 0 { return URL(fileURLWithPath: path) }
        }
        let message = "skipped: no Python with css-inline (set COUNTERPART_PYTHON)\n"
        FileHandle.standardError.write(Data(message.utf8))
        return nil
    }()

    static let selectors = """
        <!doctype html>
        <html lang="en"><head><style>
        /* a { color: blue } */
        p { color: red; margin: 0 } .a { color: green } #b { color: blue } p.a { color: teal }
        div > p { padding: 1px } div p { padding: 2px } td[align=right] { text-align: right; }
        [data-x^="ab"] { top: 1px } [data-x$="yz"] { left: 1px } [data-x*="mm"] { right: 1px } [data-x~="w"] { width: 1px }
        [lang|="en"] { quotes: none } * { outline: 0 } h1, h2.big { font-weight: bold; color: navy !important }
        i + i { order: 1 } h1 ~ h2 { order: 2 } :root { --a: b } td:first-child { order: 3 } td:last-child { order: 4 }
        p:hover { color: black } @media (max-width: 600px) { p { color: white } .a { width: 100% } }
        </style></head><body>
        <div><p class="a" id="b" style="color: olive">one</p><section><p class="a c">two</p></section></div>
        <table><tr><td align="right" style="text-align:left">1</td><td align=right>2</td></tr></table>
        <h1 style="color:red">t</h1><h2 class="x big">u</h2><h2>v</h2>
        <i data-x="abyz">a</i><i data-x="ammz w">b</i><b lang="en-GB">c</b>
        </body></html>
        """

    @Test(arguments: ["selectors", "invoice", "order", "credit-note"])
    func `the inliner agrees with css-inline`(_ name: String) async throws {
        guard let python = Self.python else { return }
        let place = try DeliveryFolder()
        if name == "selectors" {
            try Data(Self.selectors.utf8).write(to: place.url("page.html"))
        } else {
            try await place.render()
            let pages = try place.tree().files.filter {
                $0.key.hasPrefix("\(name)/") && $0.key.hasSuffix(".html")
            }
            try #require(pages.min { $0.key < $1.key }).value.write(to: place.url("page.html"))
        }
        let ours = try await place.run(["email", "inline", "page.html"])
        #expect(ours.code == 0)
        try Data(ours.out).write(to: place.url("ours.html"))
        let compared = try await Run.of(
            python, ["-c", Self.comparison, "ours.html", "page.html"], in: place.folder.url)
        #expect(compared.code == 0, "\(compared.err)")
    }

    @Test func `SpamAssassin finds nothing to hold against a mail`() async throws {
        let program = URL(fileURLWithPath: "/usr/bin/spamassassin")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            FileHandle.standardError.write(Data("skipped: no spamassassin on this machine\n".utf8))
            return
        }
        let place = try DeliveryFolder()
        try await place.render()
        for file in ["invoice/INV-4101.eml", "order/SO-5101.eml", "credit-note/CN-311.eml"] {
            let run = try await Run.of(program, ["-L", "-t", "made/\(file)"], in: place.folder.url)
            let status = try #require(run.text.firstRange(of: "score="))
            let score = try #require(Double(run.text[status.upperBound...].prefix { !$0.isWhitespace }))
            #expect(score < 1, "\(file): \(score)")
        }
    }
}
