import DataSources
import Diagnostics
import Golden
import Foundation
import Testing

@Suite struct TextEncodingTests {
    private static let text = "name,price\nKüchenhaus 😀,€5\n"

    private static func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    @Test(arguments: [false, true])
    func `UTF-16 with a mark is read without being named`(_ bigEndian: Bool) throws {
        for size in bufferSizes {
            let bytes = Self.utf16(Self.text, bigEndian: bigEndian, mark: true)
            #expect(try readAll(bytes, bufferSize: size).records == [["Küchenhaus 😀", "€5"]])
        }
    }

    @Test func `UTF-16 without a mark must be named with its order`() throws {
        let bytes = Self.utf16(Self.text, bigEndian: true, mark: false)
        #expect(try readAll(bytes, encoding: .utf16BigEndian).records == [["Küchenhaus 😀", "€5"]])
        #expect(throws: Diagnostic.self) { try readAll(bytes, encoding: .utf16) }
        // Unnamed, its NUL bytes are refused.
        #expect(throws: Diagnostic.self) { try readAll(bytes) }
    }

    @Test func `half a pair and half a unit cost their row`() throws {
        var bytes = Self.utf16("a,b\n1,X\n2,ok\n", bigEndian: false, mark: true)
        let at = try #require(bytes.firstIndex(of: UInt8(ascii: "X")))
        bytes[at] = 0x00
        bytes[at + 1] = 0xD8
        let result = try readAll(bytes)
        #expect(result.records == [["!invalid-utf8"], ["2", "ok"]])
        #expect(result.problems.first?.message == "a byte that means nothing in utf-16le")
        #expect(try readAll(bytes + [0x33]).records.last == ["!invalid-utf8"])
    }

    @Test func `windows-1252 only when named, its five undefined bytes refused`() throws {
        let bytes: [UInt8] =
            Array("name,price\nK".utf8) + [0xFC] + Array("che,".utf8) + [0x80] + Array("5\nx,".utf8) + [
                0x81, 0x0A,
            ]
        for size in [1, 2, 7, 65_536] {
            let result = try readAll(bytes, encoding: .windows1252, bufferSize: size)
            #expect(result.records == [["Küche", "€5"], ["!invalid-utf8"]])
        }
        #expect(try readAll(bytes).records == [["!invalid-utf8"], ["!invalid-utf8"]])
        #expect(try readAll(bytes, encoding: .latin1).records[0] == ["Küche", "\u{80}5"])
    }

    @Test func `a mark beats the name`() throws {
        #expect(try readAll(Array("\u{FEFF}a\né\n".utf8), encoding: .windows1252).records == [["é"]])
    }

    @Test func `UTF-32 is refused`() {
        #expect(throws: Diagnostic.self) { try readAll([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) }
    }

    @Test func `names as people write them`() {
        #expect(TextEncoding(name: "UTF-8") == .utf8)
        #expect(TextEncoding(name: "cp1252") == .windows1252)
        #expect(TextEncoding(name: "Latin-1") == .latin1)
        #expect(TextEncoding(name: "shift_jis") == nil)
    }

    @Test func `duckdb's files in other encodings`() throws {
        guard let folder = SharedData.folder("conformance/duckdb-csv/encodings") else { return }
        func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
        }
        let latin = try bytes("latin1.csv")
        #expect(try readAll(latin, encoding: .latin1).problems.allSatisfy { $0.code == "field-count" })
        #expect(throws: Diagnostic.self) { try readAll(bytes("shift_jis.csv")) }
    }
}
