import Commerce
package import Diagnostics
package import Liquid

/// Lints template files: finds out what data a file is for and where its partials are.
package struct TemplateLint: Sendable {
    /// Given, or found in the name of a file: `invoice.html.liquid`.
    private let schema: DataSchema?
    /// The folder of partials, where one is given: the name N is the file `N.liquid` in it.
    private let partials: String?

    package init(schema: DataSchema?, partials: String?) {
        self.schema = schema
        self.partials = partials
    }

    /// What was found in a file; errors that make it unreadable are in `problems`.
    package struct Outcome: Sendable {
        package var findings: [Diagnostic] = []
        package var problems: [Diagnostic] = []
    }

    /// A finding in a partial is one finding, whoever renders it.
    package struct Key: Hashable {
        private let code: String
        private let position: Position?

        package init(_ found: Diagnostic) {
            code = found.code
            position = found.position
        }
    }

    package func check(_ bytes: [UInt8], file: String, escape: Escape) -> Outcome {
        let place = Place(file)
        let (known, isPartial) = data(place)
        var environment = Environment(allowsRaw: place.format == nil, allowsStyles: true)
        environment.partials = loader(place)
        if known.name == OrderPrinterSchema.schema.name { environment.filters = OrderPrinter.filters }
        let linter = Linter(schema: known, environment: environment)
        do throws(DiagnosticList) {
            let findings = try linter.findings(in: bytes, name: file, escape: escape, isPartial: isPartial)
            return Outcome(findings: findings)
        } catch {
            return Outcome(problems: error.diagnostics)
        }
    }

    private func data(_ place: Place) -> (DataSchema, isPartial: Bool) {
        if place.isInPartials { return (schema.map(open) ?? DocumentSchema.partial, true) }
        if let schema { return (lenient(schema), false) }
        guard place.format != nil else { return (.unknown, false) }
        if let named = DocumentSchema.published.first(where: { $0.name == place.name }) {
            return (lenient(named), false)
        }
        return (DocumentSchema.partial, true)
    }

    private func lenient(_ schema: DataSchema) -> DataSchema {
        TradeKind.allCases.contains { $0.name == schema.name } ? DocumentSchema.anyKind : schema
    }

    /// A partial of documents has what partials usually are handed; of other data it has the data.
    private func open(_ schema: DataSchema) -> DataSchema {
        schema.name == OrderPrinterSchema.schema.name ? schema : DocumentSchema.partial
    }

    private func loader(_ place: Place) -> any PartialLoader {
        if let partials { return FolderPartials(folder: partials) }
        guard let format = place.format else { return FolderPartials(folder: place.folder) }
        return TemplateFolders.Partials(folders: TemplateFolders(folders: place.folders), format: format)
    }

    /// What the path of a template says.
    private struct Place {
        /// Up to the first point.
        var name = ""
        var format: DocumentFormat?
        var folder = "."
        var isInPartials = false
        /// Where its partials are looked for, nearest first.
        var folders: [String] = []

        init(_ path: String) {
            var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let words = (parts.popLast() ?? "").split(separator: ".").filter { $0 != "liquid" }
            name = words.first.map(String.init) ?? ""
            format = words.count > 1 ? words.last.flatMap { DocumentFormat(rawValue: String($0)) } : nil
            folder = parts.isEmpty ? "." : parts.joined(separator: "/")
            isInPartials = parts.last == "partials"
            if isInPartials { parts.removeLast() }
            folders = [Self.path(parts)]
            if parts.count > 1, ["customers", "groups"].contains(parts[parts.count - 2]) {
                folders.append(Self.path(Array(parts.dropLast(2))))
            }
        }

        private static func path(_ parts: [String]) -> String {
            parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
        }
    }
}
