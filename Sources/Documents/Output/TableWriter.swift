package import Commerce
package import Diagnostics
package import Notation

/// Writes reports: one ``Table`` in, any ``TableFormat`` out, the same digits in each.
package struct TableWriter: Sendable {
    /// How numbers look for people: text, Markdown, HTML. CSV and JSON are always plain.
    package var style = NumberStyle.plain
    /// What stands behind a percentage for people.
    package var percentSign = "%"
    /// The columns of the terminal, for text; nil where the text goes to a file.
    package var width: Int?
    /// Whether CSV is for people, whose spreadsheet must not run text as a formula (`--csv raw` is not).
    package var guardsFormulas = true
    package var byteOrderMark = false
    /// Of a longer table a page shows the first rows, and names the CSV file for the rest.
    package var pageRows = 2_000
    /// Of each of its parts; a page is also printed.
    package var pagePartRows = 500
    /// Of each table of a page so many rows are printed, unless a reader asks for all.
    package var printRows = 50
    /// About how large a page may grow.
    package var pageBytes = 900_000
    /// Whether the CSV files lie beside the page.
    package var linksCSV = false

    /// What a workbook says of its own making, as the clock would make each another: 2000-01-01.
    package var created = Day(number: 10_957)
    /// The rows a sheet of a workbook holds; what is more goes into further sheets.
    package var sheetRows = 1_048_576

    /// Whose name and address a mail is from; nil where the project names none.
    package var sender: (name: String, address: String)?
    /// The day a mail is of.
    package var day = Day(number: 10_957)

    /// How many threads write the rows of a long table; the bytes are the same for any number.
    package var jobs = 1

    package init() {}

    /// Writes one table, with its parts where the format holds them.
    package func write(_ table: Table, as format: TableFormat, to sink: inout ByteSink) {
        let numbers = PeopleNumbers(style, percentSign: percentSign)
        sink.jobs = jobs
        switch format {
        case .text: TableTextWriter(numbers: numbers, width: width).write(table, to: &sink)
        case .csv:
            TableCSVWriter(isGuarded: guardsFormulas, byteOrderMark: byteOrderMark).write(table, to: &sink)
        case .json: TableJSONWriter().write(table, to: &sink)
        case .ndjson: TableJSONWriter().writeLines(table, to: &sink)
        case .markdown: TableMarkdownWriter(numbers: numbers).write(table, to: &sink)
        case .html:
            TableHTMLWriter(
                numbers: numbers, rowLimit: pageRows, partRowLimit: pagePartRows, byteLimit: pageBytes,
                printRows: printRows, linksCSV: linksCSV
            )
            .write(table, to: &sink)
        case .eml:
            TableMailWriter(
                numbers: numbers, sender: sender.flatMap { MailAddress(name: $0.name, address: $0.address) },
                day: day, guardsFormulas: guardsFormulas
            )
            .write(table, to: &sink)
        case .xlsx: TableXLSXWriter(created: created, sheetRows: sheetRows).write(table, to: &sink)
        }
    }

    /// The bytes of one table.
    package func bytes(_ table: Table, as format: TableFormat) -> [UInt8] {
        var sink = ByteSink()
        write(table, as: format, to: &sink)
        return sink.takeBytes()
    }

    /// Writes `folder/name.ext`, and a file for each part where the format does not hold parts. All are
    /// tried; throws the failures. The result is the paths, in order.
    package func writeFiles(
        _ table: Table, as format: TableFormat, folder: String
    ) throws(DiagnosticList) -> [String] {
        var paths: [String] = []
        var failures: [Diagnostic] = []
        for table in format.holdsParts ? [table] : [table] + table.parts {
            let path = "\(folder)/\(table.name).\(format.fileExtension)"
            do throws(Diagnostic) {
                var sink = try ByteSink(file: path)
                write(table, as: format, to: &sink)
                try sink.finish()
                paths.append(path)
            } catch {
                failures.append(error)
            }
        }
        if !failures.isEmpty { throw DiagnosticList(failures) }
        return paths
    }
}
