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
            "render", "invoice", "credit-note", "order", "packing-slip", "numbers", "--format",
            "eml,email-html", "-o", "made",
        ])
        #expect(made.code == 0, "\(made.err)")
        let files = try place.tree().files.keys.filter { $0 != "manifest.json" }.sorted()
        #expect(files.count > 100)
        let run = try await place.run(["email", "check"] + files.map { "made/\($0)" })
        #expect(run.code == 0, "\(run.err.prefix(3_000))")
    }

    @Test(arguments: [
        ("image/png", ""), ("image/svg+xml", "which is not shown"),
        ("other", "no part of the mail has the id"),
    ])
    func `a picture's part is looked for among the mail's`(_ type: String, _ fault: String) async throws {
        let place = try DeliveryFolder()
        try await place.render()
        var mail = try String(contentsOf: place.url("made/invoice/INV-4101.eml"), encoding: .utf8)
        try #require(mail.contains("Content-Type: image/png") && mail.contains("Content-ID: <logo."))
        mail =
            type == "other"
            ? mail.replacing("Content-ID: <logo.", with: "Content-ID: <other.")
            : mail.replacing("Content-Type: image/png", with: "Content-Type: \(type)")
        try Data(mail.utf8).write(to: place.url("mail.eml"))
        let run = try await place.run(["email", "check", "mail.eml"])
        #expect(run.code == (fault.isEmpty ? 0 : 1))
        #expect(run.err.contains(fault) || fault.isEmpty, "\(run.err)")
    }

    @Test(arguments: ["zh-Hans", "en"])
    func `5,000 lines: as many as Gmail shows, then how many more`(_ language: String) async throws {
        let place = try DeliveryFolder()
        let isChinese = language == "zh-Hans"
        let words = isChinese ? "红色珐琅平底锅，带盖，直径十六厘米，" : "Enamel saucepan with a red lid, "
        var lines =
            "invoice_number,customer_id,date,line_number,item_number,description,quantity,unit_price\n"
        for line in 1...5_000 {
            let text = String(repeating: words, count: 1 + line % 7).replacing(",", with: ";")
            lines += "LONG,10010,2026-07-01,\(line),KT-1010,\(text),\(line % 9 + 1),2.50\n"
        }
        try Data(lines.utf8).write(to: place.url("data/invoices.csv"))
        let customers = try String(contentsOf: place.url("data/customers.csv"), encoding: .utf8)
        if isChinese {
            try Data(customers.replacing("en_GB,,en", with: "zh_CN,,zh-Hans").utf8).write(
                to: place.url("data/customers.csv"))
        }
        let run = try await place.run(["render", "invoice", "--format", "eml,email-html", "-o", "made"])
        #expect(run.code == 0, "\(run.err)")
        let check = try await place.run([
            "email", "check", "made/invoice/LONG.eml", "made/invoice/LONG.email-html",
        ])
        #expect(check.code == 0, "\(check.err)")
        let page = try String(contentsOf: place.url("made/invoice/LONG.email-html"), encoding: .utf8)
        #expect(page.contains(isChinese ? "附件中列有全部内容" : "the attachment has all of them"))
        let shown = page.components(separatedBy: "data-line=").count - 1
        let left = try #require(
            page.firstMatch(of: /(?:and|另有) ([0-9,]+) (?:more|行)/)?.output.1.replacing(",", with: ""))
        #expect(shown > 30 && Int(left) == 5_000 - shown)
        // Nearly all of what Gmail shows is used.
        let mail = try String(contentsOf: place.url("made/invoice/LONG.eml"), encoding: .utf8)
        let part = try #require(mail.components(separatedBy: "Content-Type: text/html").dropFirst().first)
        let size = try #require(part.components(separatedBy: "\r\n--=_").first).utf8.count
        #expect((96_000..<102_400).contains(size), "\(size)")
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

    private static let defects = """
        import email, email.policy, sys
        for path in sys.argv[1:]:
            mail = email.message_from_bytes(open(path, 'rb').read(), policy=email.policy.default)
            parts = list(mail.walk())
            assert [p.get_content_type() for p in parts] == [
                'multipart/mixed', 'multipart/alternative', 'text/plain', 'multipart/related', 'text/html',
                'image/png', 'text/csv'], path
            page = parts[4].get_content()
            assert 'cid:' + parts[5]['Content-ID'].strip('<>') in page, path
            assert parts[5].get_payload(decode=True) == open('logo.png', 'rb').read(), path
            for part in parts:
                assert not part.defects, (path, part.defects)
                for name, value in part.items(): assert not value.defects, (path, name, value.defects)
        """

    @Test func `Python's parser finds no defect in any mail`() async throws {
        let program = URL(fileURLWithPath: "/usr/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            FileHandle.standardError.write(Data("skipped: no python3 on this machine\n".utf8))
            return
        }
        let place = try DeliveryFolder()
        try await place.render()
        let mails = try place.tree().files.keys.filter { $0.hasSuffix(".eml") }.map { "made/\($0)" }
        #expect(mails.count > 50)
        let run = try await Run.of(program, ["-c", Self.defects] + mails, in: place.folder.url)
        #expect(run.code == 0, "\(run.err)")
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
