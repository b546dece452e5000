import ArgumentParser
import Commerce
import DataSources
import Diagnostics
import Documents
import Notation

/// Where reports go and in which forms: the options that `report` and `report merge` share.
struct ReportOutput: ParsableArguments {
    @Option(
        help:
            """
            text, csv, json, ndjson, md, html, xlsx, eml; several with commas. Text to a terminal, else csv. A mail \
            carries the CSV: as ZIP above 1 MB, and not above 50,000 rows or 7 MB packed.
            """
    )
    var format: String?

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The folder to write into.", valueName: "folder"))
    var output: String?

    @Option(
        help: "For whom the CSV is: `people`, whose spreadsheet must not run text as a formula, or `raw`.")
    var csv: CSVAudience = .people

    @Option(
        name: .customLong("fail-on"),
        help: "Exit 1 on error, warning, unmapped, rejected, target; several with commas.")
    var failOn: String?

    @Flag(help: "Findings as JSON lines on stderr.")
    var json = false

    /// The forms asked for, by the number of reports.
    func formats(_ reports: Int) throws -> [TableFormat] {
        let isAlone = output == nil && reports == 1
        let wanted = format ?? (Terminal.isTerminal(.output) && isAlone ? "text" : "csv")
        let formats = try wanted.split(separator: ",").map { word in
            if let format = TableFormat(rawValue: String(word)) { return format }
            throw ValidationError(
                "There is no format '\(word)'. There are: "
                    + TableFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        if Terminal.isTerminal(.output), isAlone, formats.count == 1, !formats[0].isText {
            throw ValidationError(
                "A terminal cannot show \(formats[0].rawValue): send it to a file with '>' or -o.")
        }
        try refuseFileName()
        return formats
    }

    private func refuseFileName() throws {
        guard let output, !output.hasSuffix("/"), !OutputPlace.isFolder(output),
            let ending = output.split(separator: "/").last?.split(
                separator: ".", omittingEmptySubsequences: false
            )
            .dropFirst().last, TableFormat.allCases.contains(where: { $0.fileExtension == ending })
        else { return }
        throw ValidationError(
            "-o names a folder, and '\(output)' looks like a file. Send one report to a file with '> \(output)'."
        )
    }

    /// Writes the tables of a run and ends the program unless all is well.
    ///
    /// - Parameter jobs: How many threads write.
    func finish(_ report: ReportRun, _ formats: [TableFormat], jobs: Int, _ talk: Talk) throws {
        report.run.showFindings()
        var status = report.run.status
        do {
            try write(report, formats, jobs: jobs, talk)
        } catch {
            if error.diagnostics.contains(where: { $0.code == "closed-pipe" }) { throw Stop(.done) }
            for diagnostic in error.diagnostics { talk.show(diagnostic) }
            status = max(status, .unwritable)
        }
        let conditions = try FailCondition.parse(failOn)
        if FailCondition.isMet(conditions, report) { status = max(status, .findings) }
        if status != .done { throw Stop(status) }
    }

    private func write(
        _ report: ReportRun, _ formats: [TableFormat], jobs: Int, _ talk: Talk
    ) throws(DiagnosticList) {
        let tables = report.tables
        var writer = TableWriter()
        writer.jobs = jobs
        writer.guardsFormulas = csv == .people
        let seller = report.run.project.seller
        writer.sender = seller.email.isEmpty ? nil : (seller.name, seller.email)
        writer.day = report.today
        if tables.count == 1, formats.count == 1, output == nil {
            writer.width = formats[0] == .text ? Terminal.width(.output) : nil
            var sink = ByteSink(descriptor: 1, name: "stdout")
            writer.write(tables[0], as: formats[0], to: &sink)
            do throws(Diagnostic) {
                try sink.finish()
            } catch {
                throw DiagnosticList([error])
            }
            return
        }
        let folder = output ?? report.run.project.output + "/reports"
        try OutputPlace.make(folder)
        writer.linksCSV = formats.contains(.csv)
        var failures: [Diagnostic] = []
        for table in tables {
            for format in formats {
                talk.progress("writing \(table.name).\(format.fileExtension) …")
                do throws(DiagnosticList) {
                    let paths = try writer.writeFiles(table, as: format, folder: folder)
                    talk.endProgress()
                    for path in paths { talk.say("wrote \(path)") }
                } catch {
                    failures += error.diagnostics
                }
            }
        }
        if !failures.isEmpty { throw DiagnosticList(failures) }
    }
}

/// For whom a CSV file is (interface.md, Output).
enum CSVAudience: String, ExpressibleByArgument {
    case people, raw
}
