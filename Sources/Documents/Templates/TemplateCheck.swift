package import Diagnostics
import Foundation
import Liquid

/// Reads every own template of a project without rendering it, so that `check` finds what a run would stumble on.
package enum TemplateCheck {
    /// All errors of all templates below the project's template folder, in the order of their paths.
    package static func findings(_ settings: DocumentSettings) -> [Diagnostic] {
        guard let root = settings.templates, let names = FileManager.default.enumerator(atPath: root) else {
            return []
        }
        var findings: [Diagnostic] = []
        let paths = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".liquid") }.sorted()
        for path in paths {
            do throws(DiagnosticList) {
                try check(path, root)
            } catch {
                findings += error.diagnostics
            }
        }
        return findings
    }

    private static func check(_ path: String, _ root: String) throws(DiagnosticList) {
        // Partials are read with the templates that include them, under those templates' escaping.
        let words = path.dropLast(".liquid".count).split(separator: ".")
        guard let format = words.last.flatMap({ DocumentFormat(rawValue: String($0)) }) else { return }
        let file = "\(root)/\(path)"
        let bytes: [UInt8]
        do throws(Diagnostic) {
            guard let found = try FileBytes.read(file) else { return }
            bytes = found
        } catch {
            throw DiagnosticList([error])
        }
        let folder = path.split(separator: "/").dropLast().filter { $0 != "partials" }.joined(separator: "/")
        let folders = TemplateFolders(folders: folder.isEmpty ? [root] : ["\(root)/\(folder)", root])
        let partials = TemplateFolders.Partials(folders: folders, format: format)
        _ = try Template(
            parsing: bytes, name: file, escape: format.escape, environment: Environment(partials: partials))
    }
}
