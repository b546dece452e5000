import Liquid
import Notation
import Testing

/// Objects of a JSON text that look alike, and those that only seem to.
struct JSONTests {
    @Test(arguments: [
        (#"{"l":[{"a":1,"b":2},{"a":3,"b":4},{"a":5,"b":6}]}"#, "12|34|56|"),
        (#"{"l":[{"a":1,"b":2},{"b":4,"a":3},{"a":5,"b":6}]}"#, "12|34|56|"),
        (#"{"l":[{"a":1,"b":2},{"a":3},{"a":5,"b":6,"c":7},{"b":8},{}]}"#, "12|3|56|8||"),
        (#"{"l":[{"a":1,"b":2},{"a":3,"a":4,"b":5},{"a":6,"b":7,"b":8}]}"#, "12|45|68|"),
        (#"{"l":[{"a":1,"b":2},{"\u0061":3,"b":4},{"a" : 5 ,"\u0062": 6}]}"#, "12|34|56|"),
        (#"{"l":[{"a":1,"bb":2,"b":9},{"a":3,"b":4},{"aa":1,"a":5,"b":6}]}"#, "19|34|56|"),
        (
            #"{"l":[{"a":"x\"y","b":"\\"},{"a":"\u00e9","b":"é"},{"a":"","b":"12345678"}]}"#,
            #"x"y\|éé|12345678|"#
        ),
        (
            #"{"l":[{"a":{"a":1},"b":{"a":{"b":2}}},{"a":{"b":1},"b":3}]}"#,
            #"{"a"=>1}{"a"=>{"b"=>2}}|{"b"=>1}3|"#
        ),
    ])
    func `fields are found in objects alike and not`(_ json: String, _ expected: String) throws {
        let template = "{% for o in l %}{{ o.a }}{{ o.b }}|{% endfor %}"
        #expect(try Rendering.print(template, json) == expected)
    }

    @Test(arguments: [
        #"{"l":[{"a\"b":1},{"a"b":1}]}"#, #"{"l":[{"a":1},{"a:1}]}"#, #"{"l":[{"a":1},{"a"}]}"#,
        #"{"l":[{"ab":1},{"a"#, #"{"l":[{"ab":1},{"ab"#, #"{"l":[{"ab":1},{"ab""#, #"{"l":[{"a":1},{a:1}]}"#,
        #"{"v":1"#, #"{"v":-"#, #"{"v":1."#, #"{"v":1.}"#, #"{"v":01}"#, #"{"v":1e}"#, #"{"v":.5}"#,
        #"{"v":+1}"#,
    ])
    func `what is not JSON is refused also where names are expected`(_ json: String) {
        var data = DataArena()
        #expect(throws: (any Error).self) { try data.setJSON(Array(json.utf8), file: "t.json") }
    }

    @Test func `names with escapes are told from names without`() throws {
        let json = #"{"l":[{"a\\nb":1},{"a\\nb":2},{"a\nb":3},{"a\nb":4},{"a\\nb":5}]}"#
        let template = "{% for o in l %}{{ o | size }}{{ o['a\\nb'] }}{{ o['a\nb'] }};{% endfor %}"
        #expect(try Rendering.print(template, json) == "11;12;13;14;15;")
    }

    @Test func `an arena reads one text after the other`() throws {
        let template = try Template(
            parsing: Array("{{ a.x }}{{ a.y }}{% for o in l %}{{ o.x }}{{ o.y }}{% endfor %}/".utf8),
            name: "t",
            escape: .none)
        let texts = [
            #"{"a":{"x":1,"y":2},"l":[{"x":3},{"y":4}]}"#, #"{"a":{"y":2,"x":1},"l":[{"y":4},{"x":3}]}"#,
            #"{"l":[{"y":4},{"x":3}],"a":{"y":2,"x":1}}"#, #"{"a":{},"l":[]}"#,
        ]
        var data = DataArena()
        var out: [UInt8] = []
        for round in 0..<12 {
            data.removeAll(keepingCapacity: round != 6)
            try data.setJSON(Array(texts[round % 4].utf8), file: "t.json")
            try template.render(data, into: &out)
        }
        let once = "1234/1243/1243//"
        #expect(String(decoding: out, as: UTF8.self) == once + once + once)
    }

    @Test(arguments: [
        ("999999999999999999", "999999999999999999"), ("-999999999999999999", "-999999999999999999"),
        ("1000000000000000000", "1000000000000000000"), ("9223372036854775808", "9223372036854775808"),
        ("0.100", "0.1"), ("-0.0", "0.0"), ("-0.5", "-0.5"), ("10.0", "10.0"), ("217206.0", "217206.0"),
        ("12345678901234567.8", "1.2345678901234568e+16"), ("0", "0"), ("-7", "-7"),
    ])
    func `numbers of every length`(_ json: String, _ expected: String) throws {
        #expect(try Rendering.print("{{ v }}", "{\"v\":\(json)}") == expected)
        #expect(try Rendering.print("{{ v }}", "{\"v\":\(json) }") == expected)
    }
}
