/// Puts whole pages one behind the other into one page, each beginning on a sheet of its own.
///
/// The first page gives the head. Of the others the bodies are taken, and those rules of `<style>` that were not there
/// yet; rules for printed pages (`@page`) get a name for each document, so that each keeps its own foot.
struct CombinedPage {
    private var count = 0
    private var styles: Set<[UInt8]> = []

    mutating func append(_ page: [UInt8], to file: inout StreamedFile) {
        let parts = Parts(page)
        let isFirst = count == 0
        count += 1
        var pageRules: [UInt8] = []
        var rules: [[UInt8]] = []
        for style in parts.styles {
            let (plain, paged) = Self.parted(style, name: "document-\(count)")
            pageRules += paged
            if styles.insert(plain).inserted { rules.append(plain) }
        }
        if isFirst {
            file.append(parts.opening)
            for rule in rules {
                file.append("<style>".utf8)
                file.append(rule)
                file.append("</style>\n".utf8)
            }
            file.append("</head>\n".utf8)
            file.append(parts.body)
            file.append("\n".utf8)
        } else {
            for rule in rules {
                file.append("<style>".utf8)
                file.append(rule)
                file.append("</style>\n".utf8)
            }
        }
        if !pageRules.isEmpty {
            file.append("<style>".utf8)
            file.append(pageRules)
            file.append("</style>\n".utf8)
        }
        let page = pageRules.isEmpty ? "" : "page:document-\(count)"
        let rule = isFirst ? page : "break-before:page\(page.isEmpty ? "" : ";\(page)")"
        file.append("<div".utf8)
        file.append(parts.language)
        if !rule.isEmpty { file.append(" style=\"\(rule)\"".utf8) }
        file.append(">\n".utf8)
        file.append(parts.content)
        file.append("</div>\n".utf8)
    }

    func end(_ file: inout StreamedFile) {
        if count > 0 { file.append("</body>\n</html>\n".utf8) }
    }

    /// The rules of a style sheet without and with `@page`, the latter under a name.
    private static func parted(_ style: [UInt8], name: String) -> (plain: [UInt8], paged: [UInt8]) {
        var plain: [UInt8] = []
        var paged: [UInt8] = []
        var at = 0
        let mark = Array("@page".utf8)
        while let found = ByteSearch.find(mark, in: style, from: at) {
            let after = found + mark.count
            guard let open = ByteSearch.find([0x7B], in: style, from: after) else { break }
            plain += style[at..<found]
            let end = ByteSearch.closingBrace(style, from: open)
            // Rules that have a name or a side (`@page :first`) keep it.
            let selector = style[after..<open]
            let isNamed =
                selector.contains { $0 != 0x20 && $0 != 0x0A && $0 != 0x3A && $0 != 0x0D }
                && !selector.contains(0x3A)
            paged += mark + Array((isNamed ? "" : " \(name)").utf8)
            paged += selector.drop { $0 == 0x20 } + style[open..<end]
            at = end
        }
        plain += style[at...]
        return (plain, paged)
    }

    /// A page taken apart.
    private struct Parts {
        /// Up to `</head>`, without the styles.
        var opening: [UInt8] = []
        var styles: [[UInt8]] = []
        /// The tag `<body …>`.
        var body: [UInt8] = Array("<body>".utf8)
        /// ` lang="…" dir="…"` of `<html>`.
        var language: [UInt8] = []
        var content: [UInt8] = []

        init(_ page: [UInt8]) {
            let head = ByteSearch.find(Array("</head".utf8), in: page, from: 0) ?? 0
            guard let start = ByteSearch.find(Array("<body".utf8), in: page, from: head),
                let open = ByteSearch.find([0x3E], in: page, from: start)
            else {
                opening = Array("<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n".utf8)
                content = page
                return
            }
            body = Array(page[start...open])
            let end = ByteSearch.findLast(Array("</body".utf8), in: page) ?? page.count
            content = Array(page[(open + 1)..<max(open + 1, end)])
            var at = 0
            while let style = ByteSearch.find(Array("<style".utf8), in: page, from: at), style < head,
                let inner = ByteSearch.find([0x3E], in: page, from: style),
                let close = ByteSearch.find(Array("</style>".utf8), in: page, from: inner)
            {
                opening += page[at..<style]
                styles.append(Array(page[(inner + 1)..<close]))
                at = close + 8
            }
            opening += page[at..<max(at, head)]
            language = Self.language(page)
        }

        private static func language(_ page: [UInt8]) -> [UInt8] {
            guard let html = ByteSearch.find(Array("<html".utf8), in: page, from: 0),
                let end = ByteSearch.find([0x3E], in: page, from: html)
            else { return [] }
            var found: [UInt8] = []
            for name in [" lang=\"", " dir=\""] {
                guard let at = ByteSearch.find(Array(name.utf8), in: page, from: html), at < end,
                    let quote = ByteSearch.find([0x22], in: page, from: at + name.utf8.count), quote < end
                else { continue }
                found += page[at...quote]
            }
            return found
        }
    }
}

/// Finding in bytes.
enum ByteSearch {
    static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, start >= 0, bytes.count - start >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var at = start
            while at <= bytes.count - needle.count {
                if bytes[at] == first, needle.indices.allSatisfy({ bytes[at + $0] == needle[$0] }) {
                    return at
                }
                at += 1
            }
            return nil
        }
    }

    static func findLast(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        var at = bytes.count - needle.count
        while at >= 0 {
            if needle.indices.allSatisfy({ bytes[at + $0] == needle[$0] }) { return at }
            at -= 1
        }
        return nil
    }

    /// The place behind the brace that closes the one at `open`; the end where none does.
    static func closingBrace(_ bytes: [UInt8], from open: Int) -> Int {
        var depth = 0
        var quote: UInt8 = 0
        var at = open
        while at < bytes.count {
            let byte = bytes[at]
            if quote != 0 {
                if byte == 0x5C { at += 1 } else if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x7B {
                depth += 1
            } else if byte == 0x7D {
                depth -= 1
                if depth == 0 { return at + 1 }
            }
            at += 1
        }
        return bytes.count
    }
}
