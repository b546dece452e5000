import Commerce
@testable import Documents
import Golden
import Notation
import Testing

@Suite struct `Texts of mails` {
    @Test(arguments: [
        ("R\\&D \\<Nook\\>", "R&D <Nook>"), ("&#32;a&#9;", " a\t"), ("\\&#32;", "&#32;"),
        ("a \\\\ b", "a \\ b"),
        ("C:\\temp", "C:\\temp"), ("\\_\\_", "__"), ("寿司 \\*", "寿司 *"), ("\\", "\\"),
    ])
    func `Markdown's escapes read as they are meant`(markdown: String, text: String) {
        var out: [UInt8] = []
        PlainText.append(markdown: Array(markdown.utf8), to: &out)
        #expect(String(decoding: out, as: UTF8.self) == text)
    }

    /// A description of two lines stood across two rows of the mail's table.
    @Test func `a value with a line end stays in its row`() async throws {
        var fixture = DocumentFixture()
        try fixture.invoice(
            "100", item: "MUG-1", quantity: "2", price: "1", description: "two\r\nlines | bar")
        let folder = try ScratchFolder()
        _ = await Generate.documents(fixture.records, fixture.request(folder, [.message]))
        let mail = try folder.text("out/invoice/100.eml").replacing("=\r\n", with: "")
        #expect(mail.contains("MUG-1"))
        #expect(mail.contains("two  lines | bar"))
    }
}
