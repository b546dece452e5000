/// Moves the rules of `<style>` into `style` attributes, as mail programs that drop `<style>` need it. Rules for
/// media and states stay in one `<style>`; what a tag says itself wins, as it does in a browser.
package enum CSSInliner {
    /// The page as it was where it has no `<style>`. Elements marked `data-embed` keep their sheet as it is.
    package static func inline(_ page: [UInt8]) -> [UInt8] {
        guard ByteSearch.find(Array("<style".utf8), in: page, from: 0) != nil else { return page }
        let tokens = HTMLScanner.tokens(page)
        let tree = HTMLTree(tokens)
        var sheets = Sheets(page, tokens, tree)
        sheets.apply(tree)
        return sheets.written(page, tokens, tree)
    }

    /// The declarations of an element in the order they count.
    private struct Weighed {
        var declaration: CSSDeclaration
        /// Importance, origin (1: the tag itself), ids, classes, types, order.
        var weight: [Int]
    }

    private struct Sheets {
        private var rules: [CSSSheet.Rule] = []
        private var kept = ""
        /// Tokens of style elements that go, by their start tags.
        private var removed: [Range<Int>] = []
        private var styles: [Int: String] = [:]

        init(_ page: [UInt8], _ tokens: [HTMLToken], _ tree: HTMLTree) {
            for element in tree.elements where element.name == "style" && element["data-embed"] == nil {
                let start = tokens[element.token].range.lowerBound
                var end = tokens[element.token].range.upperBound
                var text = ""
                var next = element.token + 1
                if next < tokens.count, case .text = tokens[next].kind {
                    text = String(decoding: page[tokens[next].range], as: UTF8.self)
                    end = tokens[next].range.upperBound
                    next += 1
                }
                if next < tokens.count, case .end("style") = tokens[next].kind {
                    end = tokens[next].range.upperBound
                }
                let sheet = CSSSheet(text)
                rules += sheet.rules
                if !sheet.kept.isEmpty { kept += kept.isEmpty ? sheet.kept : "\n" + sheet.kept }
                removed.append(start..<end)
            }
        }

        mutating func apply(_ tree: HTMLTree) {
            for at in tree.elements.indices {
                let element = tree.elements[at]
                if ["head", "style", "script", "title", "meta", "link"].contains(element.name) { continue }
                var found: [Weighed] = []
                for (order, rule) in rules.enumerated() {
                    let matching = rule.selectors.filter { $0.matches(at, in: tree) }.map(\.specificity)
                    guard let best = matching.max(by: <) else { continue }
                    for (place, declaration) in rule.declarations.enumerated() {
                        found.append(
                            Weighed(
                                declaration: declaration,
                                weight: [
                                    declaration.isImportant ? 1 : 0, 0, best.0, best.1, best.2, order, place,
                                ]))
                    }
                }
                guard !found.isEmpty else { continue }
                for (place, declaration) in CSSDeclaration.list(element["style"] ?? "").enumerated() {
                    let weight = [declaration.isImportant ? 1 : 0, 1, 0, 0, 0, 0, place]
                    found.append(Weighed(declaration: declaration, weight: weight))
                }
                styles[at] = Self.attribute(found)
            }
        }

        /// Later and heavier ones take the place of those of their name; a shorthand keeps its place before longhands
        /// that were meant to change it.
        private static func attribute(_ found: [Weighed]) -> String {
            var result: [CSSDeclaration] = []
            for weighed in found.sorted(by: { $0.weight.lexicographicallyPrecedes($1.weight) }) {
                result.removeAll { $0.name == weighed.declaration.name }
                result.append(weighed.declaration)
            }
            return result.map { "\($0.name):\($0.value)\($0.isImportant ? " !important" : "")" }
                .joined(separator: ";")
        }

        func written(_ page: [UInt8], _ tokens: [HTMLToken], _ tree: HTMLTree) -> [UInt8] {
            var edits: [(range: Range<Int>, text: String)] = []
            for (i, range) in removed.enumerated() {
                edits.append((range, i == 0 && !kept.isEmpty ? "<style>\n\(kept)\n</style>" : ""))
            }
            for (at, style) in styles {
                let element = tree.elements[at]
                let text = "style=\"\(style.replacing("&", with: "&amp;").replacing("\"", with: "'"))\""
                if let own = element.attributes.first(where: { $0.name == "style" }) {
                    edits.append((own.range, text))
                } else {
                    // Behind the name of the tag.
                    let place = tokens[element.token].range.lowerBound + 1 + element.name.utf8.count
                    edits.append((place..<place, " " + text))
                }
            }
            edits.sort { $0.range.lowerBound < $1.range.lowerBound }
            var out: [UInt8] = []
            var at = 0
            for edit in edits where edit.range.lowerBound >= at {
                out += page[at..<edit.range.lowerBound]
                out += edit.text.utf8
                at = edit.range.upperBound
            }
            return out + page[at...]
        }
    }
}
