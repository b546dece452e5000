import DataSources
import Diagnostics
import Testing

/// What a user sees for each kind of broken row, to the letter.
@Suite struct CSVProblemTests {
    private func problems(_ text: String) throws -> String {
        drawn(try readAll(Array(text.utf8)).problems)
    }

    @Test func `unclosed quote names the line it starts on`() throws {
        #expect(
            try problems("id,text\n1,\"two\nlines\"\n2,\"never\n3,c\n") == """
                error: the quote opened here is never closed
                  --> data.csv:4:3
                  4 | 2,"never
                    |   ^
                  hint: put a quote at the end of the field; a quote inside it is written twice

                """)
    }

    @Test func `text after the closing quote`() throws {
        #expect(
            try problems("id,text\n1,\"5\" pipe\"\n") == """
                error: text after the closing quote
                  --> data.csv:2:6
                  2 | 1,"5" pipe"
                    |      ^
                  hint: a quote inside a quoted field is written twice

                """)
    }

    @Test func `a stray quote that another line closes is shown where it opened`() throws {
        #expect(
            try problems("id,text\n1,\"stray\n2,\"b\"\n3,c\n") == """
                error: text after the closing quote
                  --> data.csv:2:3
                  2 | 1,"stray
                    |   ^
                  hint: a quote inside a quoted field is written twice

                """)
    }

    @Test func `wrong field count, both ways`() throws {
        #expect(
            try problems("id;text\n1\n2;b;c\n") == """
                error: 1 field, but the heading line has 2
                  --> data.csv:2
                  2 | 1
                  hint: fields are divided by `;`; an empty one still needs its divider
                error: 3 fields, but the heading line has 2
                  --> data.csv:3
                  3 | 2;b;c
                  hint: a field that holds a `;` must stand in quotes

                """)
    }

    @Test func `NUL and invalid UTF-8`() throws {
        #expect(
            try problems("id,text\n1,a\u{0}b\n") == """
                error: a NUL byte
                  --> data.csv:2:4
                  2 | 1,a␀b
                    |    ^
                  hint: text files hold none; was this file exported as UTF-16 without a byte order mark?

                """)
        let bytes = Array("id,text\n1,Caf".utf8) + [0xE9] + Array(" noir\n".utf8)
        #expect(
            drawn(try readAll(bytes).problems) == """
                error: byte E9 is not valid UTF-8 (byte 13 of the file, counted from 0)
                  --> data.csv:2:6
                  2 | 1,Caf\u{FFFD} noir
                    |      ^
                  hint: if the whole file is in another encoding, name it in the project file: `encoding: windows-1252`

                """)
    }

    @Test func `an empty file, and one that is not there`() {
        #expect(
            throws: Diagnostic.error(
                "empty-file", "`data.csv` is empty", at: Position(file: "data.csv"),
                hint: "a CSV file begins with a line of column headings")
        ) { try readAll([]) }
        #expect(
            throws: Diagnostic.error(
                "unreadable-file", "cannot read `gone.csv`: no such file or directory",
                at: Position(file: "gone.csv"))
        ) { try CSVReader(file: "/nonexistent/gone.csv", name: "gone.csv") }
        #expect(
            throws: Diagnostic.error(
                "unreadable-file", "cannot read `folder`: is a directory", at: Position(file: "folder"))
        ) { try CSVReader(file: "/tmp", name: "folder") }
    }

    @Test func `a field is pointed at in its own line, whatever stands before it`() throws {
        let text = "a,b,c\n\"x\ny\",\"日本\",\"q\"\"r\"\n"
        for size in bufferSizes {
            let reader = try CSVReader(bytes: Array(text.utf8), name: "data.csv", bufferSize: size)
            #expect(try reader.next())
            let places = (0..<3).map { reader.place(ofField: $0) }
            #expect(places.map(\.position.line) == [2, 3, 3])
            #expect(places.map(\.position.column) == [1, 4, 9])
            #expect(places.map(\.position.length) == [2, 4, 6])
            #expect(places.map(\.excerpt) == ["\"x", "y\",\"日本\",\"q\"\"r\"", "y\",\"日本\",\"q\"\"r\""])
            #expect(reader.record.text(2) == "q\"r")
            #expect(reader.rawRange(ofField: 3) == nil)
            #expect(
                reader.place(ofField: -1).position
                    == Position(file: "data.csv", line: 2, column: 0, length: 1))
        }
    }

    @Test func `the raw record and line are the file's bytes`() throws {
        let reader = try CSVReader(
            bytes: Array("a,b\r\n\"1\r\n\",\"2\"\"\"\r\n3,4".utf8), name: "data.csv", bufferSize: 3)
        #expect(reader.rawHeader == Array("a,b\r\n".utf8))
        #expect(try reader.next())
        #expect(Array(reader.rawRecord) == Array("\"1\r\n\",\"2\"\"\"".utf8))
        #expect(Array(reader.rawLine) == Array("\"1\r\n\",\"2\"\"\"\r\n".utf8))
        #expect(try reader.next())
        #expect(Array(reader.rawLine) == Array("3,4".utf8))
        #expect(try !reader.next())
    }
}
