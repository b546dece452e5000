import Diagnostics

extension DataSchema {
    /// The schema in JSON Schema, draft 2020-12: objects in `$defs`, fields in their order, two blanks a level, a
    /// line end at the end. The same schema always gives the same bytes.
    public var jsonSchema: String {
        var writer = JSONSchemaWriter()
        writer.document(self)
        return writer.out
    }
}

/// Writes JSON Schema line by line.
private struct JSONSchemaWriter {
    var out = ""
    private var level = 0
    private var objects: [DataObject] = []
    /// Whether every name is always there.
    private var isComplete = true

    init() {}

    mutating func document(_ schema: DataSchema) {
        isComplete = !schema.allowsOwnVariables
        open("{")
        line("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",")
        line("\"$id\": \(quoted("urn:counterpart:schema:\(schema.name)")),")
        line("\"title\": \(quoted(schema.title)),")
        body(schema.fields, isOpen: schema.isOpen, isLast: false)
        line("\"$defs\": {", opens: true)
        var next = 0
        while next < objects.count {
            let object = objects[next]
            next += 1
            line("\(quoted(object.name)): {", opens: true)
            line("\"description\": \(quoted(object.meaning)),")
            body(object.fields, isOpen: object.isOpen, isLast: true)
            close(next == objects.count ? "}" : "},")
        }
        close("}")
        close("}")
    }

    private mutating func body(_ fields: [DataField], isOpen: Bool, isLast: Bool) {
        line("\"type\": \"object\",")
        line("\"properties\": {", opens: true)
        for (i, field) in fields.enumerated() {
            let comma = i + 1 == fields.count ? "" : ","
            line("\(quoted(field.name)): {", opens: true)
            line("\"description\": \(quoted(field.meaning)),")
            line(type(field.type, orNull: field.isOptional))
            close("}\(comma)")
        }
        close("},")
        let names = isComplete ? fields.map { quoted($0.name) }.joined(separator: ", ") : ""
        line("\"required\": [\(names)],")
        line("\"additionalProperties\": \(isOpen || !isComplete)\(isLast ? "" : ",")")
    }

    /// The keywords of a type, without braces.
    private mutating func type(_ type: DataType, orNull isOptional: Bool) -> String {
        func simple(_ name: String, _ more: String = "") -> String {
            let names = isOptional ? "[\"\(name)\", \"null\"]" : "\"\(name)\""
            return "\"type\": \(names)\(more)"
        }
        switch type {
        case .any: return "\"$comment\": \"any value\""
        case .nothing: return "\"type\": \"null\""
        case .text: return simple("string")
        case .integer: return simple("integer")
        case .decimal: return simple("number")
        case .boolean: return simple("boolean")
        case .day: return simple("string", ", \"format\": \"date\"")
        case .choice(let words):
            let list = words.map(quoted) + (isOptional ? ["null"] : [])
            return "\"enum\": [\(list.joined(separator: ", "))]"
        case .list(let element):
            return simple("array", ", \"items\": { \(self.type(element, orNull: false)) }")
        case .object(let object):
            if !objects.contains(object) { objects.append(object) }
            let reference = "\"$ref\": \(quoted("#/$defs/\(object.name)"))"
            return isOptional ? "\"anyOf\": [{ \(reference) }, { \"type\": \"null\" }]" : reference
        }
    }

    private func quoted(_ text: String) -> String { JSONDiagnosticWriter.quoted(text) }

    private mutating func line(_ text: String, opens: Bool = false) {
        out += String(repeating: "  ", count: level) + text + "\n"
        if opens { level += 1 }
    }

    private mutating func open(_ text: String) { line(text, opens: true) }

    private mutating func close(_ text: String) {
        level -= 1
        line(text)
    }
}
