import DataSources
import Diagnostics
import Testing

@Suite struct JSONRecordReaderTests {
    private func readAll(
        _ text: String, isLines: Bool = false, bufferSize: Int = 65_536, limits: CSVLimits = CSVLimits()
    ) throws(Diagnostic) -> (header: [String], records: [[String]], lines: [Int], problems: [Diagnostic]) {
        let reader = try JSONRecordReader(
            bytes: Array(text.utf8), name: "data.json", isLines: isLines, limits: limits,
            bufferSize: bufferSize)
        var out: (header: [String], records: [[String]], lines: [Int], problems: [Diagnostic]) = (
            reader.header, [], [], []
        )
        while try reader.next() {
            out.lines.append(reader.line)
            if let problem = reader.problem() {
                out.problems.append(problem)
                out.records.append(["!" + problem.code])
            } else {
                let record = reader.record
                out.records.append((0..<record.fieldCount).map(record.text))
            }
        }
        return out
    }

    private static let array = """
        [
          {"sku": "A-1", "qty": 12, "price": 1.50, "note": "say \\"yes\\" \\u00e9"},
          {"qty": -0.25, "sku": "00815", "active": true, "note": null}, {},
          {"sku": "1E5", "qty": 1e-05}
        ]

        """

    @Test func `an array of objects gives fields by name, numbers as written`() throws {
        for size in bufferSizes {
            let result = try readAll(Self.array, bufferSize: size)
            #expect(result.header == ["sku", "qty", "price", "note", "active"])
            #expect(
                result.records == [
                    ["A-1", "12", "1.50", "say \"yes\" é", ""], ["00815", "-0.25", "", "", "true"],
                    ["", "", "", "", ""], ["1E5", "1e-05", "", "", ""],
                ])
            #expect(result.lines == [2, 3, 3, 4])
        }
    }

    @Test func `NDJSON: one object a line, blank lines passed over`() throws {
        let text = "{\"a\":1}\n\n  {\"a\":2,\"b\":\"x\"}\r\n{\"b\":\"y\"}"
        for size in bufferSizes {
            let result = try readAll(text, isLines: true, bufferSize: size)
            #expect(result.records == [["1", ""], ["2", "x"], ["", "y"]])
            #expect(result.lines == [1, 3, 4])
        }
    }

    @Test func `a broken record costs itself only`() throws {
        let text = """
            [{"a": 1},
             {"a": 01},
             {"a": 1, "a": 2},
             {"a": {"b": [1, 2]}, "c": 3},
             {"a": "\\ud800"},
             {"a": 123456789012345678901234567890123456789},
             [1], 7, ,
             {"a": 2}]
            """
        for size in bufferSizes {
            let result = try readAll(text, bufferSize: size)
            #expect(
                drawn(result.problems) == """
                    error: not a JSON number
                      --> data.json:2:8
                      2 |  {"a": 01},
                        |        ^
                      hint: no leading zeros, no `+`, digits on both sides of the point
                    error: `a` stands twice in one record
                      --> data.json:3:11
                      3 |  {"a": 1, "a": 2},
                        |           ^
                    error: `a` holds an object or a list
                      --> data.json:4:8
                      4 |  {"a": {"b": [1, 2]}, "c": 3},
                        |        ^
                      hint: each order or invoice line is a record of its own
                    error: half of a surrogate pair is no character
                      --> data.json:5:8
                      5 |  {"a": "\\ud800"},
                        |        ^
                    error: `123456789012345678901234567890123456789` has more than 38 digits
                      --> data.json:6:8
                      6 |  {"a": 123456789012345678901234567890123456789},
                        |        ^
                    error: a record must be a JSON object
                      --> data.json:7:2
                      7 |  [1], 7, ,
                        |  ^
                    error: a record must be a JSON object
                      --> data.json:7:7
                      7 |  [1], 7, ,
                        |       ^
                    error: the JSON text ends too early
                      --> data.json:7:10
                      7 |  [1], 7, ,
                        |          ^

                    """)
            #expect(result.records.first == ["1", ""])
            #expect(result.records.last == ["2", ""])
        }
    }

    @Test func `a broken line of NDJSON costs itself only`() throws {
        let result = try readAll("{\"a\":1}\n{\"a\":\n{\"a\":2} x\n{\"a\":3}\n", isLines: true)
        #expect(result.records == [["1"], ["!bad-json"], ["!bad-json"], ["3"]])
        #expect(
            drawn(result.problems.last) == """
                error: text after the end of the JSON value
                  --> data.json:3:9
                  3 | {"a":2} x
                    |         ^

                """)
    }

    @Test(arguments: [
        ("", "the file must hold a JSON array of objects", 1, 1),
        ("{\"a\":1}", "the file must hold a JSON array of objects", 1, 1),
        ("[{\"a\":1}\n {\"a\":2}]", "a comma or `]` is missing here", 2, 2),
        ("[{\"a\":1},\n {\"a\":\"x}]", "a text in this element is never closed", 2, 2),
        ("[{\"a\":1},\n [[", "this element is never closed", 2, 2),
        ("[{\"a\":1}", "the array is never closed", 1, 9),
        ("[{\"a\":1}] x", "text after the end of the array", 1, 11),
    ])
    func `what breaks the list itself ends the reading`(
        _ text: String, _ message: String, _ line: Int, _ column: Int
    ) {
        for size in [1, 2, 7, 65_536] {
            do throws(Diagnostic) {
                _ = try readAll(text, bufferSize: size)
                Issue.record("accepted \(text)")
            } catch {
                #expect(error.message == message)
                #expect(error.position?.line == line)
                #expect(error.position?.column == column)
            }
        }
    }

    @Test func `an empty array has no records`() throws {
        #expect(try readAll(" [ ] ").records.isEmpty)
        #expect(try readAll("\u{FEFF}[{\"a\":1}]").records == [["1"]])
    }

    @Test func `deep nesting and long elements are refused, not crashed on`() throws {
        let deep =
            "[{\"a\":" + String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
            + "},{\"a\":1}]"
        #expect(try readAll(deep).records == [["!nested-value"], ["1"]])
        var limits = CSVLimits()
        limits.record = 100
        #expect(throws: Diagnostic.self) {
            try readAll("[{\"a\":\"\(String(repeating: "x", count: 200))\"}]", bufferSize: 10, limits: limits)
        }
    }

    @Test func `a record on a line of many is pointed at by its column`() throws {
        let elements = (0..<20_000).map { "{\"n\":\($0)}" }.joined(separator: ",")
        let text = "[\(elements),{\"n\":\"bad\",\"n\":1}]"
        let place = try #require(try readAll(text, bufferSize: 1_000).problems.first?.position)
        let column = text.count - "\"n\":1}]".count + 1
        #expect(place == Position(file: "data.json", line: 1, column: column, length: 1))
    }

    @Test func `a field is pointed at`() throws {
        let reader = try JSONRecordReader(
            bytes: Array(Self.array.utf8), name: "data.json", isLines: false, bufferSize: 5)
        #expect(try reader.next())
        #expect(
            reader.place(ofField: 1).position == Position(file: "data.json", line: 2, column: 25, length: 2))
        #expect(
            reader.place(ofField: 4).position == Position(file: "data.json", line: 2, column: 0, length: 1))
        #expect(reader.place(ofField: 1).excerpt?.hasSuffix("\\u00e9\"},") == true)
    }

    /// Records, then the error that ended the reading, if one did.
    private func transcript(_ text: String, _ isLines: Bool, _ size: Int) -> String {
        var out = ""
        do throws(Diagnostic) {
            let reader = try JSONRecordReader(
                bytes: Array(text.utf8), name: "data.json", isLines: isLines, bufferSize: size)
            out += reader.header.joined(separator: ",") + "\n"
            while try reader.next() {
                let fields = (0..<reader.record.fieldCount).map(reader.record.text)
                out += "\(reader.line) \(fields) \(drawn(reader.problem()))\n"
            }
        } catch {
            out += drawn(error)
        }
        return out
    }

    @Test func `damaged text: no crash, and the same in pieces of any size`() {
        var random = SeededNumbers(state: 11)
        let letters = Array("[]{},:\"\\ \nx1e.-")
        for round in 0..<600 {
            var text = Array(Self.array)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let at = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text.remove(at: at)
                case 1: text.insert(letters.randomElement(using: &random) ?? "x", at: at)
                default: text.removeSubrange(at...)
                }
                if text.isEmpty { break }
            }
            let damaged = String(text)
            for isLines in [false, true] {
                let whole = transcript(damaged, isLines, 65_536)
                for size in [1, 3, 17] {
                    #expect(transcript(damaged, isLines, size) == whole, "round \(round): \(damaged)")
                }
            }
        }
    }
}
