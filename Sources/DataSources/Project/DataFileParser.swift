import Commerce
import Diagnostics
import Yams

/// Builds one ``DataFile`` from what stands under `data` in the project file: a path, or a mapping with `file`.
struct DataFileParser {
    var yaml: YAMLReader
    let kind: RecordKind
    let folder: String

    private static let keys = [
        "file", "columns", "clean", "kind", "credit_sign", "date_format", "decimal_comma", "encoding",
        "delimiter",
        "format",
    ]

    mutating func file(_ node: Node) -> DataFile? {
        if case .scalar = node {
            return path(node).map { DataFile(kind: kind, path: Path.resolve($0, in: folder), name: $0) }
        }
        guard case .mapping = node else {
            yaml.report("bad-value", "`\(kind.rawValue)` must be a path, or a mapping with `file`", at: node)
            return nil
        }
        let keys = yaml.known(node, kind.rawValue, Self.keys)
        guard let fileNode = keys["file"] else {
            yaml.report("missing-key", "`\(kind.rawValue)` needs a `file`", at: node)
            return nil
        }
        guard let name = path(fileNode) else { return nil }
        var file = DataFile(kind: kind, path: Path.resolve(name, in: folder), name: name)
        if let format = yaml.choice(keys["format"], "format", DataFile.Format.self) {
            file.format = format
            file.decimals.allowsExponent = format != .csv
        }
        if let columns = keys["columns"] { file.columns = self.columns(columns) }
        if let clean = keys["clean"] { file.clean = self.clean(clean) }
        invoiceKeys(keys, &file)
        if let comma = yaml.flag(keys["decimal_comma"], "decimal_comma") {
            file.decimals.decimalComma = comma
        }
        if let dates = dateFormat(keys["date_format"]) { file.dates = dates }
        file.encoding = encoding(keys["encoding"])
        file.delimiter = delimiter(keys["delimiter"])
        return file
    }

    private mutating func path(_ node: Node) -> String? {
        guard let path = yaml.text(node, "file") else { return nil }
        if !path.isEmpty, !path.utf8.contains(0) { return path }
        yaml.report("bad-value", "`\(kind.rawValue)` needs the path of a file", at: node)
        return nil
    }

    /// A field of this kind of record by our name, or nil, reported.
    private mutating func field(_ name: String, _ node: Node, in what: String) -> Field? {
        let known = kind.fields.map(\.rawValue)
        if let field = Field(rawValue: name), kind.fields.contains(field) { return field }
        yaml.report(
            "unknown-field", "`\(name)` in `\(what)` is no field of \(kind.rawValue)", at: node,
            hint: Spelling.hint(for: name, among: known)
                ?? (what == "columns" ? "our name comes first: `ours: theirs`" : "its fields are ")
                + (what == "columns" ? "; ours are " : "") + known.map { "`\($0)`" }.joined(separator: ", "))
        return nil
    }

    private mutating func columns(_ node: Node) -> [ColumnOverride] {
        var out: [ColumnOverride] = []
        for (key, keyNode, value) in yaml.pairs(node, "columns") ?? [] {
            guard let field = field(key, keyNode, in: "columns"), !YAMLReader.isNull(value),
                let heading = yaml.text(value, key)
            else { continue }
            out.append(ColumnOverride(field: field, heading: heading, place: yaml.source.place(of: value)))
        }
        return out
    }

    private mutating func clean(_ node: Node) -> [Field: CleanRules] {
        var out: [Field: CleanRules] = [:]
        for (key, keyNode, value) in yaml.pairs(node, "clean") ?? [] {
            guard let field = field(key, keyNode, in: "clean"), !YAMLReader.isNull(value) else { continue }
            out[field] = CleanRules(yaml.items(value).compactMap { step($0) })
        }
        return out
    }

    private static let steps = [
        "trim", "uppercase", "lowercase", "remove_spaces", "strip_prefix", "strip_suffix", "replace",
    ]

    private mutating func step(_ node: Node) -> CleanRules.Step? {
        guard case .mapping(let mapping) = node else {
            let name = yaml.text(node, "clean") ?? ""
            switch name {
            case "trim": return .trim
            case "uppercase": return .uppercase
            case "lowercase": return .lowercase
            case "remove_spaces": return .removeSpaces
            case "strip_prefix", "strip_suffix", "replace":
                yaml.report(
                    "bad-value", "`\(name)` needs a value", at: node,
                    hint: name == "replace" ? "`{ replace: { from: A, to: B } }`" : "`{ \(name): \".0\" }`")
            default:
                if case .scalar = node { unknownStep(name, node) }
            }
            return nil
        }
        guard mapping.count == 1, let (key, value) = mapping.first, let name = yaml.text(key, "clean") else {
            yaml.report("bad-value", "a step of `clean` has one key", at: node)
            return nil
        }
        switch name {
        case "strip_prefix", "strip_suffix":
            guard let text = yaml.text(value, name) else { return nil }
            return name == "strip_prefix" ? .stripPrefix(Array(text.utf8)) : .stripSuffix(Array(text.utf8))
        case "replace":
            let keys = yaml.known(value, "replace", ["from", "to"])
            guard let old = yaml.text(keys["from"], "from"), !old.isEmpty else {
                yaml.report("missing-key", "`replace` needs `from`", at: value)
                return nil
            }
            return .replace(Array(old.utf8), with: Array((yaml.text(keys["to"], "to") ?? "").utf8))
        default:
            unknownStep(name, key)
            return nil
        }
    }

    private mutating func unknownStep(_ name: String, _ node: Node) {
        yaml.report(
            "bad-value", "`\(name)` is no step of `clean`", at: node,
            hint: Spelling.hint(for: name, among: Self.steps)
                ?? "steps are " + Self.steps.map { "`\($0)`" }.joined(separator: ", "))
    }

    /// The keys that only invoices may have.
    private mutating func invoiceKeys(_ keys: [String: Node], _ file: inout DataFile) {
        for key in ["kind", "credit_sign"] where kind != .invoices {
            if let node = keys[key] {
                yaml.report(
                    "unknown-key", "`\(key)` is only for invoices, not for \(kind.rawValue)", at: node)
            }
        }
        guard kind == .invoices else { return }
        if let sign = yaml.choice(keys["credit_sign"], "credit_sign", DataFile.CreditSign.self) {
            file.creditSign = sign
        }
        guard let node = keys["kind"] else { return }
        let names = DocumentKind.allCases.map(\.name)
        for (key, keyNode, value) in yaml.pairs(node, "kind") ?? [] {
            guard let documentKind = DocumentKind.allCases.first(where: { $0.name == key }) else {
                yaml.unknownKey(key, keyNode, of: "kind", names)
                continue
            }
            for prefix in yaml.texts(value, key) {
                file.kindPrefixes.append(.init(kind: documentKind, prefix: Array(prefix.utf8)))
            }
        }
    }

    private mutating func dateFormat(_ node: Node?) -> DateFormat? {
        guard let node, let pattern = yaml.text(node, "date_format") else { return nil }
        do throws(FieldError) {
            return try DateFormat(pattern)
        } catch {
            yaml.report(error.code, error.message, at: node, hint: error.hint)
            return nil
        }
    }

    private mutating func encoding(_ node: Node?) -> TextEncoding? {
        guard let node, let name = yaml.text(node, "encoding") else { return nil }
        if let encoding = TextEncoding(name: name) { return encoding }
        yaml.report(
            "bad-value", "the encoding `\(name)` is not known", at: node,
            hint: "known are " + TextEncoding.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        return nil
    }

    private mutating func delimiter(_ node: Node?) -> UInt8? {
        guard let node, let written = yaml.text(node, "delimiter") else { return nil }
        let sign = written == "tab" || written == "\\t" ? "\t" : written
        let isFine = sign.utf8.count == 1 && sign != "\"" && sign != "\n" && sign != "\r"
        if let byte = sign.utf8.first, isFine, (0x20..<0x7F).contains(byte) || byte == Byte.tab {
            return byte
        }
        yaml.report(
            "bad-value", "`delimiter` must be one character", at: node,
            hint: "such as `\",\"`, `\";\"`, `\"|\"` or `tab`")
        return nil
    }
}
