import Commerce
import Diagnostics
import Notation
import Yams

/// Builds a ``Project`` from its YAML nodes; every problem is kept, and reading goes on.
struct ProjectParser {
    private var yaml: YAMLReader
    private let folder: String

    init(source: YAMLSource) {
        yaml = YAMLReader(source: source)
        folder = Path.folder(of: source.file)
    }

    var problems: [Diagnostic] { yaml.problems }

    private static let keys = [
        "seller", "currency", "locale", "data", "matching", "tax", "terms", "targets", "duplicates",
        "documents",
        "templates", "filename", "output",
    ]

    mutating func project(_ root: Node?) -> Project {
        var project = Project(file: yaml.source.file, folder: folder)
        guard let root, !YAMLReader.isNull(root) else { return project }
        let top = yaml.known(root, "", Self.keys)
        seller(top["seller"], &project)
        if let code = currency(top["currency"]) { project.currency = code }
        if let name = locale(top["locale"]) { project.locale = name }
        data(top["data"], &project)
        if let node = top["matching"] { matching(node, &project) }
        project.tax = tax(top["tax"])
        project.terms = terms(top["terms"])
        if let node = top["targets"] {
            let keys = yaml.known(node, "targets", ["line_coverage", "value_coverage"])
            project.targets.lineCoverage = yaml.decimal(keys["line_coverage"], "line_coverage", in: 0...100)
            project.targets.valueCoverage = yaml.decimal(
                keys["value_coverage"], "value_coverage", in: 0...100)
        }
        if let value = yaml.choice(top["duplicates"], "duplicates", Project.Duplicates.self) {
            project.duplicates = value
        }
        if let node = top["documents"] {
            let keys = yaml.known(
                node, "documents", ["number_display", "accent", "font", "paper", "footer", "notes", "attach"])
            if let value = yaml.choice(keys["number_display"], "number_display", NumberDisplay.self) {
                project.numberDisplay = value
            }
            project.look = look(keys)
            if let node = keys["attach"] { project.attachments = attachments(node) }
        }
        if let path = path(top["templates"], "templates") { project.templates = path }
        if let path = path(top["output"], "output") { project.output = path }
        if let name = yaml.text(top["filename"], "filename") { project.filename = name }
        return project
    }

    private mutating func path(_ node: Node?, _ what: String) -> String? {
        guard let node, let written = yaml.text(node, what) else { return nil }
        if written.isEmpty || written.utf8.contains(0) {
            yaml.report("bad-value", "`\(what)` must be a path", at: node)
            return nil
        }
        return Path.resolve(written, in: folder)
    }

    private mutating func attachments(_ node: Node) -> Set<Project.Attachment> {
        var forms: Set<Project.Attachment> = []
        for word in yaml.texts(node, "attach") where word != "none" {
            if let form = Project.Attachment(rawValue: word) {
                forms.insert(form)
            } else {
                yaml.report("bad-value", "`attach` has no `\(word)`", at: node, hint: "csv, pdf or none")
            }
        }
        return forms
    }

    private mutating func look(_ keys: [String: Node]) -> Project.Look {
        var look = Project.Look()
        if let node = keys["accent"], let written = yaml.text(node, "accent") {
            if Self.isColor(written) {
                look.accent = written
            } else {
                yaml.report(
                    "bad-value", "`\(written)` is no colour", at: node,
                    hint: "such as `\"#1f4d3f\"`, in quotes")
            }
        }
        if let node = keys["font"], let written = yaml.text(node, "font") {
            if !written.isEmpty, written.utf8.allSatisfy(Self.isFontByte) {
                look.font = written
            } else {
                yaml.report(
                    "bad-value", "`\(written)` is no list of fonts", at: node,
                    hint: "names with commas and without quotes: `Georgia, Times New Roman, serif`")
            }
        }
        look.paper = yaml.choice(keys["paper"], "paper", Project.Paper.self)
        look.footer = lines(keys["footer"], "footer")
        look.notes = yaml.texts(keys["notes"], "notes").filter { !$0.isEmpty }
        return look
    }

    /// `#abc` or `#aabbcc`.
    private static func isColor(_ text: String) -> Bool {
        text.hasPrefix("#") && [4, 7].contains(text.utf8.count)
            && text.utf8.dropFirst().allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
            }
    }

    private static func isFontByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == 0x20 || byte == 0x2C || byte == 0x2D || byte == 0x5F
    }

    private mutating func seller(_ node: Node?, _ project: inout Project) {
        guard let node else { return }
        let keys = yaml.known(
            node, "seller",
            [
                "name", "address", "country", "tax_id", "email", "phone", "website", "bank", "logo",
                "mail_logo",
            ])
        var seller = Project.Seller()
        seller.name = yaml.text(keys["name"], "name") ?? ""
        seller.address = lines(keys["address"], "address")
        seller.country = yaml.text(keys["country"], "country") ?? ""
        seller.taxID = yaml.text(keys["tax_id"], "tax_id") ?? ""
        seller.email = yaml.text(keys["email"], "email") ?? ""
        seller.phone = yaml.text(keys["phone"], "phone") ?? ""
        seller.website = yaml.text(keys["website"], "website") ?? ""
        seller.bank = lines(keys["bank"], "bank")
        seller.logo = picture(keys["logo"], "logo")
        seller.mailLogo = picture(keys["mail_logo"], "mail_logo")
        project.seller = seller
    }

    /// A path, or an address in the web.
    private mutating func picture(_ node: Node?, _ what: String) -> String? {
        if case .scalar(let scalar)? = node,
            ["https:", "http:", "data:"].contains(where: scalar.string.hasPrefix)
        {
            return scalar.string
        }
        return path(node, what)
    }

    private mutating func lines(_ node: Node?, _ what: String) -> [String] {
        yaml.texts(node, what).flatMap { $0.split { $0.isNewline }.map(String.init) }
    }

    private mutating func currency(_ node: Node?) -> String? {
        guard let node, let code = yaml.text(node, "currency") else { return nil }
        if Currency.isCode(code) { return code }
        yaml.report(
            "bad-value", "`\(code)` is no currency code", at: node,
            hint: "three capital letters, such as `GBP`")
        return nil
    }

    private mutating func locale(_ node: Node?) -> String? {
        guard let node, let name = yaml.text(node, "locale") else { return nil }
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "_" || $0 == "-" }
        let isFine =
            (2...3).contains(parts[0].count)
            && parts.allSatisfy { (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isAlphanumeric) }
        if isFine { return name }
        yaml.report("bad-value", "`\(name)` is no locale", at: node, hint: "such as `en_GB` or `de`")
        return nil
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private mutating func matching(_ node: Node, _ project: inout Project) {
        let keys = yaml.known(node, "matching", ["accept"])
        guard let accept = keys["accept"] else { return }
        let reasons = yaml.items(accept).compactMap { yaml.choice($0, "accept", Project.MatchReason.self) }
        project.accepted = Set(reasons).union([.exact])
    }

    private mutating func tax(_ node: Node?) -> Project.TaxRule? {
        guard let node else { return nil }
        let keys = yaml.known(node, "tax", ["category", "rate", "exemption_reason"])
        let category = yaml.text(keys["category"], "category") ?? "S"
        let reason = yaml.text(keys["exemption_reason"], "exemption_reason") ?? ""
        let codes = ["S", "Z", "E", "AE", "K", "G", "O", "L", "M"]
        if let written = keys["category"], !codes.contains(category) {
            yaml.report(
                "bad-value", "`\(category)` is no tax category", at: written,
                hint:
                    "S standard, Z zero rate, E exempt, AE reverse charge (EN 16931: \(codes.joined(separator: ", ")))"
            )
        }
        let isCharged = ["S", "L", "M"].contains(category)
        guard let rate = keys["rate"] else {
            if !isCharged { return Project.TaxRule(category: category, rate: .zero, exemptionReason: reason) }
            yaml.report("missing-key", "`tax` needs a `rate`", at: node)
            return nil
        }
        guard let percent = yaml.decimal(rate, "rate", in: 0...100) else { return nil }
        if !isCharged, !percent.isZero {
            yaml.report("bad-value", "tax category `\(category)` has the rate 0", at: rate)
        }
        return Project.TaxRule(category: category, rate: percent, exemptionReason: reason)
    }

    private mutating func terms(_ node: Node?) -> PaymentTerms? {
        guard let node else { return nil }
        if case .mapping = node {
            let keys = yaml.known(node, "terms", ["days"])
            guard let days = yaml.decimal(keys["days"], "days", in: 0...3_650) else { return nil }
            if let whole = days.wholeNumber { return PaymentTerms(days: whole) }
            yaml.report("bad-value", "`days` must be a whole number", at: keys["days"] ?? node)
            return nil
        }
        guard let text = yaml.text(node, "terms") else { return nil }
        if let terms = PaymentTerms(text) { return terms }
        yaml.report(
            "bad-value", "`\(text)` says no number of days", at: node,
            hint: "such as `net 30` or `due on receipt`")
        return nil
    }

    private mutating func data(_ node: Node?, _ project: inout Project) {
        guard let node else { return }
        let kinds = RecordKind.allCases.map(\.rawValue)
        for (key, keyNode, value) in yaml.pairs(node, "data") ?? [] {
            guard let kind = RecordKind(rawValue: key) else {
                yaml.unknownKey(key, keyNode, of: "data", kinds)
                continue
            }
            guard !YAMLReader.isNull(value) else { continue }
            var parser = DataFileParser(yaml: yaml, kind: kind, folder: folder)
            if let file = parser.file(value) { project.data[kind] = file }
            yaml = parser.yaml
        }
    }
}
