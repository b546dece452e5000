import Liquid
import Templates

/// What the path of a template says of it.
struct TemplatePlace {
    /// The file's name up to the first point.
    let name: String
    let format: DocumentFormat?
    /// Where it lies.
    let folder: String
    /// Where its partials are looked for, nearest first.
    let folders: [String]
    private let file: String
    private let isInPartials: Bool
    /// The kind of document, or the page around one, that the name says: `invoice.html`, `invoice.subject`.
    let schema: DataSchema?

    init(_ path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        file = parts.popLast() ?? ""
        let words = file.split(separator: ".").filter { $0 != "liquid" }
        name = words.first.map(String.init) ?? ""
        format = words.count > 1 ? words.last.flatMap { DocumentFormat(rawValue: String($0)) } : nil
        let kind = words.count > 1 ? name : ""
        schema = DocumentSchema.published.first { $0.name == kind }
        folder = parts.isEmpty ? "." : parts.joined(separator: "/")
        isInPartials = parts.last == "partials"
        if isInPartials { parts.removeLast() }
        var folders = [Self.path(parts)]
        if parts.count > 1, ["customers", "groups"].contains(parts[parts.count - 2]) {
            folders.append(Self.path(Array(parts.dropLast(2))))
        }
        self.folders = folders
    }

    private static func path(_ parts: [String]) -> String {
        parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    }

    /// Whether others render it: it lies among partials, has the name of a shipped one, or a template beside it
    /// names it.
    var isPartial: Bool {
        if isInPartials { return true }
        if schema != nil { return false }
        if ShippedTemplates.source(named: file) != nil { return true }
        let calls = ["render", "include"].flatMap { ["\($0) '\(name)'", "\($0) \"\(name)\""] }
        for other in FileBytes.names(in: folder).sorted().prefix(500)
        where other.hasSuffix(".liquid") && other != file {
            guard let bytes = try? FileBytes.read("\(folder)/\(other)") else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            if calls.contains(where: { text.contains($0) }) { return true }
        }
        return false
    }
}
