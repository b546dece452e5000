import Documents
import Foundation
import Golden
import Testing

/// The public suites, byte for byte, with raw HTML let through as they ask.
@Suite struct MarkdownConformanceTests {
    @Test(arguments: [("spec-0.30.txt", 652), ("cmark-regression-0.30.2.txt", 16)])
    func `CommonMark examples come out to the byte`(_ file: String, _ count: Int) throws {
        guard let folder = SharedData.folder("conformance/commonmark") else { return }
        let examples = try MarkdownExample.read(folder.appendingPathComponent(file))
        #expect(examples.count == count)
        try check(examples)
    }

    @Test func `GFM table examples come out to the byte`() throws {
        guard let folder = SharedData.folder("conformance/gfm-tables") else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let examples = try names.filter { $0.hasSuffix(".txt") }
            .flatMap { try MarkdownExample.read(folder.appendingPathComponent($0)) }
        #expect(examples.count == 17)
        try check(examples)
    }

    /// Every CommonMark example stays as it is with a table in front of it, so the two passes lose nothing.
    @Test func `a table in front changes no example`() throws {
        guard let folder = SharedData.folder("conformance/commonmark") else { return }
        let examples = try MarkdownExample.read(folder.appendingPathComponent("spec-0.30.txt"))
        let table = "| a | b |\n|---|--:|\n| `1` | 2 |\n\n"
        let tableHTML = """
            <table>
            <thead>
            <tr>
            <th>a</th>
            <th align="right">b</th>
            </tr>
            </thead>
            <tbody>
            <tr>
            <td><code>1</code></td>
            <td align="right">2</td>
            </tr>
            </tbody>
            </table>

            """
        try check(
            examples.map { example in
                MarkdownExample(
                    file: example.file, number: example.number, markdown: table + example.markdown,
                    html: tableHTML + example.html)
            })
    }

    private func check(_ examples: [MarkdownExample]) throws {
        for example in examples {
            let html = try Markdown.html(
                [UInt8](example.markdown.utf8), options: MarkdownOptions(unsafe: true))
            #expect(String(decoding: html, as: UTF8.self) == example.html, "\(example)")
        }
    }
}
