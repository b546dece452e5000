import Commerce

/// Columns of a table that people see side by side: a report of forty columns is shown as several grids, one
/// below the other, each beginning with the key columns.
struct TableBand {
    /// What its columns are about; empty for the first.
    let title: String
    let columns: [Int]
}

extension Table {
    /// The ungrouped columns, then one band for each group, in the order of its first column.
    var bands: [TableBand] {
        let keys = columns.indices.filter { columns[$0].isKey }
        var titles: [String] = []
        for column in columns where !column.isKey && !titles.contains(column.group) {
            titles.append(column.group)
        }
        if titles.isEmpty { return [TableBand(title: "", columns: keys)] }
        let ordered = titles.filter(\.isEmpty) + titles.filter { !$0.isEmpty }
        return ordered.map { title in
            let members = columns.indices.filter { !columns[$0].isKey && columns[$0].group == title }
            return TableBand(title: title, columns: keys + members)
        }
    }
}
