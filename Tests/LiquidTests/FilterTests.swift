import Foundation
import Golden
import Liquid
import Notation
import Testing

struct FilterTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var filter: String
        var template: String
        var result: String
        var testDescription: String { template }
    }

    /// What the comment of a case of `Filter.swift` says.
    struct Comment: Sendable {
        var filter: String
        var prose: String
        var examples: [Example]
    }

    private static let sources = #filePath.replacing(
        "Tests/LiquidTests/FilterTests.swift", with: "Sources/Liquid/")

    static let comments: [Comment] = {
        guard let text = try? String(contentsOfFile: sources + "Filters/Filter.swift", encoding: .utf8) else {
            return []
        }
        var comments: [Comment] = []
        var prose: [String] = []
        for line in text.split(separator: "\n") {
            let line = line.trimmingCharacters(in: .whitespaces)
            if let match = line.firstMatch(of: #/^case `?(\w+)`?( = "(\w+)")?$/#) {
                let name = String(match.3 ?? match.1)
                comments.append(comment(of: name, prose))
                prose = []
            } else if line.hasPrefix("/// ") {
                prose.append(String(line.dropFirst(4)))
            } else {
                prose = []
            }
        }
        return comments
    }()

    private static func comment(of filter: String, _ lines: [String]) -> Comment {
        var comment = Comment(filter: filter, prose: "", examples: [])
        for line in lines {
            if let match = line.firstMatch(of: #/^`(.*)` prints `(.*)`$/#) {
                comment.examples.append(
                    Example(filter: filter, template: String(match.1), result: String(match.2)))
            } else {
                comment.prose += (comment.prose.isEmpty ? "" : " ") + line
            }
        }
        return comment
    }

    @Test(arguments: comments.flatMap(\.examples))
    func `the example in the comment is true`(_ example: Example) throws {
        #expect(try Rendering.text(example.template, allowsRaw: true).get() == example.result)
        #expect(example.template.contains("| " + example.filter), "\(example.template)")
    }

    @Test func `every filter has a comment with an example, and the page of filters says the same`() throws {
        let names = Environment(allowsRaw: true).filterNames
        #expect(Self.comments.map(\.filter).sorted() == names)
        var page = """
            # Filters

            All filters, each with an example that a test runs.

            ## Overview


            """
        for comment in Self.comments.sorted(by: { $0.filter < $1.filter }) {
            #expect(!comment.prose.isEmpty && !comment.examples.isEmpty, "\(comment.filter)")
            page += "### \(comment.filter)\n\n\(comment.prose)\n\n"
            for example in comment.examples {
                page += "```liquid\n\(example.template)\n```\n```\n\(example.result)\n```\n\n"
            }
        }
        try Golden.compare(page, with: Self.sources + "Liquid.docc/Filters.md")
    }

    @Test(arguments: [
        ("{{ 10.0 | divided_by: 3 }}", "3.3333333333333335"),
        ("{{ 2.0 | divided_by: 3 }}", "0.6666666666666666"),
        ("{{ 1 | divided_by: 7.0 }}", "0.14285714285714285"), ("{{ -7 | divided_by: 2 }}", "-4"),
        ("{{ -7 | modulo: 3 }}", "2"), ("{{ 7 | modulo: -3 }}", "-2"),
        ("{{ 20.5 | divided_by: 2 }}", "10.25"),
        ("{{ 0.1 | plus: 0.2 }}", "0.3"), ("{{ 1.1 | times: 1.1 }}", "1.21"), ("{{ 4.5 | round }}", "5"),
        ("{{ -4.5 | round }}", "-5"), ("{{ 1234.567 | round: -2 }}", "1200"), ("{{ 15 | round: -1 }}", "20"),
        ("{{ 5 | round: 2 }}", "5"), ("{{ 5.0 | round: 2 }}", "5.0"), ("{{ '3.50' | plus: 0 }}", "3.5"),
        ("{{ '3abc' | plus: 0 }}", "3"), ("{{ -0.5 | ceil }}", "0"), ("{{ -0.5 | floor }}", "-1"),
        ("{{ 99999999999999999999 | plus: 1 }}", "100000000000000000000"), ("{{ 3 | times: 1.0 }}", "3.0"),
        ("{{ 12345678901234567890123 | modulo: 10 }}", "3"), ("{{ 1e3 }}", nil),
    ])
    func `numbers are exact, or print as the reference prints them`(_ template: String, _ expected: String?) {
        #expect((try? Rendering.print(template)) == expected)
    }

    @Test(arguments: [
        ("2016-03-14", "%d.%m.%Y", "14.03.2016"), ("2016-03-14T15:09:26Z", "%H:%M:%S", "15:09:26"),
        ("March 14, 2016", "%b %d, %y", "Mar 14, 16"), ("14 Mar 2016 3:09 pm", "%F %R", "2016-03-14 15:09"),
        ("Fri Jul 16 01:00:00 2004", "%m/%d/%Y", "07/16/2004"), ("2016/03/14", "%j", "074"),
        ("2016-03-14 10:00 +0200", "%z %s", "+0200 1457942400"), ("2026-01-01", "%G-W%V-%u", "2026-W01-4"),
        ("2016-03-04", "%e|%-d|%_m|%03d|%^b|%A", " 4|4| 3|004|MAR|Friday"), ("2016-03-14", "100%%", "100%"),
        ("2016-03-14", "%q", "%q"), ("nonsense", "%Y", "nonsense"), ("", "%Y", ""),
        ("now", "%F", "2026-11-23"),
        ("today", "long", "23 November 2026"), ("2016-03-14", "short", "14/03/2016"),
        ("2016-02-30", "%Y", "2016-02-30"),
        ("2016-03-14", "medium", "14 Mar 2016"), ("1152098955", "%m/%d/%Y", "07/05/2006"),
        ("2016-03-14", "%U %W", "11 11"),
    ])
    func `dates print by directives and by locale`(_ text: String, _ format: String, _ expected: String)
        throws
    {
        let style = RenderStyle(now: Day(year: 2026, month: 11, day: 23))
        #expect(try Rendering.print("{{ '\(text)' | date: '\(format)' }}", style: style) == expected)
    }

    static let euros = RenderStyle(
        numbers: NumberStyle(
            decimalSeparator: ",", groupingSeparator: ".", positiveSuffix: "\u{A0}€", negativePrefix: "-",
            negativeSuffix: "\u{A0}€"),
        currency: "EUR")

    @Test(arguments: [
        ("{{ 1234567.895 | money }}", "1.234.567,90\u{A0}€"), ("{{ -0.004 | money }}", "0,00\u{A0}€"),
        ("{{ -12 | money }}", "-12,00\u{A0}€"), ("{{ '18.50' | money_without_currency }}", "18,50"),
        ("{{ 5 | money_with_currency }}", "5,00\u{A0}€ EUR"), ("{{ nil | money }}", ""),
        ("{{ 1234.5 | number }}", "1.234,5"),
        ("{{ 1234 | number: 2 }}", "1.234,00"), ("{{ 0.125 | number: 2 }}", "0,13"),
        ("{{ -1234.50 | number }}", "-1.234,5"),
        ("{{ 12345678901234567890.125 | money }}", "12.345.678.901.234.567.890,13\u{A0}€"),
        ("{{ 'x' | money }}", nil),
        ("{{ 0 | money }}", "0,00\u{A0}€"), ("{{ 999 | number }}", "999"), ("{{ '' | money }}", ""),
    ])
    func `money and numbers are exact and as the locale writes them`(_ template: String, _ expected: String?)
    {
        #expect((try? Rendering.print(template, style: Self.euros)) == expected)
    }

    @Test(arguments: [
        ("{{ a | sort | join }}", "1 1 2 10"), ("{{ a | uniq | size }}", "3"),
        ("{{ o | map: 'n' | join: ',' }}", "b,a,c"),
        ("{{ o | sort: 'n' | map: 'n' | join }}", "a b c"),
        ("{{ o | where: 'ok' | map: 'n' | join }}", "b c"),
        ("{{ o | reject: 'ok' | map: 'n' | join }}", "a"),
        ("{% assign f = o | find: 'n', 'a' %}{{ f.p }}", "2.5"),
        ("{{ o | sum: 'p' }}", "8.75"), ("{{ o | find_index: 'n', 'c' }}", "2"),
        ("{{ o | has: 'n', 'z' }}", "false"),
        ("{{ 'x' | split: ',' | concat: a | join }}", "x 10 1 2 1"),
        ("{{ a | first }}{{ a | last }}{{ a.first }}", "10110"),
        ("{{ 'añb' | size }} {{ 'añb' | upcase }} {{ 'añb' | slice: 1 }}", "3 AÑB ñ"),
        ("{{ a | slice: -2, 2 | join }}", "2 1"),
        ("{{ ' a  b ' | squish }}|{{ 'a b c' | truncatewords: 2, '' }}", "a b|a b"),
        ("{{ 'Ünï' | capitalize }}", "Ünï"),
        ("{{ 'caf\u{E9} x' | truncate: 4, '' }}", "caf\u{E9}"),
        ("{{ (1..3) | size }}{{ (1..3) | last }}", "33"),
    ])
    func `lists and texts`(_ template: String, _ expected: String) throws {
        let json =
            #"{"a":[10,1,2,1],"o":[{"n":"b","p":1.25,"ok":true},{"n":"a","p":2.5,"ok":false},{"n":"c","p":5,"ok":1}]}"#
        #expect(try Rendering.print(template, json) == expected)
    }
}
