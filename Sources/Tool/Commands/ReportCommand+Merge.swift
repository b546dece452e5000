import ArgumentParser
import DataSources

extension ReportCommand {
    /// `counterpart report merge NAME PART…`: the report from parts, as one run over all documents would give it.
    func merge() throws {
        let words = names.dropFirst()
        guard let word = words.first, words.count > 1 else {
            throw ValidationError("'report merge' takes a report's name and the files of all its parts.")
        }
        let names = try ReportName.parse([word])
        guard names.count == 1 else { throw ValidationError("One report is merged at a time.") }
        let isAsked =
            [period.customer, by, only, partial].contains { $0 != nil } || shard != nil
            || period.firstDay != nil || period.lastDay != nil || options.today != nil
        if isAsked {
            throw ValidationError("Period, customer, --by, --only and --today are those of the parts.")
        }
        let formats = try output.formats(1)
        let talk = Talk(options, asJSON: output.json)
        let project = try ProjectRun.project(options, talk)
        let parts = try ReportParts(Array(words.dropFirst()), of: names[0], project, talk)
        var report = try ReportRun(
            project, talk, names: names, with: parts.reports, parts.options, output: output.output)
        try report.merge(parts)
        report.makeTables()
        try output.finish(report, formats, talk)
    }
}
