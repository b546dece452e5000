package import Diagnostics
import Foundation
import Liquid

/// Lints every own template of a project, so that `check` finds what a run would stumble on.
package enum TemplateCheck {
    /// All findings in all templates below the project's template folder, in the order of their paths.
    package static func findings(_ settings: DocumentSettings) -> [Diagnostic] {
        guard let root = settings.templates, let names = FileManager.default.enumerator(atPath: root) else {
            return []
        }
        var findings: [Diagnostic] = []
        var seen: Set<TemplateLint.Key> = []
        let paths = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".liquid") }.sorted()
        for path in paths {
            for found in check("\(root)/\(path)") where seen.insert(TemplateLint.Key(found)).inserted {
                findings.append(found)
            }
        }
        return findings
    }

    /// What makes a template unreadable are errors; what is only wrong in it are warnings here, since it renders.
    private static func check(_ file: String) -> [Diagnostic] {
        // Partials of no format are read with the templates that include them, under those templates' escaping.
        let words = file.dropLast(".liquid".count).split(separator: ".")
        let escape = words.last.flatMap { DocumentFormat(rawValue: String($0)) }?.escape
        guard let escape = words.last == "subject" ? Escape.none : escape else { return [] }
        do throws(Diagnostic) {
            guard let bytes = try FileBytes.read(file) else { return [] }
            let outcome = TemplateLint(schema: nil, partials: nil).check(
                bytes, file: file, escape: escape)
            return outcome.problems
                + outcome.findings.map { found in
                    var found = found
                    found.severity = min(found.severity, .warning)
                    return found
                }
        } catch {
            return [error]
        }
    }
}
