package import Commerce
package import Diagnostics
import Foundation
import Templates

/// The catalogues of a run: one for each language that its customers read.
///
/// A customer's documents are in its `language`, else in that of its `locale`, else in that of the project's
/// `locale`, else in English. A project's own words stand in `labels/<language>.json` of its template folder, key
/// by key before those of the program.
package struct LabelShelf: Sendable {
    private var catalogues: [LabelCatalogue] = []
    /// By the index of a customer's record; customers beyond have the project's.
    private var places: [Int32] = []
    private var standard = 0
    private var known: [String: Int?] = [:]
    private let folder: String?
    /// The files of own words that were looked for.
    let reads = TemplateReads()
    package private(set) var problems: [Diagnostic] = []

    package init(_ settings: DocumentSettings, customers: Register<Customer>, texts: borrowing Texts) {
        folder = settings.templates.map { $0 + "/labels" }
        standard = LanguageTag.canonical(settings.locale).flatMap { place($0) } ?? place("en") ?? 0
        if catalogues.isEmpty { catalogues = [LabelCatalogue(language: "en", texts: [:])] }
        var seen: [String: Int32] = [:]
        places.reserveCapacity(customers.count)
        for customer in customers.records {
            let key = customer.language.isEmpty ? customer.locale : customer.language + " " + customer.locale
            if let place = seen[key] {
                places.append(place)
                continue
            }
            let place = Int32(truncatingIfNeeded: choose(customer, texts))
            seen[key] = place
            places.append(place)
        }
    }

    /// The words for a customer's documents, by the index of its record.
    func catalogue(ofCustomer index: Int?) -> LabelCatalogue {
        guard let index, places.indices.contains(index) else { return catalogues[standard] }
        return catalogues[Int(places[index])]
    }

    private mutating func choose(_ customer: Customer, _ texts: borrowing Texts) -> Int {
        if !customer.language.isEmpty {
            if let place = LanguageTag.canonical(customer.language).flatMap({ self.place($0) }) {
                return place
            }
            problems.append(
                .warning(
                    "unknown-language",
                    "there are no words in the language `\(customer.language)`, which customer "
                        + "`\(texts.string(customer.id))` states",
                    hint: "there are: \(ShippedTemplates.languages.joined(separator: ", ")); put "
                        + "`labels/<language>.json` into the template folder for another"))
        }
        if let place = LanguageTag.canonical(customer.locale).flatMap({ self.place($0) }) { return place }
        return standard
    }

    /// The place of a language's catalogue; nil for a language that neither the program nor the project has.
    private mutating func place(_ language: String) -> Int? {
        if let place = known[language] { return place }
        let place = load(language)
        known[language] = .some(place)
        return place
    }

    private mutating func load(_ language: String) -> Int? {
        let shipped = ShippedTemplates.labels(language: language).map {
            LabelFile($0, file: "shipped/labels/\(language).json")
        }
        let own = own(language)
        guard shipped != nil || own != nil else { return nil }
        var texts = Self.english
        for (key, text) in shipped?.texts ?? [:] { texts[key] = text }
        for (key, text) in own?.texts ?? [:] { texts[key] = text }
        catalogues.append(LabelCatalogue(language: language, texts: texts))
        return catalogues.count - 1
    }

    private static let english: [String: String] =
        ShippedTemplates.labels(language: "en").map { LabelFile($0, file: "shipped/labels/en.json").texts }
        ?? [:]

    /// A project's own words of a language, with what is wrong with them.
    private mutating func own(_ language: String) -> LabelFile? {
        guard let folder else { return nil }
        let path = "\(folder)/\(language).json"
        do throws(Diagnostic) {
            let bytes = try FileBytes.read(path)
            reads.note(path, bytes)
            guard let bytes else { return nil }
            let file = LabelFile(bytes, file: path)
            problems += file.problems + Self.slips(file)
            return file
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// Keys that look like one of ours but are none, and texts that lose an argument. Other keys are for own
    /// templates.
    private static func slips(_ file: LabelFile) -> [Diagnostic] {
        let names = Set(english.keys.map(stem))
        var found: [Diagnostic] = []
        for key in file.keys {
            guard let text = english[key.name] else {
                guard !names.contains(key.name), let hint = Spelling.hint(for: key.name, among: names) else {
                    continue
                }
                found.append(
                    file.problem(
                        "unknown-label", "there is no label `\(key.name)`", at: key.offset, hint: hint,
                        isError: false))
                continue
            }
            let own = file.texts[key.name] ?? ""
            for place in LabelPlaces.names(in: text) where !LabelPlaces.names(in: own).contains(place) {
                found.append(
                    file.problem(
                        "label-without-place", "the label `\(key.name)` does not print `%{\(place)}`",
                        at: key.offset, isError: false))
            }
        }
        return found
    }

    /// A key without the name of a plural form.
    private static func stem(_ key: String) -> String {
        let forms: Set<Substring> = ["zero", "one", "two", "few", "many", "other"]
        guard let point = key.lastIndex(of: "."), forms.contains(key[key.index(after: point)...]) else {
            return key
        }
        return String(key[..<point])
    }
}

/// The places for arguments in a label: `%{count}`.
enum LabelPlaces {
    static func names(in text: String) -> Set<String> {
        var names: Set<String> = []
        for part in text.components(separatedBy: "%{").dropFirst() {
            if let end = part.firstIndex(of: "}") { names.insert(String(part[..<end])) }
        }
        return names
    }
}
