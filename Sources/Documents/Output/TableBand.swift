import Commerce
import Notation

/// Columns of a table that people see side by side: a report of forty columns is shown as several grids, one
/// below the other, each beginning with the key columns. A row that has only blanks and zeros in a group is
/// left out there.
struct TableBand {
    /// What its columns are about; empty for the first, which shows every row.
    let title: String
    let columns: [Int]
    /// Those without the keys.
    let members: [Int]

    /// Whether the band shows a row.
    func shows(_ row: TableRow) -> Bool {
        title.isEmpty || members.contains { Self.says(row[$0]) }
    }

    /// Whether the totals say anything in the band.
    func showsTotals(of table: Table) -> Bool {
        title.isEmpty
            || table.totals.contains { total in
                members.contains { at in
                    if at < total.cells.count, case .blank = total.cells[at] {
                        false
                    } else {
                        at < total.cells.count
                    }
                }
            }
    }

    private static func says(_ cell: Cell) -> Bool {
        switch cell {
        case .blank: false
        case .text(let id): !id.isBlank
        case .integer(let value): value != 0
        case .decimal(let value), .money(let value, _): !value.isZero
        case .rowText, .day, .month: true
        }
    }
}

extension Table {
    /// The ungrouped columns, then one band for each group, in the order of its first column.
    var bands: [TableBand] {
        let shown = columns.indices.filter { !columns[$0].isHidden }
        let keys = shown.filter { columns[$0].isKey }
        var titles: [String] = []
        for column in shown.map({ columns[$0] }) where !column.isKey && !titles.contains(column.group) {
            titles.append(column.group)
        }
        if titles.isEmpty { return [TableBand(title: "", columns: keys, members: [])] }
        let ordered = titles.filter(\.isEmpty) + titles.filter { !$0.isEmpty }
        return ordered.map { title in
            let members = shown.filter { !columns[$0].isKey && columns[$0].group == title }
            return TableBand(title: title, columns: keys + members, members: members)
        }
    }

    /// The bands that show a row at all.
    var shownBands: [TableBand] {
        bands.filter { band in
            if band.title.isEmpty { return true }
            var isShown = false
            walk(0..<rowCount) { _, row in
                isShown = band.shows(row)
                return !isShown
            }
            return isShown
        }
    }
}
