package import Diagnostics

/// Holds a mail's page against what Gmail and Outlook on Windows do with it, and against the needs of its readers.
///
/// The rules are those of caniemail.com for these two, of Gmail's limits (102,400 bytes a page, 16 kB of `<style>`), and
/// of WCAG 2.2 (1.1.1, 1.3.1, 1.4.3, 3.1.1).
package struct MailCheck {
    /// Gmail cuts a page off here and hides the rest behind a link.
    package static let pageLimit = 102_400
    /// Gmail drops all of `<style>` from here on.
    static let styleLimit = 16 * 1_024
    static let widest = 600

    let source: SourceLines
    /// The types of the parts that pictures may name, by their ids; nil where the mail's other parts are not known.
    var pictures: [String: String]?
    private(set) var findings: [Diagnostic] = []

    private init(_ source: SourceLines) {
        self.source = source
    }

    /// - Parameters:
    ///   - page: the page, decoded.
    ///   - name: of the file, for messages.
    ///   - encodedSize: how many bytes it has in the mail, if that is known.
    package static func page(
        _ page: [UInt8], name: String, encodedSize: Int? = nil, pictures: [String: String]? = nil
    ) -> [Diagnostic] {
        var check = MailCheck(SourceLines(page, name: name))
        check.pictures = pictures
        check.sizes(page, encodedSize)
        let tokens = HTMLScanner.tokens(page)
        let tree = HTMLTree(tokens)
        check.elements(tokens, tree, page)
        check.contrast(tokens, tree, page)
        return check.findings.sorted {
            ($0.position?.line ?? 0, $0.position?.column ?? 0) < (
                $1.position?.line ?? 0, $1.position?.column ?? 0
            )
        }
    }

    /// A whole mail: its headers, then its page.
    package static func message(_ bytes: [UInt8], name: String) -> [Diagnostic] {
        let part = MailPart(bytes)
        var check = MailCheck(SourceLines(bytes, name: name))
        for header in ["from", "subject", "date", "message-id", "mime-version"]
        where part.headers[header] == nil {
            check.add("missing-header", "the mail has no `\(header)`", at: 0, hint: nil)
        }
        let parts = part.leaves
        var pictures: [String: String] = [:]
        for part in parts {
            guard let id = part.headers["content-id"]?.trimmingBrackets else { continue }
            pictures[id] = String(part.type.prefix { $0 != ";" }).trimmed
        }
        if !parts.contains(where: { $0.type.hasPrefix("text/plain") }) {
            check.add(
                "no-plain-text", "the mail has no text part", at: 0,
                hint: "people and filters that read no HTML see nothing")
        }
        guard let page = parts.first(where: { $0.type.hasPrefix("text/html") }) else { return check.findings }
        return check.findings
            + Self.page(
                page.decoded, name: "\(name) (text/html)", encodedSize: page.body.count, pictures: pictures)
    }

    mutating func add(_ code: String, _ message: String, at offset: Int, length: Int = 1, hint: String?) {
        let place = source.place(offset)
        findings.append(
            .error(
                code, message,
                at: Position(file: source.name, line: place.line, column: place.column, length: length),
                excerpt: source.line(place.line), hint: hint))
    }

    private mutating func sizes(_ page: [UInt8], _ encodedSize: Int?) {
        var encoded: [UInt8] = []
        if encodedSize == nil { MailEncoding.appendQuotedPrintable(page, to: &encoded) }
        let size = encodedSize ?? encoded.count
        if size >= Self.pageLimit {
            add(
                "mail-too-large",
                "the page has \(size) bytes in the mail, Gmail cuts it at \(Self.pageLimit)", at: 0,
                hint: "show fewer lines and refer to the attachment")
        }
    }

    // MARK: Elements

    /// Elements that Gmail or Outlook on Windows take out or show as nothing.
    private static let refused: Set<String> = [
        "script", "form", "input", "button", "select", "textarea", "svg", "math", "canvas", "video", "audio",
        "iframe",
        "object", "embed", "applet", "base", "frame", "frameset", "dialog", "template", "picture",
    ]

    private mutating func elements(_ tokens: [HTMLToken], _ tree: HTMLTree, _ page: [UInt8]) {
        var styleBytes = 0
        for element in tree.elements {
            let at = tokens[element.token].range.lowerBound
            let length = element.name.utf8.count + 1
            if Self.refused.contains(element.name) {
                add(
                    "refused-element", "`<\(element.name)>` does not reach the reader", at: at,
                    length: length, hint: nil)
            }
            attributes(element, at)
            switch element.name {
            case "html" where (element["lang"] ?? "").isEmpty:
                add(
                    "no-language", "`<html>` has no `lang`", at: at, length: length,
                    hint: "screen readers need it (WCAG 3.1.1)")
            case "img": picture(element, at, length)
            case "th" where (element["scope"] ?? "").isEmpty:
                add(
                    "no-scope", "`<th>` has no `scope`", at: at, length: length,
                    hint: "say `scope=\"col\"` or `scope=\"row\"`, so that cells are read with their heading")
            case "link" where (element["rel"] ?? "").lowercased().contains("stylesheet"):
                add(
                    "refused-element", "style sheets from elsewhere are not loaded", at: at, length: length,
                    hint: nil)
            case "style":
                if element.token + 1 < tokens.count, case .text = tokens[element.token + 1].kind {
                    let range = tokens[element.token + 1].range
                    styleBytes += range.count
                    sheet(String(decoding: page[range], as: UTF8.self), range.lowerBound)
                }
            default: break
            }
        }
        if styleBytes >= Self.styleLimit {
            add(
                "styles-too-large",
                "\(styleBytes) bytes of `<style>`; Gmail drops all of it from \(Self.styleLimit)",
                at: 0, hint: "move rules into the tags (`counterpart email inline`)")
        }
        if !tree.elements.contains(where: { $0.name == "html" }) {
            add("no-language", "there is no `<html lang=…>`", at: 0, hint: nil)
        }
    }

    private mutating func picture(_ element: HTMLTree.Element, _ at: Int, _ length: Int) {
        if element["alt"] == nil {
            add(
                "no-alt", "`<img>` has no `alt`", at: at, length: length,
                hint: "most programs show pictures only when asked; an empty `alt` is right for ornament")
        }
        if element["width"] == nil {
            add(
                "no-width", "`<img>` has no `width`", at: at, length: length,
                hint: "Outlook shows it in its own size")
        }
    }

    private mutating func attributes(_ element: HTMLTree.Element, _ at: Int) {
        for attribute in element.attributes {
            let place = attribute.range.lowerBound
            let value = attribute.value.trimmed.lowercased()
            if attribute.name.hasPrefix("on") {
                add("refused-script", "`\(attribute.name)` is taken out", at: place, hint: nil)
            }
            if ["src", "href", "background", "srcset"].contains(attribute.name) {
                address(value, isPicture: attribute.name != "href", place)
            }
            if attribute.name == "width", let width = Int(value), width > Self.widest {
                add(
                    "too-wide", "\(width) px are wider than \(Self.widest)", at: place,
                    hint: "reading panes are narrow")
            }
            if attribute.name == "style" {
                declarations(CSSDeclaration.list(attribute.value), place, isInline: true)
            }
        }
    }

    private mutating func address(_ value: String, isPicture: Bool, _ place: Int) {
        if value.hasPrefix("data:") {
            add(
                "data-address", "`data:` pictures are not shown", at: place,
                hint: "attach it and write `cid:`")
        } else if value.hasPrefix("javascript:") || value.hasPrefix("vbscript:") {
            add("refused-script", "scripts do not run in mails", at: place, hint: nil)
        } else if value.hasPrefix("cid:") {
            if let pictures { part(value.dropFirst(4), among: pictures, place) }
        } else if isPicture, !value.hasPrefix("https:"), !value.hasPrefix("http:") {
            add(
                "relative-address", "`\(value)` leads nowhere from a mail", at: place,
                hint: "attach it and write `cid:`")
        }
        let path = value.prefix { $0 != "?" && $0 != "#" }
        if isPicture, path.hasSuffix(".svg") || path.hasSuffix(".svgz") {
            add("refused-element", "SVG pictures are not shown", at: place, hint: "use PNG")
        }
    }

    private mutating func part(_ id: Substring, among pictures: [String: String], _ place: Int) {
        guard let type = pictures[String(id)] else {
            return add("no-such-part", "no part of the mail has the id `\(id)`", at: place, hint: nil)
        }
        if !["image/png", "image/jpeg", "image/gif"].contains(type) {
            add(
                "refused-element", "the part `\(id)` is \(type), which is not shown", at: place,
                hint: "use PNG, JPEG or GIF")
        }
    }

    // MARK: Style

    /// Properties without which the page would fall apart, and which one of the two does not know.
    private static let refusedProperties: Set<String> = [
        "position", "float", "transform", "clip-path", "object-fit", "object-position", "animation",
        "animation-name",
        "filter", "mix-blend-mode", "grid-template-columns", "grid-template-rows", "flex", "flex-direction",
        "flex-wrap",
        "justify-content", "align-items", "gap", "columns", "column-count", "aspect-ratio", "inset",
        "background-image", "writing-mode", "content-visibility",
    ]

    private mutating func sheet(_ text: String, _ offset: Int) {
        if text.lowercased().contains("@import") {
            add("refused-style", "`@import` is not followed", at: offset, hint: nil)
        }
        let sheet = CSSSheet(text)
        for rule in sheet.rules { declarations(rule.declarations, offset, isInline: false) }
        if !sheet.rules.isEmpty {
            add(
                "not-inlined",
                "rules that every program needs stand in `<style>` and not in the tags (\(sheet.rules.count))",
                at: offset,
                hint: "programs that drop `<style>` show the page without them (`counterpart email inline`)")
        }
    }

    private mutating func declarations(_ list: [CSSDeclaration], _ place: Int, isInline: Bool) {
        for declaration in list {
            let value = declaration.value.lowercased()
            if declaration.name.hasPrefix("--") || value.contains("var(") {
                add(
                    "refused-style", "variables of CSS (`\(declaration.name)`) are not known", at: place,
                    hint: nil)
            } else if Self.refusedProperties.contains(declaration.name), value != "none", value != "static" {
                add(
                    "refused-style", "`\(declaration.name)` is not known everywhere", at: place,
                    hint: "lay out with tables")
            } else if declaration.name == "display",
                ["flex", "inline-flex", "grid", "inline-grid"].contains(value)
            {
                add(
                    "refused-style", "`display: \(value)` is not known everywhere", at: place,
                    hint: "lay out with tables")
            } else if value.contains("calc(") || value.contains("clamp(") {
                add(
                    "refused-style", "`\(declaration.name)` is calculated, which Outlook cannot", at: place,
                    hint: nil)
            } else if value.contains("url(") {
                add("refused-style", "pictures in styles are not shown", at: place, hint: nil)
            }
            if isInline, ["width", "min-width", "max-width"].contains(declaration.name),
                value.hasSuffix("px"),
                let width = Int(value.dropLast(2)), width > Self.widest
            {
                add(
                    "too-wide", "\(width) px are wider than \(Self.widest)", at: place,
                    hint: "reading panes are narrow")
            }
        }
    }
}

extension String {
    fileprivate var trimmingBrackets: String {
        String(trimmed.drop { $0 == "<" }.prefix { $0 != ">" }).lowercased()
    }
}

/// A text by lines, for showing places.
struct SourceLines {
    let name: String
    private let bytes: [UInt8]
    private var starts: [Int] = [0]

    init(_ bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
        for (i, byte) in bytes.enumerated() where byte == 0x0A { starts.append(i + 1) }
    }

    func place(_ offset: Int) -> (line: Int, column: Int) {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let column = String(
            decoding: bytes[starts[low]..<min(bytes.count, max(starts[low], offset))], as: UTF8.self
        ).count
        return (low + 1, column + 1)
    }

    /// Without its end, and no longer than a screen's width or two.
    func line(_ number: Int) -> String? {
        guard starts.indices.contains(number - 1) else { return nil }
        let end = number < starts.count ? starts[number] : bytes.count
        let text = String(decoding: bytes[starts[number - 1]..<end], as: UTF8.self).trimmingLineEnd
        return text.count > 200 ? nil : text
    }
}

extension String {
    fileprivate var trimmingLineEnd: String {
        var text = self[...]
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }
}
