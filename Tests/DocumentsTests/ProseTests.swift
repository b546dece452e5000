import Commerce
import Notation
import Testing

@testable import Documents

/// Texts of the data between backquotes in words of ours.
@Suite struct ProseTests {
    private func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var copy = text
        copy.withUTF8 { bytes in
            Prose.forEachPiece(UnsafeRawBufferPointer(bytes)) { piece, isQuoted in
                pieces.append((isQuoted ? "*" : "") + String(decoding: piece, as: UTF8.self))
            }
        }
        return pieces
    }

    @Test(arguments: [
        ("`22349` ended 2010-11-23", ["*22349", " ended 2010-11-23"]),
        (
            "same description; `GJ 2078 B`: two characters",
            ["same description; ", "*GJ 2078 B", ": two characters"]
        ),
        ("`A` or `B`", ["*A", " or ", "*B"]), ("plain", ["plain"]), ("", []),
        ("`AB`C` ended", ["*AB`C", " ended"]), ("12` wide", ["12` wide"]), ("`open", ["`open"]),
        ("``", ["``"]), ("(`x`)", ["(", "*x", ")"]),
    ])
    func `quoted texts are told apart`(_ text: String, _ expected: [String]) {
        #expect(pieces(text) == expected)
    }

    @Test func `a page and Markdown show them as code`() throws {
        var table = Table.prose(["`22349` of item `A|B`", "`<b>`: two"])
        table.notes = ["mend `valid_to`: the row never applies"]
        let page = String(decoding: TableWriter().bytes(table, as: .html), as: UTF8.self)
        #expect(page.contains("<td><code>22349</code> of item <code>A|B</code>"))
        #expect(page.contains("<td><code>&lt;b&gt;</code>: two"))
        #expect(page.contains("mend <code>valid_to</code>: the row never applies"))
        let markdown = String(decoding: TableWriter().bytes(table, as: .markdown), as: UTF8.self)
        #expect(markdown.contains("| `22349` of item \\`A\\|B\\` |"))
        #expect(markdown.contains("| `<b>`: two |"))
        let csv = String(decoding: TableWriter().bytes(table, as: .csv), as: UTF8.self)
        #expect(csv.contains("`22349` of item `A|B`"))
    }
}

extension Table {
    /// One column of sentences.
    fileprivate static func prose(_ sentences: [String]) -> Table {
        Table(
            name: "prose", title: "Prose", columns: [Column("detail", "Detail", .prose)],
            rowCount: sentences.count, texts: Texts()
        ) { row, buffer in buffer.append(sentences[row]) }
    }
}
