/// A page as the tags, texts and comments it is made of, each with its place: for looking at pages and changing
/// single attributes, not for drawing them.
struct HTMLToken {
    enum Kind {
        case start(name: String, attributes: [HTMLAttribute], closesItself: Bool)
        case end(name: String)
        case text
        /// Also doctypes and what stands between `<?` and `>`.
        case comment
    }

    var kind: Kind
    /// Its bytes in the page.
    var range: Range<Int>
}

struct HTMLAttribute {
    /// In lower case.
    var name: String
    /// With its character references replaced.
    var value: String
    /// From the first letter of its name to behind its value.
    var range: Range<Int>
}

/// Cuts a page into tokens (HTML, section 13.2.5, without its rarer states).
struct HTMLScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var tokens: [HTMLToken] = []

    /// Elements whose content is no markup.
    private static let rawNames: Set<String> = ["script", "style", "textarea", "title", "xmp", "noscript"]
    static let voidNames: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    static func tokens(_ bytes: [UInt8]) -> [HTMLToken] {
        var scanner = HTMLScanner(bytes)
        scanner.scan()
        return scanner.tokens
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func has(_ text: StaticString, at place: Int) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        for i in 0..<text.utf8CodeUnitCount where bytes[place + i] != text.utf8Start[i] { return false }
        return true
    }

    private func letter(at place: Int) -> Bool {
        place < bytes.count && (bytes[place] | 0x20) &- 0x61 < 26
    }

    private mutating func scan() {
        var textStart = 0
        func text(to end: Int, _ tokens: inout [HTMLToken]) {
            if textStart < end { tokens.append(HTMLToken(kind: .text, range: textStart..<end)) }
        }
        while at < bytes.count {
            guard bytes[at] == 0x3C else {
                at += 1
                continue
            }
            let start = at
            if has("<!--", at: at) {
                text(to: start, &tokens)
                let end = ByteSearch.find(Array("-->".utf8), in: bytes, from: at + 4).map { $0 + 3 }
                finish(.comment, start, end ?? bytes.count)
            } else if has("<!", at: at) || has("<?", at: at) {
                text(to: start, &tokens)
                let end = ByteSearch.find([0x3E], in: bytes, from: at).map { $0 + 1 }
                finish(.comment, start, end ?? bytes.count)
            } else if has("</", at: at), letter(at: at + 2) {
                text(to: start, &tokens)
                at += 2
                let name = self.name()
                let end = ByteSearch.find([0x3E], in: bytes, from: at).map { $0 + 1 }
                finish(.end(name: name), start, end ?? bytes.count)
            } else if letter(at: at + 1) {
                text(to: start, &tokens)
                at += 1
                startTag(start)
            } else {
                at += 1
                continue
            }
            textStart = at
        }
        text(to: bytes.count, &tokens)
    }

    private mutating func finish(_ kind: HTMLToken.Kind, _ start: Int, _ end: Int) {
        tokens.append(HTMLToken(kind: kind, range: start..<end))
        at = end
    }

    private mutating func name() -> String {
        let start = at
        while at < bytes.count, !Self.isBlank(bytes[at]), bytes[at] != 0x3E, bytes[at] != 0x2F { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    }

    private mutating func startTag(_ start: Int) {
        let name = self.name()
        var attributes: [HTMLAttribute] = []
        var closesItself = false
        while at < bytes.count, bytes[at] != 0x3E {
            if Self.isBlank(bytes[at]) {
                at += 1
            } else if bytes[at] == 0x2F {
                closesItself = at + 1 < bytes.count && bytes[at + 1] == 0x3E
                at += 1
            } else if let attribute = attribute() {
                if !attributes.contains(where: { $0.name == attribute.name }) { attributes.append(attribute) }
            } else {
                at += 1
            }
        }
        let end = min(bytes.count, at + 1)
        finish(.start(name: name, attributes: attributes, closesItself: closesItself), start, end)
        if Self.rawNames.contains(name), !closesItself { rawText(name) }
    }

    private mutating func attribute() -> HTMLAttribute? {
        let start = at
        while at < bytes.count, !Self.isBlank(bytes[at]), ![0x3D, 0x3E, 0x2F].contains(bytes[at]) { at += 1 }
        guard at > start else { return nil }
        let name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
        var end = at
        var place = at
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        guard place < bytes.count, bytes[place] == 0x3D else {
            return HTMLAttribute(name: name, value: "", range: start..<end)
        }
        place += 1
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        var value = place..<place
        if place < bytes.count, bytes[place] == 0x22 || bytes[place] == 0x27 {
            let close = ByteSearch.find([bytes[place]], in: bytes, from: place + 1) ?? bytes.count
            value = (place + 1)..<close
            end = min(bytes.count, close + 1)
        } else {
            while place < bytes.count, !Self.isBlank(bytes[place]), bytes[place] != 0x3E { place += 1 }
            value = value.lowerBound..<place
            end = place
        }
        at = end
        return HTMLAttribute(name: name, value: HTMLReferences.text(bytes[value]), range: start..<end)
    }

    private mutating func rawText(_ name: String) {
        let start = at
        let close = Array("</\(name)".utf8)
        while at < bytes.count {
            let isClose =
                at + close.count <= bytes.count
                && close.indices.allSatisfy { (bytes[at + $0] | ($0 > 1 ? 0x20 : 0)) == close[$0] }
            if isClose { break }
            at += 1
        }
        if start < at { tokens.append(HTMLToken(kind: .text, range: start..<at)) }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B
    }
}

/// Character references: those that our pages and most others use.
enum HTMLReferences {
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
        "mdash": "—", "ndash": "–", "hellip": "…", "middot": "·", "copy": "©", "times": "×",
    ]

    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(0x26) else { return text }
        var out = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            out += rest[..<mark]
            rest = rest[mark...]
            guard let end = rest.prefix(32).firstIndex(of: ";"),
                let replaced = replacement(rest[rest.index(after: mark)..<end])
            else {
                out += "&"
                rest = rest.dropFirst()
                continue
            }
            out += replaced
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func replacement(_ name: Substring) -> String? {
        guard name.first == "#" else { return names[String(name)] }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let code = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
