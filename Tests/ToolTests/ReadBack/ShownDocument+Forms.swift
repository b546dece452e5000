import Foundation

/// How each form is read, with nothing of the program's own.
extension ShownDocument {
    /// Of the CSV: the data that the others are held against.
    init(csv: Data) throws {
        let names = [
            "item_number", "customer_item_number", "quantity", "unit_price", "line_net", "status",
            "ordered_number",
        ]
        for row in try CSVFile([UInt8](csv)).columns(names) {
            lines.append(
                Line(
                    item: row[0], customerItem: row[1], quantity: Self.trimmed(row[2]),
                    price: Self.trimmed(row[3]), net: Self.trimmed(row[4])))
        }
    }

    /// Of a page or of a mail's HTML.
    init(html: String, decimalComma: Bool, isMail: Bool, isSlip: Bool) {
        for row in html.components(separatedBy: "<tr").dropFirst() where row.contains("data-line=\"") {
            let cells = row.components(separatedBy: "<td").dropFirst().map { Self.text(ofCell: "<td" + $0) }
            guard cells.count > 2 else { continue }
            let figures = Self.figures(cells, isMail: isMail, isSlip: isSlip)
            func plain(_ text: String) -> String {
                text.contains("–") || text.isEmpty ? "" : Self.plain(text, decimalComma: decimalComma)
            }
            lines.append(
                Line(
                    item: Self.attribute("data-item", row),
                    customerItem: Self.attribute("data-customer-item", row),
                    quantity: plain(figures.quantity), price: plain(figures.price), net: plain(figures.net)))
        }
        total = Self.trimmed(Self.attribute("data-total", html))
    }

    /// The texts of the cells with figures. `<small>` and the lines of a mail's description are told apart.
    private static func figures(
        _ cells: [String], isMail: Bool, isSlip: Bool
    ) -> (quantity: String, price: String, net: String) {
        if isSlip {
            let at = isMail ? cells.count - 2 : cells.count - 3
            return (cells[at].components(separatedBy: "\n")[0], "", "")
        }
        if isMail {
            let words = cells[cells.count - 2].components(separatedBy: "\n").last ?? ""
            let parts = words.components(separatedBy: "×")
            let price = parts.count > 1 ? parts[1].components(separatedBy: ", ")[0] : ""
            return (
                parts[0].components(separatedBy: " (")[0],
                price.components(separatedBy: " (")[0], cells[cells.count - 1]
            )
        }
        // The last three or, where a tax column stands between, four.
        let hasTax = cells[cells.count - 2].components(separatedBy: "\n")[0].contains("%")
        let price = cells.count - (hasTax ? 3 : 2)
        return (
            cells[price - 2].components(separatedBy: "\n")[0], cells[price].components(separatedBy: "\n")[0],
            cells[cells.count - 1].components(separatedBy: "\n")[0]
        )
    }

    private static func attribute(_ name: String, _ text: String) -> String {
        guard let start = text.range(of: name + "=\"") else { return "" }
        return unescaped(String(text[start.upperBound...].prefix { $0 != "\"" }))
    }

    /// The visible text of a table cell; `<small>` and `<br>` begin a line.
    private static func text(ofCell cell: String) -> String {
        let end = cell.range(of: "</td>")?.lowerBound ?? cell.endIndex
        var out = ""
        for part in cell[..<end].components(separatedBy: "<").dropFirst() {
            if part.hasPrefix("small") || part.hasPrefix("br>") { out += "\n" }
            out += part[(part.firstIndex(of: ">").map { part.index(after: $0) } ?? part.endIndex)...]
        }
        return unescaped(out)
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var text = text
        for (name, sign) in [
            ("&nbsp;", "\u{A0}"), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            text = text.replacingOccurrences(of: name, with: sign)
        }
        return text
    }

    /// Of Markdown, which is a mail's text too, there without escapes: cells by the table's own bars.
    init(markdown: String, decimalComma: Bool, mode: String, isSlip: Bool) {
        var rows: [[String]] = []
        var isTable = false
        var hasTax = false
        for line in markdown.split(whereSeparator: \.isNewline) {
            guard line.hasPrefix("|") else {
                if !rows.isEmpty { break }
                continue
            }
            if line.contains("|:---|") {
                // Where a document has several rates, a column of them stands before the last.
                hasTax =
                    isTable ? hasTax : Self.cells(line).count > (["ours", "theirs"].contains(mode) ? 6 : 7)
                isTable = true
            } else if isTable {
                rows.append(Self.cells(line))
            }
        }
        func plain(_ text: String) -> String {
            // A quantity in their unit, or a discount, stands behind a blank; groups are never set off by one.
            let first = text.components(separatedBy: " ")[0]
            return first.contains("–") || first.isEmpty ? "" : Self.plain(first, decimalComma: decimalComma)
        }
        let first = isSlip ? 2 : 0
        for row in rows where row.count > 4 {
            var cells = row
            if !isSlip, hasTax, cells.count > 2 { cells.remove(at: cells.count - 2) }
            let numbers = Self.numbers(cells, from: first, mode: mode, isSlip: isSlip)
            let count = cells.count
            lines.append(
                isSlip
                    ? Line(
                        item: numbers.0, customerItem: numbers.1, quantity: plain(cells[count - 3]),
                        price: "",
                        net: "")
                    : Line(
                        item: numbers.0, customerItem: numbers.1, quantity: plain(cells[count - 4]),
                        price: plain(cells[count - 2]), net: plain(cells[count - 1])))
        }
        if !isSlip { total = Self.total(markdown, decimalComma: decimalComma) }
    }

    /// The total is the first bold row.
    private static func total(_ markdown: String, decimalComma: Bool) -> String {
        for line in markdown.split(whereSeparator: \.isNewline) where line.hasPrefix("| **") {
            return plain(cells(line).last ?? "", decimalComma: decimalComma)
        }
        return ""
    }

    private static func numbers(
        _ cells: [String], from first: Int, mode: String, isSlip: Bool
    ) -> (String, String) {
        switch mode {
        case "ours" where !isSlip: return (cells[first], "?")
        case "theirs" where !isSlip: return ("?", cells[first])
        case "theirs", "both_theirs_first": return (cells[first + 1], cells[first])
        default: return (cells[first], cells[first + 1])
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        for letter in line.dropFirst() {
            if isEscaped {
                cell.append(letter)
                isEscaped = false
            } else if letter == "\\" {
                isEscaped = true
            } else if letter == "|" {
                cells.append(cell.trimmingCharacters(in: CharacterSet(charactersIn: " ")))
                cell = ""
            } else {
                cell.append(letter)
            }
        }
        return cells
    }
}
