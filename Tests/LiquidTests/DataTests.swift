import Diagnostics
import Foundation
import Golden
import Liquid
import Notation
import Testing

struct DataTests {
    @Test func `values made by hand print as they should`() throws {
        var data = DataArena()
        let shape = Shape(["number", "amount", "big", "day", "flag", "list", "gone"])
        let amount = ExactDecimal(mantissa: 1_850, scale: 2)
        let big = ExactDecimal(mantissa: .powerOfTen(30) + 1, scale: 0)
        let day = try #require(Day(year: 2026, month: 11, day: 23))
        let list = data.array([.integer(1), data.text("b"), .nil])
        let values: [Value] = [
            data.text("RV-1"), data.decimal(amount), data.decimal(big), .day(day), .true, list, .nil,
        ]
        data.set("d", data.object(shape, values))
        let text =
            "{{ d.number }} {{ d.amount }} {{ d.big }} {{ d.day }} {{ d.flag }} {{ d.list }} {{ d.gone }}"
            + " {{ d.size }} {{ d.list.size }}"
        let template = try Template(parsing: Array(text.utf8), name: "t", escape: .none)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(
            String(decoding: out, as: UTF8.self)
                == "RV-1 18.5 1000000000000000000000000000001 2026-11-23 true 1b  7 3")
    }

    @Test func `an arena filled again prints the new values`() throws {
        let template = try Template(
            parsing: Array("{{ a.x }}{{ b }}{{ c.y }}".utf8), name: "t", escape: .none)
        let one = Shape(["x", "y"])
        let two = Shape(["y", "x"])
        var data = DataArena()
        var out: [UInt8] = []
        for round in 0..<6 {
            data.removeAll(keepingCapacity: true)
            let shape = round.isMultiple(of: 2) ? one : two
            data.set("a", data.object(shape, [.integer(round), .integer(-round)]))
            if round < 4 { data.set("b", data.text("b\(round)")) }
            if round > 2 { data.set("c", data.object(shape, [.integer(7)])) }
            try template.render(data, into: &out)
            out.append(0x2F)
        }
        #expect(String(decoding: out, as: UTF8.self) == "0b0/-1b1/2b2/-3b37/4/-57/")
    }

    @Test func `texts that were lent print as others do`() throws {
        let template = try Template(
            parsing: Array(
                "{{ a }}|{{ b }}|{{ a | upcase }}|{{ a.size }}|{% if a == c %}same{% endif %}".utf8),
            name: "t", escape: .html)
        var data = DataArena()
        data.lend(Array("xx<größer>".utf8))
        data.set("a", data.text(lent: 2..<12))
        data.set("b", data.text(lent: 0..<0))
        data.set("c", data.text("<größer>"))
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(String(decoding: out, as: UTF8.self) == "&lt;größer&gt;||&lt;GRÖSSER&gt;|8|same")
    }

    @Test func `contents are the same for the same values, wherever texts were lent from`() {
        func contents(_ lent: String, _ texts: [Range<Int>], nils: Int, _ last: Int, _ note: String)
            -> [UInt8]
        {
            let shape = Shape((0..<(nils + texts.count + 2)).map { "k\($0)" })
            // Another shape first, which moves the numbers of the others.
            var data = DataArena()
            if last > 0 { _ = data.object(Shape(["other"]), [.nil]) }
            data.removeAll(keepingCapacity: true)
            data.lend(Array(lent.utf8))
            let values =
                [Value](repeating: .nil, count: nils) + texts.map { data.text(lent: $0) }
                + [.integer(last), data.text(note)]
            data.set("o", data.object(shape, values))
            var all: [UInt8] = []
            data.withContents { all += $0 }
            return all
        }
        let long = String(repeating: "long ", count: 3_000)
        for nils in [0, 1, 254, 255, 256, 700] {
            let one = contents("ab" + long, [0..<1, 1..<2, 2..<15_002], nils: nils, 7, "n")
            #expect(
                one
                    == contents(
                        long + "-ba", [15_002..<15_003, 15_001..<15_002, 0..<15_000], nils: nils, 7, "n"))
            #expect(one != contents("ac" + long, [0..<1, 1..<2, 2..<15_002], nils: nils, 7, "n"))
            #expect(one != contents("ab" + long, [0..<2, 2..<2, 2..<15_002], nils: nils, 7, "n"))
            #expect(one != contents("ab" + long, [0..<1, 1..<2, 2..<15_002], nils: nils, 8, "n"))
            #expect(one != contents("ab" + long, [0..<1, 1..<2, 2..<15_002], nils: nils, 7, "m"))
            #expect(one != contents("ab" + long, [0..<1, 1..<2, 2..<15_002], nils: nils + 1, 7, "n"))
        }
    }

    @Test func `markup is printed as it is`() throws {
        var data = DataArena()
        data.set("m", data.markup("<b>"))
        let template = try Template(parsing: Array("{{ m }}".utf8), name: "t", escape: .html)
        var out: [UInt8] = []
        try template.render(data, into: &out)
        #expect(out == Array("<b>".utf8))
    }

    @Test(arguments: [
        ("1", "1"), ("-0", "0"), ("1.50", "1.5"), ("5.0", "5.0"), ("1e2", "100.0"), ("1E-3", "0.001"),
        ("12345678901234567890", "12345678901234567890"), ("1e20", "1.0e+20"), ("0.00001", "1.0e-05"),
        ("1234567890.123456789", "1234567890.1234567"), ("1e15", "1000000000000000.0"), ("1e16", "1.0e+16"),
        ("-2.5e-7", "-2.5e-07"), ("\"x\\u00e9\\ud83d\\ude00\"", "xé😀"), ("[1,[2,\"a\"]]", "12a"),
        ("{\"k\":[1,null,\"a\\\"\"]}", "{\"k\"=>[1, nil, \"a\\\"\"]}"), ("true", "true"), ("null", ""),
    ])
    func `JSON values print as the reference prints them`(_ json: String, _ expected: String) throws {
        #expect(try Rendering.print("{{ v }}", "{\"v\":\(json)}") == expected)
    }

    @Test func `the last of equal names counts, however many there are`() throws {
        #expect(try Rendering.print("{{ o.a }}{{ o.size }}", #"{"o":{"a":1,"b":2,"a":3}}"#) == "32")
        let many = (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let json = "{\"o\":{\(many),\(many),\"k7\":\"last\"}}"
        #expect(
            try Rendering.print("{{ o.k7 }} {{ o.k99 }} {{ o.size }} {{ o['k50'] }}", json)
                == "last 99 100 50")
    }

    @Test func `the JSON test suite is taken and refused as it says`() throws {
        guard let folder = SharedData.folder("conformance/json-test-suite/test_parsing") else { return }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files.count > 200)
        for file in files where file.hasSuffix(".json") {
            let text = [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
            var data = DataArena()
            // The suite's texts are values of any kind; ours is a member of an object.
            let whole = Array("{\"v\":".utf8) + text + Array("}".utf8)
            var isTaken = true
            do { try data.setJSON(whole, file: file) } catch { isTaken = false }
            if file.hasPrefix("y_") { #expect(isTaken, "\(file)") }
            if file.hasPrefix("n_") { #expect(!isTaken || Self.closesItself(text), "\(file)") }
        }
    }

    /// Texts that become JSON by being put into an object.
    private static func closesItself(_ text: [UInt8]) -> Bool {
        let shown = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        return shown.hasPrefix("{") && (shown.hasSuffix("}") == false || shown.contains("}}"))
            || shown.hasSuffix(",\"\"")
    }
}
