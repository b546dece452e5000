import Diagnostics
import Golden
import Liquid
import Testing

/// What the linter says, of each kind, and what it keeps quiet about.
@Suite struct `Lint` {
    private static let line = DataObject(
        name: "line", meaning: "a line",
        fields: [
            DataField("net", .decimal, "net"), DataField("status", .choice(["mapped", "missing"]), "status"),
            DataField("item_number", .text, "ours"),
        ])
    private static let schema = DataSchema(
        name: "test", title: "test",
        fields: [
            DataField(
                "document",
                .object(
                    DataObject(
                        name: "document", meaning: "the document",
                        fields: [
                            DataField("number", .text, "number"), DataField("total", .decimal, "total"),
                            DataField("lines", .list(.object(line)), "lines"), DataField("date", .day, "day"),
                        ])), "document"),
            DataField(
                "customer",
                .object(
                    DataObject(
                        name: "customer", meaning: "customer",
                        fields: [
                            DataField("id", .text, "id"), DataField("name", .text, "name"),
                            DataField("tags", .list(.text), "tags"),
                        ])), "customer"),
        ])

    private func findings(
        _ template: String, partials: [String: String]? = nil, schema: DataSchema = Self.schema,
        isPartial: Bool = false
    ) throws -> [Diagnostic] {
        let environment = Environment(partials: partials.map { NamedPartials(texts: $0) })
        return try Linter(schema: schema, environment: environment).findings(
            in: Array(template.utf8), name: "t.liquid", escape: .html, isPartial: isPartial)
    }

    static let faults: [(name: String, template: String)] = [
        ("misspelt variable", "<p>{{ custmer.full_name }}"),
        ("unknown field, a word in common", "{{ customer.full_name }}"),
        ("misspelt field", "{{ document.totl | times: 2 }}"),
        ("field in brackets", "{{ customer['nme'] }}"),
        ("a field without its object", "{{ number }}"),
        ("nothing near", "{{ weather }} {{ customer.weather }}"),
        ("field of a text", "{{ customer.name.first_name }}"),
        ("field of a list", "{{ document.lines.net }}"),
        ("loop over a text", "{% for x in document.number %}{{ x }}{% endfor %}"),
        ("loop over an object", "{% for x in customer %}{{ x }}{% endfor %}"),
        ("in a loop", "{% for line in document.lines %}{{ line.nett }}{% endfor %}"),
        ("after a loop", "{% for line in document.lines %}{% endfor %}{{ line.net }}{{ forloop.index }}"),
        ("in the else of a loop", "{% for line in document.lines %}{% else %}{{ line.net }}{% endfor %}"),
        ("forloop's fields", "{% for x in (1..3) %}{{ forloop.indx }}{% endfor %}"),
        (
            "in a table",
            "{% tablerow x in document.lines cols: n %}{{ x.nt }}{{ forloop.first }}{% endtablerow %}"
        ),
        ("through assign", "{% assign c = customer %}{{ c.nam }}"),
        ("through filters", "{% assign l = document.lines | where: 'status', 'x' | first %}{{ l.nett }}"),
        (
            "fields that filters take",
            "{{ document.lines | map: 'nett' | sum }}{{ document.lines | sort: 'nt' }}"
        ),
        ("through an index", "{{ document.lines[0].nett }}"),
        ("in conditions", "{% if customr.name == nil or document.dat > 1 %}{% elsif x %}{% endif %}"),
        ("in case and when", "{% case documet.number %}{% when customer.nme, 1 %}{% endcase %}"),
        ("in attributes", "{% for x in document.lines limit: mx offset: of %}{% endfor %}"),
        ("in a cycle", "{% cycle grup: 'a', bb %}"),
        ("never equal", "{% for l in document.lines %}{% if l.status == 'maped' %}{% endif %}{% endfor %}"),
        (
            "never a case",
            "{% case document.lines.first.status %}{% when 'mapped' %}{% when 'gone' %}{% endcase %}"
        ),
        ("set and not read", "{% assign a = 1 %}{% capture b %}x{% endcapture %}{% assign c = 2 %}{{ c }}"),
        (
            "read only to be set anew",
            "{% assign n = 0 %}{% for i in (1..3) %}{% assign n = n | plus: i %}{% endfor %}"
        ),
        (
            "in a liquid tag",
            "{% liquid\n  assign unused = 1\n  if customer.nam\n    echo documnt.total\n  endif\n%}"
        ),
        ("in a rendered partial", "{% render 'row', line: document.lines.first %}"),
        ("not handed on", "{% assign own = 1 %}{{ own }}{% render 'isolated' %}"),
        ("for each", "{% render 'row' for document.lines as line %}"),
        ("in an included partial", "{% assign shown = document.lines %}{% include 'shares' %}"),
        ("partial that is not there", "{% render 'nothing' %}{% include 'nowhere' %}"),
        ("through self", "{{ self.custmer.name }}{{ self.customer.nme }}"),
        ("wide characters", "漢字 {{ custmer.id }}\r\n\t{{ customer.nam }} Ä"),
    ]
    private static let partials = [
        "row": "{{ line.net }} {{ line.nett }}", "isolated": "{{ customer.id }} {{ own }}",
        "shares": "{% for s in shown %}{{ s.nt }}{% endfor %}{{ customr }}",
    ]

    @Test func `findings read as they should`() throws {
        var drawn = ""
        for fault in Self.faults {
            drawn += "=== \(fault.name)\n"
            let found = try findings(fault.template, partials: Self.partials)
            #expect(!found.isEmpty, "\(fault.name)")
            drawn += found.map { TextDiagnosticWriter().text($0) }.joined()
        }
        try Golden.compare(drawn, with: Fixtures.path("lint.txt"))
    }

    @Test(arguments: [
        "{{ document.number }}{{ customer.name | upcase }}{{ document.lines.size }}",
        "{{ document.lines.first.net }}{{ document.lines.last.status }}{{ document.number.size }}",
        "{% for line in document.lines %}{{ forloop.index }}{{ line.net }}{{ forloop.parentloop.index }}{% endfor %}",
        "{% for a in customer.tags reversed %}{{ a }}{% for b in document.lines limit: 2 %}{{ a }}{{ b.net }}"
            + "{% endfor %}{% endfor %}",
        "{% assign n = 0 %}{% for l in document.lines %}{% assign n = n | plus: l.net %}{% endfor %}{{ n }}",
        "{% for l in document.lines %}{% if seen %}{{ seen }}{% endif %}{% assign seen = l.net %}{% endfor %}",
        "{% increment c %}{{ c }}{% decrement d %}",
        "{% assign a = 1 %}{{ self.a }}{{ self.customer.name }}",
        "{% assign a = 1 %}{{ self[customer.name] }}",
        "{% capture t %}{{ document.number }}{% endcapture %}{{ t }}{{ t.size }}",
        "{% capture 't' %}x{% endcapture %}{{ t }}",
        "{% assign x = customer %}{% assign x = 'text' %}{{ x.whatever }}",
        "{% assign x = document.lines | map: 'status' | uniq %}{% for s in x %}{{ s }}{% endfor %}",
        "{% assign p = customer.name | split: ' ' %}{% for w in p %}{{ w }}{% endfor %}{{ p[0] }}{{ p.first }}",
        "{% tablerow l in document.lines cols: 2 %}{{ l.net }}{{ tablerowloop.col_first }}{% endtablerow %}",
        "{% render 'row', line: document.lines.first %}{% render 'row' for document.lines as line %}",
        "{% render 'row' with document.lines[0] as line %}{% render 'optional' %}",
        "{% assign shown = document.lines %}{% include 'shares' %}{{ made }}",
        "{% for line in document.lines %}{% include 'inner' %}{% endfor %}",
        "{% assign name = 'row' %}{% include name %}{{ anything }}{% assign unread = 1 %}",
        "{% include 'row', line: document.lines.first %}{% include 'self' %}",
        "{% liquid\n  assign a = document.total\n  for l in document.lines\n    echo l.net\n  endfor\n  echo a\n%}",
        "{% comment %}{{ custmer }}{% endcomment %}{% raw %}{{ custmer }}{% endraw %}{% # {{ custmer }} %}",
        "{% for i in (1..document.lines.size) %}{{ i }}{% endfor %}{% assign r = (1..3) %}{{ r.first }}",
        "{% if document.lines.first.status == 'mapped' and 'missing' != document.lines.last.status %}{% endif %}",
        "{% case document.lines.first.status %}{% when 'mapped' or 'missing' %}{% endcase %}",
        "{{ customer.name | default: document.number }}{{ document['number'] }}{{ document[customer.name] }}",
    ])
    func `what is right is let pass`(template: String) throws {
        let partials = [
            "row": "{{ line.net }}",
            "optional": "{% if line %}{{ line.net }}{% endif %}{{ size | default: 3 }}",
            "shares": "{% for s in shown %}{{ s.net }}{% endfor %}{% assign made = 1 %}",
            "inner": "{{ line.net }}{{ forloop.index }}", "self": "{% include 'self' %}",
        ]
        let found = try findings(template, partials: partials)
        #expect(found.isEmpty, "\(found.map { TextDiagnosticWriter().text($0) }.joined())")
    }

    @Test func `of data that is not known only the template's own slips are found`() throws {
        let template = "{{ anything.at.all }}{% assign a = 1 %}{% for x in y %}{{ forloop.indx }}{% endfor %}"
        let found = try findings(template, schema: .unknown)
        #expect(found.map(\.code) == ["unused-variable", "unknown-field"])
    }

    @Test func `what a template wants from the data is what it reads and does not set`() throws {
        let template =
            "{% assign a = b.c %}{{ a }}{% for x in list %}{{ x }}{{ forloop.index }}{% endfor %}{% if d %}{% endif %}"
            + "{% render 'row', line: e.f %}{% include 'shares' %}{{ made }}"
        let partials = ["row": "{{ line }}{{ own }}", "shares": "{{ shared }}{% assign made = 1 %}"]
        let wanted = try Linter(
            schema: Self.schema, environment: Environment(partials: NamedPartials(texts: partials))
        ).wantedVariables(in: Array(template.utf8), name: "t.liquid", escape: .none)
        #expect(wanted == ["b", "list", "d", "e", "shared"])
    }

    @Test func `a partial by itself may read what it is handed`() throws {
        let found = try findings(
            "{% assign for_caller = 1 %}{{ handed.over }}{{ customer.nam }}", isPartial: true)
        #expect(found.map(\.code) == ["unknown-field"])
    }

    @Test func `a template that asks for a variable of its own has one`() throws {
        var schema = Self.schema
        schema.allowsOwnVariables = true
        let template = "{% if heading %}{{ heading }}{% endif %}{% if customr %}{% endif %}{{ other }}"
        let found = try findings(template, schema: schema)
        #expect(found.map(\.message) == ["unknown variable `customr`", "unknown variable `other`"])
    }

    @Test func `what cannot be read is said with all its errors`() throws {
        do {
            _ = try findings("{{ a | nix }}{{ b | nox }}")
            Issue.record("no error")
        } catch let list as DiagnosticList {
            #expect(list.diagnostics.map(\.code) == ["unknown-filter", "unknown-filter"])
        }
    }

    @Test func `any bytes are looked at without a crash`() throws {
        var seed: UInt64 = 20_261_123
        func next(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        let texts = Self.faults.map { Array($0.template.utf8) }
        let environment = Environment(partials: NamedPartials(texts: Self.partials))
        let linter = Linter(schema: Self.schema, environment: environment)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = texts[next(texts.count)] + texts[next(texts.count)]
            for _ in 0..<next(4) {
                let at = next(bytes.count)
                switch next(3) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8(truncatingIfNeeded: next(256))
                default:
                    bytes.insert(
                        contentsOf: bytes[at..<min(bytes.count, at + next(12))], at: next(bytes.count))
                }
            }
            do {
                _ = try linter.findings(in: bytes, name: "t.liquid", escape: .none)
                read += 1
            } catch {
                #expect(!error.diagnostics.isEmpty)
            }
        }
        #expect(read > 1_000)
    }

    /// A walk of more than two million steps ends where it is: what stands behind the partials would not be
    /// found.
    @Test func `partials that multiply are looked at once`() throws {
        var partials: [String: String] = [:]
        for i in 0..<25 { partials["p\(i)"] = "{% include 'p\(i + 1)' %}{% include 'p\(i + 1)' %}" }
        partials["p25"] = "{{ custmer }}"
        let found = try findings("{% include 'p0' %}{{ docment }}", partials: partials)
        #expect(found.map(\.message) == ["unknown variable `docment`", "unknown variable `custmer`"])
    }
}
