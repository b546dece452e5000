import Foundation
import Golden
import Liquid
import Testing

/// The big list of naughty strings through every place, read back: it comes out unchanged and runs nothing.
struct NaughtyStringTests {
    static let strings: [String] = {
        guard let folder = SharedData.folder("conformance/blns"),
            let bytes = try? Data(contentsOf: folder.appendingPathComponent("blns.txt"))
        else { return ["<script>alert(1)</script>", "javascript:alert(1)", "' onclick=x y='", "\u{1}\t\\"] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") && !$0.isEmpty }
    }()

    /// What one template prints of each string, without what it prints around the value.
    private static func printed(_ before: String, _ after: String, _ escape: Escape) throws -> [String] {
        let template = try Template(
            parsing: Array((before + "{{ v }}" + after).utf8), name: "t", escape: escape,
            environment: Environment(allowsStyles: true))
        return try strings.map { string in
            var data = DataArena()
            data.set("v", data.text(string))
            var out: [UInt8] = []
            try template.render(data, into: &out)
            let value = out.dropFirst(before.utf8.count).dropLast(after.utf8.count)
            return String(decoding: value, as: UTF8.self)
        }
    }

    private static func withoutReferences(_ text: String) -> String {
        var text = text
        for (reference, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#9;", "\t"), ("&#10;", "\n"),
            ("&#13;", "\r"), ("&#32;", " "), ("&amp;", "&"),
        ] {
            text = text.replacing(reference, with: character)
        }
        return text
    }

    @Test(arguments: [
        ("<p>", "</p>"), ("<a title=\"", "\">"), ("<a title='", "'>"), ("<title>", "</title>"),
        ("<textarea>", "</textarea>"), ("<a href=\"/x?q=", "\">"), ("<a data-x=\"", "\">"),
    ])
    func `HTML gives them back`(_ before: String, _ after: String) throws {
        #expect(Self.strings.count > 3)
        for (string, text) in zip(Self.strings, try Self.printed(before, after, .html)) {
            #expect(!text.utf8.contains { "<>\"'".utf8.contains($0) }, "\(text)")
            #expect(Self.withoutReferences(text) == string)
        }
    }

    @Test func `a URL is given back or leads nowhere`() throws {
        var refused = 0
        for (string, text) in zip(Self.strings, try Self.printed("<a href=\"", "\">", .html)) {
            #expect(!text.utf8.contains { "<>\"'".utf8.contains($0) }, "\(text)")
            if text == "#" { refused += 1 } else { #expect(Self.withoutReferences(text) == string) }
            let url = Self.withoutReferences(text)
            let scheme = url.prefix { !"/?#\\".contains($0) }.filter { $0 > " " }.lowercased()
            #expect(!scheme.contains("script:") && !scheme.contains("data:"), "\(text)")
        }
        #expect(refused > 0)
    }

    @Test func `XML gives back what XML may hold`() throws {
        for (before, after) in [("<p>", "</p>"), ("<a b=\"", "\"/>")] {
            for (string, text) in zip(Self.strings, try Self.printed(before, after, .xml)) {
                #expect(!text.utf8.contains { "<>\"'".utf8.contains($0) || $0 == 0 }, "\(text)")
                let allowed = String(
                    String.UnicodeScalarView(
                        string.unicodeScalars.filter {
                            $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\t"
                                || $0 == "\r"
                        }))
                #expect(Self.withoutReferences(text) == allowed)
            }
        }
    }

    @Test func `a CSV field holds them whole`() throws {
        for (string, text) in zip(Self.strings, try Self.printed("", "", .csv)) {
            let isQuoted = text.utf8.first == UInt8(ascii: "\"")
            let inner = isQuoted ? String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"") : text
            #expect(inner == string)
            #expect(isQuoted || !text.contains(","))
        }
        for (string, text) in zip(Self.strings, try Self.printed("a,\"", "\"\n", .csv)) {
            #expect(text.replacing("\"\"", with: "\"") == string)
        }
    }

    @Test func `a string of CSS gives them back`() throws {
        let places = [("<style>a { content: \"", "\" }</style>"), ("<a style=\"font-family: '", "'\">")]
        for (before, after) in places {
            for (string, text) in zip(Self.strings, try Self.printed(before, after, .html)) {
                #expect(!text.utf8.contains { "<>\"'&".utf8.contains($0) }, "\(text)")
                let back = text.replacing(#/\\([0-9a-f]+) /#) { match in
                    String(UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init) ?? "?")
                }
                #expect(back.unicodeScalars.elementsEqual(string.unicodeScalars))
            }
        }
        for (string, text) in zip(Self.strings, try Self.printed("<a style=\"color: ", "\">", .html)) {
            #expect(text == "unset" || text == string)
            #expect(!text.utf8.contains { ":;()<>\"'\\&/".utf8.contains($0) }, "\(text)")
        }
    }

    @Test func `Markdown gives them back`() throws {
        for (string, text) in zip(Self.strings, try Self.printed("", "", .markdown)) {
            let back = text.replacing(#/\\([!-\/:-@\[-`{-~])/#) { String($0.1) }
                .replacing("&#32;", with: " ").replacing("&#9;", with: "\t")
            #expect(back.unicodeScalars.elementsEqual(string.replacing("\r", with: " ").unicodeScalars))
        }
    }
}
