import Diagnostics
import Documents
import Golden
import Testing

/// What must not come out of text that others wrote, and what must not take long.
@Suite struct MarkdownSafetyTests {
    private func html(_ source: String) throws -> String {
        String(decoding: try Markdown.html([UInt8](source.utf8)), as: UTF8.self)
    }

    private func code(_ source: String) -> String? {
        do throws(Diagnostic) {
            _ = try Markdown.html([UInt8](source.utf8), options: MarkdownOptions(file: "x.md"))
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "a <script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))", "[a](JavaScript:alert(1))", "[a](&#106;avascript:alert(1))",
        "[a](vbscript:x)", "[a](file:///etc/passwd)", "[a](data:text/html,x)",
        "![a](data:image/png;base64,AAAA)",
        "![a](DATA:image/gif;base64,AAAA)", "[a](&#100;ata:image/png;x)", "<javascript:alert(1)>",
        "[a]\n\n[a]: javascript:alert(1)", "[a]\n\n[a]: <data:image/webp;x>", "<data:image/png;base64,AAAA>",
        "<svg/onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>",
    ])
    func `nothing active comes out`(_ attack: String) throws {
        let lines = attack.split(separator: "\n", omittingEmptySubsequences: false)
        let cell = "| h |\n|---|\n| \(lines[0]) |\n" + lines.dropFirst().joined(separator: "\n")
        for source in [attack, cell, "> - " + cell.replacing("\n", with: "\n>   ")] {
            let html = try html(source).lowercased()
            for active in [
                "<script", "<svg", "<img src=x", "=\"javascript:", "=\"data:", "=\"vbscript:", "=\"file:",
            ] {
                #expect(!html.contains(active), "\(source)\n\(html)")
            }
            #expect(!html.contains("onerror=alert(1)>"))
        }
    }

    @Test func `good links stay`() throws {
        #expect(
            try html("| [a](https://x.y/?q=1&r=2) | ![i](/u.png) |\n|---|---|\n")
                .contains(
                    "<a href=\"https://x.y/?q=1&amp;r=2\">a</a></th>\n<th><img src=\"/u.png\" alt=\"i\" />"))
    }

    @Test func `bytes that are not UTF-8, and NUL, become the replacement character`() throws {
        let source: [UInt8] = [0x61, 0xFF, 0x20, 0x00, 0x20, 0xC3, 0x0A]
        #expect(
            String(decoding: try Markdown.html(source), as: UTF8.self)
                == "<p>a\u{FFFD} \u{FFFD} \u{FFFD}</p>\n")
        let cell = [UInt8]("| h |\n|---|\n| `".utf8) + [0xF0, 0x9F, 0x60, 0x00, 0x20, 0x7C, 0x0A]
        #expect(
            String(decoding: try Markdown.html(cell), as: UTF8.self)
                .contains("<td><code>\u{FFFD}</code>\u{FFFD}</td>"))
    }

    @Test func `characters that could be marks of ours are plain text`() throws {
        for mark in ["\u{E000}", "\u{F8FF} 0", "#", "x ", "\u{1A}"] {
            let html = try html("\(mark)\n\n| a\(mark) |\n|---|\n| `\(mark)` \(mark)|\n\n\(mark)x\n")
            #expect(html.split(separator: "<table>").count == 2, "\(mark)")
        }
    }

    @Test func `limits are refused with their names`() {
        #expect(code(String(repeating: "x", count: 1_000_001)) == "markdown-too-large")
        #expect(code(String(repeating: "> ", count: 101) + "x") == "markdown-too-deep")
        #expect(code(String(repeating: ">", count: 100) + "x") == nil)
        #expect(code(String(repeating: "- ", count: 101) + "x") == "markdown-too-deep")
        #expect(code(String(repeating: "* ", count: 300)) == nil)
        let steps = (0..<150).map { String(repeating: "  ", count: $0) + "- x\n" }.joined()
        #expect(code(steps) == "markdown-too-deep")
        #expect(code(String(repeating: "![[]()", count: 10_001)) == "markdown-too-many-images")
        #expect(code(String(repeating: "![i](u)\n\n", count: 10_001)) == nil)
        #expect(code(String(repeating: "|a|\n|-|\n|\n", count: 100)) == "markdown-tangled-tables")
        #expect(code(String(repeating: "|a|\n|-|\n---\n", count: 100)) == nil)
        let wide = String(repeating: "|a", count: 1_001) + "\n" + String(repeating: "|-", count: 1_001) + "\n"
        #expect(code(wide) == "markdown-table-columns")
        let filled =
            String(repeating: "|a", count: 1_000) + "\n" + String(repeating: "|-", count: 1_000) + "\n"
        #expect(code(filled + String(repeating: "x\n", count: 500)) == "markdown-table-cells")
        #expect(code(filled + String(repeating: "x\n", count: 50)) == nil)
    }

    @Test func `a limit names the line`() {
        do throws(Diagnostic) {
            let wide =
                String(repeating: "|a", count: 1_001) + "\n" + String(repeating: "|-", count: 1_001) + "\n"
            _ = try Markdown.html([UInt8](("text\n\n" + wide).utf8), options: MarkdownOptions(file: "x.md"))
            Issue.record("not refused")
        } catch {
            #expect(error.position == Position(file: "x.md", line: 3))
        }
    }

    /// cmark's own list of hard inputs, and ours for tables; none may take the square of its length.
    ///
    /// Images in images do in cmark, a fifth of a second for 10,000: hence their limit, and fewer of them here.
    @Test(arguments: [
        ("*a **a ", 20_000), ("a**b", 20_000), ("[a", 20_000), ("a](b", 20_000), ("[ (](", 20_000),
        ("`a``", 20_000),
        ("<a", 20_000), ("![[]()", 3_000), ("&", 20_000), ("a_b_", 20_000), ("| ", 20_000), ("|-", 20_000),
        ("a|b\n|-|\n", 10_000), ("|a|\n|-|\n", 10_000), ("|a|\n|-|\n---\n", 10_000), ("|a|\n|-|\n\n", 10_000),
        ("|*a|\n", 10_000), ("|\\", 20_000), ("> |a|\n> |-|\nb\n", 10_000), ("- |a|\n  |-|\n", 10_000),
        ("<b ", 20_000), ("|[a](\n", 10_000), ("|`", 20_000), (">|a|\n>|-|\n>> \n", 10_000),
    ])
    func `the time for hard inputs grows with their length`(_ unit: String, _ count: Int) {
        for head in ["", "| h |\n|---|\n| "] {
            let sources = [count / 4, count].map {
                [UInt8]((head + String(repeating: unit, count: $0)).utf8)
            }
            var times = sources.map(time)
            // Four times the length; its square would be sixteen times the time. What else the machine does only ever
            // adds to a time, so the least of some is taken where one is too long.
            func isLine() -> Bool { times[1] < 9 * times[0] + 0.1 }
            for _ in 0..<4 where !isLine() {
                for at in sources.indices { times[at] = min(times[at], time(sources[at])) }
            }
            #expect(isLine(), "\(unit): \(times)")
        }
    }

    private func time(_ source: [UInt8]) -> Double {
        threadTime {
            do throws(Diagnostic) { _ = try Markdown.html(source) } catch {
                #expect(error.severity == .error)
            }
        }
    }
}
