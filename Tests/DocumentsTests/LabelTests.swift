import Commerce
import Diagnostics
@testable import Documents
import Foundation
import Liquid
import Notation
import Testing

import Templates

@Suite struct `Labels` {
    /// The plural forms that CLDR has for whole numbers of a language.
    private static let forms: [String: Set<String>] = [
        "ar": ["zero", "one", "two", "few", "many", "other"], "he": ["one", "two", "other"],
        "pl": ["one", "few", "many", "other"], "ja": ["other"], "zh-Hans": ["other"],
    ]

    private static func file(_ language: String) throws -> LabelFile {
        LabelFile(try #require(ShippedTemplates.labels(language: language)), file: language)
    }

    @Test(arguments: ShippedTemplates.languages)
    func `a language has every text of English, with the same places`(language: String) throws {
        let (english, own) = (try Self.file("en"), try Self.file(language))
        #expect(own.problems.map(\.message) == [])
        #expect(own.keys.map(\.name) == english.keys.map(\.name))
        #expect(LanguageTag.canonical(language) == language)
        let forms = Self.forms[language] ?? ["one", "other"]
        for key in english.keys.map(\.name) {
            let plurals = own.texts.keys.filter { $0.hasPrefix(key + ".") }.map {
                $0.dropFirst(key.count + 1)
            }
            if let text = english.texts[key] {
                #expect(plurals.isEmpty)
                let translated = try #require(own.texts[key], "\(language): \(key)")
                #expect(!translated.isEmpty)
                #expect(
                    LabelPlaces.names(in: translated) == LabelPlaces.names(in: text), "\(language): \(key)")
            } else {
                #expect(Set(plurals.map { String($0) }) == forms, "\(language): \(key)")
                let wanted = LabelPlaces.names(in: english.texts[key + ".other"] ?? "")
                let other = LabelPlaces.names(in: own.texts[key + ".other"] ?? "")
                #expect(other == wanted, "\(language): \(key)")
            }
        }
    }

    @Test func `templates ask for labels that there are, and all labels are asked for`() throws {
        let english = try Self.file("en")
        let names = Set(english.keys.map(\.name))
        var asked: Set<String> = []
        let folder = SourceFolder.package + "Templates/shipped"
        let pattern = try Regex("'([a-z]+\\.[a-z_-]+)' \\| t\\b", as: (Substring, Substring).self)
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            guard path.hasSuffix(".liquid") else { continue }
            let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            for match in text.matches(of: pattern) { asked.insert(String(match.output.1)) }
        }
        #expect(asked.subtracting(names) == [])
        let byProgram = names.filter { ["title", "reason", "tax"].contains($0.prefix { $0 != "." }) }
        #expect(names.subtracting(asked).subtracting(byProgram) == [])
    }

    @Test(arguments: [
        ("DE", "de"), ("de-AT", "de"), ("deu", "de"), ("zh", "zh-Hans"), ("zh_CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("CHS", "zh-Hans"), ("iw", "he"), ("German", nil), ("", nil), ("x", nil),
    ])
    func `languages are known by what systems call them`(text: String, tag: String?) {
        #expect(LanguageTag.canonical(text) == tag)
    }

    /// A shelf for customers of these languages and locales.
    private func shelf(_ customers: [(language: String, locale: String)], templates: String? = nil)
        -> LabelShelf
    {
        var texts = Texts()
        var register = Register<Customer>()
        for (i, customer) in customers.enumerated() {
            let id = texts.intern("C\(i)")
            let record = Customer(
                id: id, name: id, locale: customer.locale, language: customer.language,
                origin: Origin(source: 0, line: 2))
            _ = register.add(record, key: id)
        }
        var settings = DocumentSettings()
        settings.locale = "sv_SE"
        settings.templates = templates
        return LabelShelf(settings, customers: register, texts: texts)
    }

    @Test func `a document is in the customer's language, else its locale's, else the project's`() {
        let shelf = shelf([
            ("fr", "de_DE"), ("", "de_CH"), ("", "da_DK"), ("", ""), ("klingon", "pl_PL"), ("ZH", ""),
        ])
        let languages = (0..<6).map { shelf.catalogue(ofCustomer: $0).language }
        #expect(languages == ["fr", "de", "sv", "sv", "pl", "zh-Hans"])
        #expect(shelf.catalogue(ofCustomer: nil).language == "sv")
        #expect(shelf.problems.map(\.code) == ["unknown-language"])
        #expect(shelf.problems[0].message.contains("`klingon`"))
    }

    @Test func `a project's own words come before the program's, and slips in them are told`() throws {
        let folder = try ScratchFolder()
        try folder.write(
            #"""
            { "title.invoice": "Handelsrechnung", "title.ordr": "x", "own.text": "eigen", "numbers.until": "Ende",
              "note.unmapped": { "one": "Eine von %{lines}", "other": "%{count} von %{lines}" } }
            """#, to: "templates/labels/de.json")
        try folder.write(#"{ "title.invoice": "Faktura" }"#, to: "templates/labels/da.json")
        try folder.write("{ \"title.invoice\": 7, }", to: "templates/labels/fr.json")
        let shelf = shelf([("de", ""), ("da", ""), ("fr", "")], templates: folder.path + "/templates")
        let (german, danish) = (shelf.catalogue(ofCustomer: 0), shelf.catalogue(ofCustomer: 1))
        #expect(german.title(.invoice) == "Handelsrechnung")
        #expect(german.title(.order) == "Auftragsbestätigung")
        #expect(german.labels["own.text"] == "eigen")
        #expect(danish.language == "da")
        #expect([danish.title(.invoice), danish.title(.order)] == ["Faktura", "Order confirmation"])
        #expect(shelf.problems.map(\.code) == ["unknown-label", "label-without-place", "bad-labels"])
        #expect(shelf.problems[0].hint == "did you mean `title.order`?")
        #expect(shelf.problems[0].position?.line == 1)
        #expect(shelf.catalogue(ofCustomer: 2).title(.invoice) == "Facture")
    }

    @Test(arguments: [
        ("en", "en_GB", "en_GB"), ("de", "de_CH", "de_CH"), ("fr", "de_CH", "fr_CH"),
        ("en", "fr_FR", "en_FR"),
        ("en", "de_DE", "en_DE"), ("ja", "en_US", "ja"), ("zh-Hans", "zh_CN", "zh_CN"), ("he", "en_GB", "he"),
    ])
    func `days are written as the language writes them`(language: String, locale: String, expected: String) {
        let days = LocaleFormats.locale(forDaysOf: language, in: locale)
        #expect(days == expected)
        #expect(LocaleFormats.isKnown(days))
    }
}
