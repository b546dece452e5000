import Foundation

/// A table as its JSON tells it, which is what the other forms are held against.
struct FormTable {
    struct Column {
        var name: String
        var heading: String
        var kind: String
        var isKey: Bool
        var group: String
        /// Whether people do not see it.
        var isHidden: Bool

        var isNumeric: Bool { ["integer", "decimal", "money", "percent"].contains(kind) }
    }

    struct Band {
        var title: String
        var columns: [Int]
        var rows: [[String]]
    }

    var name: String
    var columns: [Column]
    var rows: [[String]]
    var totals: [[String]]

    /// The table of a report and its parts, in order.
    static func json(_ text: String) throws -> [FormTable] { read(try JSONText(Array(text.utf8))) }

    private static func read(_ json: JSONText) -> [FormTable] {
        let columns = (json["columns"]?.array ?? []).map { column in
            Column(
                name: column["name"]?.text ?? "", heading: column["heading"]?.text ?? "",
                kind: column["type"]?.text ?? "", isKey: column["key"] == .bool(true),
                group: column["group"]?.text ?? "", isHidden: column["hidden"] == .bool(true))
        }
        func rows(_ key: String) -> [[String]] {
            (json[key]?.array ?? []).map { row in columns.map { row[$0.name]?.text ?? "" } }
        }
        let own = FormTable(
            name: json["name"]?.text ?? "", columns: columns, rows: rows("rows"), totals: rows("totals"))
        return [own] + (json["parts"]?.array ?? []).flatMap(read)
    }

    /// The grids people see: the columns without a group, then one for each group, with the keys in front.
    func bands(_ rows: [[String]]) -> [Band] {
        let seen = columns.indices.filter { !columns[$0].isHidden }
        let keys = seen.filter { columns[$0].isKey }
        var titles: [String] = []
        for column in seen.map({ columns[$0] }) where !column.isKey && !titles.contains(column.group) {
            titles.append(column.group)
        }
        return (titles.filter(\.isEmpty) + titles.filter { !$0.isEmpty }).compactMap { title in
            let members = seen.filter { !columns[$0].isKey && columns[$0].group == title }
            let shown =
                title.isEmpty ? rows : rows.filter { row in members.contains { says(row[$0], columns[$0]) } }
            return shown.isEmpty && !title.isEmpty
                ? nil : Band(title: title, columns: keys + members, rows: shown)
        }
    }

    private func says(_ cell: String, _ column: Column) -> Bool {
        !cell.isEmpty && !(column.isNumeric && cell.allSatisfy { "-0.".contains($0) })
    }

    /// A cell as people read it, numbers without grouping.
    func shown(_ row: [String], _ column: Int) -> String {
        columns[column].kind == "code"
            ? row[column].replacing("_", with: " ") : row[column].trimmingCharacters(in: .whitespaces)
    }
}
