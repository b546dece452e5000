package import Commerce
package import Diagnostics
import Liquid
package import Notation

/// Writes the sheets of customers' numbers: `<output>/numbers/<customer>.<format>`.
package struct NumbersRun {
    private let data: ReferenceData
    private let settings: DocumentSettings
    private let formats: [DocumentFormat]
    private var styles: LocaleFormats
    private var view: DocumentView
    package private(set) var fileCount = 0
    package private(set) var findings = Findings()
    package private(set) var templatesFailed = false
    package private(set) var outputFailed = false

    package init(_ data: ReferenceData, settings: DocumentSettings, formats: [DocumentFormat], today: Day?) {
        self.data = data
        self.settings = settings
        self.formats = formats
        styles = LocaleFormats(today: today)
        view = DocumentView(texts: data.texts, customers: data.customers, settings: settings)
        findings.add(contentsOf: view.labels.problems)
    }

    package mutating func write(_ sheets: [NumbersSheet]) {
        let folder: OutputFolder
        var templates: [DocumentFormat: Template] = [:]
        do throws(DiagnosticList) {
            for format in formats where format != .csv { templates[format] = try template(format) }
        } catch {
            findings.add(contentsOf: error.diagnostics)
            templatesFailed = true
            return
        }
        do throws(Diagnostic) {
            folder = try OutputFolder("\(settings.output)/numbers")
        } catch {
            findings.add(error)
            outputFailed = true
            return
        }
        var names: Set<String> = []
        for sheet in sheets {
            let name = DocumentName.safe(data.texts.string(sheet.customer))
            guard names.insert(name).inserted else {
                findings.add(
                    .error(
                        "shared-file-name", "two sheets would both be named `\(name)`; the second is not made"
                    ))
                outputFailed = true
                continue
            }
            for format in formats {
                write(sheet, format, templates[format], "\(name).\(format.rawValue)", folder)
            }
        }
    }

    private mutating func write(
        _ sheet: NumbersSheet, _ format: DocumentFormat, _ template: Template?, _ name: String,
        _ folder: OutputFolder
    ) {
        var out: [UInt8] = []
        do throws(Diagnostic) {
            if let template {
                try render(sheet, template, into: &out)
            } else {
                NumbersCSV(data, isGuarded: settings.csv == .people).append(sheet, to: &out)
            }
        } catch {
            findings.add(error)
            templatesFailed = true
            return
        }
        do throws(Diagnostic) {
            try folder.write(out, to: name, worker: 0)
            fileCount += 1
        } catch {
            findings.add(error)
            outputFailed = true
        }
    }

    private mutating func render(
        _ sheet: NumbersSheet, _ template: Template, into out: inout [UInt8]
    ) throws(Diagnostic) {
        var arena = DataArena()
        view.fill(&arena, with: sheet, data: data)
        let customer = data.customers[sheet.customer]
        let own = customer?.locale ?? ""
        let locale = own.isEmpty || !LocaleFormats.isKnown(own) ? settings.locale : own
        let currency = customer.map { data.texts.string($0.currency) } ?? ""
        let words = view.labels.catalogue(ofCustomer: data.customers.index(of: sheet.customer))
        let style = styles.style(
            locale: locale, currency: currency.isEmpty ? settings.currency : currency, words: words)
        try template.render(arena, style: style, into: &out)
    }

    /// The project's own template, else the shipped one.
    private func template(_ format: DocumentFormat) throws(DiagnosticList) -> Template {
        let name = "numbers.\(format.rawValue).liquid"
        let folders = TemplateFolders(folders: settings.templates.map { [$0] } ?? [])
        let file: TemplateFolders.File?
        do throws(Diagnostic) {
            file = try folders.own([name])?.file ?? folders.shipped(name)
        } catch {
            throw DiagnosticList([error])
        }
        guard let file else {
            throw DiagnosticList([.error("no-template", "there is no template `\(name)`")])
        }
        let partials = TemplateFolders.Partials(folders: folders, format: format)
        return try Template(
            parsing: file.bytes, name: file.path, escape: format.escape,
            environment: Environment(allowsStyles: true, partials: partials))
    }
}
