// Values in attributes, URLs, CSS and quoted fields. None of these is on the hot path but `attribute`, which
// is HTML unless the value is markup.
extension Escaping {
    /// `isMarkup`: the value is HTML already; `isTrusted`: the program vouches for it.
    @inline(never)
    static func place(
        _ bytes: Bytes, _ kind: OutputEscape, isMarkup: Bool, isTrusted: Bool, to out: inout RawList<UInt8>
    ) {
        switch kind {
        case .attribute: if isMarkup { keepingReferences(bytes, to: &out) } else { html(bytes, to: &out) }
        case .url: url(bytes, isMarkup: isMarkup, isTrusted: isTrusted, to: &out)
        case .csvQuoted: csvQuoted(bytes, to: &out)
        case .cssString: cssString(bytes, to: &out)
        case .cssValue: cssValue(bytes, to: &out)
        case .xmlAttribute: xmlAttribute(bytes, isMarkup: isMarkup, to: &out)
        case .none, .html, .markdown, .csv, .xml: other(bytes, kind.rawValue, to: &out)
        }
    }

    /// Markup in an attribute: what would end the attribute is escaped, references stay.
    private static func keepingReferences(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        for byte in bytes {
            switch byte {
            case 0x3C: out.append("&lt;")
            case 0x3E: out.append("&gt;")
            case 0x22: out.append("&quot;")
            case 0x27: out.append("&#39;")
            default: out.append(byte)
            }
        }
    }

    /// A relative URL, or one with a scheme that does not run anything; else `#`, which leads nowhere.
    private static func url(_ bytes: Bytes, isMarkup: Bool, isTrusted: Bool, to out: inout RawList<UInt8>) {
        guard isTrusted || isHarmless(bytes, isMarkup: isMarkup) else { return out.append("#") }
        if isMarkup { keepingReferences(bytes, to: &out) } else { html(bytes, to: &out) }
    }

    /// Browsers drop blanks in front and tabs and line ends anywhere (URL standard, 4.4).
    private static func isHarmless(_ bytes: Bytes, isMarkup: Bool) -> Bool {
        var scheme: UInt64 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): return true
            case UInt8(ascii: ":"): return TextPlace.schemes.contains(scheme)
            // In markup a reference may stand for any character.
            case UInt8(ascii: "&") where isMarkup: return false
            case 0...0x20: continue
            default:
                let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                scheme = scheme >> 56 != 0 ? .max : scheme << 8 | UInt64(small)
            }
        }
        return true
    }

    private static func csvQuoted(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        for byte in bytes {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
    }

    /// Everything that could end the string, the element or the attribute around it as a CSS escape (CSS
    /// Syntax 4.3.7): the code in hexadecimal and a blank.
    private static func cssString(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        for byte in bytes {
            switch byte {
            // A NUL cannot be written in CSS at all; U+FFFD stands for it there.
            case 0: out.append("\\fffd ")
            case 0x01...0x1F, 0x7F, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x5C:
                out.append(0x5C)
                if byte > 15 { out.append(0x30 + byte >> 4) }
                out.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
                out.append(0x20)
            default: out.append(byte)
            }
        }
    }

    /// Letters, digits and `# % + , - . _` and blanks: a colour, a length, a word. Anything else prints
    /// `unset`.
    private static func cssValue(_ bytes: Bytes, to out: inout RawList<UInt8>) {
        let isPlain = bytes.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
            case 0x20, 0x23, 0x25, 0x2B, 0x2C, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        if isPlain { out.append(bytes) } else { out.append("unset") }
    }

    /// As text, and the blanks that an attribute would turn into spaces (XML 1.0, 3.3.3).
    private static func xmlAttribute(_ bytes: Bytes, isMarkup: Bool, to out: inout RawList<UInt8>) {
        var start = 0
        for i in 0...bytes.count {
            let isEnd = i == bytes.count
            guard isEnd || bytes[i] == 0x09 || bytes[i] == 0x0A || bytes[i] == 0x0D else { continue }
            let run = Bytes(rebasing: bytes[start..<i])
            if isMarkup {
                keepingReferences(run, to: &out)
            } else {
                other(run, Escape.xml.rawValue, to: &out)
            }
            start = i + 1
            if isEnd { break }
            out.append(bytes[i] == 0x09 ? "&#9;" : bytes[i] == 0x0A ? "&#10;" : "&#13;")
        }
    }
}
