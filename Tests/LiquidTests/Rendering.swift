import Diagnostics
import Liquid

/// Partials by name, from a dictionary.
struct NamedPartials: PartialLoader {
    var texts: [String: String]

    func source(named name: String) throws -> (path: String, bytes: [UInt8])? {
        texts[name].map { (name + ".liquid", Array($0.utf8)) }
    }
}

/// A template rendered at once, for tests.
enum Rendering {
    struct Refusal: Error, CustomStringConvertible {
        var diagnostics: [Diagnostic]
        var description: String { diagnostics.map { TextDiagnosticWriter().text($0) }.joined() }
        var codes: [String] { diagnostics.map(\.code) }
    }

    static func text(
        _ template: String, json: [UInt8] = Array("{}".utf8), partials: [String: String]? = nil,
        escape: Escape = .none, isStrict: Bool = false, allowsRaw: Bool = false, limits: Limits = .standard,
        style: RenderStyle = .plain
    ) -> Result<String, Refusal> {
        let environment = Environment(
            limits: limits, strictVariables: isStrict, allowsRaw: allowsRaw,
            partials: partials.map { NamedPartials(texts: $0) })
        do {
            let parsed = try Template(
                parsing: Array(template.utf8), name: "t.liquid", escape: escape, environment: environment)
            var data = DataArena()
            try data.setJSON(json, file: "data.json")
            var out: [UInt8] = []
            try parsed.render(data, style: style, into: &out)
            return .success(String(decoding: out, as: UTF8.self))
        } catch let list as DiagnosticList {
            return .failure(Refusal(diagnostics: list.diagnostics))
        } catch let diagnostic as Diagnostic {
            return .failure(Refusal(diagnostics: [diagnostic]))
        } catch {
            return .failure(Refusal(diagnostics: []))
        }
    }

    /// As `text`, where nothing may go wrong.
    static func print(
        _ template: String, _ json: String = "{}", escape: Escape = .none, partials: [String: String]? = nil,
        style: RenderStyle = .plain
    ) throws -> String {
        try text(template, json: Array(json.utf8), partials: partials, escape: escape, style: style).get()
    }
}
