import Commerce
import Diagnostics
@testable import Documents
import Foundation
import Golden
@testable import Liquid
import Notation
import Testing

/// The published schema, the data that templates get, and the README's tables say the same.
struct SchemaTests {
    /// A small company and its documents of all kinds.
    private func documents() throws -> (fixture: DocumentFixture, documents: [TradeDocument]) {
        var fixture = DocumentFixture(tax: TaxRule(category: "S", rate: 20))
        try fixture.invoice("I1", item: "MUG-1", quantity: "3", price: "2.50", description: "words")
        try fixture.invoice("I1", item: "BOX", quantity: "24", price: "1.005")
        try fixture.invoice("I1", item: "POSTAGE", quantity: "1", price: "4")
        try fixture.invoice("I2", customer: "obrien", item: "MUG-1", quantity: "1", price: "0")
        try fixture.invoice("C1", item: "MUG-1", quantity: "-3", price: "2.50", kind: .creditNote)
        try fixture.order("O1", theirs: "NW-4711", quantity: "5", price: "2.40")
        try fixture.order("O1", theirs: "unheard-of", quantity: "5", price: nil)
        try fixture.order("O1", ours: "MUG-2", quantity: "1", price: "3", unit: "EA")
        var made = fixture.invoices().documents
        var (builder, findings, order) = (fixture.builder, Findings(), TradeDocument())
        let indices = ArraySlice(fixture.orders.indices.map { Int32($0) })
        if builder.order(fixture.orders, indices, into: &order, findings: &findings) { made.append(order) }
        let (item, place) = (fixture.reference.texts.intern("MUG-1"), fixture.reference.texts.intern("A-1"))
        let level = StockLevel(
            item: item, location: place, onHand: 3, allocated: 0, onOrder: 0,
            origin: Origin(source: 2, line: 2))
        builder = fixture.builder
        builder.places = StockPlaces([level], texts: fixture.reference.texts)
        if builder.orderHead(
            fixture.orders, indices, as: .packingSlip, into: &order, findings: &findings),
            builder.orderLines(fixture.orders, indices, into: &order, findings: &findings)
        {
            made.append(order)
        }
        return (fixture, made)
    }

    @Test func `the data of a document is what its schema says`() throws {
        var settings = DocumentSettings()
        settings.seller.name = "Rowan & Vale"
        settings.seller.address = ["1 Mill Lane"]
        settings.seller.logo = "https://example.com/logo.png"
        settings.seller.bank = ["IBAN"]
        settings.seller.notes = ["thank you"]
        let (fixture, documents) = try documents()
        #expect(Set(documents.map(\.kind)) == Set(TradeKind.documents))
        for document in documents {
            var arena = DataArena()
            var view = DocumentView(
                texts: fixture.reference.texts, customers: fixture.reference.customers, settings: settings)
            view.fill(&arena, with: document)
            var check = SchemaCheck(arena: arena)
            let schema = DocumentSchema.of(document.kind)
            check.object(
                schema.fields, names: arena.rootNames, values: arena.rootValues, at: document.kind.name)
            #expect(check.problems == [])
            #expect(check.seen > 40)
        }
    }

    @Test(arguments: DocumentSchema.published.map(\.name))
    func `a schema prints as its file says`(name: String) throws {
        let schema = try #require(DocumentSchema.published.first { $0.name == name })
        let text = schema.jsonSchema
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        try Golden.compare(text, with: SourceFolder.tests + "Schemas/\(name).json")
    }

    @Test func `the README lists what the schema says`() throws {
        let file = SourceFolder.package + "Templates/README.md"
        let readme = try String(contentsOfFile: file, encoding: .utf8)
        let (start, end) = ("<!-- vocabulary -->\n", "<!-- end of vocabulary -->")
        let from = try #require(readme.range(of: start)), to = try #require(readme.range(of: end))
        let expected =
            readme[..<from.upperBound] + VocabularyTable.text(DocumentSchema.anyKind)
            + readme[to.lowerBound...]
        try Golden.compare(String(expected), with: file)
    }
}

enum SourceFolder {
    static let tests = (#filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }) + "/"
    static let package = (#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }) + "/"
}

/// Walks the data of a template beside its schema.
struct SchemaCheck {
    let arena: DataArena
    var problems: [String] = []
    /// How many values were looked at.
    var seen = 0

    init(arena: DataArena) { self.arena = arena }

    mutating func object(_ fields: [DataField], names: [String], values: [Value], at path: String) {
        for name in names where !fields.contains(where: { $0.name == name }) {
            problems.append("\(path).\(name) is not in the schema")
        }
        for field in fields {
            guard let place = names.firstIndex(of: field.name) else {
                problems.append("\(path).\(field.name) is not in the data")
                continue
            }
            let value = values[place]
            if field.isOptional, value.tag == .nil { continue }
            check(field.type, value, at: "\(path).\(field.name)")
        }
    }

    private mutating func check(_ type: DataType, _ value: Value, at path: String) {
        seen += 1
        let isRight: Bool
        switch type {
        case .any: isRight = value.tag != .nil
        case .nothing: isRight = value.tag == .nil
        case .text: isRight = value.tag == .text
        case .choice(let words): isRight = value.tag == .text && words.contains(text(value))
        case .integer: isRight = value.tag == .integer
        case .decimal: isRight = value.isNumber
        case .boolean: isRight = value.tag == .boolean
        case .day: isRight = value.tag == .day
        case .list(let element):
            isRight = value.tag == .array
            for (i, node) in nodes(value, value.size).enumerated() where isRight {
                check(element, node, at: "\(path)[\(i)]")
            }
        case .object(let object):
            isRight = value.tag == .object
            if isRight {
                let entry = arena.shapes.entries[value.size]
                let keys = arena.shapes.keys[Int(entry.firstKey)..<Int(entry.firstKey + entry.count)].map {
                    String(
                        decoding: arena.shapes.keyBytes[Int($0.offset)..<Int($0.offset + $0.count)],
                        as: UTF8.self)
                }
                self.object(object.fields, names: keys, values: nodes(value, keys.count), at: path)
            }
        }
        if !isRight { problems.append("\(path) is \(value.tag), not \(type)") }
    }

    private func nodes(_ value: Value, _ count: Int) -> [Value] {
        let at = Int(value.payload) / MemoryLayout<Value>.stride
        return Array(arena.nodes[at..<at + count])
    }

    private func text(_ value: Value) -> String {
        String(decoding: arena.bytes[Int(value.payload)..<Int(value.payload) + value.size], as: UTF8.self)
    }
}

/// The tables of `Templates/README.md`.
enum VocabularyTable {
    static func text(_ schema: DataSchema) -> String {
        var objects: [DataObject] = []
        var out = table(schema.fields, &objects)
        var next = 0
        while next < objects.count {
            let object = objects[next]
            next += 1
            out += "**\(object.name)**: \(object.meaning)\n\n" + table(object.fields, &objects)
        }
        return out
    }

    private static func table(_ fields: [DataField], _ objects: inout [DataObject]) -> String {
        var out = "| name | holds | what it is |\n|---|---|---|\n"
        for field in fields {
            let type = words(field.type, &objects) + (field.isOptional ? " or nil" : "")
            out += "| `\(field.name)` | \(type) | \(field.meaning) |\n"
        }
        return out + "\n"
    }

    private static func words(_ type: DataType, _ objects: inout [DataObject]) -> String {
        switch type {
        case .any: return "text or number"
        case .nothing: return "nil"
        case .text: return "text"
        case .integer: return "whole number"
        case .decimal: return "decimal"
        case .boolean: return "true or false"
        case .day: return "day"
        case .choice(let words): return words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let element): return "list of \(words(element, &objects))"
        case .object(let object):
            if !objects.contains(object) { objects.append(object) }
            return "**\(object.name)**"
        }
    }
}
