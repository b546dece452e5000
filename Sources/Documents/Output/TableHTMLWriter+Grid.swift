import Commerce
import Notation

/// The rows of a table, in one grid or several.
extension TableHTMLWriter {
    /// Which columns stand at the right and which may break, said once instead of in every cell.
    func appendAlignment(_ table: Table, _ band: TableBand, _ id: String, to sink: inout ByteSink) {
        let isLong = longTexts(table)
        for (place, i) in band.columns.enumerated() {
            let kind = table.columns[i].kind
            let cell = "#\(id) tr>:nth-child(\(place + 1))"
            if kind.isNumeric { sink.append("\(cell){text-align:right}\n") }
            if isLong[i] { sink.append("\(cell){white-space:normal;min-width:13rem}\n") }
            // A missing number is a finding, a missing word is not.
            if kind.isWords { sink.append("\(cell):empty::before{content:none}\n") }
        }
    }

    /// Which columns hold texts long enough to be broken over lines; judged by the first rows.
    private func longTexts(_ table: Table) -> [Bool] {
        var isLong = [Bool](repeating: false, count: table.columns.count)
        let digits = table.columnDigits
        table.walk(0..<min(table.rowCount, 200)) { _, row in
            for i in digits.indices where table.columns[i].kind.isWords {
                if case .text(let text) = ShownCell(row[i], digits[i], row.texts), text.count > 28 {
                    isLong[i] = true
                }
            }
            return true
        }
        return isLong
    }

    func appendGrids(_ page: PageTable, to sink: inout ByteSink) {
        let table = page.table
        if table.rowCount == 0 {
            sink.append("<p class=\"none\">")
            sink.append(html: numbers.words(Paragraph(table.wordsWithoutRows), table.texts))
            sink.append("</p>\n")
            return
        }
        let bands = table.shownBands
        var rows = PageRows(table, limit: max(0, page.number == 0 ? rowLimit : partRowLimit))
        for (i, band) in bands.enumerated() {
            let isPrinted = page.printed.map { table.shows($0, in: band) } ?? true
            if !band.title.isEmpty {
                sink.append(isPrinted ? "<h3>" : "<h3 class=\"off-paper\">")
                sink.append(html: band.title)
                sink.append("</h3>\n")
            }
            sink.append(isPrinted ? "<div class=\"box\"" : "<div class=\"box off-paper\"")
            sink.append(" tabindex=\"0\" role=\"region\" aria-label=\"")
            sink.append(html: table.title)
            sink.append("\">\n<table id=\"t\(page.number)-\(i)\"")
            sink.append(page.printed == nil ? ">\n" : " class=\"cut\">\n")
            // Every band shows the rows of the first.
            let limit = i == 0 ? page.bytes / bands.count : Int.max
            append(page, band, &rows, bytes: limit, i == 0 ? page.marked : [], to: &sink)
            sink.append("</table>\n</div>\n")
        }
        appendRest(page, rows, to: &sink)
    }

    /// - Parameter rows: Cut to those written.
    private func append(
        _ page: PageTable, _ band: TableBand, _ rows: inout PageRows, bytes: Int, _ marked: Set<Int>,
        to sink: inout ByteSink
    ) {
        let table = page.table
        sink.append("<thead><tr>")
        for column in band.columns {
            sink.append("<th scope=\"col\">")
            sink.append(html: table.columns[column].heading)
        }
        sink.append("</thead>\n<tbody>\n")
        let start = sink.count
        var shown = 0
        appendRows(page, band, rows.ranges, marked, to: &sink) { end in
            shown += 1
            return end - start < bytes
        }
        if shown < rows.count { rows.cut(to: shown) }
        // What something above leads to is on the page too.
        let rest = rows.add(marked)
        appendRows(page, band, rest, marked, to: &sink) { _ in true }
        sink.append("</tbody>\n")
        if band.showsTotals(of: table) { appendTotals(table, band.columns, to: &sink) }
    }

    /// - Parameter goesOn: Asked after each row, whether the band shows it or not, with the length of the
    ///   page.
    private func appendRows(
        _ page: PageTable, _ band: TableBand, _ ranges: [Range<Int>], _ marked: Set<Int>,
        to sink: inout ByteSink, goesOn: (Int) -> Bool
    ) {
        let table = page.table
        let digits = table.columnDigits
        for range in ranges {
            var isOver = false
            table.walk(range) { number, row in
                if band.shows(row) {
                    appendStart(
                        RowLink(table.name, number), isMarked: marked.contains(number),
                        isPrinted: page.printed?.contains(number) ?? false, to: &sink)
                    append(row, band, digits, band.title.isEmpty ? table.rowLink?(number) : nil, to: &sink)
                }
                isOver = sink.isBroken || !goesOn(sink.count)
                return !isOver
            }
            if isOver { return }
        }
    }

    /// - Parameter isPrinted: Of a table that is printed in part.
    private func appendStart(
        _ place: RowLink, isMarked: Bool, isPrinted: Bool, to sink: inout ByteSink
    ) {
        sink.append(isPrinted ? "<tr class=\"p\"" : "<tr")
        if isMarked {
            sink.append(" id=\"")
            appendMark(place, to: &sink)
            sink.append("\"")
        }
        sink.append(">")
    }

    /// - Parameter link: Where the rows begin that this one is the sum of.
    private func append(
        _ row: TableRow, _ band: TableBand, _ digits: [ColumnDigits], _ link: RowLink?,
        to sink: inout ByteSink
    ) {
        for (place, i) in band.columns.enumerated() {
            sink.append("<td>")
            if place == 0, let link { append(link, to: &sink) }
            append(ShownCell(row[i], digits[i], row.texts), digits[i], to: &sink)
            if place == 0, link != nil { sink.append("</a>") }
        }
        sink.append("</tr>\n")
    }

    /// Totals; every column keeps its cell, because alignment is said by the cell's place.
    private func appendTotals(_ table: Table, _ band: [Int], to sink: inout ByteSink) {
        if table.totals.isEmpty { return }
        let digits = table.columnDigits
        sink.append("<tfoot>\n")
        table.walkTotals { total, row in
            sink.append("<tr>")
            for (place, i) in band.enumerated() {
                sink.append(place == 0 ? "<th scope=\"row\">" : "<td>")
                let cell = ShownCell(row[i], digits[i], row.texts)
                if place == 0, case .blank = cell { sink.append(html: total.label) }
                append(cell, digits[i], to: &sink)
            }
            sink.append("</tr>\n")
        }
        sink.append("</tfoot>\n")
    }
}
