import Commerce
import Diagnostics
import Liquid

/// Names documents by the project's `filename:`.
struct DocumentNamer {
    private let texts: Texts
    /// Nil where the name is the number, as usual, or the text has an error.
    private let template: Template?
    private var view: DocumentView
    private var arena = DataArena()
    private var out: [UInt8] = []
    private(set) var problems: [Diagnostic] = []

    init(_ records: TradeRecords, _ settings: DocumentSettings, _ labels: LabelShelf) {
        texts = records.texts
        view = DocumentView(
            texts: records.texts, customers: records.resolver.data.customers, settings: settings,
            labels: labels)
        var template: Template?
        if settings.filename != DocumentSettings.plainFilename {
            do throws(DiagnosticList) {
                template = try Template(
                    parsing: Array(settings.filename.utf8), name: "filename", escape: .none,
                    environment: Environment(strictVariables: true))
            } catch {
                problems = error.diagnostics
            }
        }
        self.template = template
    }

    /// The safe name of a document that has its head. The first error is kept; names are of no use then.
    mutating func name(_ document: borrowing TradeDocument) -> String {
        guard let template else { return DocumentName.safe(texts.string(document.number)) }
        view.fillHead(&arena, with: document)
        out.removeAll(keepingCapacity: true)
        do throws(Diagnostic) {
            try template.render(arena, style: .plain, into: &out)
        } catch {
            if problems.isEmpty { problems.append(error) }
            return DocumentName.safe(texts.string(document.number))
        }
        return DocumentName.safe(String(decoding: out, as: UTF8.self))
    }
}
