import Diagnostics
package import Notation

/// Reads the outputs of the table writers back into plain cells, each in its own simple way.
package enum TableReaders {
    /// The cells of a CSV text, the header first.
    package static func csv(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var quoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let next = scalars.popFirst() {
            switch next {
            case "\"" where quoted && scalars.first == "\"":
                field += "\""
                scalars.removeFirst()
            case "\"": quoted.toggle()
            case "," where !quoted:
                row.append(field)
                field = ""
            case "\r" where !quoted: continue
            case "\n" where !quoted:
                rows.append(row + [field])
                row = []
                field = ""
            default: field.unicodeScalars.append(next)
            }
        }
        return rows
    }

    /// The values of one flat JSON object, numbers as they are written.
    package static func jsonObject(_ text: Substring) -> [String] {
        var values: [String] = []
        var characters = Array(text.unicodeScalars)[...]
        func string() -> String {
            var out = ""
            _ = characters.popFirst()
            while let next = characters.popFirst(), next != "\"" {
                out.unicodeScalars.append(next == "\\" ? characters.popFirst() ?? "\\" : next)
            }
            return out
        }
        while let start = characters.firstIndex(of: "\"") {
            characters = characters[start...]
            _ = string()
            _ = characters.popFirst()
            if characters.first == "\"" {
                values.append(string())
            } else {
                let end = characters.firstIndex { $0 == "," || $0 == "}" } ?? characters.endIndex
                let number = String(String.UnicodeScalarView(characters[..<end]))
                values.append(number == "null" ? "" : number)
                characters = characters[end...]
            }
        }
        return values
    }

    /// The cells of a Markdown line.
    package static func markdownRow(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var characters = line.unicodeScalars.dropFirst()
        while let next = characters.popFirst() {
            if next == "\\" {
                if let escaped = characters.popFirst() { cell.unicodeScalars.append(escaped) }
            } else if next == "|" {
                cells.append(String(cell.dropFirst().dropLast()))
                cell = ""
            } else {
                cell.unicodeScalars.append(next)
            }
        }
        return cells
    }

    /// The cells of a row of a page.
    package static func htmlRow(_ line: Substring) -> [String] {
        line.dropLast("</tr>".count).split(separator: "<td>", omittingEmptySubsequences: false).dropFirst()
            .map {
                String($0).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
                    "&quot;", with: "\""
                )
                .replacing("&amp;", with: "&")
            }
    }

    /// The cells of a line of text, cut where the rule of dashes has its columns.
    package static func textRow(_ line: Substring, rule: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var at = 0
        let columns = Array(rule)
        for character in line {
            if at > 0, at < columns.count, columns[at] == "-", columns[at - 1] == " " {
                cells.append(cell)
                cell = ""
            }
            cell.append(character)
            at += DisplayWidth.of(character)
        }
        cells.append(cell)
        let count = rule.split(separator: " ").count
        while cells.count < count { cells.append("") }
        return cells
    }

    /// Takes people's grouping, point and percent sign off a number.
    package static func plainNumber(_ text: String, _ style: NumberStyle) -> String {
        text.replacing("%", with: "").replacing(style.groupingSeparator, with: "")
            .replacing(style.decimalSeparator, with: ".").replacing(style.minusSign, with: "-")
    }
}
