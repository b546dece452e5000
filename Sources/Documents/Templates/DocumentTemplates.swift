import Commerce
import Diagnostics
import Liquid

/// How one kind of document is written in one format.
enum DocumentProgram: Sendable {
    case template(Template, path: String)
    /// HTML by way of Markdown: the Markdown becomes the content of a page.
    case markdownPage(Template, page: Template, path: String)
    /// Columns that the program knows; no template.
    case table
    /// A mail of these parts.
    indirect case message(MailTemplates)

    /// What the manifest names.
    var path: String {
        switch self {
        case .template(_, let path), .markdownPage(_, _, let path): path
        case .table: "built-in"
        case .message(let parts): parts.path
        }
    }
}

/// The templates of a mail.
struct MailTemplates: Sendable {
    let subject: Template
    let text: Template
    let html: Template
    /// Of the page, the part people see.
    let path: String
    /// The page that goes with it as PDF.
    let paper: DocumentProgram?
}

/// Finds and compiles the templates of a run, each once. Templates may differ by customer and by group; all
/// customers without a folder of their own share one set.
struct DocumentTemplates {
    /// The programs of a kind, in the order of the formats asked for.
    typealias Programs = [DocumentProgram]

    private struct Key: Hashable {
        var kind: TradeKind
        var customer: String?
        var group: String?
    }

    private let root: String?
    private let given: String?
    private let formats: [DocumentFormat]
    private let attachesPDF: Bool
    private let environment: Environment
    private let customerFolders: Set<String>
    private let groupFolders: Set<String>
    private var places: [Key: Int] = [:]
    /// Nil where a template of the set has an error; it is among ``problems``.
    private(set) var sets: [Programs?] = []
    /// Of each set, what each of its programs was made of.
    private(set) var reads: [[TemplateReads]] = []
    /// The folders of own templates as they were listed.
    let listings = TemplateReads()
    private(set) var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - root: The folder of own templates.
    ///   - given: One template file for all documents, before any other.
    ///   - attachesPDF: whether mails carry the page as PDF.
    init(
        root: String?, given: String?, formats: [DocumentFormat], attachesPDF: Bool = false,
        environment: Environment
    ) {
        self.attachesPDF = attachesPDF
        self.root = root
        self.given = given
        // A PDF is the page on paper.
        self.formats = formats.map { $0 == .pdf ? .html : $0 }
        self.environment = environment
        customerFolders = Self.names("customers", root, listings)
        groupFolders = Self.names("groups", root, listings)
    }

    private static func names(_ folder: String, _ root: String?, _ listings: TemplateReads) -> Set<String> {
        guard let root else { return [] }
        let names = FileBytes.names(in: "\(root)/\(folder)")
        listings.note(folder: "\(root)/\(folder)", names)
        return names
    }

    /// The place in ``sets`` of the templates for a kind of document of a customer.
    mutating func place(_ kind: TradeKind, customer: String, group: String) -> Int {
        // Only names that the folder lists are taken, so an id such as `../x` leads nowhere.
        let key = Key(
            kind: kind, customer: customerFolders.contains(customer) ? customer : nil,
            group: groupFolders.contains(group) ? group : nil)
        if let known = places[key] { return known }
        places[key] = sets.count
        var reads: [TemplateReads] = []
        sets.append(programs(kind, folders(key), &reads))
        self.reads.append(reads)
        return sets.count - 1
    }

    /// Whether ``place(_:customer:group:)`` depends on the customer at all.
    var differByCustomer: Bool { !customerFolders.isEmpty || !groupFolders.isEmpty }

    private func folders(_ key: Key) -> TemplateFolders {
        guard let root else { return TemplateFolders(folders: []) }
        var folders: [String] = []
        if let customer = key.customer { folders.append("\(root)/customers/\(customer)") }
        if let group = key.group { folders.append("\(root)/groups/\(group)") }
        return TemplateFolders(folders: folders + [root])
    }

    private mutating func programs(
        _ kind: TradeKind, _ folders: TemplateFolders, _ reads: inout [TemplateReads]
    ) -> Programs? {
        var programs: Programs = []
        let before = problems.count
        for format in formats {
            var folders = folders
            let own = TemplateReads()
            folders.reads = own
            reads.append(own)
            do throws(DiagnosticList) {
                programs.append(try program(kind, format, folders))
            } catch {
                for problem in error.diagnostics where !problems.contains(problem) {
                    problems.append(problem)
                }
                if problems.count == before { return nil }
            }
        }
        return programs.count == formats.count ? programs : nil
    }

    private func program(
        _ kind: TradeKind, _ format: DocumentFormat, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> DocumentProgram {
        if format == .message { return .message(try mail(kind, folders)) }
        if let program = try givenProgram(format, folders) { return program }
        let name = "\(kind.name).\(format.rawValue).liquid"
        let markdown = "\(kind.name).md.liquid"
        let own = try reading { () throws(Diagnostic) in
            try folders.own(format == .html ? [name, markdown] : [name])
        }
        if let own {
            return own.name == markdown && format == .html
                ? try page(own.file, folders) : try template(own.file, format, folders)
        }
        if format == .csv { return .table }
        guard let shipped = folders.shipped(name) else {
            throw DiagnosticList([.error("no-template", "there is no template `\(name)`")])
        }
        return try template(shipped, format, folders)
    }

    /// A mail's subject, its text (the Markdown template, whose escapes are taken out again) and its page.
    private func mail(
        _ kind: TradeKind, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> MailTemplates {
        let page = try program(kind, .emailHTML, folders)
        guard case .template(let html, let path) = page else {
            throw DiagnosticList([.error("no-template", "there is no page for the mail of \(kind.name)")])
        }
        return MailTemplates(
            subject: try plain("\(kind.name).subject.liquid", .none, folders),
            text: try plain("\(kind.name).md.liquid", .markdown, folders), html: html, path: path,
            paper: attachesPDF ? try program(kind, .html, folders) : nil)
    }

    private func plain(
        _ name: String, _ escape: Escape, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> Template {
        let own = try reading { () throws(Diagnostic) in try folders.own([name]) }
        guard let file = own?.file ?? folders.shipped(name) else {
            throw DiagnosticList([.error("no-template", "there is no template `\(name)`")])
        }
        var environment = environment
        environment.partials = TemplateFolders.Partials(folders: folders, format: .markdown)
        return try Template(
            parsing: file.bytes, name: file.path, escape: escape, environment: environment)
    }

    /// The program of the template that was given by name. It serves its own format, which its file's name says
    /// (`x.html.liquid`), and HTML where it is Markdown; one whose name says none serves the only format asked for.
    private func givenProgram(
        _ format: DocumentFormat, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> DocumentProgram? {
        guard let given else { return nil }
        let parts = given.split(separator: "/").last?.split(separator: ".") ?? []
        let named = parts.dropFirst().compactMap { DocumentFormat(rawValue: String($0)) }.last
        let own = named ?? (formats.count == 1 ? formats[0] : nil)
        let throughMarkdown = own == .markdown && format == .html && !formats.contains(.markdown)
        guard own == format || throughMarkdown else { return nil }
        let bytes = try reading { () throws(Diagnostic) in try FileBytes.read(given) }
        folders.reads?.note(given, bytes)
        guard let bytes else {
            throw DiagnosticList([
                .error("no-template", "there is no file `\(given)`", at: Position(file: given))
            ])
        }
        let beside = given.lastIndex(of: "/").map { String(given[..<$0]) } ?? "."
        let near = TemplateFolders(folders: [beside] + folders.folders, reads: folders.reads)
        let file = TemplateFolders.File(path: given, bytes: bytes)
        return throughMarkdown ? try page(file, near) : try template(file, format, near)
    }

    private func template(
        _ file: TemplateFolders.File, _ format: DocumentFormat, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> DocumentProgram {
        .template(try compile(file, format, folders), path: file.path)
    }

    private func page(
        _ file: TemplateFolders.File, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> DocumentProgram {
        let name = "page.html.liquid"
        let own = try reading { () throws(Diagnostic) in try folders.own([name]) }
        guard let layout = own?.file ?? folders.shipped(name) else {
            throw DiagnosticList([.error("no-template", "there is no template `\(name)`")])
        }
        return .markdownPage(
            try compile(file, .markdown, folders), page: try compile(layout, .html, folders), path: file.path)
    }

    private func compile(
        _ file: TemplateFolders.File, _ format: DocumentFormat, _ folders: TemplateFolders
    ) throws(DiagnosticList) -> Template {
        var environment = environment
        environment.partials = TemplateFolders.Partials(folders: folders, format: format)
        return try Template(
            parsing: file.bytes, name: file.path, escape: format.escape, environment: environment)
    }

    private func reading<Result>(_ body: () throws(Diagnostic) -> Result) throws(DiagnosticList) -> Result {
        do throws(Diagnostic) {
            return try body()
        } catch {
            throw DiagnosticList([error])
        }
    }
}
