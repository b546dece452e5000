/// The start conditions 1 to 7 of HTML blocks (CommonMark 0.30, section 4.6).
enum HTMLBlockStart {
    /// `line` begins with `<`.
    static func opens(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        var scanner = Scanner(bytes: bytes, index: line.lowerBound + 1, end: line.upperBound)
        if scanner.peek == UInt8(ascii: "?") { return true }
        if scanner.take(UInt8(ascii: "!")) {
            guard let next = scanner.peek else { return false }
            return Scanner.isLetter(next) || scanner.starts(with: "--") || scanner.starts(with: "[CDATA[")
        }
        let start = scanner
        let closing = scanner.take(UInt8(ascii: "/"))
        if let name = scanner.takeName() {
            let end = scanner.peek
            let ended = end.map { Scanner.isSpace($0) || $0 == UInt8(ascii: ">") } ?? true
            if ended, !closing, textTags.contains(name) { return true }
            if ended || scanner.starts(with: "/>"), blockTags.contains(name) { return true }
        }
        scanner = start
        return scanner.takeWholeTag() && scanner.restIsBlank
    }

    private static let textTags: Set<String> = ["script", "pre", "style", "textarea"]
    private static let blockTags: Set<String> = [
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col",
        "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html",
        "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup",
        "option", "p", "param", "section", "source", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead",
        "title", "tr", "track", "ul",
    ]

    private struct Scanner {
        let bytes: [UInt8]
        var index: Int
        let end: Int

        var peek: UInt8? { index < end ? bytes[index] : nil }
        var restIsBlank: Bool { bytes[index..<end].allSatisfy(Self.isSpace) }

        func starts(with text: StaticString) -> Bool {
            text.withUTF8Buffer { wanted in bytes[index..<end].starts(with: wanted) }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard peek == byte else { return false }
            index += 1
            return true
        }

        /// A tag name in lower case; nil where none stands, or where it is longer than any we ask for.
        mutating func takeName() -> String? {
            let start = index
            guard let first = peek, Self.isLetter(first) else { return nil }
            while let byte = peek, Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "-") {
                index += 1
            }
            guard index - start <= 12 else { return nil }
            return String(
                decoding: bytes[start..<index].map { Self.isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        }

        /// A complete open or closing tag (section 6.6), from behind its `<`.
        mutating func takeWholeTag() -> Bool {
            let closing = take(UInt8(ascii: "/"))
            let start = index
            _ = takeName()
            guard index > start else { return false }
            if !closing {
                while takeAttribute() {}
            }
            skipSpaces()
            if !closing { _ = take(UInt8(ascii: "/")) }
            return take(UInt8(ascii: ">"))
        }

        private mutating func takeAttribute() -> Bool {
            let saved = index
            skipSpaces()
            guard index > saved, let first = peek,
                Self.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
            else {
                index = saved
                return false
            }
            while let byte = peek, Self.isAttributeName(byte) { index += 1 }
            let name = index
            skipSpaces()
            guard take(UInt8(ascii: "=")) else {
                index = name
                return true
            }
            skipSpaces()
            if takeValue() { return true }
            index = name
            return true
        }

        private mutating func takeValue() -> Bool {
            guard let quote = peek else { return false }
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                guard let close = bytes[(index + 1)..<end].firstIndex(of: quote) else { return false }
                index = close + 1
                return true
            }
            let start = index
            while let byte = peek, !Self.isSpace(byte), !Self.endsBareValue(byte) { index += 1 }
            return index > start
        }

        private mutating func skipSpaces() {
            while let byte = peek, Self.isSpace(byte) { index += 1 }
        }

        static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

        static func isAttributeName(_ byte: UInt8) -> Bool {
            isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
        }

        static func endsBareValue(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "=")
                || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
        }
    }
}
