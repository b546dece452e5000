import Diagnostics
import Foundation
import Golden
import Liquid
import Testing

/// The cases of golden-liquid (MIT; github jg-rp/golden-liquid), each in its own mode.
struct GoldenLiquidTests {
    /// Cases that we fail, each with the reason in `Sources/Liquid/Liquid.docc`. One that passes again fails
    /// too.
    static let deviations: Set<String> = []

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var template: String
        var data: [UInt8]
        var partials: [String: String]
        /// Nil where the template must be refused.
        var results: [String]?
        var isStrict: Bool
        var testDescription: String { name }
    }

    static let cases: [Case] = {
        guard let folder = SharedData.folder("conformance/golden-liquid"),
            let text = try? Data(contentsOf: folder.appendingPathComponent("golden_liquid.json"))
        else { return [] }
        return (RawJSON([UInt8](text)[...])["tests"]?.elements ?? []).map(Self.read)
    }()

    private static func read(_ json: RawJSON) -> Case {
        let members = Dictionary(json.members.map { ($0.name, $0.value) }) { $1 }
        let tags = (members["tags"]?.elements ?? []).map(\.string)
        var results = members["results"]?.elements.map(\.string)
        if let result = members["result"] { results = [result.string] }
        let partials = (members["templates"]?.members ?? []).map { ($0.name, $0.value.string) }
        return Case(
            name: members["name"]?.string ?? "", template: members["template"]?.string ?? "",
            data: Array(members["data"]?.bytes ?? Array("{}".utf8)[...]),
            partials: Dictionary(partials) { $1 }, results: results, isStrict: tags.contains("strict2"))
    }

    @Test(arguments: cases)
    func `prints what the reference prints`(_ test: Case) {
        let outcome = Rendering.text(
            test.template, json: test.data, partials: test.partials, isStrict: test.isStrict)
        let passes: Bool
        switch outcome {
        case .success(let text): passes = test.results?.contains(text) ?? false
        case .failure: passes = test.results == nil
        }
        #expect(
            passes != Self.deviations.contains(test.name),
            "\(test.name): \(test.template)\n  wanted \(test.results ?? ["an error"])\n  got \(outcome)")
    }

    @Test func `all 678 cases are read`() {
        #expect(Self.cases.isEmpty || Self.cases.count == 678)
    }
}
