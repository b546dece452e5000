import Documents
import Testing

/// Tables where the general layer is put to the test: in containers, beside other blocks, with markup in
/// cells.
@Suite struct MarkdownTableTests {
    private func html(_ source: String, unsafe: Bool = false) throws -> String {
        String(
            decoding: try Markdown.html([UInt8](source.utf8), options: MarkdownOptions(unsafe: unsafe)),
            as: UTF8.self)
    }

    /// A table of one column with its cells, as GFM writes it.
    private func table(_ head: String, _ rows: String...) -> String {
        let body = rows.map { "<tr>\n<td>\($0)</td>\n</tr>\n" }.joined()
        return "<table>\n<thead>\n<tr>\n<th>\(head)</th>\n</tr>\n</thead>\n"
            + (rows.isEmpty ? "" : "<tbody>\n\(body)</tbody>\n") + "</table>\n"
    }

    @Test func `in a quote and a list`() throws {
        #expect(
            try html("> - | a |\n>   |---|\n>   | b |\n> - c\n")
                == "<blockquote>\n<ul>\n<li>\n\(table("a", "b"))</li>\n<li>c</li>\n</ul>\n</blockquote>\n")
        #expect(
            try html("10.\t| a |\n\t|:-:|\n\t| b |\n")
                == "<ol start=\"10\">\n<li>\n"
                + table("a", "b").replacing("<th>", with: "<th align=\"center\">")
                .replacing("<td>", with: "<td align=\"center\">") + "</li>\n</ol>\n")
    }

    @Test func `lists keep their tightness`() throws {
        #expect(
            try html("- x\n\n  | a |\n  |---|\n- y\n")
                == "<ul>\n<li>\n<p>x</p>\n\(table("a"))</li>\n<li>\n<p>y</p>\n</li>\n</ul>\n")
        #expect(
            try html("- x\n  | a |\n  |:--|\n  | *b* |\n- y\n").hasPrefix("<ul>\n<li>x\n<table>"))
    }

    @Test func `a lazy line does not continue a table`() throws {
        #expect(
            try html("> | a |\n> |---|\n> | b |\nlazy\n")
                == "<blockquote>\n\(table("a", "b"))</blockquote>\n<p>lazy</p>\n")
        #expect(
            try html("> | a |\n|---|\n") == "<blockquote>\n<p>| a |\n|---|</p>\n</blockquote>\n")
    }

    @Test(arguments: [
        ("---", "<hr />\n"), ("# h", "<h1>h</h1>\n"), ("* i", "<ul>\n<li>i</li>\n</ul>\n"),
        ("2. i", "<ol start=\"2\">\n<li>i</li>\n</ol>\n"), ("+", "<ul>\n<li></li>\n</ul>\n"),
        ("    code", "<pre><code>code\n</code></pre>\n"), ("```", "<pre><code></code></pre>\n"),
        ("<div>", "<div>\n"), ("<b x='1'>", "<b x='1'>\n"), ("</b>", "</b>\n"), ("<!-- c", "<!-- c\n"),
        ("<?x", "<?x\n"), ("<script>", "<script>\n"), ("<!D", "<!D\n"), ("|", "<p>|</p>\n"),
    ])
    func `another block ends a table`(_ line: String, _ expected: String) throws {
        #expect(try html("| a |\n|---|\n| b |\n\(line)\n", unsafe: true) == table("a", "b") + expected)
    }

    @Test(arguments: [
        ("===", "==="), ("--", "--"), ("#x", "#x"), ("1.x", "1.x"), ("<b>x</b>", "<b>x</b>"), ("``", "``"),
        ("<x", "&lt;x"), ("[r]: /u", "[r]: /u"), ("text", "text"), ("<b x=>", "&lt;b x=&gt;"),
    ])
    func `any other line is a row`(_ line: String, _ expected: String) throws {
        #expect(
            try html("| a |\n|---|\n| b |\n\(line)\n| c |\n", unsafe: true) == table("a", "b", expected, "c"))
    }

    @Test func `what follows an early end is read afresh`() throws {
        #expect(
            try html("| a |\n|---|\n2. | b |\n   |---|\n   3. | c |\n      |---|\n")
                == table("a") + "<ol start=\"2\">\n<li>\n\(table("b"))<ol start=\"3\">\n<li>\n\(table("c"))"
                + "</li>\n</ol>\n</li>\n</ol>\n")
        #expect(
            try html("- | a |\n  |---|\nlazy\n\n     | b |\n     |---|\n")
                == "<ul>\n<li>\n\(table("a"))</li>\n</ul>\n<p>lazy</p>\n"
                + "<pre><code> | b |\n |---|\n</code></pre>\n"
        )
    }

    /// The first tree takes the fence for the item's, so that the second table seems to stand outside of it.
    @Test func `a fence that the first tree had wrong keeps its text`() throws {
        #expect(
            try html("- | a |\n  |---|\nlazy\n  ```\nx\n\ny|z\n-|-\n")
                == "<ul>\n<li>\n\(table("a"))</li>\n</ul>\n<p>lazy</p>\n"
                + "<pre><code>x\n\ny|z\n-|-\n</code></pre>\n")
    }

    @Test func `reference links reach cells, whatever cells begin with`() throws {
        #expect(
            try html("[r]: /u\n\n> | [r] |\n> |---|\n> | [x]: y |\n> | # *h* |\n> | 1. `i` |\n")
                == "<blockquote>\n"
                + table("<a href=\"/u\">r</a>", "[x]: y", "# <em>h</em>", "1. <code>i</code>")
                + "</blockquote>\n")
    }

    @Test func `a row gets as many cells as the head`() throws {
        #expect(
            try html("a|b\n-|-:\n1\n1|2|3\n") == """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th align="right">b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>1</td>
                <td align="right"></td>
                </tr>
                <tr>
                <td>1</td>
                <td align="right">2</td>
                </tr>
                </tbody>
                </table>

                """)
    }

    /// The same text as a cell and as a paragraph, so that the fast way cannot differ from libcmark.
    @Test(arguments: [
        "plain", "a & b", "&amp; &copy; &x;", "5 * 3", "* 3", "**b**", "a_b", "a_b_c", "_a_ b", "__", "***",
        "`c`",
        "\"q\" 'q'", "a > b", "x\\*y\\*", "\\\\", "\\a", "\\", "a\\", "[l]", "![i](u)", "![", "]",
        "<http://a.b>",
        "&#65;", "&#", "&", "é ＝", "\u{E000}x", "*a_b*c_", "\\&amp;", "\\`a\\`", "a  b", "\\<b>", "~x~",
        "a\tb", "**a*", "_\\__", "$1", "{{x}}",
    ])
    func `a cell reads as a paragraph does`(_ text: String) throws {
        let paragraph = try html("x \(text)\n", unsafe: true).dropFirst("<p>x ".count).dropLast(
            "</p>\n".count)
        #expect(try html("| h |\n|---|\n| \(text) |\n", unsafe: true) == table("h", String(paragraph)))
    }

    @Test func `line ends of every kind`() throws {
        #expect(try html("| a |\r\n|---|\r\n| b |\r\n") == table("a", "b"))
        #expect(try html("| a |\r|---|\r| b |") == table("a", "b"))
        #expect(try html("\u{FEFF}| a |\n|---|") == table("a"))
        #expect(try html("") == "")
        #expect(try html("|---|\n") == "<p>|---|</p>\n")
    }
}
