import Diagnostics
import Liquid
import Templates

/// Where the templates of one document are looked for: own folders, the nearest first, then what is shipped.
struct TemplateFolders: Sendable, Hashable {
    /// `templates/customers/<id>`, `templates/groups/<group>`, `templates`: those that exist.
    let folders: [String]
    /// Notes what is looked for; nil where nobody wants to know.
    var reads: TemplateReads?

    static let shippedPrefix = "shipped/"

    struct File: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    /// A file of the nearest folder that has one of these names; in one folder the first name wins.
    func own(_ names: [String]) throws(Diagnostic) -> (name: String, file: File)? {
        for folder in folders {
            for name in names {
                if let file = try Self.file(name, in: folder, reads) { return (name, file) }
            }
        }
        return nil
    }

    func shipped(_ name: String) -> File? {
        let path = Self.shippedPrefix + name
        let bytes = ShippedTemplates.source(named: name)
        reads?.note(path, bytes)
        return bytes.map { File(path: path, bytes: $0) }
    }

    /// A folder's file, or that of its `partials` folder.
    static func file(
        _ name: String, in folder: String, _ reads: TemplateReads? = nil
    ) throws(Diagnostic) -> File? {
        for path in ["\(folder)/\(name)", "\(folder)/partials/\(name)"] {
            let bytes = try FileBytes.read(path)
            reads?.note(path, bytes)
            if let bytes { return File(path: path, bytes: bytes) }
        }
        return nil
    }

    /// The partials that templates of a format see: the name N is the file `N.<format>.liquid`.
    struct Partials: PartialLoader {
        let folders: TemplateFolders
        let format: DocumentFormat

        func source(named name: String) throws -> (path: String, bytes: [UInt8])? {
            let file = "\(name).\(format.rawValue).liquid"
            let found = try folders.own([file])?.file ?? folders.shipped(file)
            return found.map { ($0.path, $0.bytes) }
        }
    }
}
