import Diagnostics
import Glibc
import Liquid

/// One template rendered to stdout: what `counterpart template render` does.
struct TemplateRendering {
    /// Megabytes that may be written where nothing else is said.
    static let usualOutput = 64

    var file: String
    var data: String?
    var partials: String?
    var escape: String?
    var isOrderPrinter = false
    var isStrict = false
    var maxOutput = usualOutput

    func run() throws(Stop) {
        let talk = Talk()
        do throws(Diagnostic) {
            let escape = try escapeKind()
            let source = try FileText.bytes(file)
            var arena = DataArena()
            if let data { try arena.setJSON(try FileText.bytes(data), file: data) }
            try render(source, arena, escape, talk)
        } catch {
            if error.code != "several" { talk.show(error) }
            throw Stop(Self.status(of: error))
        }
    }

    private static func status(of error: Diagnostic) -> ExitStatus {
        switch error.code {
        case "usage": .wrongUsage
        case "unreadable", "bad-json": .inputRefused
        case "unwritable-output": .unwritable
        default: .templateError
        }
    }

    /// Writes as it renders, so that memory does not grow with the output.
    private func render(
        _ source: [UInt8], _ arena: borrowing DataArena, _ escape: Escape, _ talk: Talk
    ) throws(Diagnostic) {
        let template = try parsed(source, escape, talk)
        for warning in template.warnings { talk.show(warning) }
        do throws(RenderFailure<Unwritten>) {
            try template.render(arena) { piece throws(Unwritten) in
                if !Terminal.write(piece, to: .output) { throw Unwritten(reason: errno) }
            }
        } catch {
            switch error {
            case .template(let found): throw found
            // Nobody reads any more: there is no one to tell.
            case .sink(let unwritten) where unwritten.reason == EPIPE: return
            case .sink(let unwritten):
                let reason = String(cString: strerror(unwritten.reason))
                throw .error("unwritable-output", "cannot write the output: \(reason)")
            }
        }
    }

    private struct Unwritten: Error {
        var reason: Int32
    }

    private func parsed(_ source: [UInt8], _ escape: Escape, _ talk: Talk) throws(Diagnostic) -> Template {
        var limits = Limits.standard
        limits.outputBytes = maxOutput << 20
        let environment = Environment(
            limits: limits, strictVariables: isStrict, allowsRaw: true, allowsStyles: true,
            acceptsLooseSyntax: isOrderPrinter, partials: partials.map { FolderPartials(folder: $0) },
            filters: isOrderPrinter ? OrderPrinter.filters : [])
        do throws(DiagnosticList) {
            return try Template(parsing: source, name: file, escape: escape, environment: environment)
        } catch {
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            throw .error("several", "the template cannot be read")
        }
    }

    private func escapeKind() throws(Diagnostic) -> Escape {
        if let escape {
            guard let kind = Escape.allCases.first(where: { "\($0)" == escape }) else {
                throw .error("usage", "--escape takes none, html, markdown, csv or xml, not `\(escape)`")
            }
            return kind
        }
        return Escape(forFile: file)
    }
}

extension TemplateRendering {
    /// The usual call, read by hand: `template render FILE` with `--data`, `--partials`, `--escape`, `--strict` and
    /// `--profile order-printer`. Nil for all else, which the parser of arguments reads and explains.
    ///
    /// A document takes half a millisecond, the parser of arguments four.
    init?(words: some Sequence<String>) {
        var words = words.makeIterator()
        guard words.next() == "template", words.next() == "render" else { return nil }
        file = ""
        while let word = words.next() {
            switch word {
            case "--strict": isStrict = true
            case "--data", "--partials", "--escape":
                guard let value = words.next(), !value.hasPrefix("-") else { return nil }
                if word == "--data" {
                    data = value
                } else if word == "--escape" {
                    escape = value
                } else {
                    partials = value
                }
            case "--profile":
                guard words.next() == "order-printer" else { return nil }
                isOrderPrinter = true
            default:
                guard !word.hasPrefix("-"), !word.isEmpty, file.isEmpty else { return nil }
                file = word
            }
        }
        if file.isEmpty { return nil }
    }
}
