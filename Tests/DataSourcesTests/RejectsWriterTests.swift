import DataSources
import Diagnostics
import Foundation
import Testing

@Suite struct RejectsWriterTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "rejects-\(UUID().uuidString)")

    /// Reads a file and rejects every record that has a problem or says `bad`; returns the rejects file's bytes.
    private func rejects(
        _ bytes: [UInt8], name: String = "data.csv", encoding: TextEncoding? = nil
    ) throws -> [UInt8]? {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent(name)
        try Data(bytes).write(to: source)
        var file = DataFile(kind: .orders, path: source.path, name: name)
        file.encoding = encoding
        let writer = RejectsWriter(file, folder: folder.appendingPathComponent("out/rejects").path)
        let reader = try RecordReader(file)
        while try reader.next() {
            if let problem = reader.problem() {
                writer.add(reader, [problem])
            } else if (0..<reader.record.fieldCount).contains(where: { reader.record.text($0) == "bad" }) {
                writer.add(reader, [.error("x", "no such day"), .error("y", "say \"when\"")])
            }
        }
        let path = try writer.finish()
        let left = try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/rejects")
        #expect((left ?? []).count == (path == nil ? 0 : 1), "nothing temporary stays")
        return try path.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    }

    private func text(_ bytes: [UInt8]?) -> String {
        bytes.map { String(decoding: $0, as: UTF8.self) } ?? "(none)"
    }

    @Test func `rows keep their own bytes, with the reason in a column of its own`() throws {
        let source =
            "id;note\r\n1;bad\r\n2;fine\r\n\"3\";\"a\"\"b\r\nbad\"\r\n4\r\n5;6;7\r\n8;\"x\r\n9;ok\r\n\"bad\";\"q;\"\r\n"
        #expect(
            text(try rejects(Array(source.utf8))) == """
                id;note;import_error\r
                1;bad;"line 2: no such day; say ""when""\"\r
                4;;line 6: 1 field, but the heading line has 2\r
                "5;6;7";;line 7: 3 fields, but the heading line has 2\r
                "8;""x";;line 8: text after the closing quote\r
                "bad";"q;";"line 10: no such day; say ""when""\"\r

                """)
    }

    @Test func `what was mended is read again, and its old reason replaced`() throws {
        let again = "id,import_error,note\n1,line 2: old,bad\n2,,fine\n3,old\n"
        let made = try #require(try rejects(Array(again.utf8)))
        #expect(
            text(made) == """
                id,note,import_error
                1,bad,"line 2: no such day; say ""when""\"
                3,,"line 4: 2 fields, but the heading line has 3"

                """)
        let reader = try CSVReader(bytes: made, name: "data.csv")
        #expect(reader.header == ["id", "note", "import_error"])
        while try reader.next() { #expect(reader.problem() == nil) }
    }

    @Test func `another encoding comes out as UTF-8 with a mark`() throws {
        let source = Array("id,note\n1,bad\nK".utf8) + [0xFC, 0x0A]
        #expect(
            text(try rejects(source, encoding: .windows1252))
                == "\u{FEFF}id,note,import_error\n1,bad,\"line 2: no such day; say \"\"when\"\"\"\n"
                + "Kü,,\"line 3: 1 field, but the heading line has 2\"\n")
    }

    @Test func `bytes that are no UTF-8 stay as they are`() throws {
        let made = try #require(try rejects(Array("id,note\n1,".utf8) + [0xFF, 0x0A]))
        #expect(made.contains(0xFF))
    }

    @Test func `nothing rejected, nothing written`() throws {
        #expect(try rejects(Array("id,note\n1,2\n".utf8)) == nil)
    }

    @Test func `JSON comes out as NDJSON with one more member`() throws {
        let source = """
            [{"id": 1, "note": "bad"},
             {"id": 2,
              "note": "bad", "import_error": "old"}, {"id": 3}, {"id": 04}]
            """
        #expect(
            text(try rejects(Array(source.utf8), name: "data.json")) == #"""
                {"id": 1,"note": "bad","import_error":"line 1: no such day; say \"when\""}
                {"id": 2,"note": "bad","import_error":"line 2: no such day; say \"when\""}
                {"raw":"{\"id\": 04}","import_error":"line 3: not a JSON number"}

                """#)
    }

    @Test func `an output that cannot be written is told`() throws {
        let file = DataFile(kind: .orders, path: "/nonexistent/x.csv", name: "x.csv")
        let writer = RejectsWriter(file, folder: "/proc/nowhere")
        let reader = RecordReader.csv(try CSVReader(bytes: Array("a\n1\n".utf8), name: "x.csv"))
        #expect(try reader.next())
        writer.add(reader, [.error("x", "bad")])
        #expect(throws: Diagnostic.self) { try writer.finish() }
    }

    @Test func `a rejects file that is itself the source is not written over`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent("orders.csv")
        try Data("a\nbad\n".utf8).write(to: source)
        let writer = RejectsWriter(
            DataFile(kind: .orders, path: source.path, name: "orders.csv"), folder: folder.path)
        #expect(writer.path == folder.path + "/again-orders.csv")
    }
}
