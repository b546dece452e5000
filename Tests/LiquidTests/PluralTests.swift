import Diagnostics
import Liquid
import Notation
import Testing

/// The forms of CLDR, and the labels that `t` and `unit` choose by them.
struct PluralTests {
    /// Counts as `plurals.xml` samples them, by form.
    static let samples: [(String, [(PluralForm, String)])] = [
        ("en", [(.one, "1 -1 1.0"), (.other, "0 2 17 100 0.5 1.5")]),
        ("de", [(.one, "1"), (.other, "0 2 0.1 1.1")]), ("nl", [(.one, "1"), (.other, "0 2 1.5")]),
        ("sv", [(.one, "1"), (.other, "0 2 1.5")]), ("nb-NO", [(.one, "1"), (.other, "0 2 1.5")]),
        ("fr", [(.one, "0 1 0.5 1.5"), (.many, "1000000 2000000"), (.other, "2 17 100 1000 1000001")]),
        ("pt-BR", [(.one, "0 1 1.5"), (.many, "1000000"), (.other, "2 10")]),
        ("pt-PT", [(.one, "1"), (.many, "1000000"), (.other, "0 2 1.5")]),
        ("es", [(.one, "1"), (.many, "1000000"), (.other, "0 2 1.5 1000000.5")]),
        ("it", [(.one, "1"), (.many, "1000000"), (.other, "0 2 1.5")]),
        ("da", [(.one, "1 0.1 1.6"), (.other, "0 2 2.5")]),
        ("is", [(.one, "1 21 0.1"), (.other, "0 11 5 0.2")]),
        (
            "pl",
            [
                (.one, "1"), (.few, "2 3 4 22 24 102"), (.many, "0 5 11 12 14 19 100 112 1000"),
                (.other, "1.5 0.1"),
            ]
        ),
        ("cs", [(.one, "1"), (.few, "2 4"), (.many, "1.5 0.1"), (.other, "0 5 22")]),
        (
            "ru",
            [(.one, "1 21 101"), (.few, "2 3 24 102"), (.many, "0 5 11 12 14 111 100"), (.other, "1.5")]
        ),
        ("hr", [(.one, "1 21 0.1"), (.few, "2 22 0.2"), (.other, "0 5 11 12 0.5")]),
        ("sl", [(.one, "1 101"), (.two, "2 102"), (.few, "3 4 103 1.5"), (.other, "0 5 11")]),
        ("ro", [(.one, "1"), (.few, "0 2 19 101 1.5"), (.other, "20 100")]),
        ("lt", [(.one, "1 21"), (.few, "2 9 22"), (.many, "0.1 1.5"), (.other, "0 10 11 19")]),
        ("lv", [(.zero, "0 10 11 20"), (.one, "1 21 0.1"), (.other, "2 9 0.2")]),
        ("ja", [(.other, "0 1 2 1.5")]), ("zh-Hans", [(.other, "0 1 2")]),
        (
            "ar",
            [
                (.zero, "0"), (.one, "1"), (.two, "2"), (.few, "3 10 103 110"), (.many, "11 26 99 111"),
                (.other, "100 102 1.5"),
            ]
        ),
        ("he", [(.one, "1 0.5"), (.two, "2"), (.other, "0 3 10 20 100 1.5")]),
        ("ga", [(.one, "1"), (.two, "2"), (.few, "3 6"), (.many, "7 10"), (.other, "0 11 1.5")]),
        ("cy", [(.zero, "0"), (.one, "1"), (.two, "2"), (.few, "3"), (.many, "6"), (.other, "4 5 7 1.5")]),
        ("xx", [(.one, "1"), (.other, "0 2")]),
    ]

    @Test(arguments: samples) func `each language chooses its form`(
        _ language: String, _ forms: [(PluralForm, String)]
    ) throws {
        let rule = PluralRule(language: language)
        for (form, counts) in forms {
            for count in counts.split(separator: " ") {
                let number = try Array(count.utf8).withUnsafeBytes { try ExactDecimal.parse($0) }
                #expect(rule.form(for: number) == form, "\(language) \(count)")
            }
        }
    }

    static let polish = #"""
        {"faktura": {"razem": "Razem", "pozycje": {"one": "{{ count }} pozycja", "few": "{{ count }} pozycje",
        "many": "{{ count }} pozycji", "other": "{{ count }} pozycji"}, "only": {"other": "%{count} r"}}}
        """#

    @Test(arguments: [
        ("{{ 'faktura.pozycje' | t: count: 1 }}", "1 pozycja"),
        ("{{ 'faktura.pozycje' | t: count: 3 }}", "3 pozycje"),
        ("{{ 'faktura.pozycje' | t: count: 12 }}", "12 pozycji"),
        ("{{ 'faktura.pozycje' | t: count: 22 }}", "22 pozycje"),
        ("{{ 'faktura.only' | t: count: 2 }}", "2 r"), ("{{ 'faktura.razem' | t: count: 2 }}", "Razem"),
        ("{{ 'faktura.razem' | t }}", "Razem"), ("{{ 'KAR' | unit: 3 }}", "kartony"),
    ])
    func `a catalogue's forms are chosen by the count`(_ template: String, _ expected: String) throws {
        let labels = try Labels(catalogue: Array(Self.polish.utf8), file: "pl.json", language: "pl")
        let units = Labels(
            ["KAR.one": "karton", "KAR.few": "kartony", "KAR.many": "kartonów"], language: "pl")
        let style = RenderStyle(labels: labels, units: units)
        #expect(try Rendering.print(template, style: style) == expected)
    }

    @Test(arguments: [
        (#"{"a": [1]}"#, "bad-label", 7), (#"{"a": 1}"#, "bad-label", 7), (#"["a"]"#, "bad-label", 1),
        (#"{"a": "b""#, "bad-json", 10), ("", "bad-json", 1),
    ])
    func `a catalogue that holds anything else is refused`(_ text: String, _ code: String, _ column: Int) {
        let result = Result { () throws(Diagnostic) in
            try Labels(catalogue: Array(text.utf8), file: "pl.json", language: "pl")
        }
        guard case .failure(let found) = result else { return #expect(Bool(false), "read") }
        #expect(found.code == code)
        #expect(found.position?.column == column)
    }
}
