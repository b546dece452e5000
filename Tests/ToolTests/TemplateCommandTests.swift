import Foundation
import Golden
import Testing

/// `template lint` and `template schema`, from outside.
@Suite struct TemplateCommandTests {
    private func lint(_ template: String, name: String = "invoice.html.liquid", _ options: [String] = [])
        async throws
        -> Run
    {
        let place = try TemporaryFolder()
        try Data(template.utf8).write(to: place.url.appendingPathComponent(name))
        return try await Run.of(Program.fresh, ["template", "lint", name] + options, in: place.url)
    }

    @Test func `a template without findings ends with 0 and says nothing on stdout`() async throws {
        let run = try await lint("{{ document.number }}")
        #expect(run.code == 0)
        #expect(run.out.isEmpty)
        #expect(run.err == "1 template: 0 errors, 0 warnings\n")
    }

    @Test func `findings end with 1, what cannot be read with 4, a missing file with 3`() async throws {
        #expect(try await lint("{{ document.numbr }}").code == 1)
        #expect(try await lint("{{ document.numbr }}{{ x | nix }}").code == 4)
        let place = try TemporaryFolder()
        #expect(
            try await Run.of(Program.fresh, ["template", "lint", "none.liquid"], in: place.url).code == 3)
    }

    @Test(arguments: [
        ["--kind", "invioce"], ["--profile", "shopify"], ["--kind", "invoice", "--profile", "order-printer"],
        ["--fail-on", "x"],
    ])
    func `wrong options end with 2`(options: [String]) async throws {
        #expect(try await lint("{{ document.number }}", options).code == 2)
    }

    @Test func `--fail-on says which findings count`() async throws {
        let unused = "{% assign a = 1 %}"
        #expect(try await lint(unused).code == 1)
        #expect(try await lint(unused, ["--fail-on", "error"]).code == 0)
        #expect(try await lint(unused, ["--fail-on", "error,warning"]).code == 1)
        #expect(try await lint("{{ documnt }}", ["--fail-on", "error"]).code == 1)
    }

    @Test func `--json writes one object a finding`() async throws {
        let run = try await lint("漢 {{ documnt.number }}\n{% assign a = 1 %}", ["--json"])
        let lines = run.text.split(separator: "\n")
        #expect(lines.count == 2)
        let first = try JSONText(Array(lines[0].utf8))
        #expect(first["code"]?.text == "unknown-variable")
        #expect(first["message"]?.text == "unknown variable `documnt.number`")
        #expect(first["line"]?.integer == 1)
        #expect(first["column"]?.integer == 6)
        #expect(first["hint"]?.text == "did you mean `document`?")
    }

    @Test func `--kind and --profile say what data a template is for`() async throws {
        let order = "{{ order.number }}"
        #expect(try await lint(order, name: "mine.liquid").code == 0)
        #expect(try await lint(order, name: "mine.liquid", ["--kind", "invoice"]).code == 1)
        #expect(try await lint("{{ title }}", name: "mine.liquid").code == 1)
        #expect(try await lint("{{ title }}", name: "mine.liquid", ["--kind", "any"]).code == 0)
        #expect(try await lint("{{ custmer.name }}", name: "mine.html.liquid").code == 1)
        let slip = "{% for l in line_items %}{{ l.title }}{{ l | img_url: 'small' }}{% endfor %}"
        #expect(try await lint(slip, name: "slip.liquid", ["--profile", "order-printer"]).code == 0)
        #expect(try await lint(slip, name: "slip.liquid", ["--kind", "invoice"]).code == 4)
    }

    @Test func `a folder stands for its templates, and a file that others render is a partial`() async throws
    {
        let place = try TemporaryFolder()
        let folder = place.url.appendingPathComponent("templates")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in [
            ("invoice.html.liquid", "{% render 'head', heading: document.title %}{{ document.numbr }}"),
            ("head.html.liquid", "{{ heading }}"), ("own.html.liquid", "{{ heading }}"),
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let run = try await Run.of(
            Program.fresh, ["template", "lint", "templates/", "--json"], in: place.url)
        let found = try run.text.split(separator: "\n").map { try JSONText(Array($0.utf8)) }
        #expect(
            found.map { $0["file"]?.text } == ["templates/invoice.html.liquid", "templates/own.html.liquid"])
        #expect(run.err == "3 templates: 2 errors, 0 warnings\n")
    }

    @Test func `a profile brings its filters to rendering too`() async throws {
        let place = try TemporaryFolder()
        try Data("{{ 1234 | money }}".utf8).write(to: place.url.appendingPathComponent("a.liquid"))
        let plain = try await Run.of(Program.fresh, ["template", "render", "a.liquid"], in: place.url)
        let cents = try await Run.of(
            Program.fresh, ["template", "render", "a.liquid", "--profile", "order-printer"], in: place.url)
        #expect(plain.text == "1,234.00")
        #expect(cents.text == "12.34")
    }

    @Test(arguments: ["invoice", "credit-note", "order", "page", "order-printer"])
    func `a schema is the same bytes everywhere`(kind: String) async throws {
        let place = try TemporaryFolder()
        let run = try await Run.of(Program.fresh, ["template", "schema", kind], in: place.url)
        let other = try await Run.of(
            Program.fresh, ["template", "schema", kind], in: place.url,
            environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"])
        #expect(run.code == 0)
        #expect(run.out == other.out)
        #expect(try JSONText(run.out)["$schema"]?.text == "https://json-schema.org/draft/2020-12/schema")
    }

    /// Prints every name and value that a template of the samples is given, and holds them against the schema.
    @Test(arguments: ["invoice", "credit-note", "order"])
    func `the data of the samples is what the schema says`(kind: String) async throws {
        let place = try TemporaryFolder()
        try place.add(Program.package.appendingPathComponent("samples"))
        let pair = "{{ p[0] }}={% if p[1] == nil %}nil{% else %}{{ p[1] | strip_newlines }}{% endif %}\n"
        func each(_ name: String, _ object: String) -> String {
            "{% for p in \(object) %}\(name).\(pair){% endfor %}"
        }
        let template =
            each("document", "document") + each("party", "customer") + each("party", "ship_to")
            + each("seller", "seller") + "{% for l in document.lines %}\(each("line", "l")){% endfor %}"
            + "{% for t in document.taxes %}\(each("tax", "t")){% endfor %}"
        try Data(template.utf8).write(to: place.url.appendingPathComponent("dump.html.liquid"))
        let made = try await Run.of(
            Program.fresh,
            [
                "render", kind, "-p", "samples", "-o", "out", "--format", "html", "--template",
                "dump.html.liquid",
            ], in: place.url)
        #expect(made.code == 0, "\(made.err)")
        let printed = try await Run.of(Program.fresh, ["template", "schema", kind], in: place.url)
        let definitions = try #require(try JSONText(printed.out)["$defs"])
        var values: [String: Set<String>] = [:]
        let tree = try FileTree(place.url.appendingPathComponent("out"))
        for (name, data) in tree.files where name.hasSuffix(".html") {
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts[0].contains(".") else { continue }
                values[parts[0], default: []].insert(parts.count > 1 ? parts[1] : "")
            }
        }
        #expect(values.count > 50)
        for (path, found) in values.sorted(by: { $0.key < $1.key }) {
            let names = path.split(separator: ".").map(String.init)
            let field = definitions[names[0]]?["properties"]?[names[1]]
            let known = try #require(field, "\(path) is not in the schema")
            for value in found { #expect(fits(value, known), "\(path) is \(value)") }
        }
        for object in ["document", "party", "seller", "line"] {
            let wanted = definitions[object]?["required"]?.array.compactMap(\.text) ?? []
            #expect(!wanted.isEmpty)
            for name in wanted { #expect(values["\(object).\(name)"] != nil, "\(object).\(name)") }
        }
    }

    private func fits(_ value: String, _ field: JSONText) -> Bool {
        if let words = field["enum"]?.array {
            return words.contains { ($0.text ?? "nil") == value }
        }
        let types = field["type"].map { type in type.text.map { [$0] } ?? type.array.compactMap(\.text)
        }
        guard let types else { return true }
        if value == "nil" { return types.contains("null") }
        if field["format"]?.text == "date" { return value.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil }
        if types.contains("integer") { return Int(value) != nil }
        if types.contains("number") { return value.wholeMatch(of: /-?\d+(\.\d+)?/) != nil }
        if types.contains("boolean") { return ["true", "false"].contains(value) }
        return types.contains("string") || types.contains("array")
    }
}
