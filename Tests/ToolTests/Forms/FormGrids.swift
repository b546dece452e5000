import Foundation
import Readers

/// The grids of a report in the forms for people, rows and totals, each cell as its text.
enum FormGrids {
    static func markdown(_ text: String) -> [[[String]]] {
        var grids: [[[String]]] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            guard line.hasPrefix("|"), let rule = lines.first, rule.hasPrefix("|---") else { continue }
            lines = lines.dropFirst()
            let rows = lines.prefix { $0.hasPrefix("|") }
            lines = lines.dropFirst(rows.count)
            if line.hasPrefix("| | Lines") { continue }
            grids.append(
                rows.map { row in
                    TableReaders.markdownRow(row).map { cell in
                        let isBold = cell.hasPrefix("**") && cell.hasSuffix("**") && cell.count >= 4
                        return trimmed(isBold ? String(cell.dropFirst(2).dropLast(2)) : cell)
                    }
                })
        }
        return grids
    }

    static func html(_ text: String) -> [[[String]]] {
        var grids: [[[String]]] = []
        for part in text.components(separatedBy: "<table id=\"").dropFirst() {
            let body = part.components(separatedBy: "</table>")[0].components(separatedBy: "<tbody>")
            guard body.count == 2 else { continue }
            grids.append(
                body[1].components(separatedBy: "<tr").dropFirst().map { row in
                    row.replacing("<th", with: "<td").components(separatedBy: "<td").dropFirst().map { cell in
                        trimmed(
                            plain("<" + cell.replacing("<code>", with: "`").replacing("</code>", with: "`")))
                    }
                })
        }
        return grids
    }

    /// What stands between the tags.
    private static func plain(_ html: String) -> String {
        var out = ""
        var isTag = false
        for character in html {
            if character == "<" {
                isTag = true
            } else if character == ">", isTag {
                isTag = false
            } else if !isTag {
                out.append(character)
            }
        }
        return out.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }

    static func text(_ text: String) -> [[[String]]] {
        var grids: [[[String]]] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        func isRule(_ line: Substring) -> Bool {
            line.hasPrefix("---") && line.allSatisfy { "- ".contains($0) }
        }
        while let line = lines.popFirst() {
            guard isRule(line) else { continue }
            let rows = lines.prefix { !$0.isEmpty }
            lines = lines.dropFirst(rows.count)
            grids.append(
                rows.filter { !isRule($0) }.map { TableReaders.textRow($0, rule: line).map(trimmed) })
        }
        return grids
    }

    static func trimmed(_ text: String) -> String {
        text.replacing("\n", with: " ").trimmingCharacters(in: .whitespaces)
    }
}
