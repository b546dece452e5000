import Documents
import Foundation
import Golden
import Notation
import Testing

/// Fields must come back from a plain RFC 4180 reader as they went in, and none may be a formula.
@Suite struct CSVFieldWriterTests {
    private func written(_ text: String, _ audience: CSVFieldWriter.Audience, isAlone: Bool = false) -> String
    {
        var bytes: [UInt8] = []
        CSVFieldWriter(audience).append(text, isAlone: isAlone, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("a", "a"), ("", ""), ("a b ", "a b "), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
        ("\"", "\"\"\"\""),
        ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a;b", "a;b"), ("00042", "00042"), ("1E5", "1E5"),
        ("é", "é"),
    ])
    func `quotes stand where they are needed`(_ text: String, _ expected: String) {
        #expect(written(text, .people) == expected)
        #expect(written(text, .raw) == expected)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
        ("  =x", "'  =x"), ("\u{A0}=x", "'\u{A0}=x"), ("\u{3000}=x", "'\u{3000}=x"), ("\n=x", "\"'\n=x\""),
        ("＝x", "'＝x"), ("＋x", "'＋x"), ("－x", "'－x"), ("＠x", "'＠x"), ("=a,b", "\"'=a,b\""), ("'=x", "''=x"),
        ("''=x", "'''=x"), ("\0=x", "'\0=x"), ("\u{FEFF}=x", "'\u{FEFF}=x"),
    ])
    func `people get no formula, machines the text`(_ text: String, _ guarded: String) {
        #expect(written(text, .people) == guarded)
        #expect(!written(text, .raw).hasPrefix("'" + text) && !written(text, .raw).hasPrefix("\"'" + text))
    }

    @Test(arguments: ["'quoted'", "O'Brien", "a=b", "1-2", "x@y.z", "", " ", "'", "％", "ﾊ", "”=x"])
    func `harmless text has no guard`(_ text: String) {
        #expect(written(text, .people) == written(text, .raw))
    }

    @Test func `numbers are never guarded`() {
        var bytes: [UInt8] = []
        CSVFieldWriter(.people).append(typed: [UInt8]("-12.50".utf8), to: &bytes)
        CSVFieldWriter(.people, separator: UInt8(ascii: ";")).append("a;b", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "-12.50\"a;b\"")
    }

    @Test func `a record of one empty field is no empty line`() {
        #expect(written("", .people, isAlone: true) == "\"\"")
        #expect(written("a", .people, isAlone: true) == "a")
    }

    @Test func `the naughty strings come back exactly`() throws {
        guard let folder = SharedData.folder("conformance/blns") else { return }
        let strings = try JSONDecoder().decode(
            [String].self, from: try Data(contentsOf: folder.appendingPathComponent("blns.json")))
        #expect(strings.count > 500)
        for audience in [CSVFieldWriter.Audience.people, .raw] {
            let writer = CSVFieldWriter(audience)
            var bytes: [UInt8] = []
            for text in strings {
                writer.append(text, to: &bytes)
                bytes.append(UInt8(ascii: ","))
                writer.append("end", to: &bytes)
                bytes += [0x0D, 0x0A]
            }
            let rows = Self.read(bytes)
            #expect(rows.count == strings.count)
            for (row, text) in zip(rows, strings) {
                #expect(row.count == 2)
                let field = row.first ?? []
                if audience == .people { #expect(!Self.isFormula(field), "\(text)") }
                let back = audience == .people ? SpreadsheetFormula.unguarded(field) : field
                #expect(back == [UInt8](text.utf8), "\(text)")
            }
        }
    }

    /// What a spreadsheet runs, said in another way than in the writer.
    private static func isFormula(_ field: [UInt8]) -> Bool {
        let text = String(decoding: field, as: UTF8.self).unicodeScalars
        let blanks: Set<Unicode.Scalar> = [" ", "\n", "\u{A0}", "\u{3000}", "\u{FEFF}"]
        guard let first = text.first(where: { !blanks.contains($0) }) else { return false }
        return "=+-@\t\r\0＝＋－＠".unicodeScalars.contains(first)
    }

    /// RFC 4180 with CRLF, byte by byte.
    private static func read(_ bytes: [UInt8]) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var field: [UInt8] = []
        var quoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            index += 1
            if quoted {
                if byte != 0x22 {
                    field.append(byte)
                } else if next == 0x22 {
                    field.append(byte)
                    index += 1
                } else {
                    quoted = false
                }
            } else if byte == 0x22, field.isEmpty {
                quoted = true
            } else if byte == 0x2C || (byte == 0x0D && next == 0x0A) {
                row.append(field)
                field = []
                if byte == 0x0D {
                    rows.append(row)
                    row = []
                    index += 1
                }
            } else {
                field.append(byte)
            }
        }
        return rows
    }
}
