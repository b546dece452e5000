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
        /// It reads Shopify's variables, and nobody said so: only its own slips were looked for.
        package var looksLikeShopify = false
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
        let place = TemplatePlace(file)
        var environment = Environment(allowsRaw: place.format == nil, allowsStyles: true)
        environment.partials = loader(place)
        if schema?.name == OrderPrinterSchema.schema.name {
            environment.filters = OrderPrinter.filters
            environment.acceptsLooseSyntax = true
        }
        var linter = Linter(schema: .unknown, environment: environment)
        do throws(DiagnosticList) {
            let isPartial = place.isPartial
            linter.schema = data(
                place, isPartial, try linter.wantedVariables(in: bytes, name: file, escape: escape))
            let findings = try linter.findings(in: bytes, name: file, escape: escape, isPartial: isPartial)
            let isShopify = schema == nil && linter.schema.name == DataSchema.unknown.name
            return Outcome(findings: findings, looksLikeShopify: isShopify)
        } catch {
            return Outcome(problems: error.diagnostics.map(withProfile))
        }
    }

    /// What a template is held against: what was asked for, what its name says, or a document's data, unless it
    /// plainly reads Shopify's.
    private func data(_ place: TemplatePlace, _ isPartial: Bool, _ wanted: Set<String>) -> DataSchema {
        let known = schema ?? place.schema
        if isPartial { return known.map(open) ?? DocumentSchema.partial }
        if let known { return lenient(known) }
        let isOurs = wanted.contains("document") || wanted.isDisjoint(with: OrderPrinterSchema.telling)
        return isOurs ? DocumentSchema.anyKind : .unknown
    }

    /// One template may be for several kinds of document.
    private func lenient(_ schema: DataSchema) -> DataSchema {
        TradeKind.documents.contains { $0.name == schema.name } ? DocumentSchema.anyKind : schema
    }

    /// A partial of documents has what partials usually are handed; of other data it has the data.
    private func open(_ schema: DataSchema) -> DataSchema {
        let kinds = TradeKind.documents.map(\.name) + [DocumentSchema.page.name]
        return kinds.contains(schema.name) ? DocumentSchema.partial : schema
    }

    /// Says where a filter is that only the Order Printer profile has.
    private func withProfile(_ problem: Diagnostic) -> Diagnostic {
        let name = problem.message.split(separator: "`").dropFirst().first
        guard problem.code == "unknown-filter", schema?.name != OrderPrinterSchema.schema.name,
            OrderPrinter.filters.contains(where: { $0.name == name ?? "" })
        else { return problem }
        var problem = problem
        problem.hint = "it is one of Shopify's Order Printer: --profile order-printer"
        return problem
    }

    private func loader(_ place: TemplatePlace) -> any PartialLoader {
        if let partials { return FolderPartials(folder: partials) }
        guard let format = place.format else { return FolderPartials(folder: place.folder) }
        return TemplateFolders.Partials(folders: TemplateFolders(folders: place.folders), format: format)
    }
}
