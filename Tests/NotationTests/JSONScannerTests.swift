import Foundation
import Golden
import Notation
import Testing

@Suite struct JSONScannerTests {
    /// Every token of a text as `kind:text`, or the error's reason and offset.
    private static func tokens(_ text: [UInt8], maximumDepth: Int = 10_000) -> Result<
        [String], JSONSyntaxError
    > {
        text.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, maximumDepth: maximumDepth)
            var out: [String] = []
            do throws(JSONSyntaxError) {
                while true {
                    let token = try scanner.next()
                    if token.kind == .end { return .success(out) }
                    out.append("\(token.kind):\(scanner.string(token))")
                }
            } catch {
                return .failure(error)
            }
        }
    }

    @Test func `gives keys, values and brackets in order`() throws {
        let text = #" { "a" : [1, -0.50e+2, "xA\n\"", true], "b" : { }, "" : null } "#
        #expect(
            try Self.tokens(Array(text.utf8)).get() == [
                "beginObject:{", "key:a", "beginArray:[", "number:1", "number:-0.50e+2", "string:xA\n\"",
                "true:true", "endArray:]", "key:b", "beginObject:{", "endObject:}", "key:", "null:null",
                "endObject:}",
            ])
    }

    @Test(arguments: [
        (#"{"a":1,}"#, JSONSyntaxError(.unexpected, at: 7)),
        ("[1,]", JSONSyntaxError(.unexpected, at: 3)),
        ("[1 2]", JSONSyntaxError(.unexpected, at: 3)),
        ("[1}", JSONSyntaxError(.unexpected, at: 2)),
        ("[01]", JSONSyntaxError(.invalidNumber, at: 1)),
        ("[1.]", JSONSyntaxError(.invalidNumber, at: 1)),
        ("-", JSONSyntaxError(.unexpectedEnd, at: 0)),
        ("[", JSONSyntaxError(.unexpectedEnd, at: 1)),
        ("", JSONSyntaxError(.unexpectedEnd, at: 0)),
        ("1 1", JSONSyntaxError(.trailingText, at: 2)),
        (#""\x""#, JSONSyntaxError(.invalidEscape, at: 1)),
        (#""\u12g4""#, JSONSyntaxError(.invalidEscape, at: 1)),
        ("\"\t\"", JSONSyntaxError(.controlCharacter, at: 1)),
        ("tru", JSONSyntaxError(.unexpectedEnd, at: 3)),
        ("trux", JSONSyntaxError(.unexpected, at: 0)),
        ("\u{FEFF}", JSONSyntaxError(.unexpectedEnd, at: 3)),
    ])
    func `says where and why a text is refused`(_ text: String, _ expected: JSONSyntaxError) {
        #expect(throws: expected) { try Self.tokens(Array(text.utf8)).get() }
    }

    @Test func `refuses bytes that are no UTF-8`() {
        #expect(throws: JSONSyntaxError(.invalidUTF8, at: 1)) {
            try Self.tokens([0x22, 0xC0, 0xAF, 0x22]).get()
        }
        #expect(throws: JSONSyntaxError(.invalidUTF8, at: 1)) {
            try Self.tokens([0x22, 0xED, 0xA0, 0x80, 0x22]).get()
        }
    }

    @Test func `depth is limited without recursion`() throws {
        let deep = [UInt8](repeating: 0x5B, count: 10_000) + [UInt8](repeating: 0x5D, count: 10_000)
        #expect(try Self.tokens(deep).get().count == 20_000)
        #expect(throws: JSONSyntaxError(.tooDeep(limit: 9_999), at: 9_999)) {
            try Self.tokens(deep, maximumDepth: 9_999).get()
        }
        let bombs = [UInt8](repeating: 0x5B, count: 10_000_000)
        #expect(throws: JSONSyntaxError(.tooDeep(limit: 10_000), at: 10_000)) { try Self.tokens(bombs).get() }
    }

    @Test func `escapes, with half a pair told`() {
        func text(_ content: String) -> (String, Bool) {
            Array(content.utf8).withUnsafeBytes { bytes in
                var out: [UInt8] = []
                let isWhole = JSONScanner.unescape(bytes, into: &out)
                return (String(decoding: out, as: UTF8.self), isWhole)
            }
        }
        #expect(text(#"\u00e9\uD83D\uDE00\/\b\f\n\r\t\\"#) == ("é😀/\u{8}\u{c}\n\r\t\\", true))
        #expect(text(#"a\uD83Db"#) == ("a\u{FFFD}b", false))
        #expect(text(#"\uDE00"#) == ("\u{FFFD}", false))
        #expect(text(#"\uD83D\u0041"#) == ("\u{FFFD}A", false))
    }

    @Test func `a value can be passed over whole`() throws {
        try Array(#"{"a":{"b":[1,{}]},"c":2}"#.utf8).withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes)
            #expect(try scanner.next().kind == .beginObject)
            #expect(try scanner.next().kind == .key)
            try scanner.skipValue()
            let key = try scanner.next()
            #expect(scanner.string(key) == "c")
        }
    }

    @Test func `JSONTestSuite: every y_ accepted, every n_ refused, no i_ crashes`() throws {
        guard let folder = SharedData.folder("conformance/json-test-suite") else { return }
        var counts = (accepted: 0, refused: 0, either: 0)
        for group in ["test_parsing", "test_transform"] {
            let files = try FileManager.default.contentsOfDirectory(
                at: folder.appendingPathComponent(group), includingPropertiesForKeys: nil)
            for file in files.sorted(by: { $0.path < $1.path }) {
                let bytes = [UInt8](try Data(contentsOf: file))
                let outcome = Self.tokens(bytes)
                let isAccepted = (try? outcome.get()) != nil
                switch file.lastPathComponent.prefix(2) {
                case "y_":
                    counts.accepted += 1
                    #expect(isAccepted, "\(file.lastPathComponent)")
                case "n_":
                    counts.refused += 1
                    #expect(!isAccepted, "\(file.lastPathComponent)")
                default: counts.either += 1
                }
            }
        }
        #expect(counts == (64, 128, 35), "\(counts)")
    }
}
