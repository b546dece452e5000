import Diagnostics
import Foundation
import Golden
import Liquid
import Testing

/// The language tag by tag and filter by filter, as `Fixtures/language.txt` says.
struct ReferenceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var line: Int
        var template: String
        var expected: String
        var testDescription: String { "\(line): \(template)" }
    }

    static let partials = [
        "p": "[{{ p }}]", "f": "{{ forloop.index }}{{ f }};", "inc": "{% increment k %}",
        "brk": "{% break %}",
        "asg": "{% assign z = 5 %}{{ z }}", "cyc": "{% cycle 'a', 'b' %}", "xy": "{{ x }}{{ y }}",
        "inner": "{% include 'p' %}", "selves": "{% assign v = 99 %}{{ self.v }}|{{ all.v }}",
    ]

    static let json = (try? Data(contentsOf: URL(fileURLWithPath: Fixtures.path("language.json")))) ?? Data()

    static let cases: [Case] = {
        let file = Fixtures.path("language.txt")
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return [] }
        var cases: [Case] = []
        for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let parts = line.split(separator: " ==> ", maxSplits: 1, omittingEmptySubsequences: false)
            guard !line.hasPrefix("# "), parts.count == 2 else { continue }
            cases.append(Case(line: i + 1, template: plain(parts[0]), expected: plain(parts[1])))
        }
        return cases
    }()

    private static func plain(_ text: Substring) -> String {
        String(text).replacing("\\n", with: "\n").replacing("\\r", with: "\r").replacing("\\t", with: "\t")
    }

    @Test(arguments: cases)
    func `it does as the reference does`(_ test: Case) {
        let outcome = Rendering.text(test.template, json: [UInt8](Self.json), partials: Self.partials)
        switch outcome {
        case .success(let text): #expect(text == test.expected)
        case .failure(let refusal):
            #expect(
                test.expected.hasPrefix("ERROR ")
                    && refusal.codes.first == String(test.expected.dropFirst("ERROR ".count)), "\(refusal)")
        }
    }

    @Test func `the cases are read`() { #expect(Self.cases.count > 180) }
}
